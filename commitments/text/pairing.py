"""The clauses of one text and their counterparts in another text of the same document: by their paths, and those
that are left alone by what they say.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from commitments.text.meaning import Vectors, encode

Path = tuple[str, ...]

# Of 26,100 pairs of different articles in six languages of the Universal Declaration, one in a thousand is nearer than
# 0.58; of the translations, nine in ten are.
SAME_MEANING = 0.6
# Clauses without a counterpart beyond this number on either side are another text, not a few that moved.
MOST_COMPARED = 200
# The beginning of a clause tells it from its neighbours; a page that waits for whole clauses is slow.
COMPARED = 400


class Placed(Protocol):
    """What a clause of a text has, stored or not."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices into the two lists: those that go together, and those left alone on either side.

    `nearness` tells of the pairs that were made by meaning, by their second index, how near they are.
    """

    pairs: tuple[tuple[int, int], ...]
    only_first: tuple[int, ...]
    only_second: tuple[int, ...]
    nearness: dict[int, float] = field(default_factory=dict)


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


def pair_meanings(
    paired: Pairing,
    first: Callable[[int], str],
    second: Callable[[int], str],
    encoder: Callable[[Sequence[str]], Vectors] = encode,
) -> Pairing:
    """The same, and of those left alone each two that are nearest to each other and near enough to say the same.

    `first` and `second` give the words of a clause by its index; where too many are left, none is paired.
    """
    ours = [(place, words) for place in paired.only_first if (words := first(place))]
    theirs = [(place, words) for place in paired.only_second if (words := second(place))]
    if not ours or not theirs or max(len(ours), len(theirs)) > MOST_COMPARED:
        return paired
    near = encoder([words for _, words in ours]) @ encoder([words for _, words in theirs]).T
    found: dict[int, tuple[int, float]] = {}
    for row, best in enumerate(near.argmax(axis=1)):
        if near[row, best] >= SAME_MEANING and near[:, best].argmax() == row:
            found[theirs[best][0]] = (ours[row][0], float(near[row, best]))
    made = {place for place, _ in found.values()}
    return Pairing(
        tuple(sorted([*paired.pairs, *((place, other) for other, (place, _) in found.items())])),
        tuple(place for place in paired.only_first if place not in made),
        tuple(place for place in paired.only_second if place not in found),
        {other: nearness for other, (_, nearness) in found.items()},
    )


def own_words(text: str, clauses: Sequence[Placed], place: int) -> str:
    """The beginning of what a clause says itself: without its label and the clauses inside it. `clauses` are in the
    order of the text.
    """
    clause = clauses[place]
    end = clause.end
    if place + 1 < len(clauses) and clauses[place + 1].start < end:
        end = max(clause.start, clauses[place + 1].start)
    words = text[clause.start : min(end, clause.start + len(clause.label) + COMPARED)].removeprefix(clause.label)
    return words.strip() if any(char.isalpha() for char in words) else ""
