"""Running heads and feet, page numbers and footnotes: found by their places on the pages, and left out."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from commitments.text.formats.pdf_lines import Line

_EDGE = 3  # lines from the top or the bottom among which furniture is looked for
_SAME_PLACE = 6.0  # points: heads sit at one height, a little off where the type changes
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|página|pág\.?|стр\.?|страница|صفحة|الصفحة|seite|p\.?)\s*)?(?:[-–—|/•\s]*)"
    r"(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7})(?:\s*页)?"
    r"(?:\s*(?:/|of|de|sur|из|من|共)\s*\d{1,4}(?:\s*页)?)?[\W_]*",
    re.IGNORECASE,
)
# On so much of the pages a line has to come back, at least on two.
_LEAST_SHARE = 0.4
# In fewer pages, what comes back may be the text's own words.
_MANY_PAGES = 4
# A head or foot stands off from the text by so many leadings.
_APART = 1.4
# What browsers print around a page.
_BROWSER = re.compile(
    r"(?:https?|file)://\S+\s+\d+/\d+|\d{1,4}[./]\d{1,2}[./]\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?(?: .{1,200})?"
)
# Footnotes are set smaller than the text by this, and begin with a number or a sign.
_SMALLER = 0.93
_NOTE = re.compile(r"\ue000?\s*(?P<mark>\d{1,3}|[*†‡§]{1,3})[.)]?\s*\S|\ue000\d{1,3}$")
_MARK = re.compile("\ue000(\\d+)")


def strip(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """The lines of the text, and what was left out."""
    told: list[str] = []
    body = _usual_size(lines)
    furniture = _furniture(lines)
    kept = [line for line in lines if id(line) not in furniture]
    if furniture:
        words = Counter(line.text for line in lines if id(line) in furniture)
        examples = "; ".join(f"“{text[:40]}”" for text, _ in words.most_common(3))
        told.append(f"running heads, feet and page numbers were left out ({len(furniture)} lines, such as {examples})")
    notes = _notes(kept, body)
    marks: dict[int, set[str]] = defaultdict(set)
    for line in kept:
        match = _NOTE.match(line.text) if id(line) in notes else None
        if match:
            marks[line.page].add((match["mark"] or line.text).strip("\ue000"))
    if notes:
        told.append(f"{len(notes)} lines of footnotes were left out, and their marks in the text")
    kept = [line for line in kept if id(line) not in notes]
    for line in kept:
        known = marks[line.page]
        line.text = _MARK.sub(lambda match, known=known: "" if match[1] in known else match[1], line.text)  # type: ignore[misc]
        line.text = " ".join(line.text.split())
    return [line for line in kept if line.text], told


def _usual_size(lines: list[Line]) -> float:
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _furniture(lines: Sequence[Line]) -> set[int]:
    """The ids of lines that come back at the same place of many pages, and of page numbers at the edges."""
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    candidates: dict[str, list[tuple[Line, bool]]] = defaultdict(list)
    for page in by_page.values():
        ordered = sorted(page, key=lambda line: -line.y)
        for rank, line in enumerate(ordered):
            top, bottom = rank < _EDGE, rank >= len(ordered) - _EDGE
            # Text that fills a page has no third line from the edge that is furniture, unless it stands in its margin.
            margin = line.y > 0.85 * line.page_height or line.y < 0.15 * line.page_height
            if (top or bottom) and margin:
                candidates[_DIGITS.sub("#", line.text)].append((line, top))
    found: set[int] = set()
    least = max(2, round(_LEAST_SHARE * len(by_page)))
    for pattern, seen in candidates.items():
        for line, _ in seen:
            level = [other for other, _ in seen if abs(other.y - line.y) <= _SAME_PLACE]
            on_pages = {other.page for other in level}
            if _BROWSER.fullmatch(line.text) and _apart(line, by_page[line.page]):
                found.add(id(line))
                continue
            number = _PAGE_NUMBER.fullmatch(line.text) is not None and _alone(line, by_page[line.page])
            only = len(by_page) == 1 and _outermost(line, by_page[line.page])
            if number and (len(on_pages) >= 2 or only or _odd(seen, line)):
                found.add(id(line))
                continue
            comes_back = len(on_pages) >= least and ("#" not in pattern or _counts(level))
            sure = len(by_page) >= _MANY_PAGES and "#" not in pattern
            if comes_back and (sure or _mostly_apart(level, by_page)):
                found.add(id(line))
    return found


def _odd(seen: list[tuple[Line, bool]], line: Line) -> bool:
    """A number of another width, or on the other side: its height is shared by some number of the file."""
    return any(other is not line and abs(other.y - line.y) <= _SAME_PLACE for other, _ in seen)


def _outermost(line: Line, page: list[Line]) -> bool:
    """Whether a line is the first or the last of its page: a lone I below a title is a section."""
    return line.y in (max(each.y for each in page), min(each.y for each in page))


def _alone(line: Line, page: list[Line]) -> bool:
    return all(other is line or abs(other.y - line.y) > line.size / 2 for other in page)


def _counts(level: list[Line]) -> bool:
    """Whether the numbers in these lines stay the same, or grow with the pages."""
    rows = [([int(each) for each in _DIGITS.findall(line.text)], line.page) for line in level]
    places = len(rows[0][0])
    for place in range(places):
        values = [(numbers[place], page) for numbers, page in rows if len(numbers) == places]
        if len({value for value, _ in values}) > 1 and len({value - page for value, page in values}) > 1:
            return False
    return True


def _mostly_apart(level: list[Line], by_page: dict[int, list[Line]]) -> bool:
    return 2 * sum(_apart(line, by_page[line.page]) for line in level) >= len(level)


def _apart(line: Line, page: list[Line]) -> bool:
    """Whether a line with a number stands off from the text: “Article 3” at the head of a page does not."""
    same = [other for other in page if other.column == line.column]
    distances = [abs(other.y - line.y) for other in same if abs(other.y - line.y) > line.size / 2]
    ordered = sorted({round(other.y, 1) for other in same})
    leading = sorted(below - above for above, below in pairwise(ordered) if below - above > 1)
    return not distances or min(distances) > _APART * leading[len(leading) // 2]


def _notes(lines: Sequence[Line], body: float) -> set[int]:
    """The ids of lines in small type at the foot of a column that begin as a note does."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.page, line.column].append(line)
    found: set[int] = set()
    for column in columns.values():
        ordered = sorted(column, key=lambda line: -line.y)
        start = len(ordered)
        while start and ordered[start - 1].size <= _SMALLER * body:
            start -= 1
        small = ordered[start:]
        first = next((i for i, line in enumerate(small) if _NOTE.match(line.text)), None)
        if first is not None and (start or first == 0) and len(small) < len(ordered):
            found.update(id(line) for line in small[first:])
    return found
