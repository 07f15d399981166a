"""One page of a list, found from the row before or after it.

The last page comes as quickly as the first, and no row is shown twice or left out because others came in between.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page:
    """Rows, and the query strings of the pages around; empty where there is none."""

    rows: list[Any]
    next: str
    previous: str
    first: str

    @property
    def is_first(self) -> bool:
        return not self.previous


def page_of(
    queryset: QuerySet[Any],
    request: HttpRequest,
    *,
    column: str,
    size: int,
    descending: bool = False,
    keep: QueryDict | None = None,
    convert: Callable[[str], Any] = str,
) -> Page:
    """The page that `after=` or `before=` asks for, in the order of `column`, which must differ for each row.

    `keep` are the parameters that lead to this list. The rows are dictionaries with the column among them.
    """
    after, before = request.GET.get(AFTER, ""), request.GET.get(BEFORE, "")
    backwards = bool(before) and not after
    downwards = descending != backwards
    rows = queryset.order_by(f"-{column}" if downwards else column)
    if limit := after or before:
        rows = rows.filter(**{f"{column}__{'lt' if downwards else 'gt'}": _cursor(limit, convert)})
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()

    def query(parameter: str, row: Any) -> str:
        link = keep.copy() if keep is not None else QueryDict(mutable=True)
        link[parameter] = str(row[column])
        return link.urlencode()

    has_next = found and (more if not backwards else True)
    has_previous = found and (more if backwards else bool(after))
    return Page(
        rows=found,
        next=query(AFTER, found[-1]) if has_next else "",
        previous=query(BEFORE, found[0]) if has_previous else "",
        first=keep.urlencode() if keep is not None else "",
    )


def _cursor(given: str, convert: Callable[[str], Any]) -> Any:
    try:
        if "\x00" in given:
            raise ValueError("PostgreSQL has no such character")
        return convert(given)
    except ValueError as error:
        raise Http404(_("This list has no such page.")) from error
