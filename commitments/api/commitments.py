"""Commitments: their list, their details, and every wording that they have had."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments import filters
from commitments.analysis.facets import facets_of
from commitments.analysis.freshness import ENDED_SECONDS, keep
from commitments.analysis.states import register_state
from commitments.models.register import PublishedCommitment
from commitments.publishing.chain import timestamp

from . import shapes
from .facets import FACETS, as_json, asked_for
from .fields import PARAMETER as FIELDS
from .fields import chosen, chosen_fields, select, stored_json
from .lists import PublishedList, refuse_unknown
from .pagination import PARAMETERS
from .problems import gone_or_missing


@extend_schema(
    parameters=[FACETS], responses=shapes.CommitmentShape(many=True), summary="Commitments", tags=["commitments"]
)
class Commitments(PublishedList):
    """The current wordings, or those of a day. `facets=true` adds `facets`, in the shape that the search gives them."""

    filterset = filters.CommitmentFilterSet
    shape = shapes.CommitmentShape
    own_parameters = frozenset({"facets"})

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().get(request, *args, **kwargs)
        given = request.query_params
        if asked_for(given, "facets"):
            filterset = self.filterset(data=given, queryset=self.rows())
            asked = given.copy()
            for name in ("facets", FIELDS, *PARAMETERS):
                asked.pop(name, None)
            answer.data |= as_json(facets_of(register_state(), asked.urlencode(), filterset.facets), asked)
        return answer

    def rows(self) -> QuerySet[Any]:
        return PublishedCommitment.objects.all()


class Commitment(APIView):
    shape = shapes.CommitmentShape

    @extend_schema(
        responses={200: shapes.CommitmentShape, 410: shapes.ProblemShape}, summary="A commitment", tags=["commitments"]
    )
    def get(self, request: Request, key: str) -> Response:
        refuse_unknown(request, {FIELDS}, several={FIELDS})
        stored = stored_json(PublishedCommitment, "key = %s AND ended_at IS NULL", key)
        return chosen(request, self.shape, stored) if stored else gone_or_missing("commitment", key)


def version_row(stored: Mapping[str, Any]) -> dict[str, Any]:
    payload: dict[str, Any] = stored["payload"]
    return payload | {"ended_at": timestamp(stored["ended_at"]) if stored["ended_at"] else None}


@extend_schema(responses=shapes.VersionShape(many=True), summary="All wordings of a commitment", tags=["commitments"])
class CommitmentVersions(PublishedList):
    shape = shapes.VersionShape

    class filterset(filters.RegisterFilterSet):
        orderings = {"version": "version"}

    def ordered(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return super().ordered(queryset).values("payload", "ended_at", "_order")

    def row(self, stored: dict[str, Any]) -> Any:
        return version_row(stored)

    def rows(self) -> QuerySet[Any]:
        rows = PublishedCommitment.objects.filter(key=self.kwargs["key"])
        if not rows.exists():
            raise Http404(f"There is no commitment “{self.kwargs['key']}” in the register.")
        return rows


class CommitmentVersion(APIView):
    shape = shapes.VersionShape

    @extend_schema(responses=shapes.VersionShape, summary="One wording of a commitment", tags=["commitments"])
    def get(self, request: Request, key: str, version: int) -> Response:
        refuse_unknown(request, {FIELDS}, several={FIELDS})
        stored = PublishedCommitment.objects.filter(key=key, version=version).values("payload", "ended_at").first()
        if stored is None:
            raise Http404(f"The commitment “{key}” has no version {version}.")
        answer = Response(select(version_row(stored), chosen_fields(request, self.shape)))
        if stored["ended_at"]:
            keep(answer, max_age=ENDED_SECONDS)
        return answer
