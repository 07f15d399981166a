"""The first page, and the way to it from the bare address."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from commitments.models.register import PublishedDocument, RegisterEntry

from .. import figures, trees
from ..rendering import answer
from ..rows import document_row
from .changes import change_rows

DOCUMENTS, CHANGES = 12, 6
SHOWN_KINDS = ("document", "expression", "commitment")


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Leads from `/` to the first page in the language that the reader's browser asks for."""
    with override(get_language_from_request(request)):
        redirect = HttpResponseRedirect(reverse("pages:home"))
    patch_vary_headers(redirect, ["Accept-Language"])
    return redirect


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    state = figures.register_state()
    counts = figures.by_document(state)
    documents = PublishedDocument.objects.exclude(languages=[]).values_list("payload", flat=True)[:DOCUMENTS]
    newest = RegisterEntry.objects.filter(kind__in=SHOWN_KINDS).order_by("-sequence")
    return answer(
        request,
        "pages/home.html",
        {
            "state": state,
            "totals": figures.totals(state),
            "documents": [document_row(payload, counts.get(payload["slug"], 0)) for payload in documents],
            "themes": trees.tree(state, "theme"),
            "changes": change_rows(newest, CHANGES),
        },
    )
