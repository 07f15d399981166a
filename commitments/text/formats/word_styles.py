"""Word's paragraph styles: what they say of headings, lists and contents, through the styles they are based on."""

import re
from dataclasses import dataclass

from lxml import etree

from commitments.text.formats.word_lists import label_indent
from commitments.text.formats.word_xml import child, children, integer, on, value

_HEADING = re.compile(r"heading\s?([1-9])")
_CONTENTS = re.compile(r"toc(?: heading|\s?\d)|contents(?: heading| \d)?|table of (?:figures|authorities)")
_DEEPEST = 20  # styles based on styles; a ring is cut here


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits. `outline` is the heading level from 1, 0 for none."""

    outline: int = 0
    number: str = ""
    depth: int | None = None
    number_style: str = ""  # the style that names the list, which its levels point to
    contents: bool = False
    hidden: bool = False
    indent: int | None = None  # where the first line begins


PLAIN = Style()


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = children(root, "style") if root is not None else []
        self._elements = {value(element, "", "styleId"): element for element in elements}
        self._read: dict[str, Style] = {}
        self.default = next(
            (
                value(element, "", "styleId")
                for element in elements
                if value(element, "", "type") == "paragraph" and value(element, "", "default") in ("1", "true", "on")
            ),
            "",
        )
        self.numbers = {key: value(child(_number(element), "numId")) for key, element in self._elements.items()}

    def style(self, key: str) -> Style:
        """The style of that id, a plain one if there is none."""
        if key not in self._read:
            self._read[key] = self._inherit(key)
        return self._read[key]

    def _inherit(self, key: str) -> Style:
        outline, number, depth, number_style, hidden = 0, "", None, "", False
        contents, indent = False, None
        for _ in range(_DEEPEST):
            element = self._elements.get(key)
            if element is None:
                break
            properties = child(element, "pPr")
            called = value(child(element, "name")).lower().strip()
            heading = _HEADING.fullmatch(called)
            contents = contents or _CONTENTS.fullmatch(called) is not None
            hidden = hidden or on(child(child(element, "rPr"), "vanish"))
            if indent is None:
                indent = label_indent(properties)
            if not outline:
                level = integer(value(child(properties, "outlineLvl"), "-1"), -1)
                outline = level + 1 if 0 <= level < 9 else int(heading[1]) if heading else 1 if called == "title" else 0
            listed = _number(element)
            if not number and listed is not None and child(listed, "numId") is not None:
                number, number_style = value(child(listed, "numId")), key
            if depth is None and listed is not None and child(listed, "ilvl") is not None:
                depth = integer(value(child(listed, "ilvl")))
            key = value(child(element, "basedOn"))
        return Style(outline, number, depth, number_style, contents, hidden, indent)


def _number(element: etree._Element) -> etree._Element | None:
    return child(child(element, "pPr"), "numPr")
