"""Text as search compares it: without case, accents, Arabic vowel signs and spelling variants, with plain digits."""

import unicodedata

# Arabic letters that writers exchange freely, and the tatweel that only stretches a word.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""}
_VARIANTS = str.maketrans(_ARABIC | {"’": "'", "‘": "'", "œ": "oe", "æ": "ae", "\u00a0": " ", "\u202f": " "})


def fold(text: str) -> str:
    """The text in the form in which two spellings of one word are the same. Not for display: offsets are lost."""
    # Variants first: decomposition would take أ apart into a bare alef and a hamza sign.
    plain = unicodedata.normalize("NFC", text).casefold().translate(_VARIANTS)
    letters = (char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in letters)
