"""The endpoints. A list is declared by its rows, its FilterSet and its shape; a detail is one stored JSON."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import activate
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from commitments import filters
from commitments.analysis.facets import facets_of
from commitments.analysis.freshness import ENDED_SECONDS, FOR_EVER, keep
from commitments.analysis.states import register_state
from commitments.models.register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    RegisterEntry,
)
from commitments.publishing.chain import public_entry, timestamp

from . import shapes
from .facets import FACETS, as_json, asked_for
from .fields import PARAMETER as FIELDS
from .fields import chosen_fields, select
from .lists import PublishedList, refuse_unknown
from .pagination import PARAMETERS
from .problems import gone_or_missing
from .rendering import StoredJSONRenderer

EDITION = OpenApiParameter("edition", int, description="The newest edition where it is left out.")


def chosen(request: Request, shape: type[shapes.Shape], stored: Mapping[str, Any]) -> Response:
    """The stored JSON of one thing, or those of its fields that `fields=` names."""
    return Response(select(stored, chosen_fields(request, shape)))


class NotFound(APIView):
    """Any other address below this one: an answer that a program can read."""

    schema = None

    def get(self, request: Request, rest: str) -> Response | HttpResponsePermanentRedirect:
        if not rest.endswith("/"):
            # The same address with the slash that all of them end in, as everywhere on the site.
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise Http404(f"There is nothing at “{rest}”. The addresses are listed at /api/v1/.")


class Schema(SpectacularJSONAPIView):
    """The description of this interface, OpenAPI 3.1."""

    renderer_classes = [StoredJSONRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        refuse_unknown(request, set())
        # One description for all: some of its words could be translated.
        activate(settings.LANGUAGE_CODE)
        answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped there
        site = request.build_absolute_uri("/").rstrip("/")
        answer.data["servers"] = [{"url": site, "description": "This site."}]
        answer.data["info"]["contact"] = {"name": "Commitment tracker", "url": site}
        return answer

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: it is JSON, by whatever name a client calls such a description."""
        return super().perform_content_negotiation(request, force=True)


class Home(APIView):
    @extend_schema(responses={200: dict[str, str]}, summary="The addresses of the lists", tags=["about"])
    def get(self, request: Request) -> Response:
        refuse_unknown(request, set())
        lists = ("documents", "commitments", "links", "themes", "regions", "actors", "changes")
        names = (*lists, "search", "matrix", "schema", "docs", "problems")
        return Response({name: reverse(f"api:{name}", request=request) for name in names})


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
        stored = PublishedCommitment.objects.current().filter(key=key).values_list("payload", flat=True).first()
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
        answer = chosen(request, self.shape, version_row(stored))
        if stored["ended_at"]:
            keep(answer, max_age=ENDED_SECONDS)
        return answer


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
        stored = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).first()
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
    parameters=[OpenApiParameter("language", str, description="Needed where there are several."), EDITION],
    responses=shapes.ClauseShape(many=True),
    summary="The clauses of a document's text",
    tags=["documents"],
)
class DocumentClauses(PublishedList):
    shape = shapes.ClauseShape

    class filterset(filters.RegisterFilterSet):
        orderings = {"position": "position"}

    own_parameters = frozenset({"language", "edition"})

    def rows(self) -> QuerySet[Any]:
        expression = find_expression(self.request, self.kwargs["slug"], self.request.query_params.get("language"))
        return PublishedClause.objects.filter(expression=expression)


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


@extend_schema(responses=shapes.LinkShape(many=True), summary="Links between commitments", tags=["links"])
class Links(PublishedList):
    filterset = filters.LinkFilterSet
    shape = shapes.LinkShape

    def rows(self) -> QuerySet[Any]:
        return PublishedLink.objects.all()


class Terms(PublishedList):
    kind: str

    def rows(self) -> QuerySet[Any]:
        return PublishedTerm.objects.filter(kind=self.kind)


class Term(APIView):
    kind: str
    shape: type[shapes.Shape]

    def get(self, request: Request, key: str) -> Response:
        refuse_unknown(request, {FIELDS}, several={FIELDS})
        stored = PublishedTerm.objects.filter(kind=self.kind, key=key).values_list("payload", flat=True).first()
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
