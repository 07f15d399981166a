"""Articles that a text names: "article 25", "Articles 16 and 17", "paragraph 4 of Article 2", "المادة 6", 第十六条.

Numbers are written as those of clauses are: ASCII, digits for whatever counts, paragraphs in brackets: `2(4)`, `6`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from commitments.text import numerals
from commitments.text.spelling import fold
from commitments.text.symbols import plain_digits
from commitments.text.words import LANGUAGES

_PART = r"(?:\s?\(\s?(?:\d{1,3}|[a-zа-я]{1,3})\s?\)){0,4}"
_NUMBER = (
    rf"(?:\d{{1,4}}|[IVXLC]{{1,7}}(?![\w’']))(?:\s?(?:bis|ter|quater)(?!\w))?(?:\.\d{{1,3}})?{_PART}(?![\w/]|\.\d)"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language says "article", "paragraph 4 of", ", paragraph 4,", "and", and what leads on to the instrument.

    `lead` is what may stand before the word "article" where it is said again: "and of the".
    """

    article: str
    before: str
    after: str
    joined: str
    lead: str
    of: str


GRAMMARS = {
    "en": Grammar(
        r"[Aa]rticles?|ARTICLES?|[Aa]rts?\.",
        r"[Pp]aragraphs?\s+(?P<before>\d{1,3})\s+of\s+",
        r",?\s+para(?:graph|\.)?\s+(?P<after>\d{1,3}),?",
        r"and|or",
        r"(?:(?:of|to|in|under|with|by)\s)?(?:the\s)?",
        r"(?:of|to|in|under)\s+(?:the\s+|that\s+)?(?:said\s+)?",
    ),
    "fr": Grammar(
        r"[Aa]rticles?|ARTICLES?|[Aa]rt\.",
        r"(?:[Pp]aragraphe|[Aa]linéa)\s+(?P<before>\d{1,3})\s+(?:de\s+l['’]|des\s+)",
        r",?\s+(?:paragraphe|par\.|alinéa)\s+(?P<after>\d{1,3}),?",
        r"et|ou",
        r"(?:(?:à|de|dans|par)\s)?(?:l['’]\s?|les\s|aux?\s|des?\s)?",
        r"(?:du(?:dit)?\s+|de\s+la(?:dite)?\s+|de\s+l['’]\s?|de\s+)",
    ),
    "es": Grammar(
        r"[Aa]rtículos?|ARTÍCULOS?|[Aa]rts?\.",
        r"(?:[Pp]árrafo|[Aa]partado)\s+(?P<before>\d{1,3})\s+(?:del|de\s+los)\s+",
        r",?\s+(?:párrafo|apartado)\s+(?P<after>\d{1,3}),?",
        r"y|e|o",
        r"(?:(?:al?|del?|en|con|por)\s)?(?:(?:el|los)\s)?",
        r"(?:del?\s+)(?:la\s+|los\s+)?",
    ),
    "ru": Grammar(
        r"[Сс]тать(?:я|и|е|ю|ей|ёй|ям|ями|ях)|[Сс]тат(?:ей)|[Сс]т\.",
        r"[Пп]ункт\w{0,3}\s+(?P<before>\d{1,3})\s+",
        r",?\s+пункт\w{0,2}\s+(?P<after>\d{1,3}),?",
        r"и|или",
        r"(?:(?:со?|в|к|по)\s)?",
        r"",
    ),
    "ar": Grammar(
        r"(?:ال|لل)?ماد(?:ة|تين|تان|تي|تا)|(?:ال|لل)?مواد",
        r"الفقرة\s+(?P<before>\d{1,3})\s+من\s+[وفبلك]?",
        r"\s?[،,]?\s+الفقرة\s+(?P<after>\d{1,3})[،,]?",
        r"و|أو",
        r"[بلفك]?",
        r"(?:من\s+)?",
    ),
}
_OPENING = r"[«“„\"'‘《\s]{0,3}"


def _pattern(grammar: Grammar) -> re.Pattern[str]:
    edge = r"(?:(?<!\w)|(?<=\b[وفبلك]))"
    joined = rf"\s?[,،]?\s?(?:(?:{grammar.joined})\s?)?"
    return re.compile(
        rf"(?:{edge}{grammar.before})?{edge}(?:{grammar.article})\s{{1,3}}(?:رقم\s)?"
        rf"(?:(?P<list>{_NUMBER}(?:{joined}{_NUMBER}){{0,40}})(?:{grammar.after})?|(?=(?P<words>[^\W\d_][^\n.,;:«»()]{{1,60}})))"
    )


def _again(grammar: Grammar) -> re.Pattern[str]:
    """What joins articles whose noun is said again: "Article 2 (4) and Article 51"."""
    joined = rf"(?:{grammar.joined})\s{{0,3}}"
    return re.compile(rf"\s?(?:[,،]\s{{0,3}}(?:{joined})?|(?<=[\s,،]){joined}){grammar.lead}")


