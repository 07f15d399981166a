"""Two labels on one line, as in "1. (a) The Parties …" or "Article 5. (1) …": the line is taken apart."""

from collections.abc import Sequence

from commitments.text.labels import ITEM, Candidate
from commitments.text.lines import BLANKS, Line
from commitments.text.numbering import candidates
from commitments.text.sequences import Option, look_ahead

Readings = tuple[Candidate, ...]
# "Article 5. 1. (a) …" is the most that is met.
MOST_LABELS = 3


def split_labels(
    text: str, lines: Sequence[Line], readings: Sequence[Readings], language: str
) -> tuple[list[Line], list[tuple[Option, ...]]]:
    """The lines and their options, where a second label on a line begins a line of its own.

    It does so only as the first of a sequence that goes on below: nothing else tells it from words in brackets.
    """
    parts = [_parts(text, line, found, language) for line, found in zip(lines, readings, strict=True)]
    split = [part for each in parts for part in each]
    options = look_ahead([found for _, found in split])
    if len(split) == len(lines):
        return list(lines), options
    kept: list[tuple[Line, Readings]] = []
    at = 0
    for line, each in zip(lines, parts, strict=True):
        firm = [each[0]]
        for offset in range(1, len(each)):
            if not any(option.next_line is not None for option in options[at + offset]):
                break
            firm.append(each[offset])
        kept += _cut(text, line, firm)
        at += len(each)
    return [line for line, _ in kept], look_ahead([found for _, found in kept])


def _parts(text: str, line: Line, found: Readings, language: str) -> list[tuple[Line, Readings]]:
    """The line itself, then what follows each label as a line of its own where that may open a clause too."""
    parts = [(line, found)]
    while found and len(parts) < MOST_LABELS:
        first = found[0]
        if not first.number or first.alone or not (first.kind == ITEM or first.level is not None):
            break
        begin = parts[-1][0].start + len(first.label)
        rest = text[begin : min(line.end, begin + 200)]
        start = begin + len(rest) - len(rest.lstrip(BLANKS + "-–—"))
        inner = candidates(text[start : min(line.end, start + 400)], language)
        found = tuple(
            each
            for each in inner
            if each.kind == ITEM
            and each.value == 1
            and not each.stem
            and each.style != "digits bare"
            and each.style != first.style
            and (first.level is not None or each.style.endswith(("()", ")")))
        )
        if not found or start >= line.end:
            break
        parts.append((Line(line.number, start, line.end, line.indent), found))
    return parts


def _cut(text: str, line: Line, parts: list[tuple[Line, Readings]]) -> list[tuple[Line, Readings]]:
    """The parts with each one ending where the next one begins."""
    cut = []
    for (part, found), after in zip(parts, [*parts[1:], None], strict=True):
        end = after[0].start if after else line.end
        end = part.start + len(text[part.start : end].rstrip(BLANKS)) if after else end
        cut.append((Line(part.number, part.start, end, part.indent, part.joined), found))
    return cut
