"""The words of a matrix in one language, for the forms of it that leave the site."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.models.translations import translated

from .axes import Axis
from .counting import Head, Matrix


@dataclass(frozen=True)
class Label:
    """A text and the language it is in: not always the one asked for, and "" for a bare key."""

    text: str
    language: str


def label_of(head: Head, language: str) -> Label:
    text, own = translated(head.label, language)
    return Label(text, own) if text else Label(head.key, "")


def plural(axis: Axis) -> str:
    return str(capfirst(str(axis.dimension.label)))


def title_of(matrix: Matrix, language: str) -> str:
    with override(language):
        names = {"rows": plural(matrix.row_axis), "columns": plural(matrix.column_axis)}
        return _("%(rows)s × %(columns)s") % names


def narrowing(given: QueryDict, **keys: str) -> str:
    """The query of commitments/ for the commitments of a row, a column or a cell: the filters that the matrix went
    through, but for those of the keys named.
    """
    rest = [(name, value) for name, values in given.lists() if name not in keys for value in values]
    return urlencode([*rest, *keys.items()])
