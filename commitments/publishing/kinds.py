"""The kinds of things in the register, in the order in which one publication writes them: what is referred to comes
first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch

from commitments.models import (
    Actor,
    AgreementReport,
    Commitment,
    Document,
    Expression,
    Link,
    Reference,
    Region,
    Theme,
)
from commitments.models.publishable import Publishable

from . import payloads, requirements


@dataclass(frozen=True)
class Kind:
    """How things of one kind are read, judged and written down."""

    name: str
    model: type[models.Model]
    payload: Callable[[Any], dict[str, Any]]
    needs: Callable[[Any], requirements.Needs]
    related: tuple[str, ...]
    prefetched: "tuple[str | Prefetch[Any], ...]"

    def load(self, pks: list[int]) -> list[Any]:
        """The things, each once, with all that their payload needs, in a fixed number of queries."""
        found = self.model._default_manager.filter(pk__in=pks).select_related(*self.related)
        by_pk = found.prefetch_related(*self.prefetched).in_bulk()
        return [by_pk[pk] for pk in dict.fromkeys(pks) if pk in by_pk]


# A draft does not come to light because a text names it.
REFERENCES = Prefetch(
    "clauses__references", Reference.objects.to_published().select_related("document"), "public_references"
)

KINDS = {
    kind.name: kind
    for kind in (
        Kind("theme", Theme, payloads.theme_payload, requirements.term_needs, ("broader",), ()),
        Kind("region", Region, payloads.region_payload, requirements.term_needs, ("broader",), ("members",)),
        Kind("actor", Actor, payloads.actor_payload, requirements.term_needs, ("broader",), ()),
        Kind("document", Document, payloads.document_payload, requirements.document_needs, (), ("actor_roles__actor",)),
        Kind(
            "expression", Expression, payloads.expression_payload, requirements.expression_needs,
            ("document",), ("clauses", REFERENCES),
        ),
        Kind(
            "commitment", Commitment, payloads.commitment_payload, requirements.commitment_needs,
            ("document",),
            ("themes", "regions", "actor_roles__actor", "citations__expression__document", "citations__clause"),
        ),
        Kind("link", Link, payloads.link_payload, requirements.link_needs, ("source", "target"), ()),
        Kind(
            "agreement", AgreementReport, payloads.agreement_payload, requirements.agreement_needs, (), (),
        ),
    )
}  # fmt: skip


def kind_of(thing: Publishable | Expression) -> Kind:
    for kind in KINDS.values():
        if isinstance(thing, kind.model):
            return kind
    raise TypeError(f"{type(thing).__name__} is not a kind of thing that the register holds.")


def missing(things: Sequence[Publishable | Expression]) -> dict[str, list[str]]:
    """What each of some things of one kind lacks for publication, by key; those that lack nothing are left out."""
    if not things:
        return {}
    kind = kind_of(things[0])
    loaded = kind.load([thing.pk for thing in things])
    found = requirements.lacking((thing, kind.needs(thing)) for thing in loaded)
    return {thing.register_key: problems for thing, problems in found}
