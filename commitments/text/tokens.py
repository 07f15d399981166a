"""A text as words that can be compared, each with its place: folded, without marks, Chinese sign by sign."""

import re
from dataclasses import dataclass

from commitments.text.folding import fold

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
# Vowel signs, accents and marks of direction, which stand inside words without being letters.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed" + _UNSEEN
_TOKEN = re.compile(rf"[{HAN}]|\d+|(?:(?![{HAN}\d_])\w)(?:(?![{HAN}\d_])[\w{_MARKS}])*")
_AT_END = re.compile(rf"[{_UNSEEN}]+$")
_SILENT = re.compile(rf"[{_MARKS}]")
_BLANK_LINE = re.compile(r"\n\s*\n")
# What may stand between two words of a name or not, whoever writes it: spaces, quotation marks, commas, dashes.
_LOOSE = re.compile(rf"[\s{_MARKS}«»“”„‟\"'‘’‹›《》〈〉「」،,、‐‑‒–—―−-]+")
_WIDE = str.maketrans("（）／：；．", "()/:;.")
# A break between words that no name goes across.
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its place, its folded form, and what stands between it and the word before ("" where that is loose)."""

    start: int
    end: int
    key: str
    gap: str
    printed: str


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order. Every run of decimal digits and every Chinese sign is a word of its own."""
    found: list[Token] = []
    known: dict[str, str] = {}
    last = 0
    for match in _TOKEN.finditer(text):
        printed = match[0]
        if not printed[-1].isalnum():
            printed = _AT_END.sub("", printed)
        key = known.get(printed)
        if key is None:
            key = known[printed] = fold(_SILENT.sub("", printed))
        if not key:
            continue
        start = match.start()
        found.append(Token(start, start + len(printed), key, gap_of(text[last:start]), printed))
        last = start + len(printed)
    return found


def gap_of(between: str) -> str:
    """What counts of the signs between two words: nothing of spaces, quotation marks, commas and dashes."""
    if between in (" ", ""):
        return ""
    if between.count("\n") > 1 and _BLANK_LINE.search(between):
        return BREAK
    return _LOOSE.sub("", between).translate(_WIDE)
