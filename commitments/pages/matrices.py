"""The matrix as its page shows it: heads and cells with their addresses, and the choices of its form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.analysis.matrix.asking import MOST_LEVELS, MatrixForm
from commitments.analysis.matrix.axes import DIMENSIONS, Axis
from commitments.analysis.matrix.counting import Head, Matrix
from commitments.analysis.matrix.labels import narrowing, plural
from commitments.analysis.matrix.shading import largest_cell, shade_of
from commitments.models.choices import ActorRole

from . import figures, filtering
from .wording import Words, grouped_number, sentence, words

ROLE = "role"
FORM_FIELDS = (*filtering.FORM_FIELDS, ROLE)
DEPTHS = {"rows_depth": "rows", "columns_depth": "columns"}


@dataclass(frozen=True)
class Cell:
    """`address` is that of the list of these commitments; there is none for none."""

    number: str
    shade: int
    address: str


@dataclass(frozen=True)
class Line:
    """A row or column. `address` leads to what it stands for: narrower terms in place of a term, or a document."""

    label: Words
    depth: int
    address: str
    opens: bool
    total: Cell
    cells: list[Cell]


def asked_of(given: QueryDict) -> QueryDict:
    """The parameters of the matrix itself, without empty ones; nor the levels of what has none, left in the form from
    before it was changed.
    """
    kept = QueryDict(mutable=True)
    for name in MatrixForm.base_fields:
        dimension = DIMENSIONS.get(given.get(DEPTHS.get(name, ""), ""))
        if (value := given.get(name, "").strip()) and not (dimension and not dimension.is_tree):
            kept[name] = value
    return kept


def joined(*queries: str) -> str:
    return "&".join(query for query in queries if query)


class Addresses:
    """The addresses of lists and of other matrices, made of parts, for there may be thousands of cells."""

    def __init__(self, matrix: Matrix, asked: QueryDict, filters: QueryDict) -> None:
        self.matrix, self.asked, self.filters = matrix, asked, filters
        self.list = reverse("pages:commitments")
        both = {axis.dimension.name: "" for axis in (matrix.row_axis, matrix.column_axis)}
        kept = [(name, values) for name, values in filters.lists() if name not in both]
        rest = QueryDict(mutable=True)
        for name, values in kept:
            rest.setlist(name, values)
        self.rest = rest.urlencode()

    def cell(self, row: Head, column: Head) -> str:
        names = self.matrix.row_axis.dimension.name, self.matrix.column_axis.dimension.name
        return f"{self.list}?{joined(self.rest, f'{names[0]}={row.key}', f'{names[1]}={column.key}')}"

    def head(self, axis: Axis, head: Head) -> str:
        return f"{self.list}?{narrowing(self.filters, **{axis.dimension.name: head.key})}"

    def closer(self, axis: Axis, side: str, head: Head) -> str:
        """The matrix that begins with this term."""
        asked = self.asked.copy()
        asked.pop(f"{side}_depth", None)
        return "?" + joined(asked.urlencode(), narrowing(self.filters, **{axis.dimension.name: head.key}))


def cell_of(number: int, address: str, shade: int = 0) -> Cell:
    return Cell(grouped_number(number), shade, address if number else "")


def table_of(matrix: Matrix, asked: QueryDict, filters: QueryDict) -> dict[str, Any]:
    addresses = Addresses(matrix, asked, filters)
    largest = largest_cell(matrix)

    def line(axis: Axis, side: str, head: Head, cells: list[Cell]) -> Line:
        opens = bool(head.narrower) and axis.chosen != {head.key}
        address = addresses.closer(axis, side, head) if opens else ""
        if axis.dimension.name == "document":
            address = reverse("pages:document", args=[head.key])
        label = words(head.label) or Words(head.key, "")
        return Line(label, head.depth, address, opens, cell_of(head.count, addresses.head(axis, head)), cells)

    return {
        "rows_are": plural(matrix.row_axis),
        "columns_are": plural(matrix.column_axis),
        "columns": [line(matrix.column_axis, "columns", column, []) for column in matrix.columns],
        "rows": [
            line(
                matrix.row_axis,
                "rows",
                row,
                [
                    cell_of(number, addresses.cell(row, column), shade_of(number, largest))
                    for column, number in zip(matrix.columns, cells, strict=True)
                ],
            )
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
        ],
        "total": cell_of(matrix.total, f"{addresses.list}?{filters.urlencode()}"),
        "number": matrix.total,
        "rows_left_out": matrix.rows_left_out,
        "columns_left_out": matrix.columns_left_out,
    }


def form_of(
    state: figures.State, form: MatrixForm, asked: QueryDict, filters: QueryDict, problems: dict[str, list[str]]
) -> dict[str, Any]:
    own = get_language() or ""
    chosen = {"rows": "theme", "columns": "document"} | asked.dict() | {k: v for k, v in form.cleaned_data.items() if v}

    def field(name: str, label: str, options: Sequence[tuple[str, object]]) -> filtering.Field:
        made = [
            filtering.Option(value, Words(sentence(text), own), value == str(chosen.get(name, "")))
            for value, text in options
        ]
        return filtering.Field(name, label, "", made, problems.get(name, []))

    dimensions = [(name, dimension.label) for name, dimension in DIMENSIONS.items()]
    levels = [
        ("", _("automatic")),
        ("0", _("no level")),
        ("1", _("one level")),
        ("2", _("two levels")),
        (str(MOST_LEVELS), _("all levels")),
    ]
    roles = [(value, ActorRole(value).label) for value in ActorRole.values]
    role = filtering.Field(
        ROLE,
        filtering.field_labels()[ROLE],
        _("All roles"),
        [
            filtering.Option(value, Words(sentence(text), own), value in filters.getlist(ROLE)[:1])
            for value, text in roles
        ],
        problems.get(ROLE, []),
    )
    return {
        "axes": [field("rows", _("Rows"), dimensions), field("columns", _("Columns"), dimensions)],
        "levels": [
            field("rows_depth", _("Narrower terms in rows"), levels),
            field("columns_depth", _("Narrower terms in columns"), levels),
        ],
        "fields": [*filtering.form_fields(state, filters, problems), role],
        "words": filters.get("q", ""),
        "hidden": filtering.hidden_parameters(filters, FORM_FIELDS),
        "leaves_out_empty": asked.get("empty") == "false",
    }


def applied_to(state: figures.State, asked: QueryDict, filters: QueryDict) -> list[filtering.Applied]:
    return [
        replace(each, without=joined(asked.urlencode(), each.without)) for each in filtering.applied(state, filters)
    ]


def problem_labels() -> dict[str, str]:
    return filtering.field_labels() | {
        "rows": _("Rows"),
        "columns": _("Columns"),
        "rows_depth": _("Narrower terms in rows"),
        "columns_depth": _("Narrower terms in columns"),
        "empty": _("Empty rows and columns"),
    }
