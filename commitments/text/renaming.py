"""Clauses while they are edited, and what they are called afterwards: an operation renames only what it touches."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from commitments.text.clauses import ClauseSpan
from commitments.text.naming import EidRegister, locator
from commitments.text.nodes import POSITIONS

_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,3}){1,5}(?!\d)")


@dataclass(slots=True)
class Row:
    """A clause while it is edited, in reading order; `before` is what it was found as, None for one split off."""

    key: str
    kind: str
    label: str
    number: str
    cited: str
    heading: str
    depth: int
    start: int
    end: int
    before: ClauseSpan | None = None


def parents_of(rows: Sequence[Row]) -> list[int | None]:
    open_: list[int] = []
    parents: list[int | None] = []
    for place, row in enumerate(rows):
        del open_[row.depth :]
        parents.append(open_[-1] if open_ else None)
        open_.append(place)
    return parents


@dataclass(frozen=True, slots=True)
class Name:
    """What kinds, numbers and nesting say a clause is called: the last step of its path and locator, and its place."""

    eid: str
    number: str
    step: str
    cited: str
    position: int


def names_of(rows: Sequence[Row]) -> list[Name]:
    """The name of each clause as the segmenter would give it; eIds may be given twice."""
    positions: dict[tuple[int | None, str], int] = {}
    names: list[Name] = []
    for row, parent in zip(rows, parents_of(rows), strict=True):
        number, cited, position = row.number, row.cited, 0
        if number:
            number, cited = _dotted(row, rows[parent] if parent is not None else None)
        else:
            position = positions[parent, row.kind] = positions.get((parent, row.kind), 0) + 1
        by_position = f"{POSITIONS.get(row.kind, row.kind)}{position}"
        above = names[parent].eid if parent is not None else ""
        eid = EidRegister().give(above, row.kind, cited, position)
        names.append(Name(eid, number, number or by_position, cited or by_position, position))
    return names


def _dotted(row: Row, parent: Row | None) -> tuple[str, str]:
    """The number of a label such as 3.1: 1 inside 3, 3.1 elsewhere. Other numbers stay as they are."""
    found = _DOTTED.search(row.label)
    if not found:
        return row.number, row.cited
    whole = ".".join(str(int(part)) for part in found[0].split("."))
    stem, _, last = whole.rpartition(".")
    if not row.number.endswith(last):
        return row.number, row.cited
    if parent is not None:
        above = _DOTTED.search(parent.label)
        if stem in (parent.number, ".".join(str(int(part)) for part in above[0].split(".")) if above else ""):
            return last, last
    return whole, whole


def named(rows: Sequence[Row], names: dict[str, Name]) -> tuple[ClauseSpan, ...]:
    """The clauses. One whose name says the same as `names` did before keeps its eId, path and locator."""
    parents, now = parents_of(rows), names_of(rows)
    same = [row.before is not None and names[row.key] == name for row, name in zip(rows, now, strict=True)]
    taken = {row.before.eid for row, kept in zip(rows, same, strict=True) if row.before and kept}
    clauses: list[ClauseSpan] = []
    for row, parent, name, kept in zip(rows, parents, now, same, strict=True):
        above = clauses[parent] if parent is not None else None
        if kept and row.before:
            clauses.append(
                replace(row.before, heading=row.heading, depth=row.depth, start=row.start, end=row.end, parent=parent)
            )
            continue
        wanted = EidRegister().give(
            above.eid if above else "", row.kind, name.cited if not name.position else "", name.position
        )
        eid, count = wanted, 1
        while eid in taken:
            count += 1
            eid = f"{wanted}_{count}"
        taken.add(eid)
        clauses.append(
            ClauseSpan(
                eid=eid,
                kind=row.kind,
                label=row.label,
                number=name.number,
                path=(*(above.path if above else ()), name.step),
                locator=locator((above.locator, name.cited) if above else (name.cited,)),
                heading=row.heading,
                depth=row.depth,
                start=row.start,
                end=row.end,
                parent=parent,
            )
        )
    return tuple(clauses)
