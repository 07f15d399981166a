"""Instruments that a text calls by a name which nobody has told yet: offered to an editor, never taken for certain.

Where such a name ends is plain in quotation marks, or where capitals mark it; elsewhere it is guessed and said to be.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commitments.text.connectives import (
    ABOUT,
    AIMS,
    BETWEEN,
    CONSTRUCT,
    DATED,
    GOES_ON,
    LINKS,
    LISTED,
    NO_NAME,
    SENTENCE_WORDS,
    STOPS,
    TOWNS,
    WITH_TOWN,
)
from commitments.text.instruments import NOUNS, PLURALS, is_place_adjective, noun_of
from commitments.text.tokens import Token, tokens_of

# Longer than the longest title of a treaty that is met, in words; in characters inside quotation marks.
LONGEST_NAME, LONGEST_QUOTED = 32, 300

_QUOTED = re.compile(
    r"«([^«»\n]{4,300})»|“([^“”\n]{4,300})”|„([^„“”\n]{4,300})[“”]|《([^《》\n]{3,300})》|\"([^\"\n]{4,300})\""
)


@dataclass(frozen=True, slots=True)
class Generic:
    """A name that looks like that of an instrument. `sure`: its end is marked in the text."""

    start: int
    end: int
    kind: str
    sure: bool


def generic_names(text: str, tokens: Sequence[Token], language: str) -> Iterator[Generic]:
    """Names of instruments by their nouns, in the order of their kinds of marks; they may overlap."""
    yield from quoted_names(text, language)
    if language == "en":
        yield from english_names(text, tokens)
    elif language == "ar":
        yield from arabic_names(text, tokens)
    elif language in ABOUT:
        yield from headed_names(text, tokens, language)


def quoted_names(text: str, language: str) -> Iterator[Generic]:
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 0
        tokens = tokens_of(match[group])
        if not tokens:
            continue
        inside = match[group][tokens[0].start :]
        closed = ")" if "(" in inside and inside.rstrip().endswith(")") else ""
        words = inside[: tokens[-1].end - tokens[0].start + len(closed)]
        start = match.start(group) + tokens[0].start
        # Words in quotation marks are of the language of the text, or an English or Chinese name as it stands there.
        kind = next((kind for known in (language, "zh", "en") if (kind := kind_of(words, known))), "")
        if kind:
            yield Generic(start, start + len(words), kind, sure=True)


def kind_of(words: str, language: str) -> str:
    """The kind of instrument that words name as a whole, "" if they are no such name."""
    nouns = NOUNS.get(language, {})
    if language == "zh":
        return next((kind for noun, kind in nouns.items() if words.endswith(noun) and len(words) > len(noun) + 1), "")
    tokens = tokens_of(words)[:LONGEST_NAME]
    if len(tokens) < 2 or (words[0].lower() != words[0].upper() and not words[0].isupper()):
        return ""
    places = [0, 1] if language in ("ru", "fr", "es") else [0, len(tokens) - 1] if language == "en" else [0]
    found = [noun_of(tokens[place].key, language) for place in places]
    return next((nouns[noun] for noun in found if noun), "")


def is_capital(token: Token) -> bool:
    return token.printed[0].isupper()


def apart(text: str, before: Token, after: Token) -> bool:
    """Whether two words are divided by more than what stands inside a name."""
    between = text[before.end : after.start]
    return len(between) > 4 or bool(between.strip(" \n\u00a0\u202f-‐‑'’")) or between.count("\n") > 1


def begins_sentence(text: str, token: Token) -> bool:
    before = text[max(0, token.start - 4) : token.start].rstrip(' \u00a0«“"(>')
    return not before or before[-1] in ".:;!?\n•"


def english_names(text: str, tokens: Sequence[Token]) -> Iterator[Generic]:
    """English writes a title with capitals, which end it: "Vienna Convention on the Law of Treaties"."""
    for place, token in enumerate(tokens):
        noun = noun_of(PLURALS.get(token.key, token.key), "en")
        if not is_capital(token) or not noun or NOUNS["en"][noun] == "resolution" or heads_another(text, tokens, place):
            continue
        first = place
        while first and place - first < 8 and not apart(text, tokens[first - 1], tokens[first]):
            before = tokens[first - 1]
            if not is_capital(before) or before.key in SENTENCE_WORDS or noun_of(before.key, "en"):
                break
            first -= 1
        last, sure = place, True
        comma = False
        joined: int | None = None  # the last word before an "and"
        for after in range(place + 1, min(len(tokens), place + LONGEST_NAME)):
            following = tokens[after]
            if apart(text, tokens[after - 1], following):
                # A comma before a capital may go on the title, or go on to the next thing.
                comma = following.start - tokens[after - 1].end == 2 and is_capital(following)
                sure = not comma
                break
            if is_capital(following) and following.key not in LINKS["en"]:
                if joined is not None and noun_of(following.key, "en"):
                    last = joined  # "Paris Agreement and Rome Statute" are two
                    break
                sure = sure and joined != last
                last = after
            elif following.key not in LINKS["en"] or (joined == last and following.key == "the"):
                break
            elif following.key == "and":
                joined = last
        if last == place:
            if first < place and begins_sentence(text, tokens[first]):
                first += 1
            if first == place:
                continue
        if first == place and token.key in PLURALS:
            continue  # "Conventions of …" are many
        end = tokens[last].end
        if comma and last > place and joined is not None:
            listed = LISTED.match(text, end)
            if listed is None:
                continue  # a list that goes on, nobody knows how far
            end = listed.end()
        if dated := DATED.match(text, end):
            end = dated.end()
        yield Generic(tokens[first].start, end, NOUNS["en"][noun], sure)


def heads_another(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether the noun of an instrument only says what sort a thing is: "Convention Centre", "Treaty Section"."""
    if place + 1 == len(tokens) or apart(text, tokens[place], tokens[place + 1]):
        return False
    word = tokens[place + 1]
    if not is_capital(word) or word.key in LINKS["en"] or "\n" in text[tokens[place].end : word.start]:
        return False
    return not (GOES_ON.fullmatch(word.key) or GOES_ON.fullmatch(word.printed) or noun_of(word.key, "en"))


