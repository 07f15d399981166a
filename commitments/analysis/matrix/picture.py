"""The matrix as a picture: SVG that stands alone, with no font, style sheet or script to fetch.

Colours are attributes of the elements on a ground of its own, so it looks the same on a dark page, and under a content
security policy. Where the language is written from right to left, the whole picture is mirrored.
"""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commitments.text import TextError, direction

from .counting import Matrix
from .labels import Label, label_of, plural, title_of
from .shading import largest_cell, shade_of
from .wrapping import wrap

SIZE, LINE, PAD = 13, 17, 16
# Bold letters are a little wider, which for their estimated width is as if they were larger.
BOLD = 14
ROW_HEAD, CELL, ROW, INDENT = 300, 112, 30, 18
ROW_LINES, COLUMN_LINES = 2, 5
# Nobody looks at more; CSV has all.
MOST_ROWS, MOST_COLUMNS = 300, 60
PAPER, INK, SOFT, EDGE = "#ffffff", "#1c1e20", "#595d61", "#dfdcd5"
# The ink on the darkest has a contrast of 8.1 to 1.
SHADES = (PAPER, "#e6f2f2", "#cfe6e7", "#b3d7d9", "#97c8cb", "#7db9bd")
FONTS = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans SC', Arial, sans-serif"
# What XML 1.0 cannot hold.
CONTROL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def direction_of(language: str) -> str:
    try:
        return direction(language)
    except TextError:
        return "ltr"


@dataclass
class Drawing:
    """A ground of some width. Places are counted from the side where a line of its language begins."""

    root: ElementTree.Element
    width: int
    direction: str

    def element(self, name: str, text: str = "", **attributes: Any) -> ElementTree.Element:
        given = {key.replace("_", "-"): str(value) for key, value in attributes.items()}
        made = ElementTree.SubElement(self.root, name, given)
        made.text = CONTROL.sub("\ufffd", text)
        return made

    def rectangle(self, x: int, y: int, width: int, height: int, **attributes: Any) -> ElementTree.Element:
        left = self.width - x - width if self.direction == "rtl" else x
        return self.element("rect", x=left, y=y, width=width, height=height, **attributes)

    def text(self, x: int, y: int, label: Label, *, middle: bool = False, **attributes: Any) -> None:
        """A line that begins at `x`, or has it in its middle; in the direction of its own language."""
        own = direction_of(label.language) if label.language else self.direction
        anchor = "middle" if middle else "start" if own == self.direction else "end"
        place = self.width - x if self.direction == "rtl" else x
        line = self.element("text", label.text, x=place, y=y, text_anchor=anchor, direction=own, **attributes)
        if label.language:
            line.set(LANGUAGE, label.language)


def as_svg(matrix: Matrix, *, language: str, filters: str = "") -> bytes:
    """`filters` say what the matrix was narrowed by: a picture travels without its address."""
    with override(language):
        return drawn(matrix, language, filters)


@dataclass(frozen=True)
class Line:
    """A row of the picture: the totals, or a row of the matrix with its own total first."""

    label: Label
    depth: int
    numbers: list[int]
    is_total: bool = False

    @property
    def words(self) -> list[str]:
        return wrap(self.label.text, width=ROW_HEAD - INDENT * self.depth - 12, size=SIZE, most=ROW_LINES)

    @property
    def height(self) -> int:
        return max(ROW, LINE * len(self.words) + 12)


def drawn(matrix: Matrix, language: str, filters: str) -> bytes:
    every = Label(_("All"), language)
    totals = [matrix.total, *(column.count for column in matrix.columns)]
    lines = [
        Line(every, 0, totals, is_total=True),
        *(
            Line(label_of(row, language), row.depth, [row.count, *cells])
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
        ),
    ]
    labels = [every, *(label_of(column, language) for column in matrix.columns)]
    heads = [wrap(label.text, width=CELL - 8, size=BOLD, most=COLUMN_LINES) for label in labels]
    top = PAD + 3 * LINE + LINE * max(map(len, heads)) + 10
    title, notes = title_of(matrix, language), notes_of(matrix, filters)
    width = 2 * PAD + ROW_HEAD + CELL * len(labels)
    height = top + sum(line.height for line in lines) + LINE * len(notes) + PAD
    drawing = begun(width, height, language, title, notes)

    drawing.text(PAD, PAD + LINE, Label(title, language), font_size=SIZE + 5, font_weight=600)
    drawing.text(PAD, top - 12, Label(plural(matrix.row_axis), language), fill=SOFT)
    for index, (label, head) in enumerate(zip(labels, heads, strict=True)):
        place = PAD + ROW_HEAD + CELL * index + CELL // 2
        for up, text in enumerate(reversed(head)):
            drawing.text(place, top - 12 - LINE * up, Label(text, label.language), middle=True, font_weight=600)
    largest = largest_cell(matrix)
    for line in lines:
        draw_line(drawing, line, top, largest)
        top += line.height
    for index, note in enumerate(notes, start=1):
        drawing.text(PAD, top + LINE * index + 4, Label(note, language), fill=SOFT)
    return bytes(ElementTree.tostring(drawing.root, encoding="utf-8", xml_declaration=True))


def draw_line(drawing: Drawing, line: Line, top: int, largest: int) -> None:
    weight = 600 if line.is_total else 400
    words, middle = line.words, top + line.height // 2 + 5
    drawing.rectangle(PAD, top, ROW_HEAD, line.height, fill=PAPER, stroke=EDGE)
    for index, text in enumerate(words):
        place = middle - LINE * (len(words) - 1) // 2 + LINE * index
        drawing.text(PAD + 6 + INDENT * line.depth, place, Label(text, line.label.language), font_weight=weight)
    for index, number in enumerate(line.numbers):
        x = PAD + ROW_HEAD + CELL * index
        is_total = line.is_total or index == 0
        shade = PAPER if is_total else SHADES[shade_of(number, largest)]
        drawing.rectangle(x, top, CELL, line.height, fill=shade, stroke=EDGE)
        drawing.text(
            x + CELL // 2,
            middle,
            Label(str(number), ""),
            middle=True,
            fill=INK if number else SOFT,
            font_weight=600 if is_total else 400,
        )


def begun(width: int, height: int, language: str, title: str, notes: list[str]) -> Drawing:
    root = ElementTree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": str(width),
            "height": str(height),
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "aria-labelledby": "title description",
            "direction": direction_of(language),
            "font-family": FONTS,
            "font-size": str(SIZE),
            "fill": INK,
            LANGUAGE: language,
        },
    )
    drawing = Drawing(root, width, direction_of(language))
    drawing.element("title", title, id="title")
    drawing.element("desc", " ".join(notes), id="description")
    drawing.rectangle(0, 0, width, height, fill=PAPER)
    return drawing


def notes_of(matrix: Matrix, filters: str) -> list[str]:
    counted = ngettext("%(number)s commitment.", "%(number)s commitments.", matrix.total) % {"number": matrix.total}
    once = _("A total counts each commitment once, so it may be less than the sum.")
    entry = _("Entry %(number)s of the register.") % {"number": matrix.sequence}
    notes = [f"{counted} {once} {entry}"]
    if filters:
        notes.append(_("Filters: %(filters)s") % {"filters": filters})
    if matrix.rows_left_out or matrix.columns_left_out:
        left_out = {"rows": matrix.rows_left_out, "columns": matrix.columns_left_out}
        notes.append(_("Left out here: rows %(rows)s, columns %(columns)s. The table as CSV has all.") % left_out)
    return notes
