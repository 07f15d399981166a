"""Words → vectors: works off the backlog that the triggers of models/backlog.py keep.

A batch is taken, encoded and stored in one transaction: whoever is stopped in the middle leaves the batch to the next,
and several workers share a backlog without meeting.
"""

from collections.abc import Callable

from django.db import connection, transaction

from commitments.models import EmbeddingTask
from commitments.text.meaning import ENCODER

from .vectors import (
    embed_citations,
    embed_clauses,
    embed_published_clauses,
    embed_published_commitments,
    embed_titles,
)

Report = Callable[[str, int, int], None]

# Tasks in one transaction: a second of encoding, a few megabytes.
BATCH = 200
# Which tables have the vectors of each kind, and the column that names the thing.
MADE = {
    "clause": ("commitments_clauseembedding", "clause_id"),
    "citation": ("commitments_commitmentembedding", "citation_id"),
    "commitment": ("commitments_commitmentembedding", "commitment_id"),
    "published_clause": ("commitments_publishedembedding", "CASE kind WHEN 'clause' THEN key END"),
    "published_commitment": ("commitments_publishedembedding", "CASE kind WHEN 'commitment' THEN key END"),
}


def backlog() -> int:
    """How many things wait for their vectors; one that was changed twice counts twice."""
    return EmbeddingTask.objects.count()


@transaction.atomic
def refile_outdated() -> int:
    """Puts into the backlog what another encoder has embedded; gives how many things are new there."""
    filed = 0
    with connection.cursor() as cursor:
        for kind, (table, column) in MADE.items():
            cursor.execute(
                f"""
                INSERT INTO commitments_embeddingtask (kind, row)
                SELECT DISTINCT %s, ({column})::text FROM {table} WHERE encoder <> %s AND ({column}) IS NOT NULL
                EXCEPT SELECT kind, row FROM commitments_embeddingtask
                """,
                [kind, ENCODER],
            )
            filed += cursor.rowcount
    return filed


def embed_backlog(*, progress: Report | None = None) -> int:
    """Makes the vectors of all that waits, and gives how many tasks that were."""
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
    rows: dict[str, list[str]] = {kind: [] for kind in EmbeddingTask.Kind.values}
    for task in tasks:
        rows[task.kind].append(task.row)
    embed_clauses(numbers(rows["clause"]))
    embed_citations(numbers(rows["citation"]))
    embed_titles(numbers(rows["commitment"]))
    embed_published_clauses(sorted(set(rows["published_clause"])))
    embed_published_commitments(sorted(set(rows["published_commitment"])))
    EmbeddingTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
    return len(tasks)


def numbers(rows: list[str]) -> list[int]:
    """Each primary key once, in order: two workers that meet write in the same order."""
    return sorted({int(row) for row in rows})
