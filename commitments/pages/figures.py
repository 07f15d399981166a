"""Counts over the whole register, and the labels that lists of choices need, once for each state of the register."""

from typing import Any

# Whoever asks for figures asks for the state that they are of.
from commitments.analysis.states import State as State
from commitments.analysis.states import Term as Term
from commitments.analysis.states import register_state as register_state
from commitments.analysis.states import terms as terms
from commitments.models.register import PublishedDocument, PublishedExpression, PublishedLink
from commitments.searching.bitmaps import CURRENT
from commitments.searching.counting import number_of, numbers_of


def by_term(state: State, kind: str) -> dict[str, int]:
    """How many commitments have each term of a vocabulary or a narrower one."""
    return state.once(f"by-{kind}", lambda: numbers_of(kind))


def by_document(state: State) -> dict[str, int]:
    return state.once("by-document", lambda: numbers_of("document"))


def document_titles(state: State) -> dict[str, dict[str, str]]:
    """The documents that make commitments, newest first."""

    def read() -> dict[str, dict[str, str]]:
        rows = PublishedDocument.objects.filter(slug__in=by_document(state))
        return dict(rows.values_list("slug", "payload__title"))

    return state.once("document-titles", read)


def totals(state: State) -> dict[str, Any]:
    def count() -> dict[str, Any]:
        texts = PublishedExpression.objects.filter(latest=True).order_by()
        return {
            "documents": texts.values("document").distinct().count(),
            "languages": texts.values("language").distinct().count(),
            "commitments": number_of(CURRENT),
            "links": PublishedLink.objects.count(),
        }

    return state.once("totals", count)
