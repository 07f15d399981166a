"""Finding a quotation again: position and words with their surroundings, and what became of them in another text."""

import re
from array import array
from dataclasses import dataclass
from typing import Literal

from commitments.text.errors import TextError

Status = Literal["exact", "moved", "fuzzy", "ambiguous", "lost"]

# A quotation met more often than this is not told apart by its surroundings; also keeps the work linear.
MOST_PLACES = 1000

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A TextQuoteSelector: the words, and what stands before and after them."""

    exact: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation is in a text, in code points, and how sure that is.

    `exact`: where it was expected, or at its only place when nothing was expected. `moved`: the same words
    elsewhere. `fuzzy`: the same words but for white space. `ambiguous`: several places, none decided by what stands
    around them. `lost`: nowhere. `start` and `end` are None for the last two.
    """

    status: Status
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.status in ("ambiguous", "lost"):
            if self.start is not None or self.end is not None:
                raise ValueError(f"an anchor that is {self.status} has no place")
        elif self.start is None or self.end is None or not 0 <= self.start < self.end:
            raise ValueError(f"an anchor that is {self.status} needs a place, not {self.start} to {self.end}")


def quote(text: str, start: int, end: int, *, context: int = 32) -> Quote:
    """The words from `start` to `end` with up to `context` characters on either side. TextError outside the text."""
    if not 0 <= start < end <= len(text):
        raise TextError(f"There is nothing to quote from {start} to {end} in a text of {len(text)} characters.")
    return Quote(text[start:end], text[max(0, start - context) : start], text[end : end + context])


def find_quote(text: str, exact: str, *, prefix: str = "", suffix: str = "", start_hint: int | None = None) -> Anchor:
    """Where `exact` stands in `text`, told apart by `prefix` and `suffix` where it stands several times.

    If it is nowhere, white space is disregarded in a second try. TextError for a blank quotation.
    """
    if not exact.strip():
        raise TextError("A quotation needs words to be found by.")
    anchor = _find(text, exact, prefix, suffix, start_hint)
    if anchor.status != "lost":
        return anchor
    squeezed, offsets = _squeeze(text)
    hint = None  # the hint counts in another text than the squeezed one
    anchor = _find(squeezed, _SPACE.sub("", exact), _SPACE.sub("", prefix), _SPACE.sub("", suffix), hint)
    if anchor.start is None or anchor.end is None:
        return anchor
    return Anchor("fuzzy", offsets[anchor.start], offsets[anchor.end - 1] + 1)


def _find(text: str, exact: str, prefix: str, suffix: str, hint: int | None) -> Anchor:
    at_hint = hint is not None and hint >= 0 and text.startswith(exact, hint)
    places = _places(text, exact)
    if not places:
        return Anchor("lost")
    if len(places) > MOST_PLACES:
        return Anchor("exact", hint, hint + len(exact)) if at_hint and hint is not None else Anchor("ambiguous")
    scores = [_agreement(text, place, exact, prefix, suffix) for place in places]
    best = max(scores)
    winners = [place for place, score in zip(places, scores, strict=True) if score == best]
    if hint is not None and hint in winners:
        return Anchor("exact", hint, hint + len(exact))
    if len(winners) > 1:
        return Anchor("ambiguous")
    return Anchor("exact" if hint is None else "moved", winners[0], winners[0] + len(exact))


def _places(text: str, exact: str) -> list[int]:
    places: list[int] = []
    place = text.find(exact)
    while place >= 0 and len(places) <= MOST_PLACES:
        places.append(place)
        place = text.find(exact, place + 1)
    return places


def _agreement(text: str, place: int, exact: str, prefix: str, suffix: str) -> int:
    """How many characters around a place agree with the expected ones, counted outwards from the quotation."""
    before, after = 0, 0
    end = place + len(exact)
    while before < min(len(prefix), place) and prefix[-1 - before] == text[place - 1 - before]:
        before += 1
    while after < min(len(suffix), len(text) - end) and suffix[after] == text[end + after]:
        after += 1
    return before + after


def _squeeze(text: str) -> tuple[str, "array[int]"]:
    """The text without white space, and the offset in the text of each character left."""
    offsets = array("L", (index for index, character in enumerate(text) if not character.isspace()))
    return _SPACE.sub("", text), offsets
