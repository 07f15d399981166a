"""The pairs that the database found, read: their wording compared, their reasons and relation said."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from commitments.models import Actor, Citation, Commitment, CommitmentEmbedding, Document, Theme
from commitments.models.choices import Relation
from commitments.text.folding import fold

from .evidence import STEM
from .relations import Side, propose
from .scoring import WORDING_FROM, logistic, wording_weight

# Counterparts given for each commitment; a reader of the demonstration corpus has at most eight, nearly always two.
GIVEN = 5
# Words compared of each side; the rest of a longer text is not looked at, so that the cost has a bound.
COMPARED_WORDS = 400
# What is read of a citation: its expression's text may be a book.
CITED = ("commitment", "exact", "start", "expression__language")
# A title's nearness is said as a reason where it adds to the score.
TITLE_FROM = 0.5
# The rarest shared words of titles that are named as a reason.
MOST_WORDS = 3


@dataclass(frozen=True)
class Suggestion:
    """That `source` may stand in `relation` to `target`. `state` is that of their link, "" where there is none yet."""

    source: str
    target: str
    relation: Relation
    score: float
    reasons: list[dict[str, Any]]
    state: str


@dataclass
class Found:
    """A pair as the database weighed it."""

    source: int
    target: int
    nearness: float
    standing_out: float
    title_nearness: float | None
    source_row: int
    target_row: int
    mutual: bool
    neighbours: int
    weight: float
    named: bool | None
    shared: dict[str, list[Any]]
    state: str


@dataclass
class Words:
    """What is read of the commitments of some pairs: each thing once, in a fixed number of queries."""

    commitments: dict[int, Commitment]
    citations: dict[int, list[Citation]]
    embeddings: dict[int, CommitmentEmbedding]
    labels: dict[tuple[str, int], dict[str, str]]

    @classmethod
    def of(cls, pairs: list[Found]) -> "Words":
        pks = {pair.source for pair in pairs} | {pair.target for pair in pairs}
        rows = {pair.source_row for pair in pairs} | {pair.target_row for pair in pairs}
        citations: dict[int, list[Citation]] = {pk: [] for pk in pks}
        cited = Citation.objects.filter(commitment__in=pks).select_related("expression")
        for citation in cited.only(*CITED).order_by("commitment", "position", "pk"):
            citations[citation.commitment_id].append(citation)
        things: dict[str, set[int]] = {"theme": set(), "actor": set(), "instrument": set()}
        for pair in pairs:
            for kind in things:
                things[kind].update(pair.shared.get(kind, ()))
        labels = {}
        for kind, model, field in (
            ("theme", Theme, "label"),
            ("actor", Actor, "label"),
            ("instrument", Document, "title"),
        ):
            for pk, label in model._default_manager.filter(pk__in=things[kind]).values_list("pk", field):
                labels[kind, pk] = label
        return cls(
            commitments=Commitment.objects.select_related("document").in_bulk(pks),
            citations=citations,
            embeddings=CommitmentEmbedding.objects.defer("vector").select_related("citation").in_bulk(rows),
            labels=labels,
        )

    def side(self, row: int) -> Side:
        embedding = self.embeddings[row]
        citation = embedding.citation
        return Side(citation.exact if citation else "", embedding.language, embedding.part)

    def sentence(self, row: int) -> str:
        """The words of one embedding."""
        embedding = self.embeddings[row]
        citation = embedding.citation
        return citation.exact[embedding.start - citation.start : embedding.end - citation.start] if citation else ""


def read_pairs(pairs: list[Found]) -> list[Suggestion]:
    """The best GIVEN suggestions for each source; the pairs of one source are together."""
    words = Words.of(pairs)
    suggestions: list[Suggestion] = []
    for _, group in groupby(pairs, key=lambda pair: pair.source):
        read = [read_pair(pair, words) for pair in group]
        suggestions += sorted(read, key=lambda suggestion: (-suggestion.score, suggestion.target))[:GIVEN]
    return suggestions


def read_pair(pair: Found, words: Words) -> Suggestion:
    wording = shared_wording(words.citations[pair.source], words.citations[pair.target])
    source, target = words.side(pair.source_row), words.side(pair.target_row)
    relation = propose(
        source, target, shares_instrument="instrument" in pair.shared, named=pair.named is not None, wording=wording
    )
    return Suggestion(
        source=words.commitments[pair.source].key,
        target=words.commitments[pair.target].key,
        relation=relation,
        score=round(logistic(pair.weight + wording_weight(wording)), 3),
        reasons=reasons_of(pair, words, wording=wording, relation=relation),
        state=pair.state,
    )


def reasons_of(pair: Found, words: Words, *, wording: float, relation: Relation) -> list[dict[str, Any]]:
    """Why, the weightiest kinds first; scoring.reason_in_words() says each in a sentence."""
    reasons: list[dict[str, Any]] = []
    if wording > WORDING_FROM:
        reasons.append({"kind": "wording", "share": round(wording, 2)})
    if pair.named is not None:
        reasons.append({"kind": "named", "article": pair.named})
    reasons.append(
        {"kind": "meaning", "nearness": round(pair.nearness, 2), "standing_out": round(pair.standing_out, 2)}
    )
    for side, row in (("source", pair.source_row), ("target", pair.target_row)):
        if words.embeddings[row].part:
            reasons.append({"kind": "sentence", "side": side, "exact": words.sentence(row)})
    for kind in ("theme", "instrument", "actor"):
        if pair.shared.get(kind):
            reasons.append({"kind": kind, "labels": [words.labels[kind, pk] for pk in pair.shared[kind]]})
    if said := shared_words(words.commitments[pair.source], pair.shared.get("word", [])):
        reasons.append({"kind": "word", "words": said})
    if pair.title_nearness is not None and pair.title_nearness >= TITLE_FROM:
        reasons.append({"kind": "title", "nearness": round(pair.title_nearness, 2)})
    if relation in (Relation.ENDORSES, Relation.IMPLEMENTS):
        reasons.append({"kind": relation.value})
    if pair.mutual:
        reasons.append({"kind": "mutual"})
    if pair.neighbours:
        reasons.append({"kind": "order", "neighbours": pair.neighbours})
    return reasons


def shared_words(commitment: Commitment, beginnings: list[str]) -> list[str]:
    """The words of a commitment's title that begin so, whole."""
    words = re.findall(r"\w+", commitment.title.get("en", "").lower())
    return [word for beginning in beginnings for word in words if word[:STEM] == beginning][:MOST_WORDS]


def shared_wording(ours: list[Citation], theirs: list[Citation]) -> float:
    """The share of words that two commitments have in common and in the same order, in the language where it is
    largest; 0 where they have no language in common.
    """
    best = 0.0
    for language in {citation.expression.language for citation in ours} & {
        citation.expression.language for citation in theirs
    }:
        first, second = (
            tokens(" ".join(citation.exact for citation in side if citation.expression.language == language), language)
            for side in (ours, theirs)
        )
        matcher = SequenceMatcher(None, first, second, autojunk=False)
        # Upper bounds first: most pairs have few words in common.
        if matcher.real_quick_ratio() > WORDING_FROM and matcher.quick_ratio() > WORDING_FROM:
            best = max(best, matcher.ratio())
    return best


def tokens(text: str, language: str) -> list[str]:
    folded = fold(text[: 12 * COMPARED_WORDS])
    return (list("".join(folded.split())) if language.startswith("zh") else folded.split())[:COMPARED_WORDS]
