"""The line of a commitment through time, as a page and as a picture."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from commitments.analysis.lineage import lineage_of
from commitments.models.choices import Relation

from ..drawing import picture
from ..rendering import answer
from ..timelines import documents_quoted, timeline
from ..wording import Payload, label
from .commitments import titles_of
from .gone import gone_or_missing


def drawn(lineage: Payload, shown: Payload) -> Payload:
    links = [(link["source"], link["target"], label(Relation, link["relation"])) for link in lineage["links"]]
    return picture(shown, links, rtl=get_language_bidi())


@require_safe
def lineage(request: HttpRequest, key: str) -> HttpResponse:
    found = lineage_of(key)
    if found is None:
        return gone_or_missing(request, "commitment", key)
    shown = timeline(found, titles_of(documents_quoted(found)))
    context = {
        "key": key,
        "lineage": shown,
        "picture": drawn(found, shown) if found["links"] else None,
        "machine": request.build_absolute_uri(reverse("api:commitment-lineage", args=[key])),
    }
    return answer(request, "pages/lineage.html", context)


@require_safe
def image(request: HttpRequest, key: str) -> HttpResponse:
    """The picture alone, which needs nothing from the site: colours, sizes and words are in it."""
    found = lineage_of(key)
    if found is None:
        return gone_or_missing(request, "commitment", key)
    shown = timeline(found, {})
    root = request.build_absolute_uri("/").rstrip("/")
    context = {"lineage": shown, "picture": drawn(found, shown), "alone": True, "root": root}
    return render(request, "pages/lineage.svg", context, content_type="image/svg+xml")
