"""Suggestions against the hand-made truth of data/truth.yaml: how many are right, how many were found, which not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

TRUTH = Path(__file__).parent / "data" / "truth.yaml"

Pair = frozenset[str]
# Key of a commitment → keys of its suggested counterparts, best first.
Given = Mapping[str, Sequence[str]]
Counts = Callable[[Pair], bool]


def every(_: Pair) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class TruePair:
    """Two commitments that a careful reader links, and the words that speak for it."""

    pair: Pair
    strength: str
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """How good the suggestions are for some true pairs, seen from each commitment that has one."""

    pairs: int
    asked: int
    first_right: int
    counterparts: int
    found: int

    @property
    def precision_at_1(self) -> float:
        """Of the commitments that have a true counterpart, the share whose first suggestion is one."""
        return self.first_right / self.asked if self.asked else 0.0

    @property
    def recall_at_5(self) -> float:
        """Of all true counterparts, each pair seen from both ends, the share among the suggestions."""
        return self.found / self.counterparts if self.counterparts else 0.0


def read_truth(path: Path = TRUTH) -> list[TruePair]:
    """The pairs of the file. Raises ValueError where one is named twice."""
    found = [
        TruePair(frozenset((row["a"], row["b"])), row["strength"], row["why"])
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    if len({true.pair for true in found}) < len(found):
        raise ValueError(f"A pair stands in {path.name} twice.")
    return found


def counterparts_of(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    """Each commitment of the pairs, with those it is paired with."""
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for key in pair:
            found.setdefault(key, set()).update(pair - {key})
    return found


def judge(true: Iterable[Pair], given: Given, counts: Counts = every) -> Judgement:
    """Of the true pairs that count, and of the suggestions that count: what is right, and what was found."""
    pairs = {pair for pair in true if counts(pair)}
    counterparts = counterparts_of(pairs)
    first_right = found = 0
    for key, wanted in counterparts.items():
        got = [target for target in given.get(key, ()) if counts(frozenset((key, target)))]
        first_right += bool(got) and got[0] in wanted
        found += len(wanted & set(got))
    return Judgement(len(pairs), len(counterparts), first_right, 2 * len(pairs), found)


def missed(true: Iterable[Pair], given: Given) -> list[Pair]:
    """The true pairs that neither end's suggestions hold."""
    return [pair for pair in true if not any(pair - {key} <= set(given.get(key, ())) for key in pair)]
