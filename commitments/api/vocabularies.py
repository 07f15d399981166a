"""Themes, regions and actors."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments import filters
from commitments.models.register import PublishedTerm

from . import shapes
from .fields import PARAMETER as FIELDS
from .fields import chosen, stored_json
from .lists import PublishedList, refuse_unknown
from .problems import gone_or_missing


class Terms(PublishedList):
    kind: str

    def rows(self) -> QuerySet[Any]:
        return PublishedTerm.objects.filter(kind=self.kind)


class Term(APIView):
    kind: str
    shape: type[shapes.Shape]

    def get(self, request: Request, key: str) -> Response:
        refuse_unknown(request, {FIELDS}, several={FIELDS})
        stored = stored_json(PublishedTerm, "kind = %s AND key = %s", self.kind, key)
        return chosen(request, self.shape, stored) if stored else gone_or_missing(self.kind, key)


@extend_schema(responses=shapes.ThemeShape(many=True), summary="Themes", tags=["vocabularies"])
class Themes(Terms):
    filterset = filters.ThemeFilterSet
    shape = shapes.ThemeShape
    kind = "theme"


@extend_schema(responses={200: shapes.ThemeShape, 410: shapes.ProblemShape}, summary="A theme", tags=["vocabularies"])
class Theme(Term):
    kind = "theme"
    shape = shapes.ThemeShape


@extend_schema(responses=shapes.RegionShape(many=True), summary="Regions", tags=["vocabularies"])
class Regions(Terms):
    filterset = filters.RegionFilterSet
    shape = shapes.RegionShape
    kind = "region"


@extend_schema(responses={200: shapes.RegionShape, 410: shapes.ProblemShape}, summary="A region", tags=["vocabularies"])
class Region(Term):
    kind = "region"
    shape = shapes.RegionShape


@extend_schema(responses=shapes.ActorShape(many=True), summary="Actors", tags=["vocabularies"])
class Actors(Terms):
    filterset = filters.ActorFilterSet
    shape = shapes.ActorShape
    kind = "actor"


@extend_schema(responses={200: shapes.ActorShape, 410: shapes.ProblemShape}, summary="An actor", tags=["vocabularies"])
class Actor(Term):
    kind = "actor"
    shape = shapes.ActorShape
