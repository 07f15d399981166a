"""A text as words that can be compared, each with its place: folded, without marks, Chinese sign by sign."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from commitments.text.folding import fold_word

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
# Vowel signs, accents and marks of direction, which stand inside words without being letters.
_UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed" + _UNSEEN
_LETTER = rf"[^\W\d_{HAN}]"
_REST = rf"{_LETTER}*(?:[{_MARKS}]+{_LETTER}*)*"
_TOKEN = re.compile(rf"[{HAN}]|\d+|{_LETTER}{_REST}")
_IS_LETTER = re.compile(_LETTER)
_ARABIC = "\u0620-\u064a\u066e-\u06d3"
_MAY_PRECEDE = re.compile(f"[{_ARABIC}{_MARKS}]")
# The alphabets of which it is known which letters are the same but for an accent.
_ALPHABETS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
_AT_END = re.compile(rf"[{_UNSEEN}]+$")
_SILENT = re.compile(rf"[{_MARKS}]")
_BLANK_LINE = re.compile(r"\n\s*\n")
# What may stand between two words of a name or not, whoever writes it: spaces, quotation marks, commas, dashes.
_LOOSE = re.compile(rf"[\s{_MARKS}«»“”„‟\"'‘’‹›《》〈〉「」،,、‐‑‒–—―−-]+")
_WIDE = str.maketrans("（）／：；．", "()/:;.")
# What folding leaves nothing of, such as the stroke that stretches an Arabic word, may stand before any letter; and
# letters and numbers of another style (ª, Ⅷ, 𝐚) may be any. All of them are rare.
_ANY = (
    r"\u037a\u0640\ufc5e-\ufc63\ufe70-\ufe7e\uff9e\uff9f\xaa\xb2\xb3\xb5\xb9\xba\xbc-\xbe\u02b0-\u02e4\u1369-\u1371"
    r"\u19da\u1c80-\u1c88\u1d00-\u1dbf\u2070-\u209c\u2100-\u218f\u2460-\u24ff\u2776-\u2793\u2c7c-\u2c7f\u3251-\u32bf"
    r"\ua69c\ua69d\ua7f2-\ua7f9\ufb00-\ufb06\uff21-\uff5a\U00010780-\U000107ba\U00010a40-\U00010a48"
    r"\U00010e60-\U00010e7e\U00011052-\U00011065\U0001d400-\U0001d7cb\U0001f100-\U0001f10c"
)
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


def words_beginning(text: str, initials: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Of the printed words those that begin with one of these folded letters or digits. If one of them is of another
    alphabet, such as the Arabic and Chinese ones, all words in other alphabets.
    """
    for match in beginning_with(initials).finditer(text):
        start = before = match.start()
        while before and _MAY_PRECEDE.match(text[before - 1]):
            before -= 1
        if before < start and _IS_LETTER.match(text[start]):
            if before and _IS_LETTER.match(text[before - 1]):
                continue  # In the middle of a word that begins otherwise.
            first = _IS_LETTER.search(text, before, start)
            start = first.start() if first else start
        printed = text[start : match.end()]
        if not printed[-1].isalnum():
            printed = _AT_END.sub("", printed)
        yield start, printed


@lru_cache(1000)
def beginning_with(initials: frozenset[str]) -> re.Pattern[str]:
    """Each alternative begins with a set of letters, to which the search leaps."""
    letters = "".join(letter for letter in alphabets() if initial_of(letter) in initials) + _ANY
    # Not in the middle of a word or a number; though an Arabic article may stand before a foreign word.
    parts = [rf"[{letters}](?<![^\W\d_{HAN}{_ARABIC}](?s:.)){_REST}"]
    if any(initial.isdigit() for initial in initials):
        parts.append(r"\d(?<!\d\d)\d*")
    if any(initial not in alphabets() and not initial.isdigit() for initial in initials):
        parts += [f"[{HAN}]", rf"[^\W\d_{_ALPHABETS}](?<!{_LETTER}(?s:.)){_REST}"]
    return re.compile("|".join(parts))


def initial_of(letters: str) -> str:
    """The first of some letters, folded to the end: ǽ is an æ first, and that is an a and an e."""
    return fold_word(fold_word(letters))[:1]


@cache
def alphabets() -> dict[str, None]:
    every = re.compile(f"[{_ALPHABETS}]")
    return {char: None for char in map(chr, range(0x2000)) if every.match(char)}


def key_of(printed: str) -> str:
    """A printed word in its folded form; "" where nothing of it is more than a mark."""
    return printed.lower() if printed.isascii() else fold_word(_SILENT.sub("", printed))


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order, folded, with what stands between them."""
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
