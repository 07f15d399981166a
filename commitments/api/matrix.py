"""The matrix: as JSON, as CSV, as SVG."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.analysis.matrix import counting
from commitments.analysis.matrix.asking import MOST_LEVELS, MatrixForm
from commitments.analysis.matrix.axes import DIMENSIONS, Axis
from commitments.analysis.matrix.labels import narrowing
from commitments.analysis.matrix.picture import MOST_COLUMNS, MOST_ROWS, as_svg
from commitments.analysis.matrix.table import as_csv
from commitments.analysis.states import register_state
from commitments.filters import CommitmentFilterSet
from commitments.models.register import PublishedCommitment

from . import shapes
from .lists import refuse_unknown, several_valued

# What each form of the answer may be asked besides.
FORMATS = {"json": set(), "csv": {"label_language", "bom"}, "svg": {"label_language"}}


class MatrixFileForm(MatrixForm):
    format = forms.ChoiceField(choices=[(name, name) for name in FORMATS], required=False)
    label_language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    bom = forms.ChoiceField(choices=[("true", "true"), ("false", "false")], required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        format = given.get("format") or "json"
        for name in ("label_language", "bom"):
            if given.get(name) and name not in FORMATS[format]:
                self.add_error(name, f"The answer as {format} has no use for this.")
        return given | {"format": format, "label_language": given.get("label_language") or settings.LANGUAGE_CODE}


def one_of(name: str, choices: list[str], default: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, enum=choices, default=default, description=description)


def levels_of(name: str) -> OpenApiParameter:
    description = (
        f"0 to {MOST_LEVELS}: levels of narrower terms. Without it one below a single beginning, none below several."
    )
    return OpenApiParameter(name, int, description=description)


EXAMPLE = {
    "dimensions": {"rows": "theme", "columns": "document"},
    "rows": [
        {
            "key": "disarmament",
            "label": {"en": "Disarmament", "fr": "Désarmement"},
            "depth": 0,
            "narrower": 8,
            "count": 15,
            "url": "https://tracker.example.org/api/v1/commitments/?theme=disarmament",
        }
    ],
    "columns": [
        {
            "key": "china-russia-joint-statement-2021",
            "label": {"en": "Joint Statement of China and Russia"},
            "depth": 0,
            "narrower": 0,
            "count": 74,
            "url": "https://tracker.example.org/api/v1/commitments/?document=china-russia-joint-statement-2021",
        },
        {
            "key": "xi-wuzhen-2015",
            "label": {"en": "Xi Jinping’s speech at the opening of the second World Internet Conference"},
            "depth": 0,
            "narrower": 0,
            "count": 16,
            "url": "https://tracker.example.org/api/v1/commitments/?document=xi-wuzhen-2015",
        },
    ],
    "cells": [[15, 0]],
    "total": 90,
    "filters": {},
    "sequence": 499,
}
TABLE = """key,label,depth,all,xi-wuzhen-2015
,Themes,,All,Xi Jinping’s speech
all,All,,90,16
disarmament,Disarmament,0,15,0
"""


class Matrix(APIView):
    """How many commitments have what: rows against columns, with every zero.

    The commitments of a cell are those of `commitments/` with the same filters, and with the row's and the column's key
    under the names of their dimensions, in place of what was given under these names.
    """

    filterset = CommitmentFilterSet
    own_parameters = frozenset(MatrixFileForm.base_fields)

    @extend_schema(
        summary="The matrix",
        tags=["analysis"],
        parameters=[
            one_of("rows", list(DIMENSIONS), "theme", "What the rows are."),
            one_of("columns", list(DIMENSIONS), "document", "What the columns are; not the same as the rows."),
            levels_of("rows_depth"),
            levels_of("columns_depth"),
            one_of("empty", ["true", "false"], "true", "false leaves out rows and columns without a commitment."),
            one_of("format", list(FORMATS), "json", "The form of the answer."),
            one_of("label_language", list(settings.CONTENT_LANGUAGES), "en", "Language of labels, for CSV and SVG."),
            one_of("bom", ["true", "false"], "false", "true begins CSV with a byte order mark."),
        ],
        responses={
            200: shapes.MatrixShape,
            (200, "text/csv"): OpenApiResponse(str, examples=[OpenApiExample("CSV", TABLE, media_type="text/csv")]),
            (200, "image/svg+xml"): OpenApiTypes.STR,
        },
        examples=[OpenApiExample("JSON", EXAMPLE, media_type="application/json", response_only=True)],
    )
    def get(self, request: Request) -> Response | HttpResponse:
        given = request.query_params
        refuse_unknown(request, {*self.filterset.base_filters, *self.own_parameters}, several_valued(self.filterset))
        filterset = self.filterset(data=given, queryset=PublishedCommitment.objects.all())
        asked = MatrixFileForm(given)
        if problems := asked.problems | filterset.problems:
            raise ValidationError(problems)
        form, language = asked.cleaned_data["format"], asked.cleaned_data["label_language"]
        order = None if form == "json" else language
        matrix = asked.answer(register_state(), filterset.bitmap, filterset.form.cleaned_data, order)
        if matrix is None:
            raise ValidationError(asked.problems)
        filters = QueryDict(mutable=True)
        for name in sorted(self.filterset.base_filters.keys() & given.keys()):
            filters.setlist(name, given.getlist(name))
        if form == "json":
            return Response(as_json(matrix, filters))
        if form == "csv":
            table = as_csv(matrix, language=language, bom=asked.cleaned_data["bom"] == "true")
            return file(table, "text/csv; charset=utf-8", language, name_of(matrix, "csv"), saved=True)
        named = ", ".join(f"{name}={value}" for name, values in filters.lists() for value in values)
        picture = as_svg(matrix.cut(rows=MOST_ROWS, columns=MOST_COLUMNS), language=language, filters=named)
        return file(picture, "image/svg+xml", language, name_of(matrix, "svg"))

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: `format` says what is wanted, whatever the client accepts."""
        return super().perform_content_negotiation(request, force=True)


def name_of(matrix: counting.Matrix, ending: str) -> str:
    return f"matrix-{matrix.row_axis.dimension.name}-{matrix.column_axis.dimension.name}.{ending}"


def file(content: bytes, kind: str, language: str, name: str, *, saved: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Language"] = language
    answer.headers["Content-Disposition"] = f'{"attachment" if saved else "inline"}; filename="{name}"'
    return answer


def as_json(matrix: counting.Matrix, filters: QueryDict) -> dict[str, Any]:
    return {
        "dimensions": {"rows": matrix.row_axis.dimension.name, "columns": matrix.column_axis.dimension.name},
        "rows": [head(each, matrix.row_axis, filters) for each in matrix.rows],
        "columns": [head(each, matrix.column_axis, filters) for each in matrix.columns],
        "cells": matrix.cells,
        "total": matrix.total,
        "filters": dict(filters.lists()),
        "sequence": matrix.sequence,
    }


def head(each: counting.Head, axis: Axis, filters: QueryDict) -> dict[str, Any]:
    return {
        "key": each.key,
        "label": each.label,
        "depth": each.depth,
        "narrower": each.narrower,
        "count": each.count,
        "url": f"{reverse('api:commitments')}?{narrowing(filters, **{axis.dimension.name: each.key})}",
    }
