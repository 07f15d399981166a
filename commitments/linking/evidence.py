"""What else speaks for a pair than its meaning, set by set in SQL: columns and tables beside `pair` of neighbours.py.

shared      pair × (theme, actor, instrument): the weight of what both have, and which
named       pair: one side's words name the document, or the very article, that the other side is
weighed     all of it for each pair, with the score; see weigh()
"""

from django.db import connection

from .scoring import WEIGHTS

# Of several shared terms the rarest says most; each further one adds this share of its own weight.
FURTHER = 0.3

# Words of a title are the same if they begin alike; those shorter than SHORTEST_WORD say nothing by themselves. English
# titles only: the tracker has one for nearly every commitment, whatever language its text is in.
STEM, SHORTEST_WORD = 7, 4

# What each commitment has of each kind: SQL giving (commitment, thing).
THINGS = {
    "theme": "SELECT commitment_id AS commitment, theme_id AS thing FROM commitments_commitment_themes",
    "actor": "SELECT DISTINCT commitment_id AS commitment, actor_id AS thing FROM commitments_commitmentactor",
    "instrument": "SELECT DISTINCT commitment, document AS thing FROM mention",
    "word": f"""
        SELECT DISTINCT id AS commitment, left(word, {STEM}) AS thing FROM commitments_commitment,
        regexp_split_to_table(lower(title ->> 'en'), '[^[:alnum:]]+') AS word WHERE length(word) >= {SHORTEST_WORD}
        """,
}


def gather() -> None:
    """Fills the evidence for all of `pair`, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.mention, pg_temp.shared, pg_temp.named")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE mention ON COMMIT DROP AS
            SELECT DISTINCT citation.commitment_id AS commitment, reference.document_id AS document, reference.article
            FROM commitments_citation AS citation
            JOIN commitments_clause AS clause ON clause.expression_id = citation.expression_id
            JOIN commitments_reference AS reference ON reference.clause_id = clause.id
            WHERE reference.start >= citation.start AND reference."end" <= citation."end"
            """
        )
        cursor.execute(
            """
            CREATE TEMPORARY TABLE shared (source bigint, target bigint, kind text, weight real, things jsonb)
            ON COMMIT DROP
            """
        )
        for kind, things in THINGS.items():
            # Rare things weigh up to 1, those that every commitment has nothing.
            cursor.execute(
                f"""
                INSERT INTO shared
                WITH has AS MATERIALIZED ({things}),
                number AS (SELECT greatest(count(*), 2) AS commitments FROM commitments_commitment),
                rarity AS (
                    SELECT thing, ln(commitments / count(*)::real) / ln(commitments) AS weight
                    FROM has, number GROUP BY thing, commitments)
                SELECT pair.source, pair.target, %(kind)s, (1 - %(further)s) * max(weight) + %(further)s * sum(weight),
                       jsonb_agg(rarity.thing ORDER BY weight DESC)
                FROM pair JOIN has AS own ON own.commitment = pair.source
                JOIN has AS other ON other.commitment = pair.target AND other.thing = own.thing
                JOIN rarity ON rarity.thing = own.thing
                GROUP BY pair.source, pair.target
                """,
                {"kind": kind, "further": FURTHER},
            )
        cursor.execute(
            """
            CREATE TEMPORARY TABLE named ON COMMIT DROP AS
            SELECT pair.source, pair.target,
                   bool_or(mention.article <> '' AND mention.article = other.locator) AS article
            FROM pair, commitments_commitment AS own, commitments_commitment AS other, mention
            WHERE own.id IN (pair.source, pair.target) AND other.id IN (pair.source, pair.target) AND own.id <> other.id
            AND mention.commitment = own.id AND mention.document = other.document_id
            AND mention.article IN ('', other.locator)
            GROUP BY pair.source, pair.target
            """
        )
        cursor.execute("CREATE INDEX ON shared (source, target)")
        cursor.execute("ANALYZE shared")
        cursor.execute("ANALYZE named")


def weigh() -> None:
    """Makes `weighed`: for each pair its score before the wording is read (see scoring.py), whether each is the other's
    best match in these two documents (`mutual`), and how many of the two neighbours in the texts match as well
    (`neighbours`).
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.ranked, pg_temp.best, pg_temp.beside, pg_temp.weighed")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE ranked ON COMMIT DROP AS
            WITH evidence AS (
                SELECT pair.*, own.document_id AS source_document, other.document_id AS target_document,
                       %(base)s + %(nearness)s * nearness + %(standing_out)s * standing_out
                       + %(standing_out_positively)s * greatest(standing_out, 0)
                       + coalesce(%(title)s * (title_nearness - %(usual_title)s), 0)
                       + coalesce((
                           SELECT sum(weight * CASE kind WHEN 'theme' THEN %(theme)s WHEN 'actor' THEN %(actor)s
                                                         WHEN 'word' THEN %(word)s
                                                         ELSE %(instrument)s END)
                           FROM shared WHERE shared.source = pair.source AND shared.target = pair.target), 0)
                       + CASE named.article WHEN true THEN %(names_article)s WHEN false THEN %(names_document)s
                                            ELSE 0 END AS logit
                FROM pair JOIN commitments_commitment AS own ON own.id = pair.source
                JOIN commitments_commitment AS other ON other.id = pair.target
                LEFT JOIN named ON named.source = pair.source AND named.target = pair.target)
            SELECT *, row_number() OVER (PARTITION BY source, target_document ORDER BY logit DESC, target) AS place
            FROM evidence
            """,
            WEIGHTS,
        )
        cursor.execute("CREATE INDEX ON ranked (source, target)")
        cursor.execute("ANALYZE ranked")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE best ON COMMIT DROP AS
            SELECT own.source, own.target FROM ranked AS own
            JOIN ranked AS other ON other.source = own.target AND other.target = own.source
            WHERE own.place = 1 AND other.place = 1
            """
        )
        cursor.execute(
            """
            CREATE TEMPORARY TABLE beside ON COMMIT DROP AS
            SELECT id AS commitment, lag(id) OVER texts AS previous, lead(id) OVER texts AS next
            FROM commitments_commitment
            WHERE document_id IN (SELECT source_document FROM ranked UNION SELECT target_document FROM ranked)
            WINDOW texts AS (PARTITION BY document_id ORDER BY position, key)
            """
        )
        cursor.execute("CREATE UNIQUE INDEX ON best (source, target)")
        cursor.execute("CREATE UNIQUE INDEX ON beside (commitment)")
        cursor.execute("ANALYZE best")
        cursor.execute("ANALYZE beside")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE weighed ON COMMIT DROP AS
            SELECT *, logit + CASE WHEN mutual THEN %(mutual)s ELSE 0 END + neighbours * %(order)s AS weight
            FROM (
                SELECT ranked.*,
                       EXISTS (SELECT 1 FROM best WHERE (best.source, best.target) = (ranked.source, ranked.target))
                       AS mutual,
                       (SELECT count(*) FROM best
                        WHERE (best.source, best.target) IN ((own.previous, other.previous), (own.next, other.next)))
                       AS neighbours
                FROM ranked JOIN beside AS own ON own.commitment = ranked.source
                JOIN beside AS other ON other.commitment = ranked.target
                WHERE ranked.asked) AS whole
            """,
            WEIGHTS,
        )
