"""What the interface says of itself to people."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from rest_framework.request import Request
from rest_framework.views import APIView

from .lists import refuse_unknown
from .problems import PROBLEMS


class Problems(APIView):
    """The page that the `type` of an error leads to."""

    schema = None

    def get(self, request: Request) -> HttpResponse:
        refuse_unknown(request, set())
        return render(request, "api/problems.html", {"problems": PROBLEMS})

    def perform_content_negotiation(self, request: Request, force: bool = False) -> Any:
        """Never a refusal: it is for people, whatever the client accepts."""
        return super().perform_content_negotiation(request, force=True)
