"""An editor's changes to the clauses that were found: a list of operations, replayed on the segmentation.

A clause is known by its key, which no operation changes: the offset at which it began when it was found (`345`; the
second of those that begin there is `345.1`), or at which it was split off. What an operation cannot do to a clause is a
`Refusal`, a value: the others go on. Text is neither changed nor lost, and an operation renames only what it touches.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from commitments.text.clauses import ClauseSpan, Segmentation
from commitments.text.errors import TextError
from commitments.text.labels import BULLET, PARAGRAPH, Candidate
from commitments.text.languages import primary_language
from commitments.text.lines import BLANKS
from commitments.text.naming import EidRegister, locator
from commitments.text.nodes import POSITIONS
from commitments.text.numbering import candidates

Verb = Literal["kind", "indent", "outdent", "join", "drop", "split"]
Reason = Literal["gone", "first", "deep", "top", "begins", "label", "wordless", "blank", "clauseless"]

VERBS: tuple[Verb, ...] = ("kind", "indent", "outdent", "join", "drop", "split")
# What an editor may say a clause is: the kinds that segmentation gives, from the widest inwards.
KINDS = (
    "preamble", "annex", "book", "part", "title", "chapter", "section", "article", "principle", "priority", "goal",
    "target", "recital", "paragraph", "item", "bullet", "contents", "conclusions",
)  # fmt: skip
# More than a day's work; each operation costs a pass over the clauses.
MOST_OPERATIONS = 2000
# No document numbers so deep, and the eId of such a clause would be too long to cite.
DEEPEST = 16

_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,3}){1,5}(?!\d)")


@dataclass(frozen=True, slots=True)
class Operation:
    """One change: to the clauses that `at` names, or, for a split, at an offset of the text."""

    verb: Verb
    at: tuple[str, ...] = ()
    kind: str = ""
    offset: int = -1

    def as_json(self) -> dict[str, Any]:
        """The operation as `parse_operations` reads it."""
        if self.verb == "split":
            return {"do": "split", "offset": self.offset}
        return {"do": self.verb, "at": list(self.at)} | ({"kind": self.kind} if self.verb == "kind" else {})


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an operation could not do, by its index in the list: `key` names the clause, "" for a split."""

    operation: int
    key: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Edited:
    """The clauses after the operations; `keys` stand in the order of its clauses."""

    segmentation: Segmentation
    keys: tuple[str, ...]
    refusals: tuple[Refusal, ...]


@dataclass(slots=True)
class _Row:
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


def parse_operations(given: object) -> list[Operation]:
    """Operations from what JSON gave. TextError for anything that is not a list of them."""
    if not isinstance(given, list) or len(given) > MOST_OPERATIONS:
        raise TextError(f"The changes to the clauses are not a list of at most {MOST_OPERATIONS} operations.")
    return [_parse(each) for each in given]


def _parse(given: object) -> Operation:
    if isinstance(given, dict) and given.get("do") in VERBS:
        at, kind, offset = given.get("at", []), given.get("kind", ""), given.get("offset", -1)
        if given["do"] == "split" and type(offset) is int and offset >= 0:
            return Operation("split", offset=offset)
        named = isinstance(at, list) and at and all(isinstance(key, str) for key in at)
        if given["do"] != "split" and named and (kind in KINDS if given["do"] == "kind" else not kind):
            return Operation(given["do"], tuple(at), kind)
    raise TextError(f"This is no change to a clause: {str(given)[:100]}")


def keys_of(segmentation: Segmentation, *, origin: int = 0) -> tuple[str, ...]:
    """The key of each clause. `origin` is where its text begins in a longer one that keys and splits count in."""
    keys, last, same = [], -1, 0
    for clause in segmentation.clauses:
        same = same + 1 if clause.start == last else 0
        last = clause.start
        keys.append(f"{origin + clause.start}.{same}" if same else f"{origin + clause.start}")
    return tuple(keys)


def edit(
    text: str, segmentation: Segmentation, operations: Iterable[Operation], *, language: str, origin: int = 0
) -> Edited:
    """The segmentation with the operations done one after the other.

    `language` is that of the text: a clause split off may have a label. Without operations nothing is renamed.
    """
    keys = keys_of(segmentation, origin=origin)
    rows = [_row(key, clause, segmentation) for key, clause in zip(keys, segmentation.clauses, strict=True)]
    names = dict(zip(keys, _names(rows), strict=True))
    editor = _Editor(text, primary_language(language), origin, rows)
    changed = False
    for index, operation in enumerate(operations):
        editor.do(index, operation)
        changed = True
    if not changed:
        return Edited(segmentation, keys, ())
    clauses = _named(editor.rows, names)
    kept = Segmentation(clauses, segmentation.warnings)
    return Edited(kept, tuple(row.key for row in editor.rows), tuple(editor.refusals))


