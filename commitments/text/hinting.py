"""Hints of a format, put to the lines they speak of; a document's own title heads no section."""

from collections.abc import Sequence

from commitments.text.hints import Hint
from commitments.text.lines import Line


def hints_by_line(lines: Sequence[Line], hints: Sequence[Hint]) -> dict[int, Hint]:
    """The hint of each line that has one, by the line's number; of several the first counts.

    A hint may name the line's beginning or the beginning of its words.
    """
    found: dict[int, Hint] = {}
    ordered = sorted(hints, key=lambda hint: hint.start)
    at = 0
    for line in lines:
        while at < len(ordered) and ordered[at].start <= line.start:
            last = at + 1 == len(ordered) or ordered[at + 1].start > line.start
            if last:
                found[line.number] = ordered[at]
            at += 1
    return found


def titles(lines: Sequence[Line], hinted: dict[int, Hint], labelled: Sequence[bool]) -> set[int]:
    """The lines whose headings are the document's title: the only one of its level, before and above all others."""
    headings = [
        (line.number, hint.level, label)
        for line, label in zip(lines, labelled, strict=True)
        if (hint := hinted.get(line.number)) and hint.kind == "heading"
    ]
    found: set[int] = set()
    counts = [sum(level == wanted for _, level, _ in headings) for wanted in range(8)]
    for number, level, label in headings:
        if label or counts[min(level, 7)] != 1 or any(counts[1 : min(level, 7)]):
            break
        counts[min(level, 7)] = 0
        found.add(number)
    return found
