"""The body of a Word document → blocks: paragraphs with their numbers, tables by rows, what is tracked or hidden."""

import re

from lxml import etree

from commitments.text.formats.blocks import Block
from commitments.text.formats.names import names
from commitments.text.formats.tables import row
from commitments.text.formats.word_lists import Nesting, label_indent
from commitments.text.formats.word_numbering import Numbering
from commitments.text.formats.word_styles import Style, Styles
from commitments.text.formats.word_xml import child, integer, name, on, value

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = names(
    """del moveFrom instrText delText delInstrText pPr rPr sdtPr sdtEndPr rt rubyPr commentReference
    footnoteReference endnoteReference annotationRef footnoteRef endnoteRef fldData tblPr tblGrid trPr tcPr
    sectPr"""
)
_CHARACTERS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}
_CONTENTS_FIELD = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
# Symbol fonts: what their private characters look like.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "–", 0xF0B0: "°", 0xF0A3: "≤", 0xF0B3: "≥",
            0xF0B4: "×", 0xF0B1: "±", 0xF0E0: "→", 0xF0A8: "□", 0xF06F: "□", 0xF0FE: "☑"}  # fmt: skip


class Body:
    """Reads a body, or a cell, in order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.blocks: list[Block] = []
        self._styles, self._numbering = styles, numbering
        self._fields: list[bool] = []  # for each open field, whether it is a contents list
        self._kept = ""  # of a paragraph whose mark was deleted: its text runs on into the next
        self._boxes: list[etree._Element] = []
        self._notes = self._contents = self._unknown = self._foreign = 0
        self._depth = 0
        self._nesting = Nesting()
        self._outermost: dict[int, str] = {}  # the block of an item that stands in no other → how it is numbered

    def warnings(self) -> list[str]:
        """What was left out."""
        told = []
        if self._notes:
            told.append(f"{self._notes} footnotes or endnotes were left out, and their marks in the text")
        if self._contents:
            told.append(f"the contents list was left out ({self._contents} lines)")
        if self._unknown:
            told.append(f"{self._unknown} signs of symbol fonts have no meaning outside of Word and were left out")
        if self._foreign:
            told.append(f"{self._foreign} documents embedded in this one were left out; import them by themselves")
        return told

    def finished(self) -> list[Block]:
        """All blocks. Where lists of several kinds (I., 1.) stand outermost, their numbers tell the nesting."""
        if len(set(self._outermost.values())) > 1:
            for at in self._outermost:
                self.blocks[at] = Block(self.blocks[at].text)
        return self.blocks

    def read(self, container: etree._Element) -> None:
        """Take the paragraphs and tables in a container."""
        for element in container:
            kind = name(element)
            if kind == "p":
                self._paragraph(element)
            elif kind == "tbl":
                self._table(element)
            elif kind == "sdt":
                self._control(element)
            elif kind in ("customXml", "smartTag", "ins", "moveTo", "sdtContent", "txbxContent"):
                self.read(element)
            elif kind == "altChunk":
                self._foreign += 1
            elif element.tag == f"{_ALTERNATE}AlternateContent":
                chosen = _alternative(element)
                if chosen is not None:
                    self.read(chosen)

    def _control(self, element: etree._Element) -> None:
        gallery = child(child(child(element, "sdtPr"), "docPartObj"), "docPartGallery")
        content = child(element, "sdtContent")
        if content is None:
            return
        if value(gallery) == "Table of Contents":
            self._contents += sum(1 for each in content.iter() if name(each) == "p")
        else:
            self.read(content)

    def _paragraph(self, element: etree._Element) -> None:
        properties = child(element, "pPr")
        style_key = value(child(properties, "pStyle")) or self._styles.default
        style = self._styles.style(style_key)
        pieces: list[str] = []
        for part in element:
            self._inline(part, pieces)
        text = self._kept + "".join(pieces)
        self._kept = ""
        self._contents += any(self._fields)
        boxes, self._boxes = self._boxes, []
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._kept = text
        elif style.contents:
            self._contents += bool(text.strip())
        elif not style.hidden:
            block = self._block(text.strip(" \t\n"), properties, style)
            if text.strip():  # an empty paragraph counts in its list and says nothing
                self.blocks.append(block)
        for box in boxes:
            self.read(box)

    def _block(self, text: str, properties: etree._Element | None, style: Style) -> Block:
        outline = integer(value(child(properties, "outlineLvl"), "-1"), -1)
        heading = outline + 1 if 0 <= outline < 9 else 0 if outline == 9 else style.outline
        number, depth = self._list(properties, style)
        printed = self._numbering.print(number, depth) if number not in ("", "0") else None
        if printed is not None:
            text = printed.label + text
        if heading:
            self._nesting.end()
            return Block(text, "heading", heading)
        if printed is not None:
            own = label_indent(properties)
            listed = style.indent if style.indent is not None else self._numbering.indent(number, depth)
            nested = self._nesting.item(number, depth, own if own is not None else listed)
            if nested == 1 and not printed.bullet and text != printed.label:
                self._outermost[len(self.blocks)] = self._numbering.format(number, depth)
            return Block(text, "bullet" if printed.bullet else "item", nested)
        return Block(text)

    def _list(self, properties: etree._Element | None, style: Style) -> tuple[str, int]:
        """The list and level (from 0) of a paragraph: its own, or those of its style."""
        listed = child(properties, "numPr")
        number, level = child(listed, "numId"), child(listed, "ilvl")
        if number is not None:
            return value(number), integer(value(level)) if level is not None else style.depth or 0
        if not style.number:
            return "", 0
        if level is not None:
            return style.number, integer(value(level))
        named = self._numbering.depth_of_style(style.number, style.number_style)
        return style.number, style.depth if style.depth is not None else named

    def _inline(self, element: etree._Element, pieces: list[str]) -> None:
        """Add the text of a run, or of what holds runs."""
        kind = name(element)
        if kind == "t":
            if not any(self._fields):
                pieces.append(element.text or "")
        elif kind == "r":
            if not on(child(child(element, "rPr"), "vanish")):
                for part in element:
                    self._inline(part, pieces)
            else:
                for part in element:
                    if name(part) == "fldChar":
                        self._field(part)
        elif kind in _CHARACTERS:
            pieces.append(_CHARACTERS[kind])
        elif kind == "br":
            pieces.append("\n" if value(element, "textWrapping", "type") == "textWrapping" else " ")
        elif kind == "fldChar":
            self._field(element)
        elif kind == "instrText":
            if self._fields and _CONTENTS_FIELD.match(element.text or ""):
                self._fields[-1] = True
        elif kind == "sym":
            self._symbol(element, pieces)
        elif kind == "txbxContent":
            self._boxes.append(element)
        elif kind == "fldSimple" and _CONTENTS_FIELD.match(value(element, "", "instr")):
            self._contents += 1
        elif kind in ("footnoteReference", "endnoteReference"):
            self._notes += 1
        elif element.tag == _MATH_TEXT:
            pieces.append(element.text or "")
        elif element.tag == f"{_ALTERNATE}AlternateContent":
            chosen = _alternative(element)
            for part in chosen if chosen is not None else ():
                self._inline(part, pieces)
        elif kind not in _SKIPPED:
            for part in element:
                self._inline(part, pieces)

    def _field(self, element: etree._Element) -> None:
        change = value(element, "", "fldCharType")
        if change == "begin":
            self._fields.append(False)
        elif change == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, element: etree._Element, pieces: list[str]) -> None:
        written = value(element, "", "char")
        code = int(written, 16) if re.fullmatch("[0-9A-Fa-f]{4}", written) else 0
        if code in _SYMBOLS:
            pieces.append(_SYMBOLS[code])
        elif code >= 0x20 and not 0xD800 <= code <= 0xF8FF:
            pieces.append(chr(code))
        else:
            self._unknown += 1

    def _table(self, table: etree._Element) -> None:
        for line in _rows(table):
            if child(child(line, "trPr"), "del") is not None:
                continue
            cells: list[list[Block]] = []
            for cell in _cells(line):
                merged = child(child(cell, "tcPr"), "vMerge")
                if merged is not None and value(merged, "continue") == "continue":
                    continue
                around, self.blocks = (self.blocks, self._outermost), []
                self._outermost = {}
                self.read(cell)
                cells.append(self.blocks)
                self.blocks, self._outermost = around
            self.blocks += row(cells)


def _rows(table: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for element in table:
        kind = name(element)
        if kind == "tr":
            found.append(element)
        elif kind in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _rows(element)
    return found


def _cells(line: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for element in line:
        kind = name(element)
        if kind == "tc":
            found.append(element)
        elif kind in ("sdt", "sdtContent", "customXml"):
            found += _cells(element)
    return found


def _alternative(element: etree._Element) -> etree._Element | None:
    """What Word shows of several ways to store one thing: the first choice, else the fallback."""
    chosen = element.find(f"{_ALTERNATE}Choice")
    return chosen if chosen is not None else element.find(f"{_ALTERNATE}Fallback")
