"""The endpoints for what commitments say together: their links, their lines through time, and side by side."""

from typing import Any

from django.db.models import Q, QuerySet
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.analysis.commitments import compare_commitments
from commitments.analysis.documents import compare_documents
from commitments.analysis.freshness import also_depends_on
from commitments.analysis.lineage import lineage_of
from commitments.filters import ComparisonForm, RelatedFilterSet
from commitments.models.register import PublishedCommitment, PublishedLink
from commitments.searching.nearest import newest_vector, suggested

from . import analysis_shapes as shapes
from .facets import asked_for
from .lists import PublishedList, refuse_unknown
from .problems import gone_or_missing
from .shapes import ProblemShape


@extend_schema(
    parameters=[
        OpenApiParameter(
            "suggested", bool, default=False, description="true adds what is near in meaning and not linked."
        )
    ],
    responses=shapes.RelatedShape(many=True),
    summary="The commitments linked to a commitment",
    tags=["commitments"],
)
@also_depends_on(lambda request: newest_vector(request) if "suggested" in request.GET else None)
class CommitmentRelated(PublishedList):
    """Links that editors accepted and reviewers published, from both ends; with `suggested=true`, after the last of
    them, the commitments of other documents that a machine finds nearest in meaning.
    """

    filterset = RelatedFilterSet
    own_parameters = frozenset({"suggested"})
    shape = shapes.RelatedShape

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = kwargs["key"]
        if not PublishedCommitment.objects.current().filter(key=key).exists():
            gone_or_missing("commitment", key)
        with_suggested = asked_for(request.query_params, "suggested")
        answer = super().get(request, *args, **kwargs)
        # What a machine suggests has no relation, so none fits the filter.
        if with_suggested and "relation" not in request.query_params:
            near = [suggestion(payload, nearness) for payload, nearness in suggested(key)]
            if "count" in answer.data:
                answer.data["count"] += len(near)
            if answer.data["next"] is None:
                answer.data["results"] += near
        return answer

    def rows(self) -> QuerySet[Any]:
        key = self.kwargs["key"]
        return PublishedLink.objects.filter(Q(source=key) | Q(target=key))

    def row(self, stored: dict[str, Any]) -> Any:
        return related(super().row(stored), self.kwargs["key"])


def related(link: dict[str, Any], key: str) -> dict[str, Any]:
    """A link as seen from the commitment at one of its ends. An accepted one needs no score and no reasons."""
    outgoing = link["source"]["key"] == key
    other = link["target" if outgoing else "source"]
    return {
        "relation": link["relation"],
        "direction": "outgoing" if outgoing else "incoming",
        "key": other["key"],
        "document": other["document"],
        "title": other["title"],
        "rationale": link["rationale"],
        "state": link["state"],
        "suggested": False,
        "score": None,
        "reasons": [],
    }


def suggestion(commitment: dict[str, Any], nearness: float) -> dict[str, Any]:
    """A commitment that nobody has linked: a machine says that it is near, and not what follows from that."""
    return {
        "relation": None,
        "direction": None,
        "key": commitment["key"],
        "document": commitment["document"]["slug"],
        "title": commitment["title"],
        "rationale": {},
        "suggested": True,
        "score": round(nearness, 3),
        "reasons": ["meaning"],
    }


class CommitmentLineage(APIView):
    """What a commitment takes up, what took it up in turn, and how the words changed; oldest first."""

    @extend_schema(
        responses={200: shapes.LineageShape, 410: ProblemShape},
        summary="A commitment through time",
        tags=["commitments"],
    )
    def get(self, request: Request, key: str) -> Response:
        refuse_unknown(request, set())
        found = lineage_of(key)
        return Response(found) if found else gone_or_missing("commitment", key)


@extend_schema(
    parameters=[
        OpenApiParameter(
            "document",
            str,
            many=True,
            description="Slugs of two to six documents, by repeating the parameter.",
            examples=[OpenApiExample("Two documents", ["gsi-concept-paper-2023", "xi-wuzhen-2015"])],
        ),
        OpenApiParameter(
            "commitment",
            str,
            many=True,
            description="Keys of two commitments, by repeating the parameter.",
            examples=[OpenApiExample("None", []), OpenApiExample("Two commitments", ["gsi-concept-paper-2023-iii-13",
                "china-russia-joint-statement-2021-8-p23-a"])],
        ),
        OpenApiParameter("language", str, description="Of the words of two commitments, where they share several."),
    ],
    responses=PolymorphicProxySerializer(
        component_name="Comparison",
        serializers=[shapes.DocumentsComparedShape, shapes.CommitmentsComparedShape],
        resource_type_field_name=None,
    ),
    summary="Documents or commitments side by side",
    tags=["analysis"],
)  # fmt: skip
class Compare(APIView):
    """Two to six documents by theme, with what each is silent on; or two commitments, word by word in a language of
    both, else sentence by sentence.
    """

    def get(self, request: Request) -> Response:
        refuse_unknown(request, {"document", "commitment", "language"}, several={"document", "commitment"})
        form = ComparisonForm(request.query_params)
        if form.problems:
            raise ValidationError(form.problems)
        asked = form.cleaned_data
        if asked["document"]:
            return Response(compare_documents(asked["document"]))
        if asked["commitment"]:
            return Response(compare_commitments(asked["commitment"], language=asked["language"]))
        raise ValidationError({"document": ["Give two to six documents, or two commitments as “commitment”."]})
