"""The search: commitments and clauses by words and by meaning, best first."""

import re
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from commitments.analysis.facets import labelled
from commitments.analysis.freshness import also_depends_on
from commitments.analysis.states import register_state
from commitments.filters import SearchFilterSet
from commitments.searching.asking import counted, search
from commitments.searching.counting import MOST_COUNTED
from commitments.searching.nearest import newest_vector

from . import search_shapes as shapes
from .facets import FACETS, as_json, asked_for
from .lists import refuse_unknown, several_valued

PAGE_SIZE, MOST_ON_A_PAGE = 20, 100
# Nobody reads further than the hits that are put in order: finding.RANKED.
LAST_PAGE = 1000

EXAMPLE: dict[str, Any] = {
    "count": 4,
    "next": None,
    "previous": None,
    "results": [
        {
            "kind": "clause",
            "key": "china-russia-joint-statement-2021/fr/1#sec_8__para_nn_11",
            "url": "https://tracker.example.org/api/v1/documents/china-russia-joint-statement-2021/clauses/"
            "?language=fr&eid=sec_8__para_nn_11",
            "title": {},
            "document": {
                "slug": "china-russia-joint-statement-2021",
                "title": {"en": "Joint Statement of China and Russia"},
                "date": "2021-06-28",
            },
            "locator": "8.p11",
            "eid": "sec_8__para_nn_11",
            "language": "fr",
            "direction": "ltr",
            "field": "text",
            "snippet": [{"text": "Une guerre nucléaire ne peut pas être gagnée ou menée", "hit": False}],
            "cut": {"start": False, "end": True},
            "why": {"words": [], "meaning": {"nearness": 0.711, "language": "fr", "field": "text"}},
            "score": 0.01613,
        }
    ],
    "query": {
        "text": '"nuclear" "war" "cannot" "be" "won"',
        "alternatives": [['"nuclear"', '"war"', '"cannot"', '"be"', '"won"']],
        "terms": ["nuclear", "war", "cannot", "be", "won"],
        "phrases": [],
        "beginnings": [],
        "excluded": [],
        "ignored": ["be"],
        "filters": {},
        "excluded_filters": {},
        "languages": ["arabic", "english", "french", "russian", "spanish", "simple"],
        "mode": "both",
        "corrected": None,
    },
}


@also_depends_on(newest_vector)
class Search(APIView):
    """Published commitments and the clauses of the newest texts, best first, each with why it was found.

    Words are looked for in six languages, whatever their accents and spelling; the meaning in all languages at once.
    Filters narrow as in the list of commitments; those that clauses do not have leave commitments only.
    """

    filterset = SearchFilterSet
    own_parameters = frozenset({"page", "page_size", "facets"})

    @extend_schema(
        summary="Search commitments and clauses",
        tags=["search"],
        parameters=[
            OpenApiParameter("page", int, default=1, description="Which page of the hits, from 1."),
            OpenApiParameter(
                "page_size", int, default=PAGE_SIZE, description=f"Hits on a page, 1 to {MOST_ON_A_PAGE}."
            ),
            FACETS,
        ],
        responses=shapes.SearchShape,
        examples=[OpenApiExample("Across languages", EXAMPLE, media_type="application/json", response_only=True)],
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        refuse_unknown(request, {*self.filterset.base_filters, *self.own_parameters}, several_valued(self.filterset))
        filterset = self.filterset(given)
        page = whole_number(given, "page", 1, LAST_PAGE)
        size = whole_number(given, "page_size", PAGE_SIZE, MOST_ON_A_PAGE)
        with_facets = asked_for(given, "facets")
        if filterset.problems:
            raise ValidationError(filterset.problems)
        first = (page - 1) * size
        scope, mode = filterset.scope, filterset.mode_asked
        found = search(scope, filterset.query, mode, first=first, size=size)
        facets = (
            labelled(register_state(), counted(scope, found, mode, filterset.open_dimensions)) if with_facets else {}
        )
        complete = {"facets_complete": found.count <= MOST_COUNTED} if with_facets else {}
        address = request.build_absolute_uri()
        more = len(found.results) == size and first + size < found.count
        return Response(
            {
                "count": found.count,
                "next": replace_query_param(address, "page", page + 1) if more else None,
                "previous": previous(address, page),
                "results": found.results,
                "query": found.understood,
                **as_json(facets, given),
                **complete,
            }
        )


def previous(address: str, page: int) -> str | None:
    if page == 1:
        return None
    return remove_query_param(address, "page") if page == 2 else replace_query_param(address, "page", page - 1)


def whole_number(given: Any, name: str, default: int, most: int) -> int:
    value = given.get(name, str(default))
    if not re.fullmatch("[0-9]{1,4}", value) or not 1 <= int(value) <= most:
        raise ValidationError({name: [f"“{value}” is not a number from 1 to {most}."]})
    return int(value)
