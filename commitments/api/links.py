"""Links between commitments."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema

from commitments import filters
from commitments.models.register import PublishedLink

from . import shapes
from .lists import PublishedList


@extend_schema(responses=shapes.LinkShape(many=True), summary="Links between commitments", tags=["links"])
class Links(PublishedList):
    filterset = filters.LinkFilterSet
    shape = shapes.LinkShape

    def rows(self) -> QuerySet[Any]:
        return PublishedLink.objects.all()
