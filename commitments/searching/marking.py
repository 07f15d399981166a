"""Why a hit is one: the words of its own texts that were looked for, and the passage that shows them best.

The database says which words have the stems, so what is marked is what was found. Words know their places in the text
as it is printed: no folding has to be undone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from commitments.models.words import Searched
from commitments.text.indexing import Word, configuration, is_chinese, words_of

from .stemming import Stemmed

# About three lines of a page.
SNIPPET = 240
# So much of a text is looked through; what is found further on is found, but not shown.
LOOKED_THROUGH = 20_000
# A snippet of the text itself says more than one of the title, which stands above it anyway.
PREFERRED = ("quote", "text", "summary", "title")
STEMMED = """
SELECT language, word FROM unnest(%s::text[], %s::text[]) AS said(language, word)
WHERE tsvector_to_array(to_tsvector(language::regconfig, word)) && %s::text[]
"""


@dataclass(frozen=True)
class Part:
    """A stretch of a snippet, marked or not."""

    text: str
    hit: bool


@dataclass(frozen=True)
class Snippet:
    """A passage of a text in parts; together they are the text from `start` to `end`."""

    source: Searched
    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Match:
    """The words of one text that were looked for, in their order."""

    source: Searched
    words: tuple[Word, ...]

    @property
    def different(self) -> int:
        return len({word.text for word in self.words})

    @property
    def printed(self) -> list[str]:
        """What stands in the text, each once; neighbouring Chinese signs together."""
        spans = merged(self.words)
        return list(dict.fromkeys(self.source.text[start:end] for start, end in spans))


def matches(texts: Sequence[Sequence[Searched]], stemmed: Stemmed) -> list[list[Match]]:
    """For the texts of each hit those that have words looked for, in one statement for all hits."""
    stems = sorted({stem for all_stems in stemmed.stems.values() for stem in all_stems})
    # Of the languages here only Arabic has words whose stem begins with another letter.
    initials = {stem[0] for stem in stems if stem}
    # Names of documents and themes are those of many hits.
    words = {text.text: words_of(text.text[:LOOKED_THROUGH], beginning=initials) for own in texts for text in own}
    said = [[(text, configuration(text.language), words[text.text]) for text in own] for own in texts]
    known = {(language, word.text) for own in said for _text, language, there in own for word in there}
    sought = having_stems(known, stems)
    sought |= {(language, word) for language, word in known if is_chinese(word) and word[0] in stemmed.signs}
    return [
        [Match(text, hit) for text, language, there in own
         if (hit := tuple(word for word in there if (language, word.text) in sought))]
        for own in said
    ]  # fmt: skip


def having_stems(words: set[tuple[str, str]], stems: list[str]) -> set[tuple[str, str]]:
    """Those of some words, each with its language, that have one of the stems."""
    if not words or not stems:
        return set()
    listed = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(STEMMED, [[language for language, _ in listed], [word for _, word in listed], stems])
        return set(cursor.fetchall())


def merged(words: Iterable[Word]) -> list[tuple[int, int]]:
    """The places of words in order, those in one that touch: Chinese pairs overlap."""
    spans: list[tuple[int, int]] = []
    for word in words:
        if spans and word.start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], word.end)
        else:
            spans.append((word.start, word.end))
    return spans


def best(found: Sequence[Match], language: str = "") -> Match | None:
    """The text that has most of the different words; of equals one in this language, then the one that says most."""

    def worth(match: Match) -> tuple[int, bool, int]:
        return match.different, match.source.language.lower() == language.lower(), -preference(match.source)

    return max(found, key=worth, default=None)


def is_name(text: Searched) -> bool:
    return text.field not in PREFERRED


def preference(text: Searched) -> int:
    return len(PREFERRED) if is_name(text) else PREFERRED.index(text.field)


def snippet_of(match: Match) -> Snippet:
    """The passage of SNIPPET characters, or a word more, where most of the different words stand closest together."""
    words = match.words
    if not words:
        return cut(match, SNIPPET // 2)

    def from_here(first: int) -> tuple[int, int]:
        """How many different words follow within a snippet, and where the last of them ends."""
        seen: set[str] = set()
        end = words[first].end
        for word in words[first:]:
            if word.end > words[first].start + SNIPPET:
                break
            if word.text not in seen:
                seen.add(word.text)
                end = word.end
        return len(seen), end

    reach = [from_here(first) for first in range(len(words))]
    first = max(range(len(words)), key=lambda place: (reach[place][0], words[place].start - reach[place][1], -place))
    return cut(match, (words[first].start + reach[first][1]) // 2)


def cut(match: Match, middle: int) -> Snippet:
    """The passage around a place, from one space to another where there are any, its words marked."""
    text = match.source.text
    start = max(0, min(middle - SNIPPET // 2, len(text) - SNIPPET))
    end = min(len(text), start + SNIPPET)
    spans = merged(match.words)
    start, end = at_a_space(text, start, backwards=True), at_a_space(text, end, backwards=False)
    parts, at = [], start
    for begin, stop in spans:
        if stop <= start or begin >= end:
            continue
        begin, stop = max(begin, start), min(stop, end)
        parts += [Part(text[at:begin], hit=False), Part(text[begin:stop], hit=True)]
        at = stop
    parts.append(Part(text[at:end], hit=False))
    return Snippet(match.source, start, end, tuple(part for part in parts if part.text))


def at_a_space(text: str, place: int, *, backwards: bool) -> int:
    """The place itself, or one a few characters outwards where a word begins or ends there."""
    longest_word = 30
    for step in range(longest_word):
        at = place - step if backwards else place + step
        if at <= 0 or at >= len(text):
            return max(0, min(at, len(text)))
        if text[at - 1].isspace() if backwards else text[at].isspace():
            return at
    return place


def passage(text: Searched, start: int, end: int) -> Snippet:
    """The beginning of a part of a text, without any word marked: what is near in meaning."""
    end = min(end, at_a_space(text.text, min(start + SNIPPET, end), backwards=False))
    return Snippet(text, start, end, (Part(text.text[start:end], hit=False),))


def as_json(found: Sequence[Match]) -> list[dict[str, Any]]:
    return [
        {"field": match.source.field, "language": match.source.language or None, "words": match.printed}
        for match in found
    ]  # fmt: skip
