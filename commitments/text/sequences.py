"""Which reading of a label fits: the sequences it could begin, continue or break.

Judged by the numbers in the text below (is there a next one?) and the sequences that are open above.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from commitments.text.labels import ITEM, Candidate

# A sequence may skip so many numbers and still be believed when nothing further confirms it.
WIDEST_GAP = 3
# A label with a mark after it is no year and no quantity: an excerpt may leave out as much.
WIDEST_MARKED_GAP = 12


class Fit(IntEnum):
    """How well a reading fits, from not at all to beyond doubt."""

    NO = 0
    BREAKS = 1  # repeats, restarts, skips or goes back: kept, with a warning
    LATE = 2  # begins a sequence at another number than 1
    ALONE = 3  # begins a sequence of which nothing else is seen
    RESUMES = 4  # continues a sequence closed before, as articles do across chapters
    CONTINUES = 5
    BEGINS = 6  # is 1 and a 2 follows
    CONFIRMED = 7  # continues, and the next one follows


@dataclass(frozen=True, slots=True)
class Option:
    """A reading of a label, the index of the line where its sequence goes on (None if it ends here), and for how long.

    `length` counts the labels of the sequence from this one on.
    """

    candidate: Candidate
    next_line: int | None
    length: int = 1

    def goes_on(self, index: int) -> int | None:
        """The line below `index` on which its sequence goes on, None if that is no longer to come."""
        return self.next_line if self.next_line is not None and self.next_line > index else None


def look_ahead(lines: Sequence[tuple[Candidate, ...]]) -> list[tuple[Option, ...]]:
    """Each reading with the line where the next number of its sequence stands, found in one pass from the end.

    A next number counts only if it comes before the sequence restarts at 1 or repeats this very number.
    """
    nearest: dict[tuple[str, str, int], tuple[int, int]] = {}  # (style, stem, value) → its line, its length
    nowhere = (len(lines), 0)
    options: list[tuple[Option, ...]] = []
    for index in range(len(lines) - 1, -1, -1):
        found = []
        for candidate in lines[index]:
            style, stem, value = candidate.style, candidate.stem, candidate.value
            following, length = nearest.get((style, stem, value + 1), nowhere)
            if following < min(nearest.get((style, stem, n), nowhere)[0] for n in (1, value)):
                found.append(Option(candidate, following, length + 1))
            else:
                found.append(Option(candidate, None))
            if not candidate.between:
                nearest[style, stem, value] = (index, found[-1].length)
        options.append(tuple(found))
    options.reverse()
    return options


def fit_open(option: Option, previous: Option, line: int) -> Fit:
    """How a reading fits the open sequence of its style, whose last label so far is `previous`."""
    now, before = option.candidate, previous.candidate
    if not now.counted:
        return Fit.CONTINUES
    if now.follows(before):
        return Fit.CONTINUES if option.next_line is None else Fit.CONFIRMED
    unconfirmed = option.next_line is None
    if now.need == "previous" or (unconfirmed and (now.initial or (now.need == "next" and now.level is not None))):
        return Fit.NO
    if now.stem and now.need == "next":
        return Fit.NO  # 3.5 % after 3.1
    if now.value in (1, before.value):
        return Fit.BREAKS
    if previous.next_line is not None and previous.next_line > line:
        return Fit.NO  # the sequence goes on below as if this one were not there
    marked = now.need == "nothing" and now.kind == ITEM and now.label[-1] in ".)）．"
    believable = now.value - before.value <= (WIDEST_MARKED_GAP if marked else WIDEST_GAP) or not unconfirmed
    believable |= now.level is not None and now.value > before.value  # an excerpt
    return Fit.BREAKS if believable else Fit.NO


def fit_new(option: Option, closed: Candidate | None) -> Fit:
    """How a reading fits as the first of a new sequence; `closed` is the last label of its style seen before."""
    now = option.candidate
    followed = option.next_line is not None
    if not now.counted:
        return Fit.BEGINS
    if closed is not None and now.value > 1 and now.follows(closed):
        return Fit.RESUMES
    if now.need == "previous":
        return Fit.NO
    if now.value == 1 and closed is not None and now.style == "han 、":
        return Fit.BEGINS if followed else Fit.ALONE  # 一、 is nothing else, and a chapter may have one section
    if now.value == 1:
        return Fit.BEGINS if followed else Fit.ALONE if now.need == "nothing" else Fit.NO
    return Fit.LATE if followed or (now.level is not None and now.need == "nothing") else Fit.NO


def fit_below(option: Option, stems: Sequence[str], seen: Candidate | None) -> Fit:
    """How a label such as 3.2 fits when it begins a sequence: as 3.1 under an open 3, or alone with a 3.2 to come."""
    now, followed = option.candidate, option.next_line is not None
    if seen is not None and now.stem == seen.stem and now.stem in stems and now.follows(seen):
        return Fit.RESUMES
    if now.value != 1 or not (followed or seen or now.need == "nothing"):
        return Fit.NO
    if now.stem in stems:
        return Fit.BEGINS if followed else Fit.ALONE
    return Fit.BEGINS if followed else Fit.NO
