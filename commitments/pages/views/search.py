"""The search: commitments and clauses by words and by meaning, with why each was found."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commitments.analysis.facets import labelled
from commitments.analysis.freshness import also_depends_on
from commitments.filters import SearchFilterSet
from commitments.searching.asking import counted, search
from commitments.searching.counting import MOST_COUNTED
from commitments.searching.finding import Mode
from commitments.searching.nearest import newest_vector

from .. import figures, filtering
from ..found import facet_rows, hit_row
from ..rendering import answer

PAGE_SIZE = 20
LAST_PAGE = 1000


@also_depends_on(newest_vector)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Searches as REST does, but takes no offence at parameters that it does not know, like all pages."""
    state = figures.register_state()
    given = filtering.known_parameters(request.GET, SearchFilterSet.base_filters)
    filterset = SearchFilterSet(given)
    problems = filterset.problems if "q" in given else {}
    labels = filtering.field_labels()
    narrowed = given.copy()
    for name in ("q", "mode", "only"):
        narrowed.pop(name, None)
    context: dict[str, Any] = {
        "words": given.get("q", ""),
        "modes": filtering.options(Mode.choices, given.get("mode") or Mode.BOTH),
        "only": filtering.options(
            [("", _("Both")), ("commitments", _("Commitments")), ("clauses", _("Clauses"))], given.get("only", "")
        ),
        "hidden": [(name, value) for name, values in narrowed.lists() for value in values],
        "applied": [
            filtering.Applied(each.label, each.value, filtering.joined(each.without, given, ("q", "mode", "only")))
            for each in filtering.applied(state, narrowed)
        ],
        "unfiltered": filtering.joined("", given, ("q", "mode", "only")),
        "problems": [(labels.get(name, name), message) for name, found in problems.items() for message in found],
    }
    if problems or "q" not in given:
        return answer(request, "pages/search.html", context, status=400 if problems else 200)
    page = page_number(request)
    scope, mode = filterset.scope, filterset.mode_asked
    first, own = (page - 1) * PAGE_SIZE, get_language() or ""
    found = search(scope, filterset.query, mode, first=first, size=PAGE_SIZE, language=own)
    facets = labelled(state, counted(scope, found, mode, filterset.open_dimensions))
    more = len(found.results) == PAGE_SIZE and page * PAGE_SIZE < found.count
    context |= {
        "asked": True,
        "count": found.count,
        "hits": [hit_row(hit) for hit in found.results],
        "query": found.understood,
        "facets": facet_rows(facets, given),
        "facets_complete": found.count <= MOST_COUNTED,
        "page": {"previous": numbered(given, page - 1), "next": numbered(given, page + 1) if more else ""},
        "machine": f"{reverse('api:search')}?{given.urlencode()}",
    }
    return answer(request, "pages/search.html", context)


@require_safe
def help(request: HttpRequest) -> HttpResponse:
    return answer(request, "pages/search_help.html", {})


def page_number(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    if not page.isascii() or not page.isdigit() or not 1 <= int(page[:5]) <= LAST_PAGE:
        raise Http404(_("This list has no such page."))
    return int(page)


def numbered(given: QueryDict, page: int) -> str:
    """The query string of another page; empty for the one before the first."""
    if page < 1:
        return ""
    asked = given.copy()
    if page > 1:
        asked["page"] = str(page)
    return asked.urlencode()
