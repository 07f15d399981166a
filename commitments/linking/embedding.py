"""Words → vectors: works off the backlog that the triggers of models/backlog.py keep.

A batch is taken, encoded and stored in one transaction: whoever is stopped in the middle leaves the batch to the next,
and several workers share a backlog without meeting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Min

from commitments.models import (
    Citation,
    Clause,
    ClauseEmbedding,
    Commitment,
    CommitmentEmbedding,
    EmbeddingTask,
    Expression,
)
from commitments.models.translations import translated
from commitments.text.meaning import ENCODER, encode
from commitments.text.sentences import Span, passages

Report = Callable[[str, int, int], None]
Row = TypeVar("Row", ClauseEmbedding, CommitmentEmbedding)

# Clauses or citations in one transaction: a second of encoding, a few megabytes.
BATCH = 200
# Beyond this many characters a passage is embedded sentence by sentence as well: about two sentences, from where on
# one of them can say something that the whole does not.
LONG_PASSAGE = 250
# Shorter pieces say too little to be near to anything (“See below.”).
SHORTEST_PART = 30
# Lengths are those of alphabetic scripts. A Chinese character says as much as three letters.
LETTERS_OF_HAN = 3
# A clause of more parts is an unstructured text: its first parts stand for it.
MOST_PARTS = 200


@dataclass(frozen=True)
class Passage:
    """A stretch of a text to encode; part 0 is the whole, the others its sentences."""

    part: int
    span: Span
    words: str


def passages_of(text: str, start: int, end: int, label: str = "") -> list[Passage]:
    """The whole of `text` from `start` to `end` without the label it begins with, and its sentences where it is long.

    Nothing where no letter is left.
    """
    if label and text.startswith(label, start, end):
        start += len(label)
    words = text[start:end]
    if not any(char.isalpha() for char in words):
        return []
    begin = start + len(words) - len(words.lstrip())
    whole = Span(begin, begin + len(words.strip()))
    found = [Passage(0, whole, whole.of(text))]
    if length(whole.of(text)) <= LONG_PASSAGE:
        return found
    parts = [Span(begin + part.start, begin + part.end) for part in passages(whole.of(text))]
    long_enough = [part for part in parts if length(part.of(text)) >= SHORTEST_PART]
    if len(long_enough) > 1:
        found += [Passage(number, part, part.of(text)) for number, part in enumerate(long_enough[:MOST_PARTS], 1)]
    return found


def length(words: str) -> int:
    """How many characters the words have, or would have in an alphabet."""
    return len(words) + (LETTERS_OF_HAN - 1) * sum("\u3400" <= char <= "\u9fff" for char in words)


def clause_passages(clause: Clause, text: str, first_child: int | None) -> list[Passage]:
    """A clause's own words: without its label, and up to where the first clause below it begins."""
    return passages_of(text, clause.start, clause.end if first_child is None else first_child, clause.label)


def citation_passages(citation: Citation) -> list[Passage]:
    """A citation's words, their offsets counted in the whole text of its expression."""
    label = citation.clause.label if citation.clause and citation.clause.start == citation.start else ""
    found = passages_of(citation.exact, 0, len(citation.exact), label)
    return [
        Passage(each.part, Span(each.span.start + citation.start, each.span.end + citation.start), each.words)
        for each in found
    ]


def backlog() -> int:
    """How many clauses and citations wait for their vectors."""
    return EmbeddingTask.objects.count()


@transaction.atomic
def refile_outdated() -> int:
    """Puts into the backlog what another encoder has embedded; gives how many are new there."""
    filed = 0
    made = {"clause": "clause", "citation": "commitment", "commitment": "commitment"}
    with connection.cursor() as cursor:
        for kind, table in made.items():
            cursor.execute(
                f"""
                INSERT INTO commitments_embeddingtask (kind, row)
                SELECT DISTINCT %s, {kind}_id FROM commitments_{table}embedding
                WHERE encoder <> %s AND {kind}_id IS NOT NULL ON CONFLICT DO NOTHING
                """,
                [kind, ENCODER],
            )
            filed += cursor.rowcount
    return filed


def embed_backlog(*, progress: Report | None = None) -> int:
    """Makes the vectors of all that waits, and gives how many clauses and citations that were."""
    done, total = 0, backlog()
    while taken := embed_batch():
        done += taken
        if progress:
            progress("meaning", done, max(total, done))
    return done


@transaction.atomic
def embed_batch() -> int:
    """Makes the vectors of one batch that no other worker has taken; 0 where nothing is left to take."""
    tasks = list(EmbeddingTask.objects.select_for_update(skip_locked=True).order_by("id")[:BATCH])
    by_kind: dict[str, list[int]] = {kind: [] for kind in EmbeddingTask.Kind.values}
    for task in tasks:
        by_kind[task.kind].append(task.row)
    embed_clauses(by_kind[EmbeddingTask.Kind.CLAUSE])
    embed_citations(by_kind[EmbeddingTask.Kind.CITATION])
    embed_titles(by_kind[EmbeddingTask.Kind.COMMITMENT])
    EmbeddingTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
    return len(tasks)


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
    ClauseEmbedding.objects.bulk_create(filled(rows))


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
    CommitmentEmbedding.objects.bulk_create(filled(rows))


def embed_titles(pks: list[int]) -> None:
    """Titles say in the editors' words what a commitment is about; in English where they are."""
    rows = []
    for commitment in Commitment.objects.filter(pk__in=pks):
        title, language = translated(commitment.title, "en")
        row = CommitmentEmbedding(commitment=commitment, document_id=commitment.document_id, language=language)
        rows += [(row, passage) for passage in passages_of(title, 0, len(title))[:1]]
    CommitmentEmbedding.objects.filter(commitment__in=pks, citation=None).delete()
    CommitmentEmbedding.objects.bulk_create(filled(rows))


def filled(rows: list[tuple[Row, Passage]]) -> list[Row]:
    """The rows with their places and vectors; words that stand several times are encoded once."""
    words = {passage.words: 0 for _, passage in rows}
    vectors = dict(zip(words, encode(list(words)), strict=True))
    for row, passage in rows:
        row.encoder, row.part = ENCODER, passage.part
        row.start, row.end = passage.span.start, passage.span.end
        row.vector = vectors[passage.words]
    return [row for row, _ in rows]
