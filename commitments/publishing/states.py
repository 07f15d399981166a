"""Where drafts stand beside the register: never published, published as they are, changed since, or withdrawn."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from commitments.models.register import Action, RegisterEntry

from .chain import canonical
from .kinds import kind_of


class PublicationState(StrEnum):
    NEVER = "never"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


def publication_states(things: Sequence[Any]) -> dict[int, PublicationState]:
    """The state of each of some things of one kind, by primary key, in a fixed number of queries."""
    if not things:
        return {}
    kind = kind_of(things[0])
    loaded = kind.load([thing.pk for thing in things])
    entries = RegisterEntry.objects.latest_of(kind.name, [thing.register_key for thing in loaded])
    latest = {entry.key: entry for entry in entries}
    states = {}
    for thing in loaded:
        entry = latest.get(thing.register_key)
        if entry is None:
            states[thing.pk] = PublicationState.NEVER
        elif entry.action == Action.WITHDRAW:
            states[thing.pk] = PublicationState.WITHDRAWN
        elif canonical(entry.content) == canonical(kind.payload(thing)):
            states[thing.pk] = PublicationState.PUBLISHED
        else:
            states[thing.pk] = PublicationState.CHANGED
    return states
