"""Which words get a vector: the whole of a passage, and its sentences where it is long."""

from dataclasses import dataclass

from commitments.models import Citation, Clause
from commitments.text.sentences import Span, passages

# Beyond this many characters a passage is embedded sentence by sentence as well: about two sentences, from where on
# one of them can say something that the whole does not.
LONG_PASSAGE = 250
# Shorter pieces say too little to be near to anything (“See below.”).
SHORTEST_PART = 30
# Lengths are those of alphabetic scripts. A Chinese character says as much as three letters.
LETTERS_OF_HAN = 3
# A clause of more parts is an unstructured text: its first parts stand for it.
MOST_PARTS = 200


@dataclass(frozen=True)
class Passage:
    """A stretch of a text to encode; part 0 is the whole, the others its sentences."""

    part: int
    span: Span
    words: str

    def moved(self, by: int) -> "Passage":
        """The same in a text in which so many characters stand before."""
        return Passage(self.part, Span(self.span.start + by, self.span.end + by), self.words)


def passages_of(text: str, start: int, end: int, label: str = "") -> list[Passage]:
    """The whole of `text` from `start` to `end` without the label it begins with, and its sentences where it is long.

    Nothing where no letter is left.
    """
    if label and text.startswith(label, start, end):
        start += len(label)
    words = text[start:end]
    if not any(char.isalpha() for char in words):
        return []
    begin = start + len(words) - len(words.lstrip())
    whole = Span(begin, begin + len(words.strip()))
    found = [Passage(0, whole, whole.of(text))]
    if length(whole.of(text)) <= LONG_PASSAGE:
        return found
    parts = [Span(begin + part.start, begin + part.end) for part in passages(whole.of(text))]
    long_enough = [part for part in parts if length(part.of(text)) >= SHORTEST_PART]
    if len(long_enough) > 1:
        found += [Passage(number, part, part.of(text)) for number, part in enumerate(long_enough[:MOST_PARTS], 1)]
    return found


def length(words: str) -> int:
    """How many characters the words have, or would have in an alphabet."""
    return len(words) + (LETTERS_OF_HAN - 1) * sum("\u3400" <= char <= "\u9fff" for char in words)


def clause_passages(clause: Clause, text: str, first_child: int | None) -> list[Passage]:
    """A clause's own words: without its label, and up to where the first clause below it begins."""
    return passages_of(text, clause.start, clause.end if first_child is None else first_child, clause.label)


def citation_passages(citation: Citation) -> list[Passage]:
    """A citation's words, their offsets counted in the whole text of its expression."""
    label = citation.clause.label if citation.clause and citation.clause.start == citation.start else ""
    found = passages_of(citation.exact, 0, len(citation.exact), label)
    return [passage.moved(citation.start) for passage in found]