def _row(key: str, clause: ClauseSpan, segmentation: Segmentation) -> _Row:
    around = segmentation.clauses[clause.parent].locator + "." if clause.parent is not None else ""
    cited = clause.locator.removeprefix(around) if clause.number and clause.locator.startswith(around) else ""
    return _Row(
        key, clause.kind, clause.label, clause.number, cited or clause.number, clause.heading, clause.depth,
        clause.start, clause.end, clause,
    )  # fmt: skip


class _Editor:
    """Does operations on rows in reading order. After each one, spans nest and siblings don't overlap."""

    def __init__(self, text: str, language: str, origin: int, rows: list[_Row]) -> None:
        self.text, self.language, self.origin, self.rows = text, language, origin, rows
        self.refusals: list[Refusal] = []

    def do(self, index: int, operation: Operation) -> None:
        if operation.verb == "split":
            reason = self._split(operation.offset - self.origin)
            if reason:
                self.refusals.append(Refusal(index, "", reason))
            return
        places = {row.key: place for place, row in enumerate(self.rows)}
        missing = [key for key in operation.at if key not in places]
        self.refusals += [Refusal(index, key, "gone") for key in missing]
        chosen = sorted({places[key] for key in operation.at if key in places})
        if operation.verb in ("indent", "outdent"):
            chosen = self._topmost(chosen)
        elif operation.verb in ("join", "drop"):
            chosen.reverse()  # rows go away, and those before keep their places
        if operation.verb == "drop" and len(chosen) == len(self.rows):
            self.refusals.append(Refusal(index, "", "clauseless"))
            return
        for place in chosen:
            key = self.rows[place].key
            reason = self._change(operation, place)
            if reason:
                self.refusals.append(Refusal(index, key, reason))

    def _change(self, operation: Operation, place: int) -> Reason | None:
        match operation.verb:
            case "kind":
                self.rows[place].kind = operation.kind
                return None
            case "indent":
                return self._indent(place)
            case "outdent":
                return self._outdent(place)
            case "join":
                return self._join(place)
            case _:
                return self._drop(place)

    def _below(self, place: int) -> int:
        """The place after the last clause inside the one at `place`."""
        depth, after = self.rows[place].depth, place + 1
        while after < len(self.rows) and self.rows[after].depth > depth:
            after += 1
        return after

    def _around(self, place: int) -> int | None:
        """The place of the clause that holds the one at `place`."""
        depth = self.rows[place].depth
        if not depth:
            return None
        while self.rows[place].depth >= depth:
            place -= 1
        return place

    def _topmost(self, places: Sequence[int]) -> list[int]:
        """Those that lie in no other one of them."""
        kept, reached = [], 0
        for place in places:
            if place >= reached:
                kept.append(place)
                reached = self._below(place)
        return kept

    def _shift(self, begin: int, end: int, by: int) -> None:
        for row in self.rows[begin:end]:
            row.depth += by

    def _end_before(self, offset: int) -> int:
        """The end of the words before an offset."""
        while offset and self.text[offset - 1] in BLANKS:
            offset -= 1
        return offset

    def _indent(self, place: int) -> Reason | None:
        """Into the clause before it at the same depth."""
        row, before = self.rows[place], place - 1
        while before >= 0 and self.rows[before].depth > row.depth:
            before -= 1
        if before < 0 or self.rows[before].depth < row.depth:
            return "first"
        below = self._below(place)
        if max(each.depth for each in self.rows[place:below]) >= DEEPEST:
            return "deep"
        self._shift(place, below, 1)
        self.rows[before].end = row.end
        return None

    def _outdent(self, place: int) -> Reason | None:
        """Out of the clause around it, behind it; what followed in that clause is now inside this one."""
        row, around = self.rows[place], self._around(place)
        if around is None:
            return "top"
        parent = self.rows[around]
        inside = self.rows[around + 1 : place]
        end = max(self._end_before(row.start), *(each.end for each in inside), 0)
        if end < parent.start + max(1, len(parent.label)):
            return "wordless"
        self._shift(place, self._below(place), -1)
        row.end, parent.end = parent.end, end
        return None

    def _join(self, place: int) -> Reason | None:
        """Into the clause above it, whatever its depth; its own clauses go along."""
        if not place:
            return "first"
        row, above = self.rows[place], self.rows[place - 1]
        below = self._below(place)
        by = above.depth - row.depth
        if by > 0 and max(each.depth for each in self.rows[place:below]) + by > DEEPEST:
            return "deep"
        for each in self.rows[:place]:
            if each.start <= above.start and each.end >= above.end:
                each.end = max(each.end, row.end)
        self._shift(place + 1, below, by)
        del self.rows[place]
        return None

    def _drop(self, place: int) -> Reason | None:
        """The clauses inside it take its place; its own words lie in the clause around it, or in none."""
        if len(self.rows) == 1:
            return "clauseless"
        self._shift(place + 1, self._below(place), -1)
        del self.rows[place]
        return None

    def _split(self, offset: int) -> Reason | None:
        """A clause begins at the first words from `offset` on, as far as their clause, or the next one, lets it."""
        text = self.text
        if not 0 <= offset < len(text):
            return "gone"
        while offset < len(text) and text[offset] in BLANKS:
            offset += 1
        if offset == len(text):
            return "blank"
        inner, at = None, 0
        for place, row in enumerate(self.rows):
            if row.start == offset:
                return "begins"
            if row.start > offset:
                break
            at = place + 1
            if offset < row.end:
                inner = place
        around = self.rows[inner] if inner is not None else None
        if around and offset < around.start + max(1, len(around.label)):
            return "label"
        return self._new(offset, around, inner, at)

    def _new(self, offset: int, around: _Row | None, inner: int | None, at: int) -> Reason | None:
        text = self.text
        limit = around.end if around else len(text)
        if at < len(self.rows):
            limit = min(limit, self.rows[at].start)
        end = self._end_before(limit)
        depth = 0
        if around and inner is not None:
            leaf = self._below(inner) == inner + 1
            depth = around.depth + (0 if leaf else 1)
            if depth > DEEPEST:
                return "deep"
            if leaf:
                end, around.end = around.end, self._end_before(offset)
            if around.heading and "".join(around.heading.split()) not in "".join(text[around.start : offset].split()):
                around.heading = ""
        stop = text.find("\n", offset, end)
        line = text[offset : stop if stop >= 0 else end][:1000].rstrip(BLANKS)
        label = self._label(line, at, depth)
        kind = label.kind if label else PARAGRAPH
        number = label.number if label else ""
        cited = label.cited if label else ""
        words = label.label if label else ""
        self.rows.insert(at, _Row(str(self.origin + offset), kind, words, number, cited, "", depth, offset, end))
        return None

    def _label(self, line: str, at: int, depth: int) -> Candidate | None:
        """What the line's label is, if it has one: the reading that follows the clause before, else the likeliest."""
        readings = [each for each in candidates(line, self.language) if each.counted or each.kind == BULLET]
        before = next((row for row in reversed(self.rows[:at]) if row.depth == depth and row.number), None)
        if before:
            follows = _next_number(before.number)
            readings.sort(key=lambda each: each.number != follows)
        return readings[0] if readings else None


