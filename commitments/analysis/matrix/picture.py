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

    def element(self, name: str, **attributes: Any) -> ElementTree.Element:
        given = {key.replace("_", "-"): str(value) for key, value in attributes.items()}
        return ElementTree.SubElement(self.root, name, given)

    def rectangle(self, x: int, y: int, width: int, height: int, **attributes: Any) -> ElementTree.Element:
        left = self.width - x - width if self.direction == "rtl" else x
        return self.element("rect", x=left, y=y, width=width, height=height, **attributes)

    def text(self, x: int, y: int, label: Label, *, middle: bool = False, **attributes: Any) -> None:
        """A line that begins at `x`, or has it in its middle; in the direction of its own language."""
        own = direction_of(label.language) if label.language else self.direction
        anchor = "middle" if middle else "start" if own == self.direction else "end"
        place = self.width - x if self.direction == "rtl" else x
        line = self.element("text", x=place, y=y, text_anchor=anchor, direction=own, **attributes)
        if label.language:
            line.set(LANGUAGE, label.language)
        line.text = CONTROL.sub("\ufffd", label.text)


def as_svg(matrix: Matrix, *, language: str, filters: str = "") -> bytes:
    """`filters` say what the matrix was narrowed by: a picture travels without its address."""
    with override(language):
        return drawn(matrix, language, filters)


def drawn(matrix: Matrix, language: str, filters: str) -> bytes:
    column_labels = [label_of(column, language) for column in matrix.columns]
    heads = [wrap(label.text, width=CELL - 8, size=BOLD, most=COLUMN_LINES) for label in column_labels]
    top = PAD + 2 * LINE + 10
    first = top + LINE * max([1, *map(len, heads)]) + 10
    row_labels = [label_of(row, language) for row in matrix.rows]
    lines = [
        wrap(label.text, width=ROW_HEAD - INDENT * row.depth - 12, size=SIZE, most=ROW_LINES)
        for row, label in zip(matrix.rows, row_labels, strict=True)
    ]
    heights = [ROW, *(max(ROW, LINE * len(each) + 10) for each in lines)]
    title, notes = title_of(matrix, language), notes_of(matrix, filters)
    width = 2 * PAD + ROW_HEAD + CELL * (1 + len(matrix.columns))
    height = first + sum(heights) + LINE * len(notes) + PAD
    drawing = begun(width, height, language, title, notes)

    drawing.text(PAD, PAD + LINE, Label(title, language), font_size=SIZE + 5, font_weight=600)
    every = Label(_("All"), language)
    drawing.text(PAD, first - 12, Label(plural(matrix.row_axis), language), fill=SOFT)
    for index, (label, head) in enumerate(zip([every, *column_labels], [[every.text], *heads], strict=True)):
        for line, text in enumerate(reversed(head)):
            place = PAD + ROW_HEAD + CELL * index + CELL // 2
            drawing.text(place, first - 12 - LINE * line, Label(text, label.language), middle=True, font_weight=600)

    largest = largest_cell(matrix)
    totals = [matrix.total, *(column.count for column in matrix.columns)]
    numbers = [totals, *([row.count, *cells] for row, cells in zip(matrix.rows, matrix.cells, strict=True))]
    y = first
    for index, (row, height_of_row) in enumerate(zip(numbers, heights, strict=True)):
        label, head, depth = (
            (row_labels[index - 1], lines[index - 1], matrix.rows[index - 1].depth)
            if index
            else (every, [every.text], 0)
        )
        drawing.rectangle(PAD, y, width - 2 * PAD, height_of_row, fill=PAPER, stroke=EDGE)
        middle = y + height_of_row // 2 + 5
        for line, text in enumerate(head):
            place = middle - LINE * (len(head) - 1) // 2 + LINE * line
            drawing.text(
                PAD + 6 + INDENT * depth, place, Label(text, label.language), font_weight=600 if not index else 400
            )
        for column, number in enumerate(row):
            x = PAD + ROW_HEAD + CELL * column
            is_total = not index or not column
            fill = PAPER if is_total else SHADES[shade_of(number, largest)]
            drawing.rectangle(x, y, CELL, height_of_row, fill=fill, stroke=EDGE)
            colour = INK if number else SOFT
            drawing.text(
                x + CELL // 2,
                middle,
                Label(str(number), ""),
                middle=True,
                fill=colour,
                font_weight=600 if is_total else 400,
            )
        y += height_of_row
    for line, note in enumerate(notes):
        drawing.text(PAD, y + LINE * (line + 1) + 4, Label(note, language), fill=SOFT)
    return ElementTree.tostring(drawing.root, encoding="utf-8", xml_declaration=True)


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
    drawing.element("title", id="title").text = title
    drawing.element("desc", id="description").text = " ".join(notes)
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
