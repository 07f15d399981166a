"""Text as search compares it: without case, accents, Arabic vowel signs and spelling variants, with plain digits."""

import unicodedata
from functools import lru_cache

# Arabic letters that writers exchange freely, and the tatweel that only stretches a word.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""}
_VARIANTS = str.maketrans(_ARABIC | {"’": "'", "‘": "'", "œ": "oe", "æ": "ae", "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """The text in the form in which two spellings of one word are the same. Not for display: offsets are lost."""
    if text.isascii():
        return text.lower()
    # Variants first: decomposition would take أ apart into a bare alef and a hamza sign.
    plain = unicodedata.normalize("NFC", text).casefold().translate(_VARIANTS)
    letters = (char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in letters)


# Texts repeat their words: of a long one, nine in ten are known. Longer ones are no words of a language.
MOST_WORDS, LONGEST = 50_000, 40
_known = lru_cache(MOST_WORDS)(fold)


def fold_word(word: str) -> str:
    """What `fold` makes of a word, remembered."""
    return _known(word) if len(word) <= LONGEST else fold(word)
