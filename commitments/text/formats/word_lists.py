"""How deep an item of a Word document stands: its level in its list, and the lists that its list stands inside of.

Word nests by levels, but many authors begin another list further in, as `(a)` below `1.` or with the style
“List Number 2”: there the indentation tells.
"""

from dataclasses import dataclass, field

from lxml import etree

from commitments.text.formats.word_xml import child, integer, value

# In twentieths of a point: a label stands further in than another from a tenth of an inch on.
_FURTHER = 144


@dataclass(slots=True)
class _Open:
    """A list whose items may go on: its own levels count from `base`, its last item's label stands at `indent`."""

    number: str
    base: int
    depth: int
    indent: int


@dataclass(slots=True)
class Nesting:
    """The lists that are open at a place of a document, the outermost first."""

    _open: list[_Open] = field(default_factory=list)

    def item(self, number: str, depth: int, indent: int) -> int:
        """The depth from 1 of an item of list `number`, at `depth` (from 0) in it."""
        known = next((at for at, each in enumerate(self._open) if each.number == number), None)
        if known is not None:
            del self._open[known + 1 :]
            self._open[-1].depth, self._open[-1].indent = depth, indent
            return self._open[-1].base + depth + 1
        while self._open and indent < self._open[-1].indent + _FURTHER:
            self._open.pop()
        base = self._open[-1].base + self._open[-1].depth + 1 if self._open else 0
        self._open.append(_Open(number, base, depth, indent))
        return base + depth + 1

    def end(self) -> None:
        """No list goes on over a heading."""
        self._open.clear()


def label_indent(properties: etree._Element | None) -> int | None:
    """Where the first line of a paragraph begins, None where that is not said."""
    given = child(properties, "ind")
    if given is None:
        return None
    left = integer(value(given, value(given, "0", "start"), "left"))
    return left - integer(value(given, "0", "hanging")) + integer(value(given, "0", "firstLine"))
