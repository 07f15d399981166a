"""Every row of a filtered list as a file: the same filters, the same rows and the same order as `commitments/`."""

from collections.abc import Generator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError as FormError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from commitments.exports.columns import COLUMNS, Rows
from commitments.exports.formats import FORMATS, Wish, columns_named
from commitments.exports.origin import Origin
from commitments.exports.reading import newest_sequence, one_moment, stored_json
from commitments.filters import CommitmentFilterSet

from .commitments import Commitments
from .lists import refuse_unknown, several_valued


class ExportForm(forms.Form):
    format = forms.ChoiceField(choices=[(name, name) for name in FORMATS])
    rows = forms.ChoiceField(choices=[(name, name) for name in COLUMNS], required=False)
    columns = forms.CharField(required=False)
    label_language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    bom = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)

    OPTIONS = ("rows", "columns", "label_language", "bom")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if format := given.get("format"):
            for name in self.OPTIONS:
                if given.get(name) and name not in FORMATS[format].options:
                    self.add_error(name, f"The answer as {format} has no use for this.")
        return given

    def clean_columns(self) -> list[str]:
        """Their names, separated by commas. An unknown one is told together with all that there are."""
        names = [name.strip() for name in self.cleaned_data["columns"].split(",") if name.strip()]
        rows: Rows = self.cleaned_data.get("rows") or "commitment"
        try:
            columns_named(names, rows)
        except KeyError as error:
            known = ", ".join(COLUMNS[rows])
            message = f"Unknown: {error.args[0]}. With rows={rows} there are: {known}."
            raise FormError(message) from error
        if repeated := sorted({name for name in names if names.count(name) > 1}):
            raise FormError(f"Repeated: {', '.join(repeated)}. Name each column once.")
        return names

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        rows: Rows = given["rows"] or "commitment"
        return Wish(
            language=given["label_language"] or settings.LANGUAGE_CODE,
            rows=rows,
            columns=columns_named(given["columns"], rows),
            bom=given["bom"] == "true",
        )

    @property
    def problems(self) -> dict[str, list[str]]:
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}


def one_of(name: str, choices: list[str], default: str | None, description: str, **kwargs: Any) -> OpenApiParameter:
    return OpenApiParameter(name, str, enum=choices, default=default, description=description, **kwargs)


CSV = """key,locator,kind,title,themes
gsi-concept-paper-2023-iii-13,III.13,priority,Build regional security,peace-and-security | dialogue
"""
LINE = '{"key": "gsi-concept-paper-2023-iii-13", "url": "https://tracker.example.org/api/v1/commitments/…", …}\n'
LINKED = {"@context": {}, "@id": "https://tracker.example.org/…", "@type": "schema:Dataset", "commitments": []}


class CommitmentsExport(APIView):
    """All commitments that `commitments/` lists with the same filters, in the same order, as one file. There is no
    limit. All rows are of one moment, and the headers say which: `X-Register-Sequence`, `X-Retrieved-At`.
    """

    filterset = CommitmentFilterSet
    own_parameters = frozenset(ExportForm.base_fields) | {"ordering"}

    @extend_schema(
        summary="Commitments as a file",
        tags=["commitments"],
        parameters=[
            one_of("format", list(FORMATS), None, "The format of the file.", required=True),
            one_of("rows", list(COLUMNS), "commitment", "What a row of a table is about."),
            OpenApiParameter(
                "columns",
                {"type": "array", "items": {"type": "string", "enum": list(COLUMNS["citation"])}, "minItems": 1},
                explode=False,
                style="form",
                description="Columns of a table in the order wanted, with commas between; all of them where it is left "
                "out. Those that begin with `citation_` are there with `rows=citation`.",
                examples=[OpenApiExample("Some", ["key", "locator", "kind", "title", "themes"])],
            ),
            one_of("label_language", list(settings.CONTENT_LANGUAGES), "en", "Language of labels in a table."),
            one_of("bom", ["true", "false"], "false", "true begins CSV with a byte order mark."),
            one_of(
                "ordering",
                [sign + name for name in CommitmentFilterSet.orderings for sign in ("", "-")],
                next(iter(CommitmentFilterSet.orderings)),
                "Order of the rows; a minus sign reverses it.",
            ),
        ],
        responses={
            (200, "text/csv"): OpenApiResponse(str, examples=[OpenApiExample("CSV", CSV, media_type="text/csv")]),
            (200, FORMATS["xlsx"].content_type): OpenApiTypes.BINARY,
            (200, "application/x-ndjson"): OpenApiResponse(
                str, examples=[OpenApiExample("NDJSON", LINE, media_type="application/x-ndjson")]
            ),
            (200, "application/ld+json"): OpenApiResponse(
                {"type": "object"}, examples=[OpenApiExample("JSON-LD", LINKED, media_type="application/ld+json")]
            ),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        given = request.query_params
        refuse_unknown(request, {*self.filterset.base_filters, *self.own_parameters}, several_valued(self.filterset))
        listed = Commitments(request=request)
        filterset = self.filterset(data=given, queryset=listed.rows())
        form = ExportForm(given)
        if problems := form.problems | filterset.problems:
            raise ValidationError(problems)
        rows = listed.ordered(filterset.qs).order_by(listed.order_by)
        pieces = exported(request, rows, form.cleaned_data["format"], form.wish)
        origin: Any = next(pieces)
        format = FORMATS[form.cleaned_data["format"]]
        headers = origin.headers() | {
            "Content-Type": format.content_type,
            "Content-Disposition": f'attachment; filename="{origin.file_name}.{format.ending}"',
        }
        if "label_language" in format.options:
            headers["Content-Language"] = form.wish.language
        if request.method == "HEAD":
            pieces.close()
            return HttpResponse(headers=headers)
        return StreamingHttpResponse(pieces, headers=headers)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: `format` says what is wanted, whatever the client accepts."""
        return super().perform_content_negotiation(request, force=True)


def exported(request: Request, rows: QuerySet[Any, Any], format: str, wish: Wish) -> Generator[Any, None, None]:
    """First the origin, which the headers need, then the file: both of one moment of the register."""
    with one_moment():
        origin = Origin(
            root=request.build_absolute_uri("/").rstrip("/"),
            address=request.build_absolute_uri(),
            retrieved_at=timezone.now(),
            sequence=newest_sequence(),
        )
        yield origin
        yield from FORMATS[format].write(stored_json(rows, wish.parts), wish, origin)
