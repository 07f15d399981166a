"""Right-to-left lines as a page shows them → the order they are read in: the Unicode bidirectional rules backwards."""

import unicodedata
from collections.abc import Sequence

MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_SEPARATORS = ".,:/٫٬"


def kind(text: str) -> str:
    """R for right-to-left letters, L for others, E for digits of any kind, N for what takes its side from others."""
    for char in text:
        bidirectional = unicodedata.bidirectional(char)
        if bidirectional in ("R", "AL"):
            return "R"
        if bidirectional == "L":
            return "L"
        if bidirectional in ("EN", "AN"):
            return "E"
    return "N"


def logical(cells: Sequence[str], rtl: bool, mirror: bool) -> str:
    """The text of a line whose cells are given from left to right. `mirror` swaps brackets in what was turned."""
    kinds = [kind(cell) for cell in cells]
    if not rtl:
        return _left_to_right(cells, kinds, mirror)
    pieces: list[str] = []
    index = 0
    while index < len(cells):
        if kinds[index] in "LE":
            end = _run(cells, kinds, index)
            pieces.append("".join(cells[index:end]))
            index = end
        else:
            pieces.append(cells[index].translate(MIRRORED) if mirror else cells[index])
            index += 1
    return "".join(reversed(pieces))


def _run(cells: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """The end of a left-to-right run: words with what is between them, or a number with its separators."""
    end, latin = start + 1, kinds[start] == "L"
    while end < len(cells):
        if kinds[end] in "LE":
            latin = latin or kinds[end] == "L"
            end += 1
            continue
        after = end
        while after < len(cells) and kinds[after] == "N":
            after += 1
        if after == len(cells) or kinds[after] not in "LE":
            return end
        number = kinds[end - 1] == kinds[after] == "E" and after == end + 1 and cells[end] in _SEPARATORS
        if not latin and not number:
            return end
        end = after
    return end


def _left_to_right(cells: Sequence[str], kinds: Sequence[str], mirror: bool) -> str:
    pieces: list[str] = []
    index = 0
    while index < len(cells):
        if kinds[index] != "R":
            pieces.append(cells[index])
            index += 1
            continue
        end = index + 1
        for at in range(index + 1, len(cells)):
            if kinds[at] == "L":
                break
            if kinds[at] == "R":
                end = at + 1
        pieces.append(logical(cells[index:end], True, mirror))
        index = end
    return "".join(pieces)


def likeness(text: str) -> int:
    """How much a text looks like Arabic in reading order, against Arabic written backwards."""
    score = 0
    for word in text.split():
        letters = word.strip("،؛.:()«»\"'؟!-")
        if len(letters) < 4:
            continue
        score += letters.startswith(("ال", "وال", "بال", "لل")) + letters.endswith(("ة", "ات", "ين", "ون", "ى"))
        score -= letters.endswith(("لا", "لاو", "لاب", "لل")) + letters.startswith(("ة", "تا", "ني", "نو", "ى"))
    return score


def brackets(text: str) -> int:
    """How many brackets open before they close, less those that close first."""
    score = 0
    for opening, closing in ("()", "[]", "«»"):
        first, second = text.find(opening), text.find(closing)
        if first >= 0 and second >= 0:
            score += 1 if first < second else -1
    return score
