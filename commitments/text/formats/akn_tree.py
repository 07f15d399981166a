"""Elements of Akoma Ntoso → text and clauses, in one walk."""

import re
from dataclasses import dataclass, field

from lxml import etree

from commitments.text.clauses import ClauseSpan, Segmentation
from commitments.text.formats.akn_inline import flat, inline, local
from commitments.text.formats.akn_names import (
    GROUPS,
    HIERARCHY,
    LEFT_OUT,
    OURS,
    QUOTED,
    SINGLE,
    space_before,
)
from commitments.text.formats.akn_numbers import Numbered, number_of
from commitments.text.formats.blocks import Block, clean
from commitments.text.formats.tables import row
from commitments.text.lines import BLANKS
from commitments.text.naming import EidRegister, locator

__all__ = ["Reader", "local"]

_DASHES = re.compile(r"^[\s–—-]+")
_MOST_WARNINGS = 50


@dataclass(slots=True)
class _Clause:
    kind: str
    eid: str
    parent: int | None
    start: int = -1
    end: int = -1
    label: str = ""
    heading: str = ""
    number: str = ""
    cited: str = ""
    step: str = ""  # its place in the path, where the file gives it
    last: dict[str, Numbered] = field(default_factory=dict)  # kind → the last number among its children


class Reader:
    """Walks a document; `text` and `finish` are what came of it."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._pieces: list[str] = []
        self._length = 0
        self._clauses: list[_Clause] = []
        self._open: list[int] = []
        self._after = ""
        self._top: dict[str, Numbered] = {}
        self._warnings: list[str] = []

    @property
    def text(self) -> str:
        """What has been read so far."""
        return "".join(self._pieces)

    def container(self, element: etree._Element) -> None:
        """Take what an element holds, in order."""
        for child in element:
            self._take(child)

    def _take(self, element: etree._Element) -> None:
        name = local(element)
        if not name or name in LEFT_OUT:
            return
        if name == "hcontainer":
            if element.get(f"{{{OURS}}}clause") == "no":
                self.container(element)
            else:
                self._clause(element, element.get("name") or name)
        elif name in HIERARCHY or name in SINGLE or (name in ("preface", "coverPage") and _eid(element)):
            self._clause(element, name)
        elif name in GROUPS:
            if any(local(child) == "num" for child in element) and name == "list":
                self._clause(element, name)
            else:
                self.container(element)
        elif name == "num":
            self._number(element)
        elif name in ("heading", "subheading"):
            self._heading(element, name)
        elif name in QUOTED:
            self._quoted(element)
        elif name == "table":
            self._table(element)
        elif name in ("ul", "ol"):
            self._list(element, name == "ol")
        elif _holds_blocks(element):
            self.container(element)
            after = element.get(f"{{{OURS}}}after", "")
            if not after.strip(BLANKS):
                self._pieces.append(after)
                self._length += len(after)
        else:
            self._block(element)

    def _clause(self, element: etree._Element, kind: str) -> None:
        parent = self._open[-1] if self._open else None
        index = len(self._clauses)
        clause = _Clause(kind[:40], _eid(element), parent)
        self._clauses.append(clause)
        self._open.append(index)
        clause.number = element.get(f"{{{OURS}}}number", "")
        clause.cited = element.get(f"{{{OURS}}}cited", "")
        clause.step = element.get(f"{{{OURS}}}path", "")
        self.container(element)
        clause.heading = element.get(f"{{{OURS}}}heading", clause.heading)
        self._open.pop()

    def _number(self, element: etree._Element) -> None:
        label = self._say(element, inline(element), "num")
        if not self._open or not label:
            return
        clause = self._clauses[self._open[-1]]
        if clause.start != self._length - len(label):
            return  # a number that does not stand first, or a second one, is words
        clause.label = label
        around = self._clauses[clause.parent].last if clause.parent is not None else self._top
        found = number_of(label, self._language, around.get(clause.kind))
        around[clause.kind] = found
        clause.number = clause.number or found.number
        clause.cited = clause.cited or found.cited

    def _heading(self, element: etree._Element, name: str) -> None:
        words = self._say(element, inline(element), "heading")
        if self._open and name == "heading" and words:
            clause = self._clauses[self._open[-1]]
            clause.heading = clause.heading or " ".join(_DASHES.sub("", words).split())

    def _block(self, element: etree._Element) -> None:
        self._say(element, inline(element), "block")

    def _quoted(self, element: etree._Element) -> None:
        for words in flat(element):
            self._say(element, words, "block")

    def _table(self, table: etree._Element) -> None:
        for line in (element for element in table.iter() if local(element) == "tr"):
            cells = [[Block(words) for words in flat(cell)] for cell in line if local(cell) in ("td", "th")]
            for block in row(cells):
                self._say(line, block.text, "block")

    def _list(self, element: etree._Element, numbered: bool) -> None:
        count = 0
        for item in element:
            if local(item) == "li":
                count += 1
                words = flat(item)
                mark = f"{count}. " if numbered else "• "
                for index, each in enumerate(words):
                    self._say(item, each if index else mark + each, "block")

    def _say(self, element: etree._Element, words: str, part: str) -> str:
        """Add words after what stands before them; the words as they are in the text now."""
        words, told = clean(words)
        self._warnings += told
        if not words.strip():
            return ""
        kind = self._clauses[self._open[-1]].kind if self._open else ""
        before = element.get(f"{{{OURS}}}before")
        if before is None or before.strip(BLANKS):
            before = space_before(self._after, part, kind)
        start = self._length + len(before)
        self._pieces += [before, words]
        self._length = start + len(words)
        for index in self._open:
            clause = self._clauses[index]
            if clause.start < 0:
                clause.start = start
            clause.end = self._length
        self._after = part
        return words

    def finish(self) -> tuple[Segmentation, list[str]]:
        """The clauses with their places, and what was left out or changed."""
        told = list(dict.fromkeys(self._warnings))
        register = EidRegister()
        taken: set[str] = set()
        positions: dict[tuple[int | None, str], int] = {}
        places: dict[int, int] = {}
        spans: list[ClauseSpan] = []
        cited: list[tuple[str, ...]] = []
        for index, clause in enumerate(self._clauses):
            if clause.start < 0:
                continue  # empty elements hold nothing to cite
            parent = places[clause.parent] if clause.parent is not None else None
            above = spans[parent] if parent is not None else None
            position = 0
            if not clause.number:
                position = positions[parent, clause.kind] = positions.get((parent, clause.kind), 0) + 1
            single = clause.kind in SINGLE and position == 1
            step = clause.step or clause.number or (clause.kind if single else f"{clause.kind[0]}{position}")
            eid = clause.eid or (
                clause.kind
                if single and above is None
                else register.give(above.eid if above else "", clause.kind, clause.cited, position)
            )
            if eid in taken:
                told.append(f"the eId {eid} is given twice: the second one was changed")
                eid = next(f"{eid}_{n}" for n in range(2, len(taken) + 3) if f"{eid}_{n}" not in taken)
            taken.add(eid)
            places[index] = len(spans)
            cited.append((*(cited[parent] if parent is not None else ()), clause.cited or step))
            spans.append(
                ClauseSpan(
                    eid=eid,
                    kind=clause.kind,
                    label=clause.label,
                    number=clause.number,
                    path=(*(above.path if above else ()), step),
                    locator=locator(cited[-1]),
                    heading=clause.heading,
                    depth=above.depth + 1 if above else 0,
                    start=clause.start,
                    end=clause.end,
                    parent=parent,
                )
            )
        return Segmentation(tuple(spans), ()), told[:_MOST_WARNINGS]


def _eid(element: etree._Element) -> str:
    written = element.get("eId") or element.get("id") or element.get("evolvingId") or ""
    return re.sub(r"\s+", "", written)[:200]


def _holds_blocks(element: etree._Element) -> bool:
    """Whether an element is laid out by what it holds, rather than being one paragraph itself."""
    if (element.text or "").strip() or local(element) in ("p", "block", "span", "crossHeading", "title"):
        return False
    return len(element) > 0 and not any((child.tail or "").strip() for child in element)
