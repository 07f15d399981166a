"""Mentions as they stand among marks and lines: whole quotation marks around them, and none that only is the title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from commitments.text.folding import fold
from commitments.text.mentions import Mention

# Opening marks and those that close them; straight marks do not say which they are.
_PAIRS = {"«": "»", "“": "”", "《": "》", "〈": "〉", "「": "」", "『": "』", "‹": "›"}
_OPENERS = {close: opener for opener, close in _PAIRS.items()}
_SPACE = " \u00a0\u202f"
# How many lines with words a title may take at the head of a text.
TITLE_LINES = 5
_LINE = re.compile(r"[^\n]*\S[^\n]*")
# What may stand beside the name on a line that is all name.
_AROUND = re.compile(r"[\s«»“”„‟\"'‘’‹›《》〈〉「」*_#]*")


def balanced(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, each with both marks of a pair of which it held only one, where the other stands right beside."""
    kept: list[Mention] = []
    for place, mention in enumerate(mentions):
        low = kept[-1].end if kept else 0
        high = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
        start, end = _evened(text, mention, low, high)
        kept.append(replace(mention, start=start, end=end, exact=text[start:end]))
    return kept


def _evened(text: str, mention: Mention, low: int, high: int) -> tuple[int, int]:
    start, end = mention.start, mention.end
    open_marks: list[str] = []
    for mark in mention.exact:
        if mark in _PAIRS:
            open_marks.append(mark)
        elif mark in _OPENERS:
            if open_marks and open_marks[-1] == _OPENERS[mark]:
                open_marks.pop()
            elif not open_marks:
                before = text[low:start].rstrip(_SPACE)
                if before.endswith(_OPENERS[mark]):
                    start = low + len(before) - 1
    for mark in reversed(open_marks):
        after = len(text[end:high]) - len(text[end:high].lstrip(_SPACE))
        if not text.startswith(_PAIRS[mark], end + after, high):
            break
        end += after + 1
    return start, end


def without_title(text: str, mentions: Sequence[Mention], title: str) -> list[Mention]:
    """The mentions without offers of what is no other instrument: the title of the text, and a line that is all name
    at its head.
    """
    own = _plain(title)
    lines = _head(text)
    return [
        mention
        for mention in mentions
        if not mention.proposed
        or not ((own and own in _plain(mention.proposed.name)) or _fills_lines(text, mention, lines))
    ]


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", fold(name)))


def _head(text: str) -> list[tuple[int, int]]:
    """Where the lines of a title may stand: the first ones with words, if the text goes on after them."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        lines.append(match.span())
        if len(lines) > TITLE_LINES:
            break
    return lines[: min(TITLE_LINES, len(lines) - 1)]


def _fills_lines(text: str, mention: Mention, lines: Sequence[tuple[int, int]]) -> bool:
    first = next((start for start, end in lines if start <= mention.start < end), None)
    last = next((end for start, end in lines if start < mention.end <= end), None)
    if first is None or last is None:
        return False
    return bool(_AROUND.fullmatch(text, first, mention.start) and _AROUND.fullmatch(text, mention.end, last))
