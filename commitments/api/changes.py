"""The register, entry by entry."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from commitments import filters
from commitments.analysis.freshness import FOR_EVER, keep
from commitments.models.register import RegisterEntry
from commitments.publishing.chain import public_entry

from . import shapes
from .lists import PublishedList


@extend_schema(responses=shapes.ChangeShape(many=True), summary="The register, entry by entry", tags=["register"])
class Changes(PublishedList):
    """Every publication and withdrawal in order. Follow it with `since=` the last sequence number that you have."""

    filterset = filters.ChangeFilterSet
    shape = shapes.ChangeShape

    def rows(self) -> QuerySet[Any]:
        return RegisterEntry.objects.all()

    def ordered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        super().ordered(queryset)
        self.order_by = self.order_by.replace("_order", "sequence")
        return queryset

    def row(self, stored: Any) -> Any:
        return public_entry(stored)

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().get(request, *args, **kwargs)
        # A full page of a log that only grows at its end. With a count, or backwards, it is another one tomorrow.
        if "count" not in answer.data and answer.data["next"] and self.order_by == "sequence":
            keep(answer, max_age=FOR_EVER, immutable=True)
        return answer
