"""The filters of themes, regions and actors."""

from commitments.models.register import PublishedTerm

from .fields import KeysFilter, RegisterFilterSet, keys
from .known import terms


class TermFilterSet(RegisterFilterSet):
    orderings = {"tree": "place", "key": "key"}

    class Meta:
        model = PublishedTerm
        fields: list[str] = []


def directly_below(kind: str) -> KeysFilter:
    return keys(terms(kind), "broader", help_text="Key of the broader term: only those directly below it.")


class ThemeFilterSet(TermFilterSet):
    broader = directly_below("theme")


class RegionFilterSet(TermFilterSet):
    broader = directly_below("region")


class ActorFilterSet(TermFilterSet):
    broader = directly_below("actor")
