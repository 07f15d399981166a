"""How long a list is, and its facets with the words that readers know their values by: once for each state of the
register.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from commitments.models.register import PublishedDocument
from commitments.searching.counting import Counts

from .states import State, terms


@dataclass(frozen=True)
class Value:
    """A value of a dimension, and how many have it. `label` is empty where the value says all."""

    key: str
    label: dict[str, str]
    count: int


Facets = dict[str, list[Value]]


def count_of(state: State, asked: str, count: Callable[[], int]) -> int:
    """How long a list is, which `asked` tells from every other."""
    return state.once(f"count:{digest_of(asked)}", count)


def facets_of(state: State, asked: str, count: Callable[[], Counts]) -> Facets:
    """The facets of a list, which `asked` (its filters as a query string) tells from every other."""
    return labelled(state, state.once(f"facets:{digest_of(asked)}", count))


def digest_of(asked: str) -> str:
    return sha256(asked.encode()).hexdigest()


def labelled(state: State, counts: Counts) -> Facets:
    labels = {kind: {term.key: term.label for term in terms(state, kind)} for kind in ("theme", "region", "actor")}
    documents = PublishedDocument.objects.filter(slug__in=[key for key, _count in counts.get("document", ())])
    labels["document"] = dict(documents.values_list("slug", "payload__title"))
    return {
        dimension: [Value(key, labels.get(dimension, {}).get(key) or {}, number) for key, number in values]
        for dimension, values in counts.items()
    }
