"""Words as the tables of number words and heads write them: any case, with or without accents, tanwin or tatweel."""

import unicodedata

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u0640": None, "’": "'"})


def fold(words: str) -> str:
    """The words as the tables write them: case-folded, without combining marks. Not for display."""
    if words.isascii():
        return words.casefold()
    decomposed = unicodedata.normalize("NFD", words.translate(_HYPHENS).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
