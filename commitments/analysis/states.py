"""What is worked out once for each state of the register.

The hash of the newest entry names that state, so nothing here is ever out of date and nothing needs to be cleared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.cache import cache
from django.db import connection

from commitments.models.register import PublishedTerm, RegisterEntry

# Asked by every request, so written out: to compose it takes longer than to ask it.
NEWEST = f"SELECT sequence, at, hash FROM {RegisterEntry._meta.db_table} ORDER BY sequence DESC LIMIT 1"
Value = TypeVar("Value")

KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class State:
    """The newest entry of the register; None and 0 before the first."""

    sequence: int = 0
    at: datetime | None = None
    hash: str = ""

    def once(self, name: str, compute: Callable[[], Value]) -> Value:
        """The value computed for this state, by this call or an earlier one."""
        key = f"register:{name}:{self.hash}"
        found: Value | None = cache.get(key)
        if found is None:
            found = compute()
            cache.set(key, found, KEPT_SECONDS)
        return found


def register_state() -> State:
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        newest = cursor.fetchone()
    return State(*newest) if newest else State()


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
