"""The words by which published things are found: which texts of their JSON, and how the database keeps them.

What finds a hit and what shows why must be the same texts, so both take them from here.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchVectorField
from django.db.models.expressions import Expression

from commitments.text.indexing import configuration, words_of

Payload = dict[str, Any]

# Of one thing; a tsvector holds a megabyte, and no commitment of a real document has a tenth of these characters.
MOST_CHARACTERS = 50_000


class Searched(NamedTuple):
    """A text that is searched. `weight`: A counts most, D least. `citation`: which one, from 0, if it is a quotation.

    `field` is what an answer calls it: title, quote, summary, text, key, locator, document, theme, region or actor.
    """

    field: str
    weight: str
    language: str
    text: str
    citation: int | None = None


def searched_commitment(payload: Payload) -> list[Searched]:
    """Titles, quotations and summaries, and the names that a commitment goes by, in the order in which they count."""
    quotes = enumerate(payload["citations"])
    named = [("document", payload["document"]["title"])]
    named += [(kind[:-1], tag["label"]) for kind in ("themes", "regions", "actors") for tag in payload[kind]]
    return [
        *translations("title", "A", payload["title"]),
        *(Searched("quote", "B", each["language"], each["exact"], place) for place, each in quotes),
        *translations("summary", "C", payload["summary"]),
        Searched("key", "D", "", payload["key"]),
        Searched("locator", "D", "", payload["locator"]),
        *(searched for field, texts in named for searched in translations(field, "D", texts)),
    ]


def searched_clause(payload: Payload, language: str, own_length: int) -> list[Searched]:
    """A clause's own words, its heading among them, without those of the clauses inside it."""
    return [Searched("text", "B", language, payload["text"][:own_length])]


def translations(field: str, weight: str, texts: dict[str, str] | None) -> list[Searched]:
    return [Searched(field, weight, language, text) for language, text in (texts or {}).items()]


class Words(Expression):
    """The tsvector of some texts, each stemmed in its own language."""

    def __init__(self, texts: Sequence[Searched]) -> None:
        super().__init__(output_field=SearchVectorField())
        self.params: list[str] = []
        left = MOST_CHARACTERS
        for text in texts:
            words = " ".join(word.text for word in words_of(text.text[:left]))
            left -= len(text.text)
            if words:
                self.params += [configuration(text.language), words, text.weight]
            if left <= 0:
                break

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        one = "setweight(to_tsvector(%s::regconfig, %s), %s)"
        return " || ".join([one] * (len(self.params) // 3)) or "''::tsvector", tuple(self.params)


def spellings(texts: Iterable[Searched]) -> set[str]:
    """The words of some texts that somebody might mistype: no numbers, no Chinese, nothing short."""
    shortest, longest = 4, 100  # Of three letters or fewer, any word is as near as another; the longest is a column's.
    return {
        word.text
        for text in texts
        for word in words_of(text.text[:MOST_CHARACTERS])
        if shortest <= len(word.text) <= longest and word.text.isalpha()
    }
