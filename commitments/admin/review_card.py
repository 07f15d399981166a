"""What the review of a link shows: both commitments with their words, and what speaks for the link marked in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from commitments.analysis.wordings import LEAST_SHARED
from commitments.linking import reason_in_words
from commitments.models import Citation, Commitment, Link
from commitments.models.choices import Translation
from commitments.text.differing import Difference, differ

Piece = tuple[str, str]


@dataclass(frozen=True)
class Quote:
    """A citation cut into pieces: the element that each stands in ("mark", "ins", "del" or none), and its words."""

    citation: Citation
    pieces: list[Piece]

    @property
    def is_marked(self) -> bool:
        return any(tag for tag, _words in self.pieces)


@dataclass(frozen=True)
class End:
    """One of the two commitments; `others` are its quotations in further languages."""

    commitment: Commitment
    quotes: list[Quote]
    others: list[Quote]

    @property
    def others_are_marked(self) -> bool:
        return any(quote.is_marked for quote in self.others)


@dataclass(frozen=True)
class Card:
    link: Link
    ends: list[End]
    reasons: list[str]
    wording_compared: bool

    @property
    def is_marked(self) -> bool:
        return not self.wording_compared and any(quote.is_marked for end in self.ends for quote in end.quotes)


def card_of(link: Link) -> Card:
    """Reads all that the card of a link shows, in a fixed number of queries."""
    commitments = [link.source, link.target]
    prefetch_related_objects(commitments, "themes")
    cited = Citation.objects.filter(commitment__in=commitments).select_related("expression__document", "clause")
    cited = cited.defer("expression__text", "expression__file").order_by("position", "pk")
    citations: list[list[Citation]] = [[], []]
    for citation in cited:
        citations[citation.commitment_id == link.target_id].append(citation)
    named = [sentences(link, side) for side in ("source", "target")]
    chosen = languages(citations, named)
    shown = [
        [citation for citation in each if citation.expression.language == language]
        for each, language in zip(citations, chosen, strict=True)
    ]
    compared = compare(shown) if chosen[0] == chosen[1] else None
    ends = []
    for place, commitment in enumerate(commitments):
        quotes = [Quote(citation, marked(citation.exact, named[place])) for citation in shown[place]]
        if compared:
            quotes = [Quote(shown[place][0], changed(compared, first=place == 1))]
        others = [citation for citation in citations[place] if citation not in shown[place]]
        ends.append(End(commitment, quotes, [Quote(other, marked(other.exact, named[place])) for other in others]))
    # The sentences are marked where they stand.
    reasons = [reason_in_words(reason) for reason in link.reasons if reason["kind"] != "sentence"]
    return Card(link, ends, reasons, compared is not None)


def sentences(link: Link, side: str) -> list[str]:
    """The sentences of one end that the reasons name."""
    return [reason["exact"] for reason in link.reasons if reason["kind"] == "sentence" and reason["side"] == side]


def languages(citations: list[list[Citation]], named: list[list[str]]) -> list[str]:
    """The language in which each end is shown: one that both have, if there is one, best of all one in which the named
    sentences stand, then the editor's; else the originals.
    """
    both = {citation.expression.language for citation in citations[0]}
    both &= {citation.expression.language for citation in citations[1]}

    def worth(language: str) -> tuple[Any, ...]:
        words = [[each.exact for each in end if each.expression.language == language] for end in citations]
        found = sum(any(one in exact for exact in words[end]) for end in (0, 1) for one in named[end])
        return (-found, language != get_language(), language)

    if both:
        return [min(both, key=worth)] * 2
    return [original(end) for end in citations]


def original(citations: list[Citation]) -> str:
    texts = [citation.expression for citation in citations]
    found = [text.language for text in texts if text.translation == Translation.ORIGINAL]
    return next(iter([*found, *(text.language for text in texts)]), "")


def compare(shown: list[list[Citation]]) -> Difference | None:
    """What became of the words of the second in the first, where each is one quotation and they share enough."""
    if [len(each) for each in shown] != [1, 1]:
        return None
    difference = differ(shown[1][0].exact, shown[0][0].exact)
    return difference if difference.shared >= LEAST_SHARED else None


def changed(difference: Difference, *, first: bool) -> list[Piece]:
    """One of the two texts compared, with the words that the other has not."""
    text, tag = (difference.first, "del") if first else (difference.second, "ins")
    own = "removed" if first else "added"
    spans = [(segment.first if first else segment.second, segment.kind) for segment in difference.segments]
    return [(tag if kind == own else "", text[start:end]) for (start, end), kind in spans if start < end]


def marked(text: str, sentences: list[str]) -> list[Piece]:
    return list(pieces(text, sorted(sentences, key=text.find)))


def pieces(text: str, sentences: list[str]) -> Iterator[Piece]:
    at = 0
    for sentence in sentences:
        start = text.find(sentence, at)
        if start < 0:
            continue
        if at < start:
            yield "", text[at:start]
        at = start + len(sentence)
        yield "mark", text[start:at]
    if at < len(text):
        yield "", text[at:]
