"""The commitments: the list with its filters, one commitment, and each of its wordings."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.analysis.facets import count_of, facets_of
from commitments.filters import CommitmentFilterSet
from commitments.models.register import PublishedCommitment, PublishedDocument

from .. import figures, filtering
from ..feeding import feed_links
from ..found import facet_rows
from ..paging import page_of
from ..rendering import answer
from ..rows import Titles, commitment_page, commitment_row, documents_named
from ..wording import Payload
from .gone import gone_or_missing, missing

PAGE_SIZE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Filters as the API does, but takes no offence at parameters that it does not know: shared links gather them."""
    state = figures.register_state()
    given = filtering.known_parameters(request.GET)
    filterset = CommitmentFilterSet(data=given, queryset=PublishedCommitment.objects.all())
    problems = filterset.problems
    labels = filtering.field_labels()
    context: dict[str, Any] = {
        "fields": filtering.form_fields(state, given, problems),
        "words": given.get("q", ""),
        "hidden": filtering.hidden_parameters(given),
        "applied": filtering.applied(state, given),
        "problems": [(labels[name], message) for name, messages in problems.items() for message in messages],
    }
    if problems:
        return answer(request, "pages/commitments.html", context, status=400)
    rows = filterset.qs.values("place", "payload", "ended_at")
    page = page_of(rows, request, column="place", size=PAGE_SIZE, keep=given)
    context |= {
        "page": page,
        "count": count_of(state, given.urlencode(), filterset.count),
        "facets": facet_rows(facets_of(state, given.urlencode(), filterset.facets), given),
        "downloads": downloads(given),
        "feeds": feed_links("commitments", _("Commitments"), query=given.urlencode()),
        "cite": f"{reverse('api:commitments-cite')}?{given.urlencode()}{'&' if given else ''}",
        "commitments": [commitment_row(row["payload"]) | {"ended_at": row["ended_at"]} for row in page.rows],
    }
    return answer(request, "pages/commitments.html", context)


def downloads(given: QueryDict) -> list[Payload]:
    """The same rows as files, tables with labels in the reader's language."""

    def download(name: str, **options: str) -> Payload:
        asked = given.copy()
        asked.update(options)
        return {"name": name, "address": f"{reverse('api:commitments-export')}?{asked.urlencode()}"}

    language = get_language() or settings.LANGUAGE_CODE
    return [
        download("CSV", format="csv", label_language=language),
        download("Excel", format="xlsx", label_language=language),
        download("NDJSON", format="ndjson"),
        download("JSON-LD", format="jsonld"),
    ]


def titles_of(slugs: set[str]) -> Titles:
    return dict(PublishedDocument.objects.filter(slug__in=slugs).values_list("slug", "payload__title"))


def wordings(key: str) -> list[Any]:
    """Every published wording, the newest first; each ended when the next was published or the commitment withdrawn."""
    rows = PublishedCommitment.objects.filter(key=key).order_by("-version")
    return list(rows.values("version", "published_at", "ended_at"))


def addresses(request: HttpRequest, payload: Payload) -> dict[str, str]:
    permanent = reverse("pages:commitment-version", args=[payload["key"], payload["version"]])
    return {
        "permanent": request.build_absolute_uri(permanent),
        "canonical": request.build_absolute_uri(reverse("pages:commitment", args=[payload["key"]])),
        "machine": request.build_absolute_uri(payload["url"]),
        "cite": f"{reverse('api:commitment-cite', args=[payload['key']])}?version={payload['version']}&",
    }


@require_safe
def commitment(request: HttpRequest, key: str) -> HttpResponse:
    stored = PublishedCommitment.objects.current().filter(key=key).values("payload", "published_at").first()
    if stored is None:
        return gone_or_missing(request, "commitment", key)
    payload = stored["payload"]
    context = {
        "key": key,
        "commitment": commitment_page(payload, titles_of(documents_named(payload))),
        "published_at": stored["published_at"],
        "versions": wordings(key),
        "addresses": addresses(request, payload),
    }
    return answer(request, "pages/commitment.html", context)


@require_safe
def version(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """One wording at its permanent address, marked where it is no longer the current one."""
    versions = wordings(key)
    rows = PublishedCommitment.objects.filter(key=key, version=version)
    stored = rows.values("payload", "published_at", "ended_at").first()
    if stored is None:
        missing(f"{key}, {version}")
    payload = stored["payload"]
    context = {
        "key": key,
        "commitment": commitment_page(payload, titles_of(documents_named(payload))),
        "published_at": stored["published_at"],
        "ended_at": stored["ended_at"],
        "is_withdrawn": versions[0]["ended_at"] is not None,
        "is_version": True,
        "versions": versions,
        "addresses": addresses(request, payload),
    }
    return answer(request, "pages/commitment_version.html", context)