def _next_number(number: str) -> str:
    if number.isdecimal():
        return str(int(number) + 1)
    return chr(ord(number) + 1) if len(number) == 1 and "a" <= number < "z" else ""


def _parents(rows: Sequence[_Row]) -> list[int | None]:
    open_: list[int] = []
    parents: list[int | None] = []
    for place, row in enumerate(rows):
        del open_[row.depth :]
        parents.append(open_[-1] if open_ else None)
        open_.append(place)
    return parents


@dataclass(frozen=True, slots=True)
class _Name:
    """What kinds, numbers and nesting say a clause is called: the last step of its path and locator, and its place."""

    eid: str
    number: str
    step: str
    cited: str
    position: int


def _names(rows: Sequence[_Row]) -> list[_Name]:
    """The name of each clause as the segmenter would give it; eIds may be given twice."""
    positions: dict[tuple[int | None, str], int] = {}
    names: list[_Name] = []
    for row, parent in zip(rows, _parents(rows), strict=True):
        number, cited, position = row.number, row.cited, 0
        if number:
            number, cited = _dotted(row, rows[parent] if parent is not None else None)
        else:
            position = positions[parent, row.kind] = positions.get((parent, row.kind), 0) + 1
        by_position = f"{POSITIONS.get(row.kind, row.kind)}{position}"
        above = names[parent].eid if parent is not None else ""
        eid = EidRegister().give(above, row.kind, cited, position)
        names.append(_Name(eid, number, number or by_position, cited or by_position, position))
    return names


def _dotted(row: _Row, parent: _Row | None) -> tuple[str, str]:
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


def _named(rows: Sequence[_Row], names: dict[str, _Name]) -> tuple[ClauseSpan, ...]:
    """The clauses. One whose name says the same as `names` did before keeps its eId, path and locator."""
    parents, now = _parents(rows), _names(rows)
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
