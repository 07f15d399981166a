"""The words of an Akoma Ntoso paragraph, and of what is quoted in it."""

import re

from lxml import etree

from commitments.text.formats.akn_names import LEFT_OUT, QUOTED, XML
from commitments.text.formats.names import names

_SPACES = re.compile(r"[ \t\r\n]+")
_BREAK = re.compile(r" *\x00 *")
# In a quotation of structure, these are paragraphs of their own.
_PARAGRAPHS = names("p block heading subheading crossHeading listIntroduction listWrapUp from")


def local(element: etree._Element) -> str:
    """The name without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def inline(element: etree._Element) -> str:
    """The words of an element, its spaces collapsed unless it keeps them."""
    pieces: list[str] = []
    _gather(element, pieces)
    words = "".join(pieces)
    if element.get(f"{{{XML}}}space") == "preserve":
        return words.replace("\x00", "\n")
    return _BREAK.sub("\n", _SPACES.sub(" ", words)).strip(" \n")


def _gather(element: etree._Element, pieces: list[str]) -> None:
    pieces.append(element.text or "")
    for child in element:
        name = local(child)
        if name in ("eol", "br"):
            pieces.append("\x00")
        elif name in QUOTED and len(child) and not (child.text or "").strip():
            pieces.append("\x00" + "\x00".join(flat(child)) + "\x00")
        elif name in QUOTED:
            pieces.append(child.get("startQuote", ""))
            _gather(child, pieces)
            pieces.append(child.get("endQuote", ""))
        elif name and name not in LEFT_OUT:
            _gather(child, pieces)
        pieces.append(child.tail or "")


def flat(element: etree._Element) -> list[str]:
    """The paragraphs inside an element, its structure given up: a number stands on the line of its words."""
    found: list[str] = []
    number = ""

    def walk(around: etree._Element) -> None:
        nonlocal number
        loose = (around.text or "").strip()
        if loose and around is element:
            found.append(inline(around))
            return
        for child in around:
            name = local(child)
            if not name or name in LEFT_OUT:
                continue
            if name == "num":
                if number:
                    found.append(number)
                number = inline(child)
            elif name in _PARAGRAPHS or (child.text or "").strip() or not len(child):
                words = inline(child)
                if words or number:
                    found.append(f"{number} {words}".strip())
                number = ""
            else:
                walk(child)

    walk(element)
    if number:
        found.append(number)
    found = [words for words in found if words]
    if found:
        found[0] = element.get("startQuote", "") + found[0]
        found[-1] += element.get("endQuote", "")
    return found
