"""Documents of any size in six languages: a seeded tree of chapters, articles, paragraphs and items, and its text.

The same seed gives the same document on every machine. Sentences are put together of `phrases`; every now and then
one names an article or a number, as real texts do, so that not each number at hand is a label.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bench.phrases import PHRASES, Phrases

SEED = 2023
# Treaties have some ten articles to a chapter, a few paragraphs to an article, and a list in one of four.
ARTICLES_OF_CHAPTER = (6, 14)
PARAGRAPHS_OF_ARTICLE = (1, 5)
ITEMS_OF_LIST = (2, 7)
LISTS, REFERENCES = 0.25, 0.15

Label = Callable[[int], str]


@dataclass(slots=True)
class Part:
    """A chapter, an article, a paragraph or an item, with the clauses inside it; a lone paragraph has number 0."""

    kind: str
    number: int
    heading: str = ""
    words: str = ""
    children: list["Part"] = field(default_factory=list)

    def all(self) -> Iterator["Part"]:
        """This part and those inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class Style:
    """How a language prints the label of each kind of part."""

    chapter: Label
    article: Label
    paragraph: Label
    item: Label
    before_heading: str = ". "
    before_words: str = " "

    def label(self, part: Part) -> str:
        """The label of a part, "" for one that is not numbered."""
        written: Label = getattr(self, part.kind)
        return written(part.number) if part.number else ""


def han(number: int) -> str:
    """A number up to 9,999 as Chinese legal texts write it: 12 → 十二, 205 → 二百零五."""
    written, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            written += ("零" if gap and written else "") + "零一二三四五六七八九"[digit] + unit
        gap = digit == 0
    return written.removeprefix("一") if 10 <= number < 20 else written


def _letter(alphabet: str) -> Label:
    return lambda number: alphabet[number - 1]


def _latin(chapter: str, article: str) -> Style:
    letter = _letter("abcdefghij")
    return Style(lambda n: f"{chapter} {n}", lambda n: f"{article} {n}", lambda n: f"{n}.", lambda n: f"({letter(n)})")


_cyrillic, _arabic = _letter("абвгдежзик"), _letter("أبجدهوزحطي")
STYLES = {
    "en": _latin("Chapter", "Article"),
    "fr": _latin("Chapitre", "Article"),
    "es": _latin("Capítulo", "Artículo"),
    "ru": Style(lambda n: f"Глава {n}", lambda n: f"Статья {n}", lambda n: f"{n}.", lambda n: f"{_cyrillic(n)})"),
    "ar": Style(lambda n: f"الفصل {n}", lambda n: f"المادة {n}", lambda n: f"{n}-", lambda n: f"({_arabic(n)})"),
    "zh": Style(
        lambda n: f"第{han(n)}章",
        lambda n: f"第{han(n)}条",
        lambda n: f"{han(n)}、",
        lambda n: f"（{han(n)}）",
        before_heading="　",
        before_words="",
    ),
}


class Author:
    """Writes documents in one language. Two authors with the same seed write the same."""

    def __init__(self, language: str, seed: int = SEED) -> None:
        self.phrases: Phrases = PHRASES[language]
        self.language, self.random = language, random.Random(f"{language} {seed}")

    def sentence(self) -> str:
        """One sentence."""
        phrases, pick = self.phrases, self.random.choice
        parts = [pick(phrases.actors), pick(phrases.promises), pick(phrases.matters)]
        if self.random.random() < REFERENCES:
            parts.append(pick(phrases.references).format(self.random.randint(1, 99)))
        parts.append(pick(phrases.manners))
        words = phrases.space.join(parts)
        return words[0].upper() + words[1:] + phrases.stop

    def paragraph(self) -> str:
        """One to three sentences."""
        return self.phrases.space.join(self.sentence() for _ in range(self.random.randint(1, 3)))

    def item(self, last: bool) -> str:
        """One member of a list inside a sentence."""
        words = self.phrases.space.join(
            [self.random.choice(self.phrases.matters), self.random.choice(self.phrases.manners)]
        )
        return words + (self.phrases.stop if last else self.phrases.semicolon)

    def article(self, number: int) -> Part:
        """An article with its heading, numbered paragraphs, and lists in some of them."""
        article = Part("article", number, heading=self.random.choice(self.phrases.headings))
        paragraphs = self.random.randint(*PARAGRAPHS_OF_ARTICLE)
        for place in range(1, paragraphs + 1):
            paragraph = Part("paragraph", place if paragraphs > 1 else 0, words=self.paragraph())
            if self.random.random() < LISTS:
                count = self.random.randint(*ITEMS_OF_LIST)
                paragraph.words = paragraph.words.removesuffix(self.phrases.stop) + self.phrases.colon
                paragraph.children = [Part("item", n, words=self.item(n == count)) for n in range(1, count + 1)]
            article.children.append(paragraph)
        return article

    def chapters(self) -> Iterator[Part]:
        """Chapter after chapter without end; articles are numbered through."""
        number, article = 1, 1
        while True:
            chapter = Part("chapter", number, heading=self.random.choice(self.phrases.headings))
            for _ in range(self.random.randint(*ARTICLES_OF_CHAPTER)):
                chapter.children.append(self.article(article))
                article += 1
            yield chapter
            number += 1


def document(language: str, size: int, seed: int = SEED) -> list[Part]:
    """The chapters of a document whose text has about `size` bytes: its last chapter ends as soon as they are full."""
    chapters: list[Part] = []
    written = 0
    for chapter in Author(language, seed).chapters():
        kept = chapter.children
        chapter.children = []
        written += len(plain([chapter], language).encode())
        for article in kept:
            chapter.children.append(article)
            written += len(plain([article], language).encode())
            if written >= size:
                return [*chapters, chapter]
        chapters.append(chapter)
    raise AssertionError("There is always another chapter.")


def document_of(language: str, clauses: int, seed: int = SEED) -> list[Part]:
    """The chapters of a document that has about `clauses` numbered clauses, and not fewer."""
    chapters: list[Part] = []
    for chapter in Author(language, seed).chapters():
        articles, chapter.children = chapter.children, []
        chapters.append(chapter)
        clauses -= 1
        for article in articles:
            if clauses <= 0:
                return chapters
            chapter.children.append(article)
            clauses -= count([article])
    raise AssertionError("There is always another chapter.")


def count(parts: list[Part]) -> int:
    """How many clauses there are, those inside others included."""
    return sum(1 for part in parts for _ in part.all())


def plain(parts: list[Part], language: str) -> str:
    """The document as it would be copied from a page: a line for each part, a blank one before each heading."""
    style = STYLES[language]
    lines = []
    for part in (inner for outer in parts for inner in outer.all()):
        label = style.label(part)
        if part.heading:
            lines += ["", f"{label}{style.before_heading}{part.heading}"]
        else:
            lines.append(f"{label}{style.before_words if label else ''}{part.words}")
    return "\n".join(lines) + "\n"
