"""A search from one end to the other: what is typed and where to look → hits, and how it was understood."""

from dataclasses import dataclass

from commitments.models.words import Payload

from .finding import Mode, Scope, find
from .mending import mend
from .parsing import Query
from .results import results_of
from .stemming import LANGUAGES, Stemmed, stem


@dataclass(frozen=True)
class Answer:
    """`query` is what was looked for in the end: another one than was typed where that has found nothing."""

    query: Query
    stemmed: Stemmed
    count: int
    results: list[Payload]
    understood: Payload


def search(scope: Scope, query: Query, mode: Mode, *, first: int = 0, size: int = 20) -> Answer:
    """Hits from the place `first` on. Where no words of the register are, those most like them are looked for."""
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
        query, stemmed, found.count, results_of(found.hits, stemmed), understood(query, stemmed, mode, corrected)
    )


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
