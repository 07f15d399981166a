"""The text of a document as Akoma Ntoso."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.exports.legal_text import as_akoma_ntoso
from commitments.models.register import PublishedClause, PublishedDocument
from commitments.text import TextError

from .documents import EDITION, find_expression
from .lists import refuse_unknown
from .problems import NotInThisForm
from .shapes import ProblemShape

XML = (
    """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="document">…</doc></akomaNtoso>"""
)


class DocumentAkomaNtoso(APIView):
    """A text with its clauses in Akoma Ntoso 3.0 (OASIS LegalDocML). Clauses have the eIds that citations name."""

    @extend_schema(
        summary="The text of a document as Akoma Ntoso",
        tags=["documents"],
        parameters=[OpenApiParameter("language", str, description="Needed where there are several."), EDITION],
        responses={
            (200, "application/akn+xml"): OpenApiResponse(
                str, examples=[OpenApiExample("Akoma Ntoso", XML, media_type="application/akn+xml")]
            ),
            422: ProblemShape,
        },
    )
    def get(self, request: Request, slug: str) -> HttpResponse | Response:
        refuse_unknown(request, {"language", "edition"})
        found = find_expression(request, slug, request.query_params.get("language"))
        document = PublishedDocument.objects.filter(slug=slug).values_list("payload", flat=True).get()
        rows = PublishedClause.objects.filter(expression=found).order_by("position")
        try:
            written = as_akoma_ntoso(document, found.language, found.text, rows.values_list("payload", flat=True))
        except TextError as error:
            raise NotInThisForm(str(error)) from error
        return HttpResponse(
            written,
            headers={
                "Content-Type": "application/akn+xml; charset=utf-8",
                "Content-Language": found.language,
                "Content-Disposition": f'attachment; filename="{slug}.{found.language}.{found.edition}.akn.xml"',
            },
        )

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: there is one form only."""
        return super().perform_content_negotiation(request, force=True)
