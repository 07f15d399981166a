"""Glyphs → lines in reading order: base lines, columns, spaces from gaps, right-to-left text in logical order."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from commitments.text.formats.arabic import brackets, kind, likeness, logical
from commitments.text.formats.pdf_glyphs import Glyph, Page

# In sizes of type: what still is one base line, a space between words, and a gap that no justified line has.
_SAME_LINE, _TALLEST = 0.3, 0.8
# The small figures of notes stand higher than anything else that belongs to a line.
_RAISED = 0.5
_SPACE, _SPACE_WHERE_DRAWN, _CJK_SPACE = 0.17, 0.3, 0.7
_WORD_GAP = 0.45
# A gutter: so few lines cross it, so many stand on either side, with so much of the text each.
_MOST_CROSSING, _LEAST_BESIDE, _LEAST_SHARE = 0.25, 5, 0.2
# Three columns are parted twice, four are rarer than tables of four.
_MOST_SPLITS = 2


@dataclass(slots=True)
class Line:
    """A line of one column of a page. `raised` are the small digits above its base line, as notes are marked."""

    text: str
    page: int
    column: int
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    rtl: bool
    page_height: float
    page_width: float
    raised: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


def lines(pages: Sequence[Page]) -> tuple[list[Line], list[str]]:
    """All lines in the order they are read in, and what there is to tell of that order."""
    found: list[Line] = []
    columned: list[int] = []
    spaced = _draws_spaces(pages)
    for number, page in enumerate(pages):
        made, columns = _page_lines(page, number, spaced)
        found += made
        if columns:
            columned.append(number + 1)
    told = _in_logical_order(found)
    if columned:
        told.append(f"pages {', '.join(map(str, columned[:20]))} were read as columns")
    return found, told


def _draws_spaces(pages: Sequence[Page]) -> bool:
    glyphs = [glyph for page in pages[:20] for glyph in page.glyphs]
    return sum(glyph.text.isspace() for glyph in glyphs) > 0.04 * len(glyphs)


def _page_lines(page: Page, number: int, spaced: bool) -> tuple[list[Line], bool]:
    rows = _rows(page.glyphs)
    rtl_page = sum(kind(glyph.text) == "R" for row in rows for glyph in row) > sum(len(row) for row in rows) / 4
    made = [_line(row, page, number, column, spaced) for row, column in _in_columns(rows, rtl_page, 0, _MOST_SPLITS)]
    return [line for line in made if "".join(line.cells).strip()], any(line.column for line in made)


def _in_columns(rows: list[list[Glyph]], rtl: bool, column: int, splits: int) -> list[tuple[list[Glyph], int]]:
    """The rows of a stretch of the page in reading order, each with the column it stands in: 0 is the whole page."""
    gutter = _gutter(rows) if splits else None
    if gutter is None:
        return [(row, column) for row in rows]
    made: list[tuple[list[Glyph], int]] = []
    band: tuple[list[list[Glyph]], list[list[Glyph]]] = ([], [])

    def close() -> None:
        sides = [(3 * column + 1, band[0]), (3 * column + 2, band[1])]
        for below, side in reversed(sides) if rtl else sides:
            made.extend(_in_columns(side, rtl, below, splits - 1))
            side.clear()

    for row in rows:
        if any(x0 < gutter[1] and x1 > gutter[0] for x0, x1 in _segments(row)):
            close()
            made.append((row, column))
            continue
        halves = [g for g in row if g.x0 < gutter[1]], [g for g in row if g.x0 >= gutter[1]]
        for side, glyphs in zip(band, halves, strict=True):
            if any(glyph.text.strip() for glyph in glyphs):
                side.append(glyphs)
    close()
    return made


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one base line each, from the top of the page down; what is raised or lowered a little stays in."""
    rows: list[list[Glyph]] = []
    top = last = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.y):
        size = glyph.size
        raised = bool(rows) and all(_is_mark_of_a_note(each, size) for each in rows[-1])
        step = _RAISED if raised else _SAME_LINE
        if rows and last - glyph.y <= step * size and top - glyph.y <= _TALLEST * size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            top = glyph.y
        last = glyph.y
    return [sorted(row, key=lambda glyph: (glyph.x0 + glyph.x1) / 2) for row in rows]


def _is_mark_of_a_note(glyph: Glyph, size: float) -> bool:
    return glyph.size < 0.85 * size and (glyph.text.isdigit() or glyph.text.isspace())


def _segments(row: Iterable[Glyph]) -> list[tuple[float, float]]:
    """The stretches of a line that gaps wider than those between words part."""
    made: list[tuple[float, float]] = []
    for glyph in row:
        if not glyph.text.strip():
            continue
        if made and glyph.x0 - made[-1][1] <= _WORD_GAP * glyph.size:
            made[-1] = (made[-1][0], max(made[-1][1], glyph.x1))
        else:
            made.append((glyph.x0, glyph.x1))
    return made


