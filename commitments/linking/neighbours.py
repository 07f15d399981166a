"""Vectors → pairs of commitments that are near in meaning, in SQL and in tables that last for one transaction.

`pair` holds, for each commitment asked about, the nearest ones of other documents:

    source, target            primary keys of commitments
    source_row, target_row    primary keys of the embeddings that are near: of the whole, or of a sentence
    nearness                  cosine of these, −1 to 1: the best of whole to whole, and whole to sentence
    title_nearness            cosine of the titles; null where one has none
    standing_out              how much nearer they are to each other than each is to its other neighbours
"""

from collections.abc import Iterator, Sequence

from django.db import connection

from commitments.text.meaning import ENCODER

from .embedding import Report

# Vectors that the index gives for one vector: a commitment of several sentences has several, so that these are the
# ten to twenty nearest commitments.
NEAREST = 40
# pgvector's breadth of search: with 100, bench/nearest.py finds more than 95 of 100 true neighbours among 300,000.
BREADTH = 100
# Some vectors are near to everything (short, general sentences). The mean of so many best neighbours says how near
# they are to anything; a counterpart stands out against it (CSLS, Conneau et al. 2018; they took 10 of 200,000 words).
USUAL = 5
# Commitments asked about in one statement; bounds what the database sorts at once, and says how far it is.
BATCH = 500


def find_pairs(*, sources: Sequence[int], among: Sequence[int] | None, progress: Report | None = None) -> None:
    """Fills `pair` for the commitments `sources`; `among`, documents by primary key, limits where their counterparts
    are looked for. Inside a transaction, at whose end the table is gone.
    """
    search_settings()
    make_pairs()
    search(sources, among=among, asked=True, progress=progress)
    # How near a counterpart is to anything is known only if it was asked about as well.
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT target FROM (
                SELECT target, row_number() OVER (PARTITION BY source ORDER BY nearness DESC) AS place
                FROM pair) AS best
            WHERE place <= %s AND NOT EXISTS (SELECT 1 FROM pair AS asked WHERE asked.source = best.target)
            """,
            [2 * USUAL],
        )
        others = [row[0] for row in cursor.fetchall()]
    search(others, among=documents_of(sources) if among is not None else None, asked=False, progress=progress)
    stand_out()


def search_settings() -> None:
    """How the index of vectors is searched until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hnsw.ef_search', %s, true)", [str(BREADTH)])
        # The nearest are often of the same document, which is not asked for: go on until enough others are found.
        cursor.execute("SET LOCAL hnsw.iterative_scan = relaxed_order")


def make_pairs() -> None:
    """Makes `pair`, empty."""
    with connection.cursor() as cursor:
        # Left by an earlier run where a caller has both in one transaction.
        cursor.execute("DROP TABLE IF EXISTS pg_temp.pair, pg_temp.usual")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE pair (
                source bigint, target bigint, source_row bigint, target_row bigint, nearness real, title_nearness real,
                standing_out real, asked boolean) ON COMMIT DROP
            """
        )


def documents_of(commitments: Sequence[int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT document_id FROM commitments_commitment WHERE id = ANY(%s)", [list(commitments)]
        )
        return [row[0] for row in cursor.fetchall()]


def batches(rows: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), BATCH):
        yield list(rows[start : start + BATCH])


def search(sources: Sequence[int], *, among: Sequence[int] | None, asked: bool, progress: Report | None) -> None:
    """Appends the neighbours of `sources` to `pair`."""
    limit = "AND near.document_id = ANY(%(among)s)" if among is not None else ""
    done = 0
    for batch in batches(sources):
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO pair (source, target, source_row, target_row, nearness, title_nearness, asked)
                WITH candidate AS (
                    SELECT DISTINCT own.commitment_id AS source, near.commitment_id AS target
                    FROM commitments_commitmentembedding AS own
                    CROSS JOIN LATERAL (
                        SELECT near.commitment_id FROM commitments_commitmentembedding AS near
                        WHERE near.document_id <> own.document_id AND near.encoder = %(encoder)s {limit}
                        ORDER BY near.vector <#> own.vector LIMIT %(nearest)s) AS near
                    WHERE own.commitment_id = ANY(%(batch)s) AND own.encoder = %(encoder)s
                )
                SELECT source, target, words.source_row, words.target_row, words.nearness, titles.nearness, %(asked)s
                FROM candidate
                CROSS JOIN LATERAL (
                    SELECT own.id AS source_row, other.id AS target_row, -(own.vector <#> other.vector) AS nearness
                    FROM commitments_commitmentembedding AS own, commitments_commitmentembedding AS other
                    WHERE own.commitment_id = source AND other.commitment_id = target
                    AND own.citation_id IS NOT NULL AND other.citation_id IS NOT NULL AND 0 IN (own.part, other.part)
                    ORDER BY nearness DESC LIMIT 1) AS words
                LEFT JOIN LATERAL (
                    SELECT -(own.vector <#> other.vector) AS nearness
                    FROM commitments_commitmentembedding AS own, commitments_commitmentembedding AS other
                    WHERE own.commitment_id = source AND other.commitment_id = target
                    AND own.citation_id IS NULL AND other.citation_id IS NULL) AS titles ON true
                """,
                {"batch": batch, "among": list(among or ()), "encoder": ENCODER, "nearest": NEAREST, "asked": asked},
            )
        done += len(batch)
        if progress and asked:
            progress("neighbours", done, len(sources))


def stand_out() -> None:
    """Fills `standing_out`: twice the nearness, less how near either is to its nearest ones on average."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE pair")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE usual ON COMMIT DROP AS
            SELECT source AS commitment, avg(nearness) AS nearness FROM (
                SELECT source, nearness, row_number() OVER (PARTITION BY source ORDER BY nearness DESC) AS place
                FROM pair) AS best
            WHERE place <= %s GROUP BY source
            """,
            [USUAL],
        )
        cursor.execute("CREATE UNIQUE INDEX ON usual (commitment)")
        cursor.execute("ANALYZE usual")
        cursor.execute(
            """
            UPDATE pair SET standing_out = 2 * pair.nearness - own.nearness - coalesce(
                (SELECT other.nearness FROM usual AS other WHERE other.commitment = pair.target), own.nearness)
            FROM usual AS own WHERE own.commitment = pair.source
            """
        )
        # Not before: the update would write it anew for each row.
        cursor.execute("CREATE INDEX ON pair (source, target)")
