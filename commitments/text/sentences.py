"""Where the sentences of a text begin and end, in any of the six languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# What ends a sentence, with the quotation marks and brackets that close after it. A line break ends one as well.
_STOP = re.compile(r"(?:[.!?…؟۔]+|[。！？]+)(?:\s?[»”’\"')\]）】》」』])*|\n+")
_WIDE = "。！？"  # Chinese stops: no space follows them.
_PAUSE = re.compile(r"[;；؛]\s*")
# Words whose full stop ends no sentence; initials (“U.N.”, “г.”) never end one.
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_ABBREVIATION_LIST = """
    al art arts cf ch doc e.g ed etc fig h.e i.e mr mrs ms no nos nr p para paras par pp prof res sec st vol
    dr ee.uu mm mme mmes mlle n° núm pág págs s.e sr sra sres г гг гл др им п пп руб см ст стр т.д т.е т.п ч
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_LAST_WORD = re.compile(r"[^\s(«“\"'\[]+$")
# A number or letter that begins a line and has a stop after it is a label (“12.”), not a sentence.
_LABEL = re.compile(r"\s*(?:\d{1,4}|[ivxlcdm]{1,6}|\w)", re.IGNORECASE)

# A sentence beyond this many characters is taken apart at its semicolons: treaties say in one sentence what others
# say in ten, and a vector of ten thoughts is near to none of them.
LONG_SENTENCE = 300


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in code points, its end excluded, never empty."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


def sentences(text: str) -> list[Span]:
    """The sentences in their order, without the white space around them; together they hold all other characters."""
    return list(_spans(text, _breaks(text)))


def passages(text: str) -> list[Span]:
    """The sentences, those beyond LONG_SENTENCE characters taken apart at their semicolons."""
    found = []
    for span in sentences(text):
        if span.end - span.start <= LONG_SENTENCE:
            found.append(span)
            continue
        pauses = (match.end() for match in _PAUSE.finditer(text, span.start, span.end))
        found += _spans(text, [*pauses, span.end], start=span.start)
    return found


def _breaks(text: str) -> Iterator[int]:
    start = 0
    for match in _STOP.finditer(text):
        if not match[0].startswith("\n") and not _ends_sentence(text, start, match):
            continue
        start = match.end()
        yield start
    yield len(text)


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0][0] in _WIDE:
        return True
    after = text[stop.end() : stop.end() + 1]
    if after and not after.isspace() and not _is_wide(after):
        return False  # 3.5, A/76/135.Add, www.un.org
    following = text[stop.end() : stop.end() + 8].lstrip()[:1]
    if following.islower():
        return False
    if stop[0] != ".":
        return True
    # A bounded look back: no abbreviation is longer.
    before = text[max(start, stop.start() - 12) : stop.start()]
    word = _LAST_WORD.search(before)
    if word is None:
        return True
    if _INITIALS.fullmatch(word[0]) and not _is_wide(word[0][0]):
        return False
    return word[0].casefold() not in _ABBREVIATIONS and not (
        stop.start() - start <= 6 and _LABEL.fullmatch(text, start, stop.start())
    )


def _is_wide(char: str) -> bool:
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"


def _spans(text: str, ends: Iterator[int] | list[int], *, start: int = 0) -> Iterator[Span]:
    for end in ends:
        piece = text[start:end]
        inner = piece.strip()
        if inner:
            begin = start + len(piece) - len(piece.lstrip())
            yield Span(begin, begin + len(inner))
        start = end
