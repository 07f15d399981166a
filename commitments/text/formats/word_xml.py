"""WordprocessingML in small words: children and values by local name."""

import re

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIX = f"{{{W}}}"


def name(element: etree._Element) -> str:
    """The local name of an element of Word's own namespace, "" of any other."""
    tag = element.tag
    return tag[len(_PREFIX) :] if isinstance(tag, str) and tag.startswith(_PREFIX) else ""


def child(element: etree._Element | None, wanted: str) -> etree._Element | None:
    """The first child of that name."""
    return element.find(_PREFIX + wanted) if element is not None else None


def children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """The children of that name."""
    return element.findall(_PREFIX + wanted)


def value(element: etree._Element | None, otherwise: str = "", attribute: str = "val") -> str:
    """An attribute, w:val if none is named."""
    return (element.get(_PREFIX + attribute) or otherwise) if element is not None else otherwise


def integer(written: str, otherwise: int = 0) -> int:
    """A number as written; what is none, or beyond what a list counts to, is the other."""
    return int(written) if re.fullmatch(r"-?\d{1,6}", written) else otherwise


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and value(element, "1").lower() not in ("0", "false", "off", "none")
