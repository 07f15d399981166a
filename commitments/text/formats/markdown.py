"""Markdown: what a renderer shows, without the marks; lists get the numbers that a renderer counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from commitments.text.errors import TextError
from commitments.text.formats.blocks import BULLET_MARK, TYPED_LABEL, Block, BlockKind, Extracted, compose
from commitments.text.formats.html import fragment_blocks
from commitments.text.formats.sniffing import FRONT_MATTER
from commitments.text.formats.tables import row

# The parser is pure Python: this much takes it half a minute.
MOST_CHARACTERS = 4_000_000
# A longer line is no Markdown that a person wrote, and emphasis in it takes the parser long.
LONGEST_LINE = 300_000
_LANGUAGE = re.compile(r"^lang(?:uage)?[ \t]*:[ \t]*[\"']?([A-Za-z][\w-]{1,34})", re.MULTILINE)
_CONTENTS = re.compile(r"\[(?:TOC|\[_?TOC_?\])\]|\$\{toc\}|\{:toc\}", re.IGNORECASE)
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENDS = ".;:,،؛。；：!?؟)"
_LEAST_CONTENTS = 3


@dataclass(slots=True)
class _List:
    """An open list: the number of its next item, or None for bullets, and what stands after its numbers."""

    number: int | None
    after: str


class _Renderer:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.mark: tuple[str, BlockKind] | None = None
        self.contents = 0
        self.cells: list[list[Block]] = []

    def render(self) -> None:
        index = 0
        while index < len(self.tokens):
            index = self._take(index)

    def _take(self, index: int) -> int:
        token = self.tokens[index]
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                end = self._contents_list(index)
                if end:
                    return end
                ordered = token.type == "ordered_list_open"
                start = int(token.attrs.get("start", 1)) if ordered else None
                self.lists.append(_List(start, self._delimiter(index)))
            case "ordered_list_close" | "bullet_list_close":
                self.lists.pop()
            case "list_item_open":
                self._item()
            case "list_item_close":
                self.mark = None
            case "heading_open":
                self._add(inline(self.tokens[index + 1]).replace("\n", " "), "heading", int(token.tag[1:]))
                return index + 3
            case "inline":
                self._paragraph(inline(token))
            case "fence":
                self._add(token.content.rstrip("\n"), "plain", len(self.lists))
            case "code_block":  # indented: as often a clause set in as code
                for line in token.content.splitlines():
                    self._add(line.strip(), "", 0)
            case "html_block":
                self.blocks += fragment_blocks(token.content) if token.content.strip() else []
            case "tr_open":
                return self._row(index)
        return index + 1

    def _delimiter(self, index: int) -> str:
        markup = self.tokens[index].markup
        return (markup if markup in (".", ")") else ".") + " "

    def _item(self) -> None:
        around = self.lists[-1]
        before = self.mark[0] if self.mark else ""
        if around.number is None:
            self.mark = f"{before}{BULLET_MARK} ", "bullet"
        else:
            self.mark = f"{before}{around.number}{around.after}", "item"
            around.number += 1

    def _paragraph(self, text: str) -> None:
        if not _CONTENTS.fullmatch(text.strip()):
            self._add(text, "plain" if self.lists and not TYPED_LABEL.match(text) else "", len(self.lists))

    def _add(self, text: str, kind: BlockKind, level: int) -> None:
        if not text.strip():
            return
        if self.mark is not None:
            mark, kind = self.mark
            self.mark, level = None, len(self.lists)
            if kind == "bullet" and TYPED_LABEL.match(text):
                kind = "item"
            else:
                text = mark + text
        self.blocks.append(Block(text, kind, level if kind else 0))

    def _row(self, index: int) -> int:
        cells: list[list[Block]] = []
        while self.tokens[index].type != "tr_close":
            if self.tokens[index].type == "inline":
                text = inline(self.tokens[index])
                cells.append([Block(text)] if text.strip() else [])
            index += 1
        self.blocks += row(cells, len(self.lists))
        return index + 1

    def _contents_list(self, index: int) -> int:
        """The index after a list that is nothing but links to places in the text, 0 if this list is not one."""
        level, end, links = self.tokens[index].level, index + 1, 0
        while end < len(self.tokens) and not (
            self.tokens[end].level == level and self.tokens[end].type.endswith("_list_close")
        ):
            token = self.tokens[end]
            if token.type == "inline":
                parts = [part for part in token.children or () if part.content.strip() or part.type == "link_open"]
                if not parts or parts[0].type != "link_open" or len(parts) > 4:
                    return 0
                if not str(parts[0].attrs.get("href", "")).startswith("#"):
                    return 0
                links += 1
            end += 1
        if links < _LEAST_CONTENTS:
            return 0
        self.contents += links
        return end + 1


def inline(token: Token) -> str:
    """The words of a paragraph. A line end is a space to a renderer; it stays before what was typed as a label."""
    text = ""
    for part in token.children or ():
        match part.type:
            case "softbreak":
                text += "\x00"
            case "hardbreak":
                text += "\n"
            case "html_inline":
                text += "\n" if _BREAK.fullmatch(part.content) else ""
            case "image":
                text += part.content
            case _:
                text += part.content
    first, *lines = text.split("\x00")
    for line in lines:
        if TYPED_LABEL.match(line) and (first.rstrip()[-1:] in tuple(_ENDS) or TYPED_LABEL.match(first)):
            first += "\n" + line
        elif _CJK.match(first[-1:]) and _CJK.match(line):
            first += line
        else:
            first += " " + line
    return first


def read_markdown(text: str) -> Extracted:
    """The text with hints from its headings and lists; front matter is left out."""
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS or (
        len(text) > LONGEST_LINE and max(len(line) for line in text.split("\n")) > LONGEST_LINE
    ):
        raise TextError("The file is too long, or has too long lines, to be read as Markdown. Read it as plain text.")
    front = FRONT_MATTER.match(text)
    language = _LANGUAGE.search(front[0]) if front else None
    body = text[front.end() :] if front else text
    parser = MarkdownIt("commonmark", {"maxNesting": 60, "html": True}).enable(["table", "strikethrough"])
    try:
        renderer = _Renderer(parser.parse(body))
        renderer.render()
    except RecursionError as error:
        raise TextError("The Markdown nests too deep to be read. Read it as plain text.") from error
    told = [f"the contents list was left out ({renderer.contents} lines)"] if renderer.contents else []
    return compose(renderer.blocks, told, language[1] if language else "")
