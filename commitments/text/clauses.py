"""What segmentation gives: clauses as spans of a text. A span or a tree that is invalid cannot be constructed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClauseSpan:
    """One clause of a text.

    `start` and `end` are code points into the text, start included, end excluded; the span holds the clause with
    its label and all its children. `path` are the numbers from the root, `depth` is 0 at the top, `parent` is the
    index of the parent in `Segmentation.clauses` (None at the top). `label` and `number` are "" for what is not
    numbered. ValueError for a span that contradicts itself.
    """

    eid: str
    kind: str
    label: str
    number: str
    path: tuple[str, ...]
    locator: str
    heading: str
    depth: int
    start: int
    end: int
    parent: int | None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a clause from {self.start} to {self.end} is not a span")
        if self.end - self.start < len(self.label):
            raise ValueError(f"a clause of {self.end - self.start} characters cannot hold its label {self.label!r}")
        if len(self.path) != self.depth + 1:
            raise ValueError(f"a clause at depth {self.depth} has a path of {self.depth + 1}, not {self.path}")
        if (self.parent is None) != (self.depth == 0):
            raise ValueError(f"a clause at depth {self.depth} with parent {self.parent}")
        if not (self.eid and self.kind and self.locator):
            raise ValueError("a clause has an eid, a kind and a locator")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """The clauses of a text in reading order (parents before their children), and what an editor should look at.

    ValueError unless children lie inside their parents, siblings don't overlap and every eid is there once.
    """

    clauses: tuple[ClauseSpan, ...]
    warnings: tuple[str, ...]

    def __post_init__(self) -> None:
        reached: dict[int | None, int] = {}  # parent → the end of its last child so far
        for index, clause in enumerate(self.clauses):
            if clause.start < reached.get(clause.parent, 0):
                raise ValueError(f"{clause.eid} overlaps the clause before it")
            reached[clause.parent] = clause.end
            if clause.parent is None:
                continue
            if clause.parent >= index:
                raise ValueError(f"{clause.eid} stands before its parent")
            parent = self.clauses[clause.parent]
            if clause.depth != parent.depth + 1 or not parent.start <= clause.start < clause.end <= parent.end:
                raise ValueError(f"{clause.eid} does not lie inside its parent {parent.eid}")
        if len({clause.eid for clause in self.clauses}) != len(self.clauses):
            raise ValueError("an eid is given to two clauses")
