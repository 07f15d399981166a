"""The words that changed between two texts of one language.

Words are compared, not letters; Chinese, which does not part its words, by the character. However blanks and
apostrophes are set makes no difference. Offsets count in the text that they are given for: what is the same or removed
makes up the first text, what is the same or added the second.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

Kind = Literal["same", "removed", "added"]
Span = tuple[int, int]
Block = tuple[int, int, int, int]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# A word goes on over vowel signs, other combining marks and what joins or parts letters unseen.
_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u00ad\u200c\u200d"
_WORD = rf"[^\W_{_HAN}](?:[^\W_{_HAN}]|[{_MARKS}])*"
# A token has the blanks that follow it, so that they are never compared; only a text's first may be blank itself.
_TOKEN = re.compile(rf"(?:[{_HAN}]|{_WORD}|\S)\s*|\s+")
_APOSTROPHES = str.maketrans("’ʼ", "''")
# Pairs of equal words that difflib may look at, which is what its time grows with. Two texts of 2,000 words stay below;
# larger ones are first cut where a word stands once in each, so that 20,000 words take no more than a second.
MOST_PAIRS = 100_000
# A lone word between two changes is a coincidence if it is this short ("of", "de", "في"): readers would stumble on it.
# Not measured; judged on the linked quotations of the demonstration corpus.
LONGEST_STRAY = 3


@dataclass(frozen=True)
class Segment:
    """A stretch of both texts; `first` is empty for what was added, `second` for what was removed."""

    kind: Kind
    first: Span
    second: Span


@dataclass(frozen=True)
class Difference:
    """Two texts and what became of the first. `shared` is the part of their words that stayed, 0 to 1."""

    first: str
    second: str
    segments: tuple[Segment, ...]
    shared: float

    def words(self, segment: Segment) -> str:
        """As the newer text has them; what was removed, as the older one."""
        text, span = (self.first, segment.first) if segment.kind == "removed" else (self.second, segment.second)
        return text[slice(*span)]


@dataclass(frozen=True)
class _Tokens:
    """A text cut up: what each token is compared by, and where it begins; the last place is the end of the text."""

    keys: list[str]
    places: list[int]

    def span(self, start: int, end: int) -> Span:
        return self.places[start], self.places[end]


def differ(first: str, second: str) -> Difference:
    a, b = _tokens(first), _tokens(second)
    blocks = [block for block in _blocks(a.keys, b.keys) if not _is_stray(block, a.keys, b.keys)]
    kept = sum(is_word(key) for start, end, _, _ in blocks for key in a.keys[start:end])
    words = sum(map(is_word, a.keys)) + sum(map(is_word, b.keys))
    shared = 2 * kept / words if words else float(first == second)
    return Difference(first, second, tuple(_segments(blocks, a, b)), shared)


def is_word(token: str) -> bool:
    return token[:1].isalnum()


def _tokens(text: str) -> _Tokens:
    found = list(_TOKEN.finditer(text))
    keys = [token[0].rstrip().translate(_APOSTROPHES) for token in found]
    return _Tokens(keys, [*(token.start() for token in found), len(text)])


def _blocks(a: list[str], b: list[str]) -> list[Block]:
    """Stretches that are the same in both, in order: start and end in the first, start and end in the second."""
    found: list[Block] = []
    left = [(0, len(a), 0, len(b))]
    while left:
        a_start, a_end, b_start, b_end = left.pop()
        own, other = a[a_start:a_end], b[b_start:b_end]
        if _pairs(own, other) <= MOST_PAIRS:
            matches = SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
            found += [
                (a_start + i, a_start + i + size, b_start + j, b_start + j + size) for i, j, size in matches if size
            ]
            continue
        cuts = [(a_start + i, b_start + j) for i, j in _anchors(own, other)]
        found += [(i, i + 1, j, j + 1) for i, j in cuts]
        if cuts:  # Where no word stands once in each, nothing can be told apart: all of it is changed.
            borders = [(a_start - 1, b_start - 1), *cuts, (a_end, b_end)]
            left += [(i + 1, i_next, j + 1, j_next) for (i, j), (i_next, j_next) in pairwise(borders)]
    return _joined(sorted(found))


def _pairs(a: list[str], b: list[str]) -> int:
    counts = Counter(b)
    return sum(count * counts[key] for key, count in Counter(a).items())


def _anchors(a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Places of the tokens that stand once in each, the longest row of them that is in order in both."""
    in_a, in_b = Counter(a), Counter(b)
    place = {key: at for at, key in enumerate(b) if in_b[key] == 1}
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], int]] = []
    last: list[int] = []
    for at, key in enumerate(a):
        if in_a[key] != 1 or key not in place:
            continue
        length = bisect_left(ends, place[key])
        chains.append(((at, place[key]), last[length - 1] if length else -1))
        ends[length : length + 1] = [place[key]]
        last[length : length + 1] = [len(chains) - 1]
    row: list[tuple[int, int]] = []
    step = last[-1] if last else -1
    while step >= 0:
        pair, step = chains[step]
        row.append(pair)
    return row[::-1]


def _joined(blocks: list[Block]) -> list[Block]:
    joined: list[Block] = []
    for block in blocks:
        if joined and joined[-1][1] == block[0] and joined[-1][3] == block[2]:
            block = (joined[-1][0], block[1], joined.pop()[2], block[3])
        joined.append(block)
    return joined


def _is_stray(block: Block, a: list[str], b: list[str]) -> bool:
    """Whether it stands between two changes, and holds no word but a short one."""
    start, end, other_start, other_end = block
    if (start, other_start) == (0, 0) or (end, other_end) == (len(a), len(b)):
        return False
    words = [key for key in a[start:end] if is_word(key)]
    return len(words) < 2 and all(len(word) <= LONGEST_STRAY for word in words)


def _segments(blocks: list[Block], a: _Tokens, b: _Tokens) -> Iterator[Segment]:
    in_a = in_b = 0
    for start, end, other_start, other_end in [*blocks, (len(a.keys), len(a.keys), len(b.keys), len(b.keys))]:
        here = (b.places[in_b], b.places[in_b])
        if in_a < start:
            yield Segment("removed", a.span(in_a, start), here)
        if in_b < other_start:
            yield Segment("added", (a.places[start], a.places[start]), b.span(in_b, other_start))
        if start < end:
            yield Segment("same", a.span(start, end), b.span(other_start, other_end))
        in_a, in_b = end, other_end
