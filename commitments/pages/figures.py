"""Counts over the whole register, and the labels that lists of choices need, once for each state of the register."""

from typing import Any

from django.db.models import Count, F, Func

# Whoever asks for figures asks for the state that they are of.
from commitments.analysis.states import State as State
from commitments.analysis.states import Term as Term
from commitments.analysis.states import register_state as register_state
from commitments.analysis.states import terms as terms
from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
)

COLUMNS = {"theme": "themes", "region": "regions", "actor": "actors"}


class Unnest(Func):
    """The members of an array, a row each."""

    function = "unnest"
    set_returning = True


def by_term(state: State, kind: str) -> dict[str, int]:
    """How many commitments have each term of a vocabulary or a narrower one."""

    def count() -> dict[str, int]:
        # The field of an array's members cannot be told by Django; only the keys are read.
        rows = PublishedCommitment.objects.current().annotate(term=Unnest(F(COLUMNS[kind])))
        return dict(rows.order_by().values("term").annotate(count=Count("*")).values_list("term", "count"))

    return state.once(f"by-{kind}", count)


def by_document(state: State) -> dict[str, int]:
    def count() -> dict[str, int]:
        rows = PublishedCommitment.objects.current().order_by().values("document").annotate(count=Count("*"))
        return dict(rows.values_list("document", "count"))

    return state.once("by-document", count)


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
            "commitments": PublishedCommitment.objects.current().count(),
            "links": PublishedLink.objects.count(),
        }

    return state.once("totals", count)
