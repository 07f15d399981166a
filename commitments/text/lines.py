"""A text as lines with offsets, and whether a line goes on with the paragraph of the line before (hard wrapping)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from commitments.text.labels import SENTENCE_ENDS

# Marks that show nothing and that copying from a web page leaves at the ends of lines: bidirectional controls,
# zero width space, byte order mark. They stay in the text and are blanks to whoever looks for words.
INVISIBLE = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + INVISIBLE

TAB_WIDTH = 4

# A text counts as hard-wrapped when its lines are this long at most and most lines inside a paragraph break where
# the next word no longer fits. Shares chosen on letters and UN texts in plain text; a ragged margin passes 0.85.
LONGEST_WRAPPED, SHORTEST_WRAPPED = 100, 45
FULL, CLEARLY_SHORT, MOST = 0.85, 0.6, 0.7
LEAST_EVIDENCE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number from 1, its words' offsets in the text, its indentation in columns.

    `joined` says that it carries on the paragraph of the line before, unless it opens a clause of its own.
    """

    number: int
    start: int
    end: int
    indent: int
    joined: bool = False


def split_lines(text: str) -> list[Line]:
    """The lines of the text that are not blank, in order."""
    lines = []
    begin, number = 0, 1
    while begin <= len(text):
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        line = text[begin:stop]
        left = line.lstrip(BLANKS)
        if left:
            start = stop - len(left)
            indent = sum(TAB_WIDTH if blank == "\t" else blank.isspace() for blank in line[: start - begin])
            lines.append(Line(number, start, start + len(left.rstrip(BLANKS)), indent))
        begin, number = stop + 1, number + 1
    return lines


def join_wrapped(text: str, lines: list[Line], labelled: Sequence[bool]) -> list[Line]:
    """The lines with `joined` told, if the text is hard-wrapped. `labelled` says which may open a clause."""
    width = _wrap_width(text, lines, labelled)
    if not width:
        return lines
    joined = lines[:1]
    for before, line in pairwise(lines):
        follows = line.number == before.number + 1 and _room_taken(text, before, line) >= CLEARLY_SHORT * width
        joined.append(Line(line.number, line.start, line.end, line.indent, follows))
    return joined


def _wrap_width(text: str, lines: list[Line], labelled: Sequence[bool]) -> int:
    """The width the text was wrapped to, 0 if its lines are its paragraphs."""
    short = [line for line in lines if line.end - line.start + line.indent <= LONGEST_WRAPPED]
    if not lines or len(lines) - len(short) > len(lines) // 50 or lines[-1].number == len(lines):
        return 0
    width = max(line.end - line.start + line.indent for line in short)
    pairs = full = 0
    for (before, line), label in zip(pairwise(lines), labelled[1:], strict=True):
        if line.number != before.number + 1 or label or before.end - before.start > LONGEST_WRAPPED:
            continue
        pairs += 1
        full += _room_taken(text, before, line) > FULL * width and text[before.end - 1] not in SENTENCE_ENDS
    return width if width >= SHORTEST_WRAPPED and pairs >= LEAST_EVIDENCE and full >= MOST * pairs else 0


def _room_taken(text: str, before: Line, line: Line) -> int:
    """The length a line would have with the first word of the next one added: the wrapper found that too long."""
    word = text[line.start : min(line.end, line.start + LONGEST_WRAPPED)].split(None, 1)[0]
    first = 1 if word[0] >= "\u2e80" else len(word)  # Chinese breaks anywhere
    return before.indent + before.end - before.start + 1 + first
