"""What synthetic commitments say, in six languages, with the lexemes of every word known beforehand.

Phrases alone have a few hundred words, each in one sentence of eight. So sentences are about the themes of the register
as well, and name places, whose names are coined of syllables and as unevenly frequent as words of real texts are: a few
stand in many sentences, most in hardly any. What a sentence is put together of is stemmed once, so that the vectors of
a million need no parser.
"""

import random
import re
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from django.db import connection

from bench.phrases import PHRASES
from bench.texts import REFERENCES, SEED, STYLES
from commitments.models.register import PublishedTerm
from commitments.text.indexing import configuration, words_of

# Coined names of a language. With the exponent and the offset below (the law of Zipf and Mandelbrot), the first stands
# in every tenth commitment, the hundredth in one of a hundred, the last in one of ten thousand or fewer.
NAMES = 20_000
EXPONENT, OFFSET = 1.0, 8.0
# Names in a sentence.
FEWEST, MOST = 1, 3
# How a language lists the places that a sentence is about.
LISTS = {
    "en": ("in", "and"),
    "fr": ("à", "et"),
    "es": ("en", "y"),
    "ru": ("в местности", "и"),
    "ar": ("في", "ثم"),
    "zh": ("在", "、"),
}
SYLLABLES = {
    "en": "ar bel cor dun el fal gren har is kel lor mar nor or pel quin ros sel tor ul ver wen yor zan",
    "fr": "ar bau cha dor es fon gué haut is join lau mon nor or pré qui rou sau tou ur val vil yon zay",
    "es": "al ber cor dur es fue gra har ir jun lar mon nav or pal que ros sal tor ur val ver yer zar",
    "ru": "бор вер гор дон ель жар зим ир кам луг мир нов ор пол рек сел тор ур фед хол чер шум юр яр",
    "ar": "با تو ثا جي حا خو دي را زو سي شا صو طا ظي عو غا في قا كو لي ما نو ها يا",
    "zh": "安 白 长 东 丰 高 广 海 和 河 华 江 金 兰 林 龙 梅 明 南 宁 平 青 清 泉 "
    "山 石 水 松 泰 天 田 通 文 武 西 仙 新 星 阳 永 玉 云 中 竹",
}

# What is a word, or a sequence of signs each two of which are one, in the Chinese phrases.
RUNS = re.compile("[0-9]+|[一-鿿]+")
# Lexemes in order, "" where a word is left out by the configuration and only counts its place.
Lexemes = tuple[str, ...]


class Said(NamedTuple):
    """A text and what the search keeps of it."""

    text: str
    lexemes: Lexemes


def stems(language: str, words: Iterable[str]) -> dict[str, str]:
    """The lexeme of each word in this language, "" where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, tsvector_to_array(to_tsvector(%s::regconfig, word)) FROM unnest(%s::text[]) AS word",
            [configuration(language), sorted(set(words))],
        )
        # None has two: words are letters and digits only.
        return {word: found[0] if found else "" for word, found in cursor.fetchall()}


def names(language: str, count: int) -> list[str]:
    """Coined names, the most frequent first."""
    dice, syllables = random.Random(f"names {language} {SEED}"), SYLLABLES[language].split()
    found: dict[str, None] = {}
    while len(found) < count:
        made = "".join(dice.choice(syllables) for _ in range(dice.choice((2, 3, 3, 4))))
        found[made[0].upper() + made[1:]] = None
    return list(found)


def themes(language: str) -> list[str]:
    """What the published themes are called in a language, other names included."""
    found: dict[str, None] = {}
    for payload in PublishedTerm.objects.filter(kind="theme").order_by("key").values_list("payload", flat=True):
        found |= dict.fromkeys([payload["label"].get(language), *payload["alternative_labels"].get(language, ())])
    return [name for name in found if name]


class Speaker:
    """Says sentences and titles in one language, by whatever dice it is given."""

    def __init__(self, language: str) -> None:
        self.language, self.phrases = language, PHRASES[language]
        phrases = self.phrases
        matters = [*phrases.matters, *themes(language)]
        numbered = [form.format(number) for form in phrases.references for number in range(1, 100)]
        coined = names(language, NAMES)
        pools = [phrases.actors, phrases.promises, matters, numbered, phrases.manners, phrases.headings]
        words = {
            text: [word.text for word in words_of(text)] for pool in [*pools, coined, LISTS[language]] for text in pool
        }
        stem = stems(language, (word for some in words.values() for word in some))
        said = {text: Said(text, tuple(stem[word] for word in some)) for text, some in words.items()}
        self.actors, self.promises, self.matters, self.references, self.manners, self.headings = (
            [said[text] for text in pool] for pool in pools
        )
        self.names = [said[name] for name in coined]
        self.weights = list(accumulate((rank + OFFSET) ** -EXPONENT for rank in range(1, NAMES + 1)))
        self.into, self.last = (said[text] for text in LISTS[language])
        self.words = {word for some in words.values() for word in some}
        # Chinese has no spaces: what a word is depends on what stands next to it.
        self.spaced = bool(phrases.space)

    def places(self, dice: random.Random) -> list[Said]:
        count = dice.randint(FEWEST, MOST)
        chosen = dice.choices(self.names, cum_weights=self.weights, k=count)
        listed = [self.into, chosen[0]]
        for name in chosen[1:]:
            listed += [self.last, name]
        return listed

    def sentence(self, dice: random.Random) -> Said:
        parts = [dice.choice(self.actors), dice.choice(self.promises), dice.choice(self.matters), *self.places(dice)]
        if dice.random() < REFERENCES:
            parts.append(dice.choice(self.references))
        parts.append(dice.choice(self.manners))
        return self.joined(parts, self.phrases.stop)

    def title(self, dice: random.Random) -> Said:
        return self.joined([dice.choice(self.promises), dice.choice(self.matters), *self.places(dice)], "")

    def name(self, dice: random.Random) -> Said:
        """What a document is called."""
        return self.joined([dice.choice(self.headings), dice.choice(self.matters), *self.places(dice)], "")

    def paragraph(self, dice: random.Random, sentences: int) -> Said:
        said = [self.sentence(dice) for _ in range(sentences)]
        text = self.phrases.space.join(one.text for one in said)
        return Said(text, tuple(lexeme for one in said for lexeme in one.lexemes) if self.spaced else alone(text))

    def joined(self, parts: list[Said], stop: str) -> Said:
        text = self.phrases.space.join([part.text for part in parts]) + stop
        text = text[0].upper() + text[1:]
        return Said(text, tuple([each for part in parts for each in part.lexemes]) if self.spaced else alone(text))


def alone(text: str) -> Lexemes:
    """The lexemes of a Chinese text, which are words as they stand: the same that `words_of` finds, and sooner."""
    found = []
    for run in RUNS.findall(text):
        found += [run] if run.isdigit() else [run[place : place + 2] for place in range(len(run))]
    return tuple(found)


@cache
def speakers() -> dict[str, Speaker]:
    return {language: Speaker(language) for language in STYLES}


def tsvector(texts: Iterable[tuple[str, Lexemes]]) -> str:
    """What models/words.py makes of texts with these weights, as PostgreSQL reads it.

    The places in each text follow those in the text before it.
    """
    places: dict[str, list[str]] = {}
    before = 0
    for weight, lexemes in texts:
        last = 0
        mark = "" if weight == "D" else weight
        for place, lexeme in enumerate(lexemes, 1):
            if lexeme:
                last = place
                places.setdefault(lexeme, []).append(f"{before + place}{mark}")
        before += last
    return " ".join([f"{lexeme}:{','.join(found)}" for lexeme, found in places.items()])
