"""What a reader gives: the blocks of a document (paragraphs, headings, items, rows) and the text they make."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from commitments.text.clauses import Segmentation
from commitments.text.hints import Hint

BlockKind = Literal["", "heading", "item", "bullet", "plain"]

BULLET_MARK = "•"
# What may open a clause when an author typed it: then a reader adds no bullet before it and calls it not plain.
TYPED_LABEL = re.compile(
    r"[(\[（§]?\s?(?:\d{1,4}(?:\.\d{1,3}){0,5}|[^\W\d_]|[IVXLCivxlc]{1,7}|[〇一二三四五六七八九十百千]{1,7})[.)\]．、）:-]"
    r"|[>•‣◦·▪▫●○■□►▶➢➤✓✔❖◆◇⁃∙–—]|[-*]\s|第[〇一二三四五六七八九十百千\d]{1,7}"
    r"|[^\W\d_]{2,12}\s(?:\d{1,4}|[IVXLC]{1,7})(?!\w)"
)

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_EDGES = " \t\n"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph as a reader sees it, its label included; "" as a kind says that nothing is known of it."""

    text: str
    kind: BlockKind = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a whole file, clean as `clean` makes it. `language` is what the file says of itself, or ""."""

    text: str
    hints: tuple[Hint, ...] = ()
    warnings: tuple[str, ...] = ()
    language: str = ""
    structure: Segmentation | None = None


def clean(text: str) -> tuple[str, list[str]]:
    """The text in NFC with `\\n` as its only line end and no control characters, and what there is to tell of it."""
    warnings = []
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    found = _CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        text, count = _CONTROLS.subn(" ", text)
        warnings.append(f"line {line}: control characters were replaced by spaces ({count} in the whole file)")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        warnings.append(f"line {line}: “\ufffd” stands where a character was lost before the file came here")
    return text, warnings


def compose(blocks: Iterable[Block], warnings: Iterable[str] = (), language: str = "") -> Extracted:
    """The text of the blocks with a blank line between them, and a hint where one is more than a paragraph."""
    parts: list[str] = []
    hints: list[Hint] = []
    told: dict[str, None] = {}
    length = 0
    for block in blocks:
        text, found = clean(block.text)
        text = text.strip(_EDGES)
        if not text.strip():
            continue
        if parts:
            length += 2
        if block.kind:
            level = min(block.level, 6) if block.kind == "heading" else block.level
            hints.append(Hint(length, block.kind, level))
        for warning in found:
            told[f"the paragraph “{text[:40]}”: {warning.partition(': ')[2]}"] = None
        parts.append(text)
        length += len(text)
    return Extracted("\n\n".join(parts), tuple(hints), (*warnings, *list(told)[:20]), language)