def headed_names(text: str, tokens: Sequence[Token], language: str) -> Iterator[Generic]:
    """French, Spanish and Russian begin with the noun: "Traité sur …", "Договор о …", "Carta de las …"."""
    links, about, stops = LINKS[language], ABOUT[language], STOPS[language]
    for place, token in enumerate(tokens):
        noun = noun_of(token.key, language)
        first = place - 1 if noun and language == "ru" and named_for_place(text, tokens, place) else place
        if not noun or not is_capital(tokens[first]):
            continue
        last, at, sure = place, place + 1, False
        proper, small = False, False
        while at < min(len(tokens), place + LONGEST_NAME):
            word = tokens[at]
            if apart(text, tokens[at - 1], word):
                # A comma may as well go on: "sur l'interdiction de la mise au point, de la fabrication et …".
                sure = (small or proper) and text[tokens[at - 1].end] not in ",،"
                break
            if noun_of(word.key, language) and is_capital(word):
                break
            if is_capital(word):
                if at == place + 1 and language != "ru":
                    break  # "Charte Les Parties …": a sentence that begins anew
                last, proper = at, True
            elif word.key in about:
                small = True
            elif word.key in NO_NAME[language]:
                proper = small = False
                first = place
                break
            elif word.key in stops:
                break
            elif word.key not in links:
                if not small and (proper or at != last + 1 or at > place + 2 or not BETWEEN.fullmatch(word.key)):
                    break
                last = at
            at += 1
        else:
            sure = small or proper
        if proper or (small and last > place + 1) or first < place:
            yield Generic(tokens[first].start, tokens[last].end, NOUNS[language][noun], sure)


def named_for_place(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a Russian noun goes with the name of a place, which has a capital: "Парижское соглашение"."""
    if not place or apart(text, tokens[place - 1], tokens[place]):
        return False
    before = tokens[place - 1]
    return is_capital(before) and is_place_adjective(before.key) and not begins_sentence(text, before)


def arabic_names(text: str, tokens: Sequence[Token]) -> Iterator[Generic]:
    """Arabic has no capitals: a noun in the construct state and the definite words that it goes with."""
    for place, token in enumerate(tokens[:-1]):
        start = token.start
        key = token.key
        if key not in WITH_TOWN and key[1:] in WITH_TOWN and key[0] in "وفبلك":
            key, start = key[1:], start + 1
        town = tokens[place + 1].key in TOWNS and not apart(text, token, tokens[place + 1])
        if key not in (WITH_TOWN if town else CONSTRUCT):
            continue
        last = place + town
        aims = tokens[place + 1].key in AIMS
        for at in range(last + 1, min(len(tokens), place + 10)):
            if apart(text, tokens[at - 1], tokens[at]):
                break
            following = tokens[at + 1] if at + 1 < len(tokens) and not apart(text, tokens[at], tokens[at + 1]) else None
            leads = following and at < place + 4 and (is_definite(following) or (aims and at < place + 3))
            if not is_definite(tokens[at]) and not leads:
                break
            if is_definite(tokens[at]) or not aims:
                last = at
        if last > place and (is_definite(tokens[last]) or last == place + town):
            yield Generic(start, tokens[last].end, NOUNS["ar"][noun_of(key, "ar")], sure=False)


def is_definite(token: Token) -> bool:
    return token.key.startswith(("ال", "لل", "بال", "وال")) and token.key not in ("التي", "الذي", "اللذين", "الي")


class Free:
    """The stretches of a text that no name has taken yet."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Takes a stretch, if no part of it is taken."""
        place = bisect_left(self.starts, end)
        if place and self.ends[place - 1] > start:
            return False
        self.starts.insert(place, start)
        self.ends.insert(place, end)
        return True
