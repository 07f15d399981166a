"""The part of a text that an editor asks for by its lines, and of the clauses that lie in it."""

from dataclasses import replace

from commitments.text.clauses import ClauseSpan, Segmentation
from commitments.text.errors import TextError


def keep_lines(text: str, from_line: int | None, to_line: int | None) -> tuple[str, int, int]:
    """The lines asked for without blank ones at either end, the number of the first one kept, and its offset."""
    lines = text.split("\n")
    if text.endswith("\n"):
        lines.pop()
    first, last = from_line if from_line is not None else 1, to_line if to_line is not None else len(lines)
    for name, line in (("first", from_line), ("last", to_line)):
        if line is not None and not 1 <= line <= len(lines):
            raise TextError(f"The {name} line asked for is {line}, but the text has lines 1 to {len(lines)}.")
    if first > last:
        raise TextError(f"The lines {first} to {last} are in reverse order; the text has lines 1 to {len(lines)}.")
    while first <= last and not lines[first - 1].strip():
        first += 1
    while first <= last and not lines[last - 1].strip():
        last -= 1
    if first > last:
        which = "The file" if from_line is None and to_line is None else "The part of the text asked for"
        raise TextError(f"{which} is blank; the text has lines 1 to {len(lines)}. Choose lines that hold words.")
    return "\n".join(lines[first - 1 : last]), first, sum(len(line) + 1 for line in lines[: first - 1])


def keep_structure(structure: Segmentation, start: int, end: int) -> Segmentation:
    """The clauses that lie wholly in the part from `start` to `end`, at their offsets in it.

    A clause that reaches out of the part is given up, and its children move to the nearest one around that stays.
    """
    kept: list[ClauseSpan] = []
    places: dict[int, int | None] = {}  # index before → index of itself, or of the nearest clause around, now
    for index, clause in enumerate(structure.clauses):
        around = places[clause.parent] if clause.parent is not None else None
        if not start <= clause.start < clause.end <= end:
            places[index] = around
            continue
        places[index] = len(kept)
        depth = kept[around].depth + 1 if around is not None else 0
        kept.append(
            replace(
                clause,
                start=clause.start - start,
                end=clause.end - start,
                depth=depth,
                path=clause.path[-(depth + 1) :],
                locator=clause.locator if depth == clause.depth else ".".join(clause.path[-(depth + 1) :]),
                parent=around,
            )
        )
    return Segmentation(tuple(kept), structure.warnings)
