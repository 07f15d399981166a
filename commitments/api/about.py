"""What the interface says of itself, to people and to programs, and what it answers at any other address."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import activate
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from .lists import refuse_unknown
from .problems import PROBLEMS
from .rendering import StoredJSONRenderer


class Home(APIView):
    @extend_schema(responses={200: dict[str, str]}, summary="The addresses of the lists", tags=["about"])
    def get(self, request: Request) -> Response:
        refuse_unknown(request, set())
        lists = ("documents", "commitments", "links", "themes", "regions", "actors", "changes")
        names = (*lists, "search", "matrix", "schema", "docs", "problems")
        return Response({name: reverse(f"api:{name}", request=request) for name in names})


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


class Documentation(SpectacularSwaggerSplitView):
    """The same description as a page to read and to try."""

    def get_renderers(self) -> list[Any]:
        """There is a template for the page only: OPTIONS and errors are JSON, as at every other address."""
        return super().get_renderers() if self.request.method in ("GET", "HEAD") else [StoredJSONRenderer()]


class Problems(APIView):
    """The page that the `type` of an error leads to."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        refuse_unknown(request, set())
        return render(request, "api/problems.html", {"problems": PROBLEMS})

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: it is for people, whatever the client accepts."""
        return super().perform_content_negotiation(request, force=True)


class NotFound(APIView):
    """Any other address below this one: an answer that a program can read."""

    schema = None

    def get(self, request: Request, rest: str) -> Response | HttpResponsePermanentRedirect:
        if not rest.endswith("/"):
            # The same address with the slash that all of them end in, as everywhere on the site.
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
        raise Http404(f"There is nothing at “{rest}”. The addresses are listed at /api/v1/.")
