"""A search from one end to the other: what is typed and where to look → hits, and how it was understood."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from commitments.models.register import PublishedCommitment
from commitments.models.words import Payload

from .bitmaps import Bitmap, bitmap_of
from .counting import MOST_COUNTED, Counts, count
from .finding import Mode, Scope, find
from .mending import mend
from .parsing import Query
from .results import results_of
from .stemming import LANGUAGES, Stemmed, matches, stem


@dataclass(frozen=True)
class Answer:
    """`query` is what was looked for in the end: another one than was typed where that has found nothing."""

    query: Query
    stemmed: Stemmed
    count: int
    results: list[Payload]
    understood: Payload
    near_only: tuple[tuple[str, str], ...] = ()


def search(scope: Scope, query: Query, mode: Mode, *, first: int = 0, size: int = 20, language: str = "") -> Answer:
    """Hits from the place `first` on, for a reader of this language if any. What is mistyped is
    looked for as the register spells it, if only that finds anything."""
    stemmed = stem(query)
    found = find(scope, query, stemmed, mode, first=first, size=size)
    corrected = None
    if mode != Mode.MEANING and not found.stated and (mended := mend(query)):
        stemmed_again = stem(mended)
        again = find(scope, mended, stemmed_again, mode, first=first, size=size)
        if again.stated:
            corrected = {"from": query.meant, "to": mended.meant}
            query, stemmed, found = mended, stemmed_again, again
    return Answer(
        query=query,
        stemmed=stemmed,
        count=found.count,
        results=results_of(found.hits, stemmed, language),
        understood=understood(query, stemmed, mode, corrected),
        near_only=found.near_only,
    )


def counted(scope: Scope, answer: Answer, mode: Mode, dimensions: Iterable[str]) -> Counts:
    """Facets of all that a search finds, in these dimensions."""
    near: dict[str, list[str]] = {"commitment": [], "clause": []}
    for kind, id in answer.near_only:
        near[kind].append(id)
    by_words = mode != Mode.MEANING or not answer.query.wanted
    stemmed = answer.stemmed if by_words else None
    commitments: dict[str, Bitmap] = {}
    clauses: dict[str, QuerySet[Any]] = {}
    if scope.commitments is not None:
        having = found_among(PublishedCommitment.objects.all(), stemmed, near["commitment"])
        # Without any word all that the filters leave is found.
        every = stemmed is not None and not stemmed.tsquery
        commitments = dict.fromkeys(dimensions, scope.bitmap if every else scope.bitmap & bitmap_of(having))
    if scope.clauses is not None:
        rows = found_among(scope.clauses, stemmed, near["clause"]).order_by("pk")[:MOST_COUNTED]
        clauses = dict.fromkeys(dimensions, rows)
    return count(commitments, clauses)


def found_among(rows: QuerySet[Any], stemmed: Stemmed | None, ids: list[str]) -> QuerySet[Any]:
    """The rows that have the words, and those with these primary keys."""
    chosen = Q(pk__in=ids)
    if stemmed is None:
        return rows.filter(chosen)
    return rows.filter(chosen | Q(matches(stemmed.tsquery))) if stemmed.tsquery else rows


def understood(query: Query, stemmed: Stemmed, mode: Mode, corrected: Payload | None) -> Payload:
    """How a search was understood, in words that its author can compare with what was meant."""
    wanted = query.wanted
    return {
        "text": str(query),
        "alternatives": [[str(term) for term in terms] for terms in query.alternatives],
        "terms": [term.said for term in wanted if len(term.words) == 1 and not term.begins],
        "phrases": [term.said for term in wanted if len(term.words) > 1],
        "beginnings": [term.said for term in wanted if term.begins],
        "excluded": [term.said for term in query.terms if term.excluded],
        "ignored": list(stemmed.ignored),
        "filters": {name: list(values) for name, values in query.filters.items()},
        "excluded_filters": {name: list(values) for name, values in query.without.items()},
        "languages": LANGUAGES,
        "mode": str(mode.value),
        "corrected": corrected,
    }