def _gutter(rows: list[list[Glyph]]) -> tuple[float, float] | None:
    """The stretch that parts the page into two columns, None where nothing does."""
    segments = [_segments(row) for row in rows]
    edges = [edge for row in segments for part in row for edge in part]
    if len(rows) < _LEAST_BESIDE or not edges:
        return None
    left, right = min(edges), max(edges)
    run: list[int] = []
    fewest = len(rows)
    for step in range(round(left + 0.3 * (right - left)), round(left + 0.7 * (right - left))):
        crossing = sum(any(x0 - 0.5 < step < x1 + 0.5 for x0, x1 in row) for row in segments)
        if crossing < fewest:
            fewest, run = crossing, [step]
        elif crossing == fewest and run and step - run[-1] == 1:
            run.append(step)
    if not run or fewest > _MOST_CROSSING * len(rows):
        return None
    at = median(run)
    sides = [[[part for part in row if part[1] <= at] for row in segments]]
    sides.append([[part for part in row if part[0] >= at] for row in segments])
    lined = [sum(bool(row) for row in side) for side in sides]
    widths = [sum(x1 - x0 for row in side for x0, x1 in row) for side in sides]
    if min(lined) < _LEAST_BESIDE or min(widths) < _LEAST_SHARE * sum(widths):
        return None
    return run[0] - 0.5, run[-1] + 0.5


def _line(row: list[Glyph], page: Page, number: int, column: int, spaced: bool) -> Line:
    shown = [glyph for glyph in row if glyph.text.strip()] or row
    sizes = Counter[float]()
    for glyph in shown:
        sizes[round(glyph.size, 1)] += len(glyph.text)
    size = sizes.most_common(1)[0][0]
    base = median([glyph.y for glyph in shown if glyph.size >= 0.85 * size] or [shown[0].y])
    raised: list[str] = []
    cells: list[str] = []
    end: float | None = None
    was_raised = False
    for glyph in _with_marks(row):
        small = glyph.size < 0.8 * size and glyph.y > base + 0.1 * size and glyph.text.strip().isdigit()
        gap = glyph.x0 - end if end is not None else 0.0
        cjk = bool(cells) and "\u2e80" <= cells[-1][-1:] <= "\uffef" and "\u2e80" <= glyph.text[:1] <= "\uffef"
        widest = _CJK_SPACE if cjk else _SPACE_WHERE_DRAWN if spaced else _SPACE
        if cells and gap > widest * size and not cells[-1].isspace() and glyph.text.strip():
            cells.append(" ")
        if glyph.text.isspace():
            if cells and not cells[-1].isspace():
                cells.append(" ")
        elif small:
            if was_raised and raised and cells:
                raised[-1] += glyph.text
                cells[-1] += glyph.text
            else:
                raised.append(glyph.text.strip())
                cells.append(f"\ue000{glyph.text.strip()}")
        else:
            cells.append(glyph.text)
        was_raised = small
        end = max(end, glyph.x1) if end is not None else glyph.x1
    kinds = Counter(kind(cell) for cell in cells)
    return Line(
        text="",
        page=number,
        column=column,
        x0=min(glyph.x0 for glyph in shown),
        x1=max(glyph.x1 for glyph in shown),
        y=base,
        size=size,
        bold=sum(glyph.bold for glyph in shown) > len(shown) / 2,
        rtl=kinds["R"] > 0 and kinds["R"] >= kinds["L"],
        page_height=page.height,
        page_width=page.width,
        raised=raised,
        cells=cells,
    )


def _with_marks(row: list[Glyph]) -> list[Glyph]:
    """The glyphs from left to right, each with the combining marks that are drawn over it."""
    bases = [glyph for glyph in row if not _is_mark(glyph.text)]
    if len(bases) == len(row) or not bases:
        return row
    texts = [glyph.text for glyph in bases]
    for mark in row:
        if _is_mark(mark.text):
            texts[_base_of(mark, bases)] += mark.text.strip()
    return [
        Glyph(text, glyph.x0, glyph.x1, glyph.y, glyph.size, glyph.bold, glyph.order)
        for text, glyph in zip(texts, bases, strict=True)
    ]


def _base_of(mark: Glyph, bases: list[Glyph]) -> int:
    """The index of the base a mark is drawn over; where it stands between two, the one drawn before it."""
    middle = (mark.x0 + mark.x1) / 2
    for index, base in enumerate(bases):
        edge = (base.x1 - base.x0) / 10
        if base.text.strip() and base.x0 + edge < middle < base.x1 - edge:
            return index
    beside = [i for i, base in enumerate(bases) if base.x0 - mark.size / 2 < middle < base.x1 + mark.size / 2]
    inked = [i for i in beside if bases[i].text.strip()] or list(range(len(bases)))
    return min(inked, key=lambda i: (bases[i].order > mark.order, abs(bases[i].order - mark.order)))


def _is_mark(text: str) -> bool:
    stripped = text.strip()
    return bool(stripped) and all(unicodedata.combining(char) for char in stripped)


def _in_logical_order(found: list[Line]) -> list[str]:
    """Give every line its text. What is right-to-left was drawn as it looks, or, by poor programs, as it is read."""
    turned = [line for line in found if any(kind(cell) == "R" for cell in line.cells)]
    told: list[str] = []
    mirror = backwards = False
    if turned:
        as_read = "\n".join(logical(line.cells, line.rtl, False) for line in turned)
        as_drawn = "\n".join("".join(line.cells) for line in turned)
        backwards = likeness(as_drawn) > likeness(as_read)
        mirror = sum(brackets(line) for line in as_read.split("\n")) < 0
        if backwards:
            told.append("right-to-left text is drawn from left to right in this file; look whether words read well")
    for line in found:
        text = "".join(line.cells) if backwards else logical(line.cells, line.rtl, mirror)
        line.text = " ".join(text.split())
    return told
