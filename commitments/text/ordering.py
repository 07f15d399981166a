"""Which head holds which, where a document has its own order: a title inside a section, chapters inside a razdel.

Evidence is a head that stands directly over another, with a title between them at most; without it the usual order
holds. Heads of one level, such as priorities and actions, nest if the one starts at 1 again under the other.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from commitments.text.labels import LONGEST_TITLE, SENTENCE_ENDS, Candidate
from commitments.text.lines import Line

# A head that was moved stands so much deeper than the one that holds it.
STEP = 0.25
# So often does one of two equal heads start again under the other.
RESTARTS = 2


def order_heads(text: str, lines: Sequence[Line], readings: list[tuple[Candidate, ...]]) -> None:
    """Give the heads of `readings`, changed in place, the levels that this document has them in."""
    heads = [
        (index, found)
        for index, each in enumerate(readings)
        if (found := next((reading for reading in each if reading.level is not None and reading.number), None))
    ]
    levels = {found.style: found.level or 0 for _, found in heads}
    above: Counter[tuple[str, str]] = Counter()
    restarts: Counter[tuple[str, str]] = Counter()
    for (index, outer), (below, inner) in pairwise(heads):
        if outer.style != inner.style:
            above[outer.style, inner.style] += _directly(text, outer, lines[index:below][:3])
            restarts[outer.style, inner.style] += inner.value == 1
    moved = _moved(levels, above, restarts)
    if not moved:
        return
    for index, _ in heads:
        readings[index] = tuple(
            replace(each, level=moved[each.style]) if each.style in moved else each for each in readings[index]
        )


def _directly(text: str, outer: Candidate, from_head: Sequence[Line]) -> bool:
    """Whether the lines from a head to the next one hold titles only: short and no sentences."""
    titles = from_head[1:] if outer.alone else from_head
    return len(from_head) <= 2 and all(
        line.end - line.start <= LONGEST_TITLE and text[line.end - 1] not in SENTENCE_ENDS for line in titles
    )


def _moved(
    levels: dict[str, float], above: Counter[tuple[str, str]], restarts: Counter[tuple[str, str]]
) -> dict[str, float]:
    """The styles whose level the evidence changes; a round for each style settles what one move does to another."""
    now = dict(levels)
    for _ in levels:
        settled = True
        for outer, inner in sorted({*above, *restarts}):
            holds = above[outer, inner] > above[inner, outer]
            if levels[outer] == levels[inner]:
                holds |= restarts[outer, inner] >= RESTARTS and not restarts[inner, outer]
            if holds and levels[outer] and levels[inner] and now[inner] <= now[outer]:
                now[inner], settled = now[outer] + STEP, False
        if settled:
            break
    return {style: level for style, level in now.items() if level != levels[style]}
