"""Names of clauses: Akoma Ntoso eIds (unique in a text) and locators (as a reader cites)."""

import re

# Akoma Ntoso naming convention; a kind that is not here keeps its name. A bullet is an item without a number.
ABBREVIATIONS = {
    "article": "art",
    "bullet": "item",
    "chapter": "chp",
    "contents": "toc",
    "paragraph": "para",
    "recital": "rec",
    "section": "sec",
}
_INNER = re.compile(r"[\W_]+")


def clean_number(number: str) -> str:
    """A number as eIds write it: `(i)` → `i`, `1.2.` → `1-2`, `3a bis` → `3abis`; the case is kept."""
    return _INNER.sub("-", "".join(number.split())).strip("-")


def locator(path: tuple[str, ...]) -> str:
    """What a reader cites: `("III", "13")` → `III.13`. The components are the numbers as cited, not as counted."""
    return ".".join(path)


class EidRegister:
    """Gives out eIds for one text, each once: what comes again gets `_2`, `_3`, …"""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, parent: str, kind: str, number: str, position: int) -> str:
        """The eId of a clause below `parent` ("" at the top). `position` counts what has no number, from 1."""
        name = ABBREVIATIONS.get(kind, kind)
        cleaned = clean_number(number)
        eid = f"{parent}__{name}" if parent else name
        return self._once(f"{eid}_{cleaned}" if cleaned else f"{eid}_nn_{position}")

    def _once(self, eid: str) -> str:
        wanted, count = eid, self._given.get(eid, 0)
        while eid in self._given:
            count += 1
            eid = f"{wanted}_{count}"
        self._given[wanted] = max(count, 1)
        self._given[eid] = max(self._given.get(eid, 0), 1)
        return eid
