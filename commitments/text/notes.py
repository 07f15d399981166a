"""Notes at the foot of a page or the end of a text: numbered like clauses, and none."""

import re
from collections.abc import Sequence

from commitments.text.labels import Candidate
from commitments.text.lines import Line
from commitments.text.spelling import fold

_TITLES = """notes|footnotes|endnotes|notes de bas de page|notas|notas al pie|notas a pie de página|notas finales
|примечания|сноски|الهوامش|هوامش|الحواشي|注释|註釋|注釋|脚注|腳註|尾注|尾註"""
TITLES = frozenset(fold(title.strip()) for title in _TITLES.split("|"))

# A rule as it is typed or drawn over the notes of a page.
_RULE = re.compile(r"[_─―⎯]{4,}")
_NUMBER = re.compile(r"[(\[]?(?P<number>\d{1,3})(?:[)\].]{1,2}\s?|\s+)(?=[^\W\d_]|[«“\"‘(])")
# The mark of a note is looked for so far above its rule: on its page.
_PAGE = 20_000


def find_notes(text: str, lines: Sequence[Line], readings: Sequence[Sequence[Candidate]]) -> list[tuple[int, int]]:
    """The runs of lines (first, one past the last) that are notes, in order.

    Under a title such as "Notes" they begin with 1 and reach to the next head in words. Under a rule, they go on by
    one, and the text above bears the mark of the first.
    """
    found: list[tuple[int, int]] = []
    for index, line in enumerate(lines[:-1]):
        words = text[line.start : min(line.end, line.start + 60)]
        if fold(words.strip(" :*_#")) in TITLES:
            if _number(text, lines[index + 1]) == 1:
                found.append((index + 1, _to_next_head(lines, readings, index + 1)))
        elif _RULE.fullmatch(words):
            first = _number(text, lines[index + 1])
            if first and _marked(text[max(0, line.start - _PAGE) : line.start], first):
                found.append((index + 1, _counted(text, lines, index + 1, first)))
    return found


def _number(text: str, line: Line) -> int:
    """The number a line begins with as notes do, 0 for none."""
    match = _NUMBER.match(text[line.start : min(line.end, line.start + 20)])
    return int(match["number"]) if match else 0


def _marked(above: str, number: int) -> bool:
    """Whether a text bears the mark of a note: right after a word or its punctuation."""
    return (
        re.search(rf"[^\W\d_][.,;:)»”\"،؛。；，]?(?:\[{number}\]|\({number}\)|{number})(?![\w.,]\w|\w)", above)
        is not None
    )


def _to_next_head(lines: Sequence[Line], readings: Sequence[Sequence[Candidate]], begin: int) -> int:
    heads = (at for at in range(begin, len(lines)) if any(each.level is not None for each in readings[at]))
    return next(heads, len(lines))


def _counted(text: str, lines: Sequence[Line], begin: int, first: int) -> int:
    """One past the notes that count on from the first, with the lines directly below each."""
    end, wanted = begin, first
    while end < len(lines):
        if _number(text, lines[end]) == wanted:
            wanted += 1
        elif _number(text, lines[end]) or lines[end].number != lines[end - 1].number + 1:
            break
        end += 1
    return end
