"""The clauses of a text while they are being found, and their names once all are there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from commitments.text.clauses import ClauseSpan
from commitments.text.labels import Candidate
from commitments.text.naming import EidRegister, locator
from commitments.text.sequences import Option

# What stands for a number in the path of a clause that has none; of other kinds, the kind's name.
POSITIONS = {"paragraph": "p", "bullet": "b", "section": "s", "item": "i", "recital": "r"}


@dataclass(slots=True)
class Run:
    """Siblings of one style in one unbroken sequence: how many are closed, and the most paragraphs one has."""

    closed: int = 0
    longest: int = 0


@dataclass(slots=True)
class Node:
    """A clause that may still grow. `end` is the end of its own words; `parent` is an index in reading order."""

    kind: str
    start: int
    end: int
    line: int
    indent: int
    parent: int | None
    option: Option | None = None
    run: Run = field(default_factory=Run)
    heading: str = ""
    paragraphs: int = 0
    trailing: list[int] = field(default_factory=list)  # its last paragraphs that nothing labelled follows
    rank: int = 0  # the depth of a list item (1…) or minus the level of a heading, where the format tells it
    index: int = 0

    @property
    def candidate(self) -> Candidate | None:
        """The label it was opened by, None for a paragraph."""
        return self.option.candidate if self.option else None

    @property
    def style(self) -> str:
        """The style of its label, "" for a paragraph."""
        return self.option.candidate.style if self.option else ""

    @property
    def dotted(self) -> str:
        """Its number as labels below it repeat it: `3` for 3.1, `3.1` for 3.1.1."""
        candidate = self.candidate
        if candidate is None:
            return ""
        return f"{candidate.stem}.{candidate.number}" if candidate.stem else candidate.number


def spans(nodes: Sequence[Node]) -> tuple[ClauseSpan, ...]:
    """The clauses with their names, ends and depths; what has no number is named by its position."""
    for node in reversed(nodes):  # children stand after their parents
        if node.parent is not None:
            parent = nodes[node.parent]
            parent.end = max(parent.end, node.end)
    register = EidRegister()
    positions: dict[tuple[int | None, str], int] = {}
    clauses: list[ClauseSpan] = []
    cited: list[tuple[str, ...]] = []
    for node in nodes:
        above = clauses[node.parent] if node.parent is not None else None
        candidate = node.candidate
        number, as_cited, position = (candidate.number, candidate.cited, 0) if candidate else ("", "", 0)
        if not number:
            position = positions[node.parent, node.kind] = positions.get((node.parent, node.kind), 0) + 1
        elif candidate and candidate.stem and (node.parent is None or nodes[node.parent].dotted != candidate.stem):
            number = as_cited = f"{candidate.stem}.{number}"  # 3.1 where there is no 3
        by_position = f"{POSITIONS.get(node.kind, node.kind)}{position}"
        cited.append((*(cited[node.parent] if node.parent is not None else ()), as_cited or by_position))
        clauses.append(
            ClauseSpan(
                eid=register.give(above.eid if above else "", node.kind, as_cited, position),
                kind=node.kind,
                label=candidate.label if candidate else "",
                number=number,
                path=(*(above.path if above else ()), number or by_position),
                locator=locator(cited[-1]),
                heading=node.heading,
                depth=above.depth + 1 if above else 0,
                start=node.start,
                end=node.end,
                parent=node.parent,
            )
        )
    return tuple(clauses)
