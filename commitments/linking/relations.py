"""Which relation to propose for a pair: never more than a proposal."""

from dataclasses import dataclass

from commitments.models.choices import Relation
from commitments.text.stance import endorses, implements

# From so large a share of common words on, two texts are the same but for details.
NEAR_VERBATIM = 0.8
# A text that holds another one and more is longer than it by at least so much. Same language only: Chinese says in
# one character what others say in three.
MUCH_LONGER = 1.3


@dataclass(frozen=True)
class Side:
    """One end of a pair: its words in the language compared, and which of its sentences is near (0: the whole)."""

    words: str
    language: str
    part: int


def propose(source: Side, target: Side, *, shares_instrument: bool, named: bool, wording: float) -> Relation:
    """The relation of the source to the target that the evidence speaks for; restates where nothing says more."""
    if wording >= NEAR_VERBATIM:
        return Relation.RESTATES
    if named and implements(source.words, source.language):
        return Relation.IMPLEMENTS
    if (shares_instrument or named) and endorses(source.words, source.language):
        # Two that both support a third party's initiative say the same.
        return Relation.RESTATES if endorses(target.words, target.language) else Relation.ENDORSES
    if source.part and not target.part and longer(source, target):
        return Relation.EXTENDS
    if target.part and not source.part and longer(target, source):
        return Relation.NARROWS
    return Relation.RESTATES


def longer(one: Side, other: Side) -> bool:
    return one.language != other.language or len(one.words) > MUCH_LONGER * len(other.words)
