"""Text broken into lines for a picture, which cannot do so itself. Widths are estimates: no font is known here."""

import unicodedata

# Parts of the font's size, over the middle of common sans-serif fonts, so that lines rather end early.
WIDE, USUAL, NARROW = 1.0, 0.6, 0.35
NARROW_LETTERS = frozenset("ijlI.,:;'’!|()[] ")


def width_of(text: str, size: float) -> float:
    return size * sum(map(advance, text))


def advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return WIDE
    return NARROW if letter in NARROW_LETTERS else USUAL


def pieces(text: str) -> list[str]:
    """Words, and each of the letters that may begin a line of their own."""
    found: list[str] = []
    for word in text.split():
        start = True
        for letter in word:
            if start or unicodedata.east_asian_width(letter) in "WF":
                found.append(" " + letter if start else letter)
            else:
                found[-1] += letter
            start = False
    return found


def wrap(text: str, *, width: float, size: float, most: int) -> list[str]:
    """At most so many lines; an ellipsis says that there would be more."""
    lines: list[str] = []
    for piece in pieces(text):
        if lines and width_of(lines[-1] + piece, size) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    kept = [shorten(line, width=width, size=size) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = shorten(kept[-1].rstrip(" …") + "…", width=width, size=size)
    return kept


def shorten(line: str, *, width: float, size: float) -> str:
    if width_of(line, size) <= width:
        return line
    while line and width_of(line + "…", size) > width:
        line = line[:-1].rstrip(" …")
    return line + "…"
