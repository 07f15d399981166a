"""An editor's changes to the clauses that were found: a list of operations, replayed on the segmentation.

A clause is known by its key, which no operation changes: the offset at which it began when it was found (`345`; the
second of those that begin there is `345.1`), or at which it was split off. What an operation cannot do to a clause is a
`Refusal`, a value: the others go on. Text is neither changed nor lost, and an operation renames only what it touches.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from commitments.text.clauses import ClauseSpan, Segmentation
from commitments.text.labels import BULLET, PARAGRAPH, Candidate
from commitments.text.languages import primary_language
from commitments.text.lines import BLANKS
from commitments.text.numbering import candidates
from commitments.text.operations import Operation
from commitments.text.renaming import Row, named, names_of

Reason = Literal["gone", "first", "deep", "top", "begins", "label", "wordless", "blank", "clauseless"]

# No document numbers so deep, and the eId of such a clause would be too long to cite.
DEEPEST = 16


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
    names = dict(zip(keys, names_of(rows), strict=True))
    editor = _Editor(text, primary_language(language), origin, rows)
    changed = False
    for index, operation in enumerate(operations):
        editor.do(index, operation)
        changed = True
    if not changed:
        return Edited(segmentation, keys, ())
    clauses = named(editor.rows, names)
    kept = Segmentation(clauses, segmentation.warnings)
    return Edited(kept, tuple(row.key for row in editor.rows), tuple(editor.refusals))


def _row(key: str, clause: ClauseSpan, segmentation: Segmentation) -> Row:
    around = segmentation.clauses[clause.parent].locator + "." if clause.parent is not None else ""
    cited = clause.locator.removeprefix(around) if clause.number and clause.locator.startswith(around) else ""
    return Row(
        key, clause.kind, clause.label, clause.number, cited or clause.number, clause.heading, clause.depth,
        clause.start, clause.end, clause,
    )  # fmt: skip


class _Editor:
    """Does operations on rows in reading order. After each one, spans nest and siblings don't overlap."""

    def __init__(self, text: str, language: str, origin: int, rows: list[Row]) -> None:
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

    def _new(self, offset: int, around: Row | None, inner: int | None, at: int) -> Reason | None:
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
        self.rows.insert(at, Row(str(self.origin + offset), kind, words, number, cited, "", depth, offset, end))
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
