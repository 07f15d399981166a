"""Notes at the foot of a page of HTML: numbered like clauses, and none. Their number is a link back to the text."""

import re

from lxml import etree

from commitments.text.formats.names import names

_NAMES = names("note notes footnote footnotes endnote endnotes reference references reflist msofootnotetext fn")
_WORD = re.compile(r"[A-Za-z]+")
_MARK = re.compile(r"\s*[(\[]?\s*(?:\d{1,3}|[*†‡↑^]{1,3})\s*[)\].]{0,2}\s*")
# What editors of pages call the place in the text that a note goes back to.
_BACK = re.compile(r"#.*(?:ref|nt|note|back|cite)", re.IGNORECASE)
_HOLDERS = names("ol ul div section aside footer table")


def is_note(element: etree._Element) -> bool:
    """Whether a paragraph begins with a number that is a link to its mark, or a list is called notes."""
    called = {word.lower() for word in _WORD.findall(f"{element.get('class', '')} {element.get('id', '')}"[:200])}
    if element.tag in _HOLDERS:
        return bool(called & _NAMES) and _begins_numbered(element)
    if element.tag != "p":
        return False
    link = _first_link(element)
    href = link.get("href") or "" if link is not None else ""
    if not href.startswith("#"):
        return False
    return bool(called & _NAMES or _BACK.match(href)) and not _is_within(element, href[1:])


def _begins_numbered(element: etree._Element) -> bool:
    return element.tag == "ol" or _MARK.match("".join(element.itertext())[:20]) is not None


def _first_link(element: etree._Element) -> etree._Element | None:
    """The link that is the number at the paragraph's beginning."""
    before = element.text or ""
    for each in element.iter("a", "sup", "span"):
        if each.tag == "a":
            return each if len(before.strip()) < 2 and _MARK.fullmatch("".join(each.itertext())) else None
        before += each.text or ""
    return None


def _is_within(element: etree._Element, name: str) -> bool:
    return any(name in (each.get("id"), each.get("name")) for each in element.iter("a", "p", "span", "sup"))
