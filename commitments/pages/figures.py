"""Counts over the whole register, and the labels that lists of choices need, once for each state of the register.

The hash of the newest entry names that state, so nothing here is ever out of date and nothing needs to be cleared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count, F, Func

from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedTerm,
    RegisterEntry,
)

Value = TypeVar("Value")

KEPT_SECONDS = 24 * 3600
COLUMNS = {"theme": "themes", "region": "regions", "actor": "actors"}


@dataclass(frozen=True)
class State:
    """The newest entry of the register; None and 0 before the first."""

    sequence: int = 0
    at: datetime | None = None
    hash: str = ""

    def once(self, name: str, compute: Callable[[], Value]) -> Value:
        """The value computed for this state, by this call or an earlier one."""
        key = f"pages:{name}:{self.hash}"
        found: Value | None = cache.get(key)
        if found is None:
            found = compute()
            cache.set(key, found, KEPT_SECONDS)
        return found


def register_state() -> State:
    newest = RegisterEntry.objects.order_by("-sequence").values("sequence", "at", "hash").first()
    return State(**newest) if newest else State()


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


@dataclass(frozen=True)
class Term:
    """What lists of terms show. `depth` counts the broader terms."""

    key: str
    broader: str
    depth: int
    label: dict[str, str]
    type: str


def terms(state: State, kind: str) -> list[Term]:
    """A whole vocabulary, each term after its broader one."""

    def read() -> list[Term]:
        rows = PublishedTerm.objects.filter(kind=kind).values_list(
            "key", "broader", "ancestors", "payload__label", "payload__type"
        )
        return [Term(key, broader, len(above), label or {}, type or "") for key, broader, above, label, type in rows]

    return state.once(f"terms-{kind}", read)


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
