"""Word's automatic numbers: computed from the list definitions and printed as Word prints them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from commitments.text.formats import marks
from commitments.text.formats.blocks import BULLET_MARK
from commitments.text.formats.word_lists import label_indent
from commitments.text.formats.word_xml import child, children, integer, value

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
# Symbol fonts keep bullets in the private use area; these have look-alikes in Unicode.
_BULLETS = {
    "o": "◦",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf02d": "–",
    "§": "▪",
    "Ø": "➢",
    "ü": "✓",
    "·": "•",
}


@dataclass(slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    suffix: str = "tab"
    restart: int | None = None  # the level (from 1) after which it begins again; 0 never; None after any above
    style: str = ""
    indent: int = 0  # where its labels stand


@dataclass(slots=True)
class Definition:
    """An abstract list: its levels, and how far each has counted."""

    levels: dict[int, Level] = field(default_factory=dict)
    counted: dict[int, int] = field(default_factory=dict)
    style_link: str = ""


@dataclass(slots=True)
class Instance:
    """A list of the document: its definition, its own start numbers and levels in place of the definition's."""

    definition: Definition
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)

    def level(self, depth: int) -> Level | None:
        """What the level at `depth` (from 0) prints."""
        return self.levels.get(depth) or self.definition.levels.get(depth)


@dataclass(frozen=True, slots=True)
class Printed:
    """A label with the space after it, and whether it is a bullet."""

    label: str
    bullet: bool


class Numbering:
    """The lists of a document. `print` is to be called once for each numbered paragraph, in order."""

    def __init__(self, root: etree._Element | None, style_numbers: dict[str, str]) -> None:
        self._instances: dict[str, Instance] = {}
        if root is None:
            return
        definitions: dict[str, Definition] = {}
        by_style: dict[str, Definition] = {}
        links: dict[str, str] = {}
        for element in children(root, "abstractNum"):
            definition = _definition(element)
            key = value(element, "", "abstractNumId")
            definitions[key] = definition
            if link := value(child(element, "styleLink")):
                by_style[link] = definition
            if link := value(child(element, "numStyleLink")):
                links[key] = link
        numbers: dict[str, str] = {}
        for element in children(root, "num"):
            numbers[value(element, "", "numId")] = value(child(element, "abstractNumId"))
        for key, link in links.items():
            linked = by_style.get(link) or definitions.get(numbers.get(style_numbers.get(link, ""), ""))
            if linked is not None and not definitions[key].levels:
                definitions[key] = linked
        for element in children(root, "num"):
            found = definitions.get(value(child(element, "abstractNumId")))
            if found is not None:
                self._instances[value(element, "", "numId")] = _instance(element, found)

    def depth_of_style(self, number: str, style: str) -> int:
        """The level of a list that a paragraph style stands for, 0 if it names none."""
        instance = self._instances.get(number)
        if instance is None:
            return 0
        for depth in range(LEVELS):
            level = instance.level(depth)
            if level is not None and level.style == style:
                return depth
        return 0

    def indent(self, number: str, depth: int) -> int:
        """Where the labels of a level stand."""
        level = self._instances[number].level(depth) if number in self._instances else None
        return level.indent if level else 0

    def format(self, number: str, depth: int) -> str:
        """How a level counts, and the marks around its numbers."""
        level = self._instances[number].level(depth) if number in self._instances else None
        return f"{level.format} {_PLACE.sub('%', level.text)}" if level else ""

    def print(self, number: str, depth: int) -> Printed | None:
        """Count a paragraph of list `number` at `depth` (from 0), and print its label; None where there is none."""
        instance = self._instances.get(number)
        level = instance.level(depth) if instance else None
        if instance is None or level is None:
            return None
        counted = instance.definition.counted
        if depth in instance.starts and depth not in instance.begun:
            counted[depth] = instance.starts[depth]
        else:
            counted[depth] = counted[depth] + 1 if depth in counted else level.start
        instance.begun.add(depth)
        for deeper in range(depth + 1, LEVELS):
            below = instance.level(deeper)
            restart = below.restart if below else None
            if restart is None or (restart and depth < restart):
                counted.pop(deeper, None)
        if level.format == "bullet":
            return Printed(_bullet(level.text) + " ", True)
        label = _PLACE.sub(lambda match: _number(instance, int(match[1]) - 1, level.legal), level.text)
        if not label.strip():
            return None
        return Printed(label + ("" if level.suffix == "nothing" else " " if label[-1] != " " else ""), False)


def _number(instance: Instance, depth: int, legal: bool) -> str:
    level = instance.level(depth)
    if level is None:
        return ""
    count = instance.definition.counted.get(depth)
    if count is None:  # nothing of that level came yet: Word shows and keeps where it starts
        count = instance.definition.counted[depth] = instance.starts.get(depth, level.start)
    if legal or level.format not in marks.WORD:
        return str(count)
    return marks.WORD[level.format](count)


def _bullet(text: str) -> str:
    mark = text.strip()[:1]
    if mark in _BULLETS:
        return _BULLETS[mark]
    return BULLET_MARK if not mark or "\ue000" <= mark <= "\uf8ff" or mark.isalnum() else mark


def _definition(element: etree._Element) -> Definition:
    levels = {integer(value(level, "", "ilvl")): _level(level) for level in children(element, "lvl")}
    return Definition({depth: level for depth, level in levels.items() if 0 <= depth < LEVELS})


def _level(element: etree._Element) -> Level:
    legal = child(element, "isLgl")
    restart = child(element, "lvlRestart")
    return Level(
        start=integer(value(child(element, "start"), "1"), 1),
        format=value(child(element, "numFmt"), "decimal"),
        text=value(child(element, "lvlText"))[:100],
        legal=legal is not None and value(legal, "1") not in ("0", "false", "off"),
        suffix=value(child(element, "suff"), "tab"),
        restart=integer(value(restart), 0) if restart is not None else None,
        style=value(child(element, "pStyle")),
        indent=label_indent(child(element, "pPr")) or 0,
    )


def _instance(element: etree._Element, definition: Definition) -> Instance:
    instance = Instance(definition)
    for override in children(element, "lvlOverride"):
        depth = integer(value(override, "", "ilvl"))
        start = child(override, "startOverride")
        if start is not None:
            instance.starts[depth] = integer(value(start, "1"), 1)
        level = child(override, "lvl")
        if level is not None:
            instance.levels[depth] = _level(level)
    return instance
