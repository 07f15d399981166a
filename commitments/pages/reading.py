"""The reader's text: a source text, its clauses and quotations → steps that a template writes down one by one. Pure.

Every character that is not white space comes out exactly once and in order, whatever the quotations: they may cover a
clause with its children, a part of it, each other, or several paragraphs. Work and output are linear in both.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

FIRST_HEADING, LAST_HEADING = 2, 6  # The page's title is the h1.

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as published. Parents come before their children, siblings in reading order."""

    eid: str
    locator: str
    label: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a commitment quotes, by their place in the text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that name another document, by their place in the text."""

    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are all quoted by the same commitments: `cited` is how many, `ends` whose quotation ends here.

    `targets` are the documents that the words name.
    """

    start: int
    end: int
    text: str
    cited: int
    ends: tuple[str, ...]
    is_label: bool
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of the level given."""

    runs: tuple[Run, ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """`open` and `close` a clause; between them a `row` for each stretch of its own words.

    A row names the clauses that begin with it and the commitments whose quotation begins in it.
    """

    kind: str
    clause: Clause | None = None
    begins: tuple[Clause, ...] = ()
    blocks: tuple[Block, ...] = ()
    quoted_by: tuple[str, ...] = ()


@dataclass
class _Marker:
    """Cuts stretches of text where quotations begin and end. Stretches must come in reading order."""

    text: str
    begins: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    ends: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    edges: list[int] = field(default_factory=list)
    passed: int = 0
    cited: int = 0
    begun: list[str] = field(default_factory=list)
    pointing: dict[int, tuple[str, ...]] = field(default_factory=dict)
    pointed: tuple[str, ...] = ()

    def expect(self, quotations: Iterable[Quotation]) -> None:
        for quotation in sorted(quotations, key=lambda quotation: (quotation.start, -quotation.end, quotation.key)):
            start, end = trim(self.text, quotation.start, quotation.end)
            if start < end:
                self.begins[start].append(quotation.key)
                self.ends[end].append(quotation.key)
        self.edges = sorted({*self.begins, *self.ends, *self.pointing})

    def point(self, pointers: Iterable[Pointer]) -> None:
        """Names of documents do not overlap; those at one place name several documents."""
        ends: dict[int, int] = {}
        for pointer in pointers:
            targets = self.pointing.get(pointer.start, ()) if pointer.start in ends else ()
            self.pointing[pointer.start] = (*targets, pointer.target)
            ends[pointer.start] = pointer.end
        for end in ends.values():
            self.pointing.setdefault(end, ())

    def reach(self, place: int) -> None:
        while self.passed < len(self.edges) and self.edges[self.passed] <= place:
            edge = self.edges[self.passed]
            begun = self.begins.get(edge, ())
            self.cited += len(begun) - len(self.ends.get(edge, ()))
            self.begun.extend(begun)
            self.pointed = self.pointing.get(edge, self.pointed)
            self.passed += 1

    def runs(self, start: int, end: int, label_end: int = 0) -> Iterator[Run]:
        while start < end:
            self.reach(start)
            stop = min(end, self.edges[self.passed]) if self.passed < len(self.edges) else end
            if start < label_end < stop:
                stop = label_end
            is_label = stop <= label_end
            ends = tuple(self.ends.get(stop, ()))
            yield Run(start, stop, self.text[start:stop], self.cited, ends, is_label, self.pointed)
            start = stop

    def take_begun(self) -> tuple[str, ...]:
        """The commitments whose quotation began since the last call, each once."""
        taken = tuple(dict.fromkeys(self.begun))
        self.begun.clear()
        return taken


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space around it."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans between blank lines, trimmed. A single line break stays inside a paragraph."""
    for gap in _BLANK_LINES.finditer(text, start, end):
        found = trim(text, start, gap.start())
        if found[0] < found[1]:
            yield found
        start = gap.end()
    found = trim(text, start, end)
    if found[0] < found[1]:
        yield found


def heading_end(text: str, clause: Clause, end: int) -> int | None:
    """Where the heading ends, if the clause begins with lines that hold its label and heading and nothing else."""
    wanted = "".join((clause.label + clause.heading).split())
    seen, place = "", clause.start
    while wanted and place < end and len(seen) < len(wanted):
        found = text.find("\n", place, end)
        line_end = found if found >= 0 else end
        seen += "".join(text[place:line_end].split())
        if seen == wanted:
            return line_end
        if not wanted.startswith(seen):
            return None
        place = line_end + 1
    return None


def passages(
    text: str, clauses: Sequence[Clause], quotations: Iterable[Quotation], pointers: Iterable[Pointer] = ()
) -> list[Step]:
    """The whole text as steps."""
    marker = _Marker(text)
    marker.point(pointers)
    marker.expect(quotations)
    steps: list[Step] = []
    around: list[Clause] = []
    headed: list[bool] = []
    waiting: list[Clause] = []  # clauses that have begun, with no words of their own yet
    place = 0

    def write(end: int) -> None:
        """The words from `place` to `end` belong to the innermost clause around."""
        nonlocal place
        blocks: list[Block] = []
        first = around[-1] if around and waiting and waiting[-1] is around[-1] else None
        label_end = 0
        if first:
            level = min(FIRST_HEADING + sum(headed), LAST_HEADING)
            stop = heading_end(text, first, end)
            if stop is not None:
                blocks.append(Block(tuple(marker.runs(*trim(text, place, stop))), level))
                headed[-1], place = True, stop
            elif first.label and text.startswith(first.label, first.start):
                label_end = first.start + len(first.label)
        for start, stop in paragraphs(text, place, end):
            blocks.append(Block(tuple(marker.runs(start, stop, label_end))))
        if blocks:
            steps.append(Step("row", begins=tuple(waiting), blocks=tuple(blocks), quoted_by=marker.take_begun()))
            waiting.clear()
        place = end

    def close() -> None:
        write(around[-1].end)
        headed.pop()
        steps.append(Step("close", clause=around.pop()))

    for clause in clauses:
        while around and around[-1].end <= clause.start:
            close()
        write(clause.start)
        around.append(clause)
        headed.append(False)
        waiting.append(clause)
        steps.append(Step("open", clause=clause))
    while around:
        close()
    write(len(text))
    return steps
