"""Documents with their texts and clauses, and where they are mentioned."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments import filters
from commitments.analysis.freshness import ENDED_SECONDS, keep
from commitments.models.register import PublishedClause, PublishedDocument, PublishedExpression, PublishedReference

from . import shapes
from .fields import PARAMETER as FIELDS
from .fields import chosen, stored_json
from .lists import PublishedList, refuse_unknown
from .problems import gone_or_missing

EDITION = OpenApiParameter("edition", int, description="The newest edition where it is left out.")


@extend_schema(responses=shapes.DocumentShape(many=True), summary="Documents", tags=["documents"])
class Documents(PublishedList):
    filterset = filters.DocumentFilterSet
    shape = shapes.DocumentShape

    def rows(self) -> QuerySet[Any]:
        return PublishedDocument.objects.all()


class Document(APIView):
    shape = shapes.DocumentShape

    @extend_schema(
        responses={200: shapes.DocumentShape, 410: shapes.ProblemShape}, summary="A document", tags=["documents"]
    )
    def get(self, request: Request, slug: str) -> Response:
        refuse_unknown(request, {FIELDS}, several={FIELDS})
        stored = stored_json(PublishedDocument, "slug = %s", slug)
        return chosen(request, self.shape, stored) if stored else gone_or_missing("document", slug)


def find_expression(request: Request, slug: str, language: str | None) -> PublishedExpression:
    """The text of a document in a language (its only one where none is named), in the newest or the named edition."""
    texts = PublishedExpression.objects.filter(document=slug)
    known = sorted(set(texts.values_list("language", flat=True)))
    if not known:
        if PublishedDocument.objects.filter(slug=slug).exists():
            raise Http404(f"The document “{slug}” is known by reference only: there is no text of it here.")
        gone_or_missing("document", slug)
    if language is None:
        if len(known) > 1:
            raise ValidationError({"language": [f"Choose one of {', '.join(known)}."]})
        language = known[0]
    elif language not in known:
        raise Http404(f"There is no text of “{slug}” in “{language}”, only in {', '.join(known)}.")
    texts = texts.filter(language=language)
    if edition := request.query_params.get("edition"):
        if not edition.isascii() or not edition.isdigit():
            raise ValidationError({"edition": [f"“{edition}” is not a number."]})
        texts = texts.filter(edition=int(edition[:9]))
    else:
        texts = texts.filter(latest=True)
    found = texts.first()
    if found is None:
        raise Http404(f"The text of “{slug}” in “{language}” has no edition {edition}.")
    return found


class DocumentText(APIView):
    @extend_schema(
        parameters=[EDITION],
        responses={(200, "text/plain"): OpenApiResponse(str, "The exact text that offsets count in.")},
        summary="The text of a document",
        tags=["documents"],
    )
    def get(self, request: Request, slug: str, language: str) -> HttpResponse:
        refuse_unknown(request, {"edition"})
        found = find_expression(request, slug, language)
        answer = HttpResponse(found.text, content_type="text/plain; charset=utf-8")
        answer.headers["Content-Language"] = found.language
        if "edition" in request.query_params:
            # Its text never changes; it may be withdrawn.
            keep(answer, max_age=ENDED_SECONDS)
        return answer

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: the text is plain whatever the client accepts; the renderer here is for errors."""
        return super().perform_content_negotiation(request, force=True)


@extend_schema(
    parameters=[
        OpenApiParameter("language", str, description="Needed where there are several."),
        EDITION,
        OpenApiParameter("eid", str, description="Only the clause of this eId."),
    ],
    responses=shapes.ClauseShape(many=True),
    summary="The clauses of a document's text",
    tags=["documents"],
)
class DocumentClauses(PublishedList):
    shape = shapes.ClauseShape

    class filterset(filters.RegisterFilterSet):
        orderings = {"position": "position"}

    own_parameters = frozenset({"language", "edition", "eid"})

    def rows(self) -> QuerySet[Any]:
        given = self.request.query_params
        expression = find_expression(self.request, self.kwargs["slug"], given.get("language"))
        rows = PublishedClause.objects.filter(expression=expression)
        if eid := given.get("eid"):
            rows = rows.filter(id=f"{expression.key}#{eid}") if "\0" not in eid else rows.none()
            if not rows.exists():
                raise ValidationError({"eid": [f"There is no clause “{eid}” in this text."]})
        return rows


@extend_schema(
    responses=shapes.MentionShape(many=True), summary="Where other documents mention a document", tags=["documents"]
)
class DocumentMentions(PublishedList):
    """The clauses of the newest texts that name the document, those of the newest documents first."""

    filterset = filters.MentionFilterSet
    shape = shapes.MentionShape

    def rows(self) -> QuerySet[Any]:
        slug = self.kwargs["slug"]
        if not PublishedDocument.objects.filter(slug=slug).exists():
            gone_or_missing("document", slug)
        return PublishedReference.objects.mentions_of(slug)
