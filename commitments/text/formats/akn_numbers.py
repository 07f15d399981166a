"""The number that a <num> stands for: `Article 5`, `(iv)`, `1 bis`, `第三条`."""

import re
from dataclasses import dataclass

from commitments.text import numerals
from commitments.text.naming import clean_number
from commitments.text.numbering import candidates

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number as paths write it, as a reader cites it, and its place in a sequence (0 if it has none)."""

    number: str
    cited: str
    value: int = 0


def _followed(words: str) -> list[str]:
    """A label that ends in a dash is one only before words."""
    return [f"{words} نص"] if words[-1:] in tuple("-–—") else []


def number_of(label: str, language: str, before: Numbered | None) -> Numbered:
    """Of the readings of a label (`i` is one, or the ninth letter) the one that follows the number before it."""
    words = " ".join(label.split())
    readings = [
        Numbered(each.number, each.cited, each.value)
        for tried in (words, f"{words}.", f"{words})", *_followed(words))
        for each in candidates(tried, language)
        if each.number
    ]
    bare = _EDGES.sub("", words)
    if bare.isdecimal() and len(bare) < 10:
        readings.insert(0, Numbered(str(int(bare)), str(int(bare)), int(bare)))
    elif re.fullmatch("[IVXLC]{1,8}", bare) and (value := numerals.roman(bare)):
        readings.append(Numbered(str(value), bare, value))
    wanted = before.value + 1 if before else 1
    for reading in readings:
        if reading.value == wanted:
            return reading
    if readings:
        return readings[0]
    cleaned = clean_number(bare)
    return Numbered(cleaned.lower() if len(cleaned) <= 12 else "", cleaned if len(cleaned) <= 12 else "")
