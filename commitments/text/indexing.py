"""A text as the search knows it: its words in order, each with its place, in a form that all its spellings share."""

import re
from dataclasses import dataclass
from itertools import zip_longest

from commitments.text.errors import TextError
from commitments.text.folding import fold
from commitments.text.languages import primary_language
from commitments.text.tokens import HAN, tokens_of

_HAN = re.compile(f"[{HAN}]")
# PostgreSQL's configuration of each language; other languages have their words as they are.
CONFIGURATIONS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
PLAIN = "simple"
# й is a letter, not an accented и: without it, Russian endings are not known as such.
_SHORT_I = re.compile("(\u0439|\u0419|\u0438\u0306|\u0418\u0306)")
# The Arabic article with what is written together with it: and, so, in, like, for.
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=.{3})")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in code points. Of Chinese, which writes no spaces, each two neighbouring signs are one, and
    the last sign before something else stands alone: so each word of two signs is one of these, and each longer one
    a sequence of them.
    """

    start: int
    end: int
    text: str


def words_of(text: str) -> list[Word]:
    tokens = tokens_of(text)
    found = []
    for token, following in zip_longest(tokens, tokens[1:]):
        if _HAN.match(token.key) and following and following.start == token.end and _HAN.match(following.key):
            found.append(Word(token.start, following.end, token.key + following.key))
        else:
            found.append(Word(token.start, token.end, plain(token.printed) or token.key))
    return found


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


def configuration(language: str) -> str:
    """The name of PostgreSQL's text search configuration for a language."""
    try:
        return CONFIGURATIONS.get(primary_language(language), PLAIN)
    except TextError:
        return PLAIN
