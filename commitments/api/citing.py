"""How to cite a commitment, one of its wordings, a document, a link, or a filtered list."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.exports import references
from commitments.exports.citing import CITATIONS, OWN_STYLE, REFERENCE_STYLES
from commitments.exports.origin import Origin
from commitments.filters import CommitmentFilterSet
from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedLink, RegisterEntry

from .lists import refuse_unknown, several_valued
from .problems import gone_or_missing


class CiteForm(forms.Form):
    format = forms.ChoiceField(choices=[(name, name) for name in CITATIONS])
    label_language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    style = forms.ChoiceField(
        choices=[(name, name) for name in REFERENCE_STYLES],
        required=False,
        error_messages={"invalid_choice": f"There are these styles: {', '.join(REFERENCE_STYLES)}."},
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("style") and given.get("format") != "text":
            self.add_error("style", "Only the answer as text has a style.")
        return given


BIBTEX = """@incollection{gsi-concept-paper-2023-iii-13-v1,
  author = {{China}},
  title = {{Build regional security}},
  booktitle = {{The Global Security Initiative Concept Paper}},
  chapter = {III.13},
  year = {2023}
}
"""
RIS = "TY  - GOVDOC\r\nAU  - China\r\nTI  - Build regional security\r\nSE  - III.13\r\nPY  - 2023\r\nER  - \r\n"
TEXT = "China, “Build regional security”, The Global Security Initiative Concept Paper, III.13, 21 February 2023."
TEXT_APA = (
    "China. (2023). Build regional security. In The Global Security Initiative Concept Paper, III.13 (Version 1)."
)
PARAMETERS = [
    OpenApiParameter("format", str, enum=list(CITATIONS), required=True, description="The form of the reference."),
    OpenApiParameter(
        "label_language", str, enum=list(settings.CONTENT_LANGUAGES), default="en", description="Language of titles."
    ),
    OpenApiParameter(
        "style",
        str,
        enum=list(REFERENCE_STYLES),
        description=f"The style of the reference with `format=text`: `{OWN_STYLE}`, after the United Nations Editorial "
        "Manual, where it is left out.",
    ),
]
RESPONSES = {
    (200, "application/vnd.citationstyles.csl+json"): {"type": "array", "items": {"type": "object"}},
    (200, "application/x-bibtex"): OpenApiResponse(
        str, examples=[OpenApiExample("BibTeX", BIBTEX, media_type="application/x-bibtex")]
    ),
    (200, "application/x-research-info-systems"): OpenApiResponse(
        str, examples=[OpenApiExample("RIS", RIS, media_type="application/x-research-info-systems")]
    ),
    (200, "text/plain"): OpenApiResponse(
        str,
        examples=[
            OpenApiExample("Text", TEXT, media_type="text/plain"),
            OpenApiExample("Text with style=apa", TEXT_APA, media_type="text/plain"),
        ],
    ),
}


class Form(NamedTuple):
    """In which form, language and style a reference is wanted."""

    format: str
    language: str
    style: str


class Cite(APIView):
    """What the four have in common."""

    own_parameters = frozenset(CiteForm.base_fields)

    def asked(self, request: Request, filters: Iterable[str] = (), several: Collection[str] = ()) -> Form:
        """In which form, language and style."""
        refuse_unknown(request, {*self.own_parameters, *filters}, several)
        form = CiteForm(request.query_params)
        if form.errors:
            raise ValidationError({name: [str(each) for each in messages] for name, messages in form.errors.items()})
        given = form.cleaned_data
        return Form(given["format"], given["label_language"] or settings.LANGUAGE_CODE, given["style"] or OWN_STYLE)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: `format` says what is wanted, whatever the client accepts."""
        return super().perform_content_negotiation(request, force=True)


def origin_of(request: Request, address: str = "", sequence: int = 0) -> Origin:
    root = request.build_absolute_uri("/").rstrip("/")
    return Origin(root=root, address=address or root, retrieved_at=timezone.now(), sequence=sequence)


def cited(item: references.Item, form: Form) -> HttpResponse:
    kind, ending, write = CITATIONS[form.format]
    shown = "inline" if form.format == "text" else "attachment"
    return HttpResponse(
        write(item, form.language, form.style),
        headers={
            "Content-Type": kind,
            "Content-Language": form.language,
            "Content-Disposition": f'{shown}; filename="{item["id"]}.{ending}"',
        },
    )


class CommitmentCite(Cite):
    """The current wording of a commitment, or the one that `version` names, at the address that will always show it."""

    own_parameters = Cite.own_parameters | {"version"}

    @extend_schema(
        summary="How to cite a commitment",
        tags=["citing"],
        parameters=[*PARAMETERS, OpenApiParameter("version", int, description="The current one where it is left out.")],
        responses=RESPONSES,
    )
    def get(self, request: Request, key: str) -> HttpResponse | Response:
        form = self.asked(request)
        rows = PublishedCommitment.objects.filter(key=key)
        if version := request.query_params.get("version"):
            if not version.isascii() or not version.isdigit():
                raise ValidationError({"version": [f"“{version}” is not a number."]})
            rows = rows.filter(version=int(version[:9]))
        else:
            rows = rows.filter(ended_at__isnull=True)
        payload = rows.values_list("payload", flat=True).first()
        if payload is None:
            gone_or_missing("commitment", key)
        slug = payload["document"]["slug"]
        document = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).first()
        return cited(references.commitment_item(payload, document or {}, origin_of(request), form.language), form)


class DocumentCite(Cite):
    """A document, as its source has published it."""

    @extend_schema(summary="How to cite a document", tags=["citing"], parameters=PARAMETERS, responses=RESPONSES)
    def get(self, request: Request, slug: str) -> HttpResponse | Response:
        form = self.asked(request)
        payload = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).first()
        if payload is None:
            gone_or_missing("document", slug)
        return cited(references.document_item(payload, origin_of(request), form.language), form)


class LinkCite(Cite):
    """A link between two commitments, which is a statement of the tracker's own."""

    @extend_schema(summary="How to cite a link", tags=["citing"], parameters=PARAMETERS, responses=RESPONSES)
    def get(self, request: Request, key: str) -> HttpResponse | Response:
        form = self.asked(request)
        payload = PublishedLink.objects.filter(key=key).values_list("payload", flat=True).first()
        if payload is None:
            gone_or_missing("link", key)
        return cited(references.link_item(payload, origin_of(request), form.language), form)


class CommitmentsCite(Cite):
    """A filtered list of commitments as it stands: the address with its filters, and the number of the newest entry."""

    filterset = CommitmentFilterSet

    @extend_schema(
        summary="How to cite a list of commitments", tags=["citing"], parameters=PARAMETERS, responses=RESPONSES
    )
    def get(self, request: Request) -> HttpResponse:
        known = set(self.filterset.base_filters)
        form = self.asked(request, known, several_valued(self.filterset))
        filterset = self.filterset(data=request.query_params, queryset=PublishedCommitment.objects.all())
        if filterset.problems:
            raise ValidationError(filterset.problems)
        newest = RegisterEntry.objects.order_by("-sequence").values_list("sequence", "at").first()
        if newest is None:
            raise Http404("The register is empty.")
        sequence, at = newest
        query = request.query_params.copy()
        for name in self.own_parameters & set(query):
            del query[name]
        address = references.page(origin_of(request), form.language, "commitments")
        address = f"{address}?{query.urlencode()}" if query else address
        return cited(references.list_item(origin_of(request, address, sequence), form.language, at=at), form)
