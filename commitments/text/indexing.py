"""A text as the search knows it: its words in order, each with its place, in a form that all its spellings share."""

import re
from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from commitments.text.errors import TextError
from commitments.text.folding import LONGEST, MOST_WORDS, fold
from commitments.text.languages import primary_language
from commitments.text.tokens import HAN, initial_of, key_of, printed_words, words_beginning

_HAN = re.compile(f"[{HAN}]")
# PostgreSQL's configuration of each language; other languages have their words as they are.
CONFIGURATIONS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
PLAIN = "simple"
# й is a letter, not an accented и: without it, Russian endings are not known as such.
_SHORT_I = re.compile("(\u0439|\u0419|\u0438\u0306|\u0418\u0306)")
# The Arabic article with what is written together with it: and, so, in, like, for.
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=.{3})")


class Word(NamedTuple):
    """A word at its place in code points. Of Chinese, which writes no spaces, each two neighbouring signs are one, and
    the last sign before something else stands alone: so each word of two signs is one of these, and each longer one
    a sequence of them.
    """

    start: int
    end: int
    text: str


def words_of(text: str, *, beginning: Set[str] | None = None) -> list[Word]:
    """With `beginning`, only words whose first letter is one of these, accents or not; see `words_beginning`."""
    printed_in_order = printed_words(text)
    if beginning is not None:
        printed_in_order = words_beginning(text, frozenset(map(initial_of, beginning)))
    found: list[Word] = []
    sign: tuple[int, str] | None = None  # A Chinese one that the next may follow.
    for start, printed in printed_in_order:
        if printed[0] >= "〇" and _HAN.match(printed):
            key = key_of(printed)
            if sign and start == sign[0] + 1:
                found[-1] = Word(sign[0], start + 1, sign[1] + key)
            found.append(Word(start, start + 1, key))
            sign = start, key
            continue
        sign = None
        word = known(printed) if len(printed) <= LONGEST else plain(printed) or key_of(printed)
        if word:
            found.append(Word(start, start + len(printed), word))
    return found


@lru_cache(MOST_WORDS)
def known(printed: str) -> str:
    """A word as it is looked for, remembered, for texts repeat their words."""
    return plain(printed) or key_of(printed)


def plain(printed: str) -> str:
    """One word in its folded form: letters and digits only, without an Arabic article."""
    if printed.isascii():
        return printed.lower()
    parts = _SHORT_I.split(printed)
    folded = "".join("\u0439" if place % 2 else fold(part) for place, part in enumerate(parts))
    letters = "".join(char for char in folded if char.isalnum())
    # Twice, for words whose own letters begin like an article must come out the same with an article before them.
    return without_article(without_article(letters))


def without_article(letters: str) -> str:
    article = _ARTICLE.match(letters)
    return letters[article.end() :] if article else letters


def is_sign(word: str) -> bool:
    """A Chinese sign alone: it is found as the beginning of the words that it is part of, too."""
    return len(word) == 1 and bool(_HAN.match(word))


def is_chinese(word: str) -> bool:
    return bool(_HAN.match(word))


@lru_cache(1000)
def configuration(language: str) -> str:
    """The name of PostgreSQL's text search configuration for a language."""
    try:
        return CONFIGURATIONS.get(primary_language(language), PLAIN)
    except TextError:
        return PLAIN
