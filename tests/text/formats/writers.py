"""Small writers: a known document, given as blocks, in each format; and the parts of a DOCX."""

import html
import io
import zipfile
from dataclasses import dataclass

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Given:
    """A paragraph of a known document: kind "", heading, item or bullet; level as in hints; words without mark."""

    words: str
    kind: str = ""
    level: int = 0


def archive(**parts: str) -> bytes:
    """A zip with word/document.xml and so on, by keyword."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return made.getvalue()


def docx(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A Word document of that body."""
    parts = {"document": f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'}
    if numbering:
        parts["numbering"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        parts["styles"] = f"<w:styles {W}>{styles}</w:styles>"
    return archive(**parts)


def paragraph(words: str, number: int = 0, level: int = 0, style: str = "", extra: str = "") -> str:
    """A paragraph in a list or a style."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{html.escape(words)}</w:t></w:r>' if words else ""
    return f"<w:p><w:pPr>{styled}{listed}{extra}</w:pPr>{run}</w:p>"


def abstract(key: int, *levels: str) -> str:
    """A list definition; a level is written `format|text` with what else it holds after a bar."""
    made = ""
    for depth, level in enumerate(levels):
        kind, text, *more = level.split("|")
        made += (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{"".join(more)}'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
        )
    return f'<w:abstractNum w:abstractNumId="{key}">{made}</w:abstractNum>'


def number(key: int, of: int, extra: str = "") -> str:
    """A list of that definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


def as_html(blocks: list[Given]) -> str:
    """As a page, its lists nested inside their items."""
    made, open_lists = "", []
    for block in blocks:
        depth = block.level if block.kind in ("item", "bullet") else 0
        while len(open_lists) > depth:
            made += f"</li></{open_lists.pop()}>"
        if not depth:
            tag = f"h{block.level}" if block.kind == "heading" else "p"
            made += f"<{tag}>{html.escape(block.words)}</{tag}>\n"
            continue
        tag = "ol" if block.kind == "item" else "ul"
        if len(open_lists) == depth and open_lists[-1] != tag:
            made += f"</li></{open_lists.pop()}>"
        if len(open_lists) == depth:
            made += "</li>"
        while len(open_lists) < depth:
            made += f"<{tag}>"
            open_lists.append(tag)
        made += f"<li>\n {html.escape(block.words)}"
    made += "".join(f"</li></{tag}>" for tag in reversed(open_lists))
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{made}</body></html>"


def as_markdown(blocks: list[Given]) -> str:
    """As Markdown with every item written `1.`."""
    made = "---\nlang: en\n---\n"
    for block in blocks:
        indent = "    " * (block.level - 1)
        mark = {"heading": "#" * block.level + " ", "item": f"{indent}1. ", "bullet": f"{indent}-   "}
        made += "\n" + mark.get(block.kind, "") + block.words + "\n"
    return made


def as_docx(blocks: list[Given]) -> bytes:
    """As a Word document whose numbers are in its list definitions."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>' for n in range(1, 7)
    )
    numbering = abstract(1, *["decimal|%1."] * 1, "decimal|%2.", "decimal|%3.") + abstract(
        2, "bullet|\uf0b7", "bullet|\uf0b7", "bullet|\uf0b7"
    )
    body, lists, current = "", 2, {}
    for block in blocks:
        if block.kind not in ("item", "bullet"):
            current = {}
            body += paragraph(block.words, style=f"H{block.level}" if block.kind == "heading" else "")
            continue
        current = {depth: key for depth, key in current.items() if depth <= block.level}
        kind, key = current.get(block.level, ("", 0))
        if kind != block.kind:
            lists, kind = lists + 1, block.kind
            key = lists
            depth = block.level - 1
            again = f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>'
            numbering += number(key, 1 if kind == "item" else 2, again)
            current[block.level] = (kind, key)
        body += paragraph(block.words, key, block.level - 1)
    # Definitions stand before lists in the schema, and readers don't mind.
    return docx(body, numbering, styles)


def printed(blocks: list[Given]) -> list[str]:
    """The text of each block as a reader sees it: numbers count from 1 in each list, also after another list."""
    found: list[str] = []
    counts: dict[int, tuple[str, int]] = {}
    for block in blocks:
        if block.kind not in ("item", "bullet"):
            counts = {}
            found.append(block.words)
            continue
        counts = {depth: count for depth, count in counts.items() if depth <= block.level}
        kind, count = counts.get(block.level, ("", 0))
        count = count + 1 if kind == block.kind else 1
        counts[block.level] = (block.kind, count)
        found.append((f"{count}. " if block.kind == "item" else "• ") + block.words)
    return found
