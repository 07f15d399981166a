"""The vectors of one batch of each kind of thing, in place of those it had. A thing that is gone has none."""

import re
from typing import Any, TypeVar

from django.db.models import F, Min

from commitments.models import (
    Citation,
    Clause,
    ClauseEmbedding,
    Commitment,
    CommitmentEmbedding,
    Expression,
    PublishedClause,
    PublishedCommitment,
    PublishedEmbedding,
)
from commitments.models.translations import translated
from commitments.text.meaning import ENCODER, encode

from .passages import Passage, citation_passages, clause_passages, passages_of

Row = TypeVar("Row", ClauseEmbedding, CommitmentEmbedding, PublishedEmbedding)


def embed_clauses(pks: list[int]) -> None:
    clauses = list(Clause.objects.filter(pk__in=pks))
    # Each text once, however many of its clauses are in the batch.
    texts = Expression.objects.only("text").in_bulk({clause.expression_id for clause in clauses})
    first_child = dict(
        Clause.objects.filter(parent__in=pks).values_list("parent").annotate(first=Min("start")).order_by()
    )
    rows = [
        (ClauseEmbedding(clause=clause), passage)
        for clause in clauses
        for passage in clause_passages(clause, texts[clause.expression_id].text, first_child.get(clause.pk))
    ]
    ClauseEmbedding.objects.filter(clause__in=pks).delete()
    save(rows, unique=["clause", "part"])


def embed_citations(pks: list[int]) -> None:
    citations = Citation.objects.filter(pk__in=pks).select_related("clause", "commitment")
    rows = [
        (
            CommitmentEmbedding(
                citation=citation,
                commitment=citation.commitment,
                document_id=citation.commitment.document_id,
                language=citation.language,
            ),
            passage,
        )
        for citation in citations.annotate(language=F("expression__language"))
        for passage in citation_passages(citation)
    ]
    CommitmentEmbedding.objects.filter(citation__in=pks).delete()
    save(rows, unique=["commitment", "citation", "part"])


def embed_titles(pks: list[int]) -> None:
    """Titles say in the editors' words what a commitment is about; in English where they are."""
    rows = []
    for commitment in Commitment.objects.filter(pk__in=pks):
        title, language = translated(commitment.title, "en")
        row = CommitmentEmbedding(commitment=commitment, document_id=commitment.document_id, language=language)
        rows += [(row, passage) for passage in passages_of(title, 0, len(title))[:1]]
    CommitmentEmbedding.objects.filter(commitment__in=pks, citation=None).delete()
    save(rows, unique=["commitment", "citation", "part"])


def embed_published_clauses(ids: list[str]) -> None:
    kind = PublishedEmbedding.Kind.CLAUSE
    made = already(kind, ids)
    clauses = list(PublishedClause.objects.filter(pk__in=ids).select_related("expression").defer("expression__text"))
    new = [clause for clause in clauses if made.get(clause.pk) != clause.expression.sequence]
    first_child: dict[str, int] = {}
    inside = PublishedClause.objects.filter(
        expression__in={clause.expression_id for clause in new},
        payload__parent__in=[clause.eid for clause in new],
    )
    for expression, payload in inside.values_list("expression", "payload"):
        parent = f"{expression}#{payload['parent']}"
        first_child[parent] = min(payload["start"], first_child.get(parent, payload["start"]))
    rows = []
    for clause in new:
        own, start = clause.payload, clause.payload["start"]
        end = first_child.get(clause.pk, own["end"])
        for passage in passages_of(own["text"], 0, end - start, own["label"]):
            row = PublishedEmbedding(
                kind=kind, key=clause.pk, sequence=clause.expression.sequence, document=clause.expression.document,
                language=clause.expression.language,
            )  # fmt: skip
            rows.append((row, passage.moved(start)))
    forget(kind, ids, {clause.pk for clause in clauses} - {clause.pk for clause in new})
    save(rows, unique=["kind", "key", "citation", "part"])


def embed_published_commitments(keys: list[str]) -> None:
    kind = PublishedEmbedding.Kind.COMMITMENT
    made = already(kind, keys)
    commitments = list(PublishedCommitment.objects.current().filter(key__in=keys))
    new = [commitment for commitment in commitments if made.get(commitment.key) != commitment.sequence]
    rows = []
    for commitment in new:
        title, language = translated(commitment.payload["title"], "en")
        named: list[tuple[int | None, str, Passage]] = [
            (None, language, passage) for passage in passages_of(title, 0, len(title))[:1]
        ]
        for place, citation in enumerate(commitment.payload["citations"]):
            exact = citation["exact"]
            named += [
                (place, citation["language"], passage.moved(citation["start"]))
                for passage in passages_of(exact, 0, len(exact), leading_label(citation))
            ]
        for quoted, spoken, passage in named:
            row = PublishedEmbedding(
                kind=kind, key=commitment.key, sequence=commitment.sequence, document=commitment.document,
                language=spoken, citation=quoted,
            )  # fmt: skip
            rows.append((row, passage))
    forget(kind, keys, {commitment.key for commitment in commitments} - {commitment.key for commitment in new})
    save(rows, unique=["kind", "key", "citation", "part"])


def leading_label(citation: dict[str, Any]) -> str:
    """The number that a published quotation begins with, as the locator ends: “13. ” of III.13."""
    number = (citation["locator"] or "").rpartition(".")[2]
    found = re.match(r"\W*(?:\w+\W+)?" + re.escape(number) + r"\W+", citation["exact"]) if number else None
    return found[0] if found else ""


def already(kind: str, keys: list[str]) -> dict[str, int]:
    """From which register entry the vectors of each were made."""
    made = PublishedEmbedding.objects.filter(kind=kind, key__in=keys, encoder=ENCODER, part=0)
    return dict(made.values_list("key", "sequence"))


def forget(kind: str, keys: list[str], current: set[str]) -> None:
    """Deletes the vectors of all of these but those that are current."""
    PublishedEmbedding.objects.filter(kind=kind, key__in=set(keys) - current).delete()


def save(rows: list[tuple[Row, Passage]], *, unique: list[str]) -> None:
    """Saves the rows with their places and vectors; words that stand several times are encoded once.

    Another worker may have had the same thing to do: then the later one's vectors stay.
    """
    if not rows:
        return
    words = list(dict.fromkeys(passage.words for _, passage in rows))
    vectors = dict(zip(words, encode(words), strict=True))
    for row, passage in rows:
        row.encoder, row.part = ENCODER, passage.part
        row.start, row.end = passage.span.start, passage.span.end
        row.vector = vectors[passage.words]
    filled = [row for row, _ in rows]
    model = type(filled[0])
    others = [field.name for field in model._meta.fields if field.name not in {"id", *unique}]
    model._default_manager.bulk_create(
        filled, update_conflicts=True, unique_fields=unique, update_fields=others, batch_size=500
    )
