"""Where a label goes: which open sequence it continues, or under which open clause its new sequence begins."""

from collections.abc import Mapping, Sequence

from commitments.text.hints import Hint
from commitments.text.labels import BULLET, ITEM, Candidate
from commitments.text.nodes import Node
from commitments.text.sequences import Fit, Option, fit_below, fit_new, fit_open

# Bullets and continuation paragraphs belong inside a bullet when indented by so many columns more.
DEEPER = 2
MOST_NESTED_BULLETS = 10
# Lists of a format nest as deep as this at most: beyond it, they are siblings.
MOST_NESTED_LISTS = 20
PREAMBLE = "preamble"


def best_fit(
    index: int, options: Sequence[Option], stack: Sequence[Node], seen: Mapping[str, Candidate]
) -> tuple[Fit, Option | None, int | None]:
    """The reading that fits best, of equals the one that goes on longer.

    With it the height on the stack of the sequence it continues, None if it begins one.
    """
    best: tuple[Fit, Option | None, int | None] = (Fit.NO, None, None)
    for option in options:
        candidate = option.candidate
        level = next((i for i, node in enumerate(stack) if node.style == candidate.style), None)
        previous = stack[level].option if level is not None else None
        if previous is not None and previous.candidate.stem == candidate.stem:
            fit = fit_open(option, previous, index)
        elif candidate.stem:
            level = None
            fit = fit_below(option, [node.dotted for node in stack], seen.get(candidate.style))
        else:
            fit = fit_new(option, seen.get(candidate.style))
        if fit > best[0] or (fit and fit == best[0] and best[1] and option.length > best[1].length):
            best = (fit, option, level)
    return best


def place(index: int, option: Option, stack: Sequence[Node], within: Mapping[str, str], last_head: int = -1) -> int:
    """The height of the stack below which a new sequence opens: under the open clause it fits in.

    `last_head` is the last line that begins a sequence of titles, chapters or the like.
    """
    candidate = option.candidate
    if candidate.stem:
        return _place_below(candidate, stack)
    # Recitals such as (1) may belong to a preamble, and so does a lone I before the first title: the rest ends it.
    divides = candidate.alone and candidate.style == "roman upper " and index < last_head
    if not divides and not candidate.style.endswith("()"):
        for height, node in enumerate(stack):
            if node.kind == PREAMBLE:
                return height
    if candidate.kind in (ITEM, BULLET):
        return _place_item(index, option, stack)
    height = len(stack)
    while height:
        around = stack[height - 1]
        other = around.candidate
        if other is None or other.kind not in (ITEM, BULLET):
            if other is None and around.kind != BULLET:
                return height
            if candidate.level is None or (
                candidate.level and other and (other.level is None or other.level < candidate.level)
            ):
                return height
        elif other.kind == ITEM and candidate.level is None and _holds(index, around, option, within):
            return height
        height -= 1
    return 0


def _holds(index: int, around: Node, option: Option, within: Mapping[str, str]) -> bool:
    """Whether a sequence of sections lies inside an open item: it goes on there before the item's own does."""
    if around.option is None:
        return False
    beyond = around.option.goes_on(index)
    if option.candidate.style == "ordinal":
        return beyond is not None
    if beyond is None:
        return within.get(option.candidate.style) == around.style
    return option.next_line is not None and option.next_line < beyond


def _place_item(index: int, option: Option, stack: Sequence[Node]) -> int:
    """Under the innermost open clause, unless an open sequence goes on before this one's: then beside that."""
    height = len(stack)
    if option.next_line is None or option.candidate.kind == BULLET:
        return height
    while height and stack[height - 1].kind in (ITEM, BULLET):
        height -= 1
    for at in range(height, len(stack)):
        around = stack[at].option
        beyond = around.goes_on(index) if around else None
        if beyond is not None and beyond < option.next_line:
            return at
    return len(stack)


def _place_below(candidate: Candidate, stack: Sequence[Node]) -> int:
    stems = [height for height, node in enumerate(stack, start=1) if node.dotted == candidate.stem]
    if stems and not _has_other_items(stack, stems[-1]):
        return stems[-1]
    if stems:
        return stems[-1] - 1
    for height, node in enumerate(stack):
        if node.style == candidate.style or node.kind in (ITEM, BULLET):
            return height
    return len(stack)


def _has_other_items(stack: Sequence[Node], height: int) -> bool:
    """Whether the clause below `height` has items 1), 2) already: a 2.1 after them was put in after it, not in it."""
    inside = stack[height].candidate if height < len(stack) else None
    return (
        inside is not None and inside.kind == ITEM and inside.counted and not inside.stem and inside.number.isdecimal()
    )


def place_bullet(stack: Sequence[Node], style: str, indent: int) -> tuple[int, Node | None]:
    """The height below which a bullet opens, and the bullet before it in its list."""
    marks = [height for height, node in enumerate(stack) if node.style == style]
    for height in reversed(marks):
        sibling = stack[height]
        if indent >= sibling.indent + DEEPER and len(marks) < MOST_NESTED_BULLETS:
            return height + 1, None
        if indent > sibling.indent - DEEPER or height == marks[0]:
            return height, sibling
    return len(stack), None


def place_heading(stack: Sequence[Node], level: int) -> int:
    """The height below which a heading of a format opens: under the wider headings, and under wide heads in words."""
    for height, node in enumerate(stack):
        wide = node.candidate is not None and node.candidate.level is not None and node.candidate.level < 6
        if (node.rank < 0 and -node.rank >= level) or (node.rank >= 0 and not wide):
            return height
    return len(stack)


def place_listed(stack: Sequence[Node], hint: Hint) -> tuple[int, Node | None]:
    """The height below which a list item of a format opens, and the item before it in its list.

    For a plain line, the height of the item it goes on inside.
    """
    depth = min(hint.level, MOST_NESTED_LISTS) + (hint.kind == "plain")
    for height, node in enumerate(stack):
        if node.rank >= depth and node.rank > 0:
            return height, node if node.rank == depth else None
    return len(stack), None
