"""A text as words that can be compared, each with its place: folded, without marks, Chinese sign by sign."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from commitments.text.folding import fold_word

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


class Token(NamedTuple):
    """A word: its place, its folded form, and what stands between it and the word before ("" where that is loose)."""

    start: int
    end: int
    key: str
    gap: str
    printed: str


def printed_words(text: str) -> Iterator[tuple[int, str]]:
    """The words of a text in order as they are printed, each with its start. Every run of decimal digits and every
    Chinese sign is a word of its own.
    """
    for match in _TOKEN.finditer(text):
        printed = match[0]
        if not printed[-1].isalnum():
            printed = _AT_END.sub("", printed)
        yield match.start(), printed


def key_of(printed: str) -> str:
    """A printed word in its folded form; "" where nothing of it is more than a mark."""
    return printed.lower() if printed.isascii() else fold_word(_SILENT.sub("", printed))


def tokens_of(text: str) -> list[Token]:
    found: list[Token] = []
    last = 0
    for start, printed in printed_words(text):
        if not (key := key_of(printed)):
            continue
        end = start + len(printed)
        found.append(Token(start, end, key, gap_of(text[last:start]), printed))
        last = end
    return found


def gap_of(between: str) -> str:
    """What counts of the signs between two words: nothing of spaces, quotation marks, commas and dashes."""
    if between in (" ", ""):
        return ""
    if between.count("\n") > 1 and _BLANK_LINE.search(between):
        return BREAK
    return _LOOSE.sub("", between).translate(_WIDE)
