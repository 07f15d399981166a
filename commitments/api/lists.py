"""What every list of the interface does: refuse unknown parameters, filter, order, page, answer with stored JSON."""

from abc import abstractmethod
from collections.abc import Collection, Iterable
from typing import Any

import orjson
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from commitments.filters import RegisterFilterSet

from .fields import PARAMETER as FIELDS
from .fields import STORED, Shape, chosen_fields, fields_of, select
from .pagination import PARAMETERS


class PublishedList(GenericAPIView[Any]):
    """A list of published rows: two queries, one of them the count, and one for each filter that names terms.

    `filterset` says which parameters there are; the first of its orderings is the order without `ordering=`. `shape`
    says which fields a row has.
    """

    filterset: type[RegisterFilterSet]
    shape: Shape
    own_parameters: frozenset[str] = frozenset()
    order_by = "_order"
    # What the page is of, for its count.
    filtered: RegisterFilterSet

    @abstractmethod
    def rows(self) -> QuerySet[Any]:
        """All the rows that the list may have, before any filter."""

    def row(self, stored: dict[str, Any]) -> Any:
        """What a row of `rows()` looks like in the answer."""
        return orjson.loads(stored["_part"] if "_part" in stored else stored["_json"])

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        known = self.filterset.base_filters
        refuse_unknown(request, {*known, *PARAMETERS, *self.own_parameters}, several_valued(self.filterset) | {FIELDS})
        filterset = self.filterset(data=request.query_params, queryset=self.rows())
        if filterset.problems:
            raise ValidationError(filterset.problems)
        chosen = chosen_fields(request, self.shape)
        rows = self.ordered(filterset.qs)
        as_stored = type(self).row is PublishedList.row
        if chosen is not None and as_stored:
            rows = narrowed(rows, fields_of(self.shape).keys() - chosen.keys())
        self.filtered = filterset
        page = self.paginate_queryset(rows) or ()
        if chosen is None and as_stored:
            return self.get_paginated_response([orjson.Fragment(stored["_json"]) for stored in page])
        return self.get_paginated_response([select(self.row(stored), chosen) for stored in page])

    def ordered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stored JSON as text, and a column `_order` that tells every row from every other, which `order_by` is
        set to.
        """
        orderings = self.filterset.orderings
        given = self.request.query_params.get("ordering", next(iter(orderings)))
        name = given.removeprefix("-")
        if name not in orderings:
            allowed = ", ".join(f"{name}, -{name}" for name in orderings)
            raise ValidationError({"ordering": [f"“{given}” is not one of {allowed}."]})
        self.order_by = "-_order" if given.startswith("-") else "_order"
        return queryset.values(_json=STORED, _order=as_column(orderings[name]))


def narrowed(rows: QuerySet[Any], unwanted: Iterable[str]) -> QuerySet[Any]:
    """The rows with their stored JSON less some of its fields, which the database then need not send."""
    without = Func(
        F("payload"), Value(sorted(unwanted)), template="(%(expressions)s::text[])::text", arg_joiner=" - ",
        output_field=TextField(),
    )  # fmt: skip
    return rows.values("_order", _part=without)


def several_valued(filterset: type[RegisterFilterSet]) -> set[str]:
    """The filters that may be repeated."""
    known = filterset.base_filters
    return {name for name in known if getattr(known[name].field.widget, "allow_multiple_selected", False)}


def as_column(ordering: str | Combinable) -> Combinable:
    return F(ordering) if isinstance(ordering, str) else ordering


def refuse_unknown(request: Request, allowed: set[str], several: Collection[str] = ()) -> None:
    """Raises a ValidationError that names each parameter that means nothing here.

    So it does with one that is repeated, unless it is one of `several`.
    """
    if empty := sorted(name for name, values in request.query_params.lists() if "" in values):
        raise ValidationError({name: ["This parameter is empty: give it a value, or leave it out."] for name in empty})
    if unknown := sorted(set(request.query_params) - allowed):
        known = ", ".join(sorted(allowed)) or "none"
        raise ValidationError({name: [f"There is no such parameter here. There are: {known}."] for name in unknown})
    if repeated := [name for name, values in request.query_params.lists() if len(values) > 1 and name not in several]:
        raise ValidationError({name: ["Give one value only."] for name in repeated})
