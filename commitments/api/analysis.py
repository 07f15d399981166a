"""The endpoints for what commitments say together: their lines through time."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.analysis.lineage import lineage_of

from . import analysis_shapes as shapes
from .lists import refuse_unknown
from .shapes import ProblemShape
from .views import gone_or_missing


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
