"""The clauses of one text and their counterparts in another text of the same document, by their paths."""

from collections.abc import Sequence
from dataclasses import dataclass

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices into the two lists of paths: those that go together, and those left alone on either side."""

    pairs: tuple[tuple[int, int], ...]
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]


def pair_paths(first: Sequence[Path], second: Sequence[Path]) -> Pairing:
    """Each path with the same one on the other side.

    A path that is there several times (a document of two agreements) is paired in order if it is there as often on
    the other side, else left alone: many matches are no match.
    """
    places: dict[Path, tuple[list[int], list[int]]] = {}
    for side, paths in enumerate((first, second)):
        for place, path in enumerate(paths):
            places.setdefault(path, ([], []))[side].append(place)
    pairs = sorted(
        pair for ours, theirs in places.values() if len(ours) == len(theirs) for pair in zip(ours, theirs, strict=True)
    )
    paired_first, paired_second = {pair[0] for pair in pairs}, {pair[1] for pair in pairs}
    return Pairing(
        tuple(pairs),
        tuple(place for place in range(len(first)) if place not in paired_first),
        tuple(place for place in range(len(second)) if place not in paired_second),
    )
