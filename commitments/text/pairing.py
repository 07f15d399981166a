"""The clauses of one text and their counterparts in another text of the same document: by their paths, and those
that are left alone by what they say.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from commitments.text.meaning import Vectors, encode, encode_again

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
    @property
    def path(self) -> Sequence[str]: ...


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


def pair_clauses(
    text: str, clauses: Sequence[Placed], other_text: str, others: Sequence[Placed], *, by_meaning: bool
) -> Pairing:
    """The clauses of two texts, each list in the order of its text: by path, and `by_meaning` what is left alone."""
    paired = pair_paths([tuple(clause.path) for clause in clauses], [tuple(clause.path) for clause in others])
    if not by_meaning:
        return paired
    near = pair_meanings(
        paired, partial(own_words, text, clauses), partial(own_words, other_text, others), encode_again
    )
    return pair_wholes(near, parents_of(clauses), parents_of(others))


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


def pair_wholes(paired: Pairing, first: Sequence[int | None], second: Sequence[int | None]) -> Pairing:
    """The same, and of those left alone each two most of whose parts go together: a renumbered article may say nothing
    itself but what its paragraphs say. `first` and `second` give the clause that each one stands in.
    """
    alone = (set(paired.only_first), set(paired.only_second))
    parts = (Counter(first), Counter(second))
    together = Counter((first[one], second[other]) for one, other in paired.pairs)
    found: dict[int, int] = {}
    for (one, other), number in together.most_common():
        if one is None or other is None or one not in alone[0] or other not in alone[1]:
            continue
        if 2 * number > max(parts[0][one], parts[1][other]):
            found[other] = one
            alone[0].discard(one)
            alone[1].discard(other)
    nearness = {
        other: min((near for part, near in paired.nearness.items() if second[part] == other), default=SAME_MEANING)
        for other in found
    }
    return Pairing(
        tuple(sorted([*paired.pairs, *((one, other) for other, one in found.items())])),
        tuple(place for place in paired.only_first if place in alone[0]),
        tuple(place for place in paired.only_second if place in alone[1]),
        paired.nearness | nearness,
    )


def parents_of(clauses: Sequence[Placed]) -> list[int | None]:
    """For each clause, in the order of the text, the one that it stands in."""
    parents: list[int | None] = []
    above: list[int] = []
    for place, clause in enumerate(clauses):
        while above and clauses[above[-1]].end <= clause.start:
            above.pop()
        parents.append(above[-1] if above else None)
        above.append(place)
    return parents