_PATTERNS = {language: _pattern(grammar) for language, grammar in GRAMMARS.items()}
_AGAIN = {language: _again(grammar) for language, grammar in GRAMMARS.items()}
_OF = {language: re.compile(rf",?\s{{1,3}}{grammar.of}{_OPENING}") for language, grammar in GRAMMARS.items()}
_EACH = re.compile(_NUMBER)
_ENGLISH_AFTER = re.compile(r"(?:['’]s)?\s")
_HAN = rf"(?:[{numerals.HAN}]{{1,7}}|\d{{1,4}})"
_CHINESE = re.compile(
    rf"第\s?(?P<number>{_HAN})\s?[条條](?:之(?P<bis>[一二]))?(?:第\s?(?P<paragraph>{_HAN})\s?[款项項])?"
)
_CHINESE_AND = re.compile(r"[、和及与與]")
# Ordinals of Arabic take up to three words ("الحادية والعشرون بعد المائة" four).
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Article:
    """A number of an article, and where it stands with the word for it."""

    start: int
    end: int
    number: str


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles named together. The instrument they belong to begins at `follows`, or else ends at `precedes`."""

    articles: tuple[Article, ...]
    follows: int | None = None
    precedes: int | None = None


def articles_in(text: str, language: str) -> Iterator[Articles]:
    """The articles that a text names; whose they are, others find out."""
    plain = plain_digits(text)
    if language == "zh":
        yield from _chinese(plain)
        return
    if language not in _PATTERNS:
        return
    joined: list[Article] = []
    for match in _PATTERNS[language].finditer(plain):
        found, end = _listed(match) if match["list"] else _in_words(match, language)
        if not found:
            continue
        if joined and not _AGAIN[language].fullmatch(plain, joined[-1].end, found[0].start):
            yield _group(plain, joined, language)
            joined = []
        joined += [*found[:-1], replace(found[-1], end=end)]
    if joined:
        yield _group(plain, joined, language)


def _group(plain: str, found: list[Article], language: str) -> Articles:
    start = found[0].start
    on = _OF[language].match(plain, found[-1].end)
    before = start - 1 if start and plain[start - 1] == " " else None
    if before is not None and plain[max(0, before - 2) : before] in ("'s", "’s"):
        before -= 2
    return Articles(
        tuple(replace(each, end=each.start + len(plain[each.start : each.end].rstrip(" ,،"))) for each in found),
        on.end() if on else None,
        before if language == "en" else None,
    )


def _listed(match: re.Match[str]) -> tuple[list[Article], int]:
    numbers = list(_EACH.finditer(match.string, *match.span("list")))
    paragraph = match["before"] or match["after"]
    articles = []
    for place, number in enumerate(numbers):
        start = match.start() if place == 0 else number.start()
        end = match.end() if place == len(numbers) - 1 else number.end()
        printed = article_number(number[0])
        if paragraph and len(numbers) == 1:
            printed += f"({int(paragraph)})"
        articles.append(Article(start, end, printed))
    return articles, match.end()


def _in_words(match: re.Match[str], language: str) -> tuple[list[Article], int]:
    """ "article premier", "المادة الخامسة والعشرون": the longest number that the next words are."""
    words = LANGUAGES[language]
    ends = [word.end() for word in re.finditer(r"[^\s]+", match["words"])][:MOST_WORDS]
    for end in reversed(ends):
        folded = fold(" ".join(match["words"][:end].split()))
        value = words.ordinals.get(folded) or words.cardinals.get(folded)
        if value:
            stop = match.start("words") + end
            number = f"{value}({int(match['before'])})" if match["before"] else str(value)
            return [Article(match.start(), stop, number)], stop
    return [], match.end()


def _chinese(plain: str) -> Iterator[Articles]:
    group: list[re.Match[str]] = []
    for match in _CHINESE.finditer(plain):
        if group and not _CHINESE_AND.fullmatch(plain, group[-1].end(), match.start()):
            yield _chinese_group(group)
            group = []
        group.append(match)
    if group:
        yield _chinese_group(group)


def _chinese_group(group: list[re.Match[str]]) -> Articles:
    found = []
    for match in group:
        number = han_number(match["number"]) + ("bis" if match["bis"] else "")
        paragraph = f"({han_number(match['paragraph'])})" if match["paragraph"] else ""
        found.append(Article(match.start(), match.end(), number + paragraph))
    return Articles(tuple(found), precedes=group[0].start())


def han_number(printed: str) -> str:
    return str(int(printed)) if printed.isdecimal() else str(numerals.chinese(printed) or printed)


def article_number(printed: str) -> str:
    """`2 (4)` → `2(4)`, `VI` → `6`, `25 bis` → `25bis`."""
    whole = re.sub(r"\s", "", printed)
    first = re.match(r"[IVXLC]+", whole)
    if first:
        value = numerals.roman(first[0])
        return f"{value}{whole[first.end() :]}" if value else whole
    lead = re.match(r"\d+", whole)
    return str(int(lead[0])) + whole[lead.end() :] if lead else whole
