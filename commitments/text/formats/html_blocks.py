"""HTML elements → blocks: spaces collapsed, lists numbered, tables by rows, as a browser lays them out."""

import re

from lxml import etree

from commitments.text.formats import css, marks
from commitments.text.formats.blocks import BULLET_MARK, TYPED_LABEL, Block, BlockKind
from commitments.text.formats.html_notes import is_note
from commitments.text.formats.names import names
from commitments.text.formats.tables import row

BLOCKS = names(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary
    table tbody td tfoot th thead tr ul"""
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_AROUND_BREAKS = re.compile(r" *\n *")
_SOFT_HYPHEN = "\u00ad"


class Walker:
    """Gathers the inline text of a block and ends the block where the layout does."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._heading = 0
        self._depth = 0  # of lists
        self._item = 0  # depth of the item we are inside of, 0 outside
        self._noted = False  # inside of notes
        self._mark: tuple[str, BlockKind] | None = None  # of the item whose first block is still to come

    def walk(self, element: etree._Element) -> None:
        """Take an element with all it holds, but not the text after it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not self._noted and is_note(element):
            self.flush()
            self._noted = True
            self.walk(element)
            self.flush()
            self._noted = False
        elif tag in ("ol", "ul", "menu", "dir"):
            self._list(element, numbered=tag == "ol")
        elif tag == "table":
            self._table(element)
        elif tag == "pre":
            self.flush()
            self._end("".join(element.itertext()).expandtabs(4).strip("\n"), "plain")
        elif tag == "br":
            self._pieces.append("\n")
        elif tag in HEADINGS or element.get("role") == "heading":
            self._titled(element, HEADINGS.get(tag) or _level(element))
        elif tag in BLOCKS:
            self.flush()
            self._inside(element)
            self.flush()
        elif tag == "q":
            self._pieces.append("“")
            self._inside(element)
            self._pieces.append("”")
        elif tag not in ("rp", "rt"):
            self._inside(element)

    def flush(self) -> None:
        """End the block that is open, if any."""
        text = "".join(self._pieces)
        self._pieces.clear()
        text = _AROUND_BREAKS.sub("\n", re.sub(" {2,}", " ", text)).strip(" \n")
        self._end(text, "")

    def _end(self, text: str, kind: BlockKind) -> None:
        if not text.strip():
            return
        if self._mark is not None:
            mark, kind = self._mark
            self._mark = None
            if kind == "bullet" and TYPED_LABEL.match(text):
                kind = "item"
            else:
                text = mark + text
            self.blocks.append(Block(text, "plain") if self._noted else Block(text, kind, self._item))
        elif self._noted:
            self.blocks.append(Block(text, "plain"))
        elif self._heading:
            self.blocks.append(Block(text, "heading", self._heading))
        elif kind == "plain" or (self._item and not TYPED_LABEL.match(text)):
            self.blocks.append(Block(text, "plain", self._item))
        else:
            self.blocks.append(Block(text))

    def _inside(self, element: etree._Element) -> None:
        self._say(element.text)
        for child in element:
            self.walk(child)
            self._say(child.tail)

    def _say(self, text: str | None) -> None:
        if text:
            self._pieces.append(_SPACES.sub(" ", text).replace(_SOFT_HYPHEN, ""))

    def _titled(self, element: etree._Element, level: int) -> None:
        self.flush()
        around, self._heading = self._heading, level
        self._inside(element)
        self.flush()
        self._heading = around

    def _list(self, element: etree._Element, numbered: bool) -> None:
        self.flush()
        items = [child for child in element if child.tag == "li"]
        style = css.list_style(element.get("style", ""))
        own = marks.TYPES.get(element.get("type", ""), "") if numbered else ""
        style = style or own or ("decimal" if numbered else "disc")
        typed = [TYPED_LABEL.match("".join(item.itertext()).strip()) for item in items]
        if style == "none" or (numbered and typed and all(typed)):
            style = ""
        around = self._depth, self._item
        self._depth += 1
        number = _start(element, len(items))
        step = -1 if element.get("reversed") is not None else 1
        self._say(element.text)
        for child in element:
            if child.tag == "li":
                number = _integer(child.get("value"), number)
                self._one(child, style, number)
                number += step
            else:
                self.walk(child)  # a list directly inside a list, as editors of web pages write them
            self._say(child.tail)
        self.flush()
        self._depth, self._item = around

    def _one(self, item: etree._Element, style: str, number: int) -> None:
        self.flush()
        before = self._mark[0] if self._mark else ""
        around, self._item = self._item, self._depth
        style = css.list_style(item.get("style", "")) or marks.TYPES.get(item.get("type", ""), "") or style
        if style in marks.CSS:
            printed, after = marks.CSS[style]
            self._mark = f"{before}{printed(number)}{after}", "item"
        elif style and style != "none":
            self._mark = f"{before}{BULLET_MARK} ", "bullet"
        elif before or TYPED_LABEL.match("".join(item.itertext()).strip()):
            self._mark = before, "item"
        self._inside(item)
        self.flush()
        self._mark = None
        self._item = around

    def _table(self, table: etree._Element) -> None:
        self.flush()
        kept, mark = self.blocks, self._mark
        self._mark = None
        rows: list[Block] = []
        for line in _rows(table):
            if line.tag == "caption":
                rows += self._cell(line)
            else:
                cells = [self._cell(cell) for cell in line if cell.tag in ("td", "th")]
                rows += row(cells, self._item)
        self.blocks = kept
        if mark is not None and rows:
            rows[0] = Block(mark[0] + rows[0].text, mark[1], self._item)
        self.blocks += rows

    def _cell(self, cell: etree._Element) -> list[Block]:
        self.blocks = []
        self._inside(cell)
        self.flush()
        return self.blocks


def _rows(table: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for child in table:
        if child.tag in ("tr", "caption"):
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [line for line in child if line.tag == "tr"]
    return found


def _start(element: etree._Element, count: int) -> int:
    return _integer(element.get("start"), count if element.get("reversed") is not None else 1)


def _integer(written: str | None, otherwise: int) -> int:
    """A number as the attributes write it; what is none, or beyond what any list has, is the other."""
    match = re.match(r"\s*(-?\d{1,6})", written or "")
    return int(match[1]) if match else otherwise


def _level(element: etree._Element) -> int:
    return min(max(_integer(element.get("aria-level"), 2), 1), 6)
