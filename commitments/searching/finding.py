"""Words and meaning → hits in one order, in one statement.

Both orders are merged by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): their values cannot be compared,
their places can.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.models.register import PublishedEmbedding
from commitments.text.meaning import ENCODER, encode_again

from .bitmaps import NOTHING, Bitmap
from .parsing import Query
from .stemming import Stemmed

# Of what has the words, so many are put in order by how well they match, the newest documents' first. Nobody reads
# further; the list with the same `q` goes through all of it.
RANKED = 1000
# Vectors that are looked at for the meaning, of commitments and of clauses: long ones have several.
NEAREST = 100
# pgvector's breadth of search; linking/neighbours.py says what it was measured to find.
BREADTH = 100
# Below this nearness nothing is said. In the demonstration corpus, what a short question asks for is at 0.27 to 0.8
# ("training police officers": 0.28, the next one 0.19); the best of what it does not speak of at all is at 0.1 to 0.2,
# in two of twelve such questions at 0.3.
LEAST_NEAR = 0.25
# And what is much farther than the nearest is only of the same field: for "nuclear war cannot be won" the clauses that
# say so are at 0.71 and 0.56, those on arms control at 0.41.
LEAST_OF_NEAREST = 0.6
# The constant of the fusion, its authors' value: a first place in one order is worth two thirtieth ones in both.
FUSION = 60


class Mode(models.TextChoices):
    WORDS = "words", _("Words")
    MEANING = "meaning", _("Meaning")
    BOTH = "both", _("Words and meaning")


@dataclass(frozen=True)
class Scope:
    """What may be found, as filters leave it: rows of published commitments, of clauses, or both. `bitmap` has the same
    commitments.
    """

    commitments: QuerySet[Any] | None
    clauses: QuerySet[Any] | None
    bitmap: Bitmap = NOTHING

    def tables(self) -> dict[str, tuple[str, tuple[Any, ...]]]:
        """By kind a SELECT with its values: what tells the row, what puts it in order, its words."""
        found = {}
        if self.commitments is not None:
            rows = self.commitments.order_by().values_list("sequence", "place", "words")
            found["commitment"] = rows.query.sql_with_params()
        if self.clauses is not None:
            rows = self.clauses.order_by().values_list("id", F("id"), "words")
            found["clause"] = rows.query.sql_with_params()
        return found


@dataclass(frozen=True)
class Near:
    """The passage that is near in meaning, as its vector has it."""

    nearness: float
    language: str
    citation: int | None
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """`id` is the sequence of a commitment's wording, or the id of a clause. `stated`: it has the words."""

    kind: str
    id: str
    score: float
    stated: bool
    near: Near | None


@dataclass(frozen=True)
class Found:
    """One page of hits. `count`: of all of them. `stated`: whether any has the words. `near_only`: the kinds and ids of
    what is not found by words.
    """

    hits: list[Hit]
    count: int
    stated: bool
    near_only: tuple[tuple[str, str], ...] = ()


VECTORS = PublishedEmbedding._meta.db_table
# A CTE that sets how the index of vectors is searched, for the statement that asks for it first: so no transaction is
# needed. Filters may leave few of the nearest: it goes on until there are enough.
SETTING = f"""setting AS MATERIALIZED (
    SELECT set_config('hnsw.ef_search', '{BREADTH}', true), set_config('hnsw.iterative_scan', 'relaxed_order', true))"""
# What a vector of each kind belongs to.
OWNERS = {"commitment": "row.id = vector.sequence", "clause": "row.id = vector.key"}
NOTHING_STATED = "SELECT NULL::text AS kind, NULL::text AS id, NULL::bigint AS rank WHERE false"
NOTHING_NEAR = """
SELECT NULL::text AS kind, NULL::text AS id, NULL::bigint AS rank, NULL::float AS nearness, NULL::text AS language,
       NULL::int AS citation, NULL::int AS "start", NULL::int AS "end", NULL::boolean AS stated WHERE false
"""


def find(scope: Scope, query: Query, stemmed: Stemmed, mode: Mode, *, first: int, size: int) -> Found:
    """The hits from the place `first` on, best first.

    Without any word, all that the filters leave is found, in the order of the list.
    """
    if not scope.tables():
        return Found([], 0, stated=False)
    by_words = mode != Mode.MEANING or not query.wanted
    by_meaning = mode != Mode.WORDS and bool(query.wanted)
    all_stated, values = having(scope, stemmed) if by_words else ("", [])
    stated, stated_values = stated_hits(scope, stemmed) if by_words else (NOTHING_STATED, [])
    near, near_values = near_hits(scope, stemmed, query.meant) if by_meaning else (NOTHING_NEAR, [])
    counts = [f"(SELECT count(*) FROM having_{kind})" for kind in scope.tables()] if by_words else ["0"]
    sql = f"""
        WITH {SETTING}, {all_stated} stated AS MATERIALIZED ({stated}), near AS MATERIALIZED ({near}), fused AS (
            SELECT kind, id, stated.rank IS NOT NULL OR coalesce(near.stated, false) AS stated, nearness, language,
                   citation, "start", "end",
                   coalesce(1.0 / ({FUSION} + stated.rank), 0) + coalesce(1.0 / ({FUSION} + near.rank), 0) AS score
            FROM stated FULL JOIN near USING (kind, id)
        )
        SELECT *, {" + ".join(counts)},
               ARRAY(SELECT ARRAY[kind, id] FROM fused {"WHERE NOT stated" if by_words else ""})
        FROM fused ORDER BY score DESC, kind DESC, id LIMIT %s OFFSET %s
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *stated_values, *near_values, size, first])
        rows = cursor.fetchall()
    hits = [hit_of(row) for row in rows]
    if not rows:
        return Found([], 0, stated=False)
    *_fields, number, near_only = rows[0]
    return Found(hits, number + len(near_only), bool(number), tuple((kind, id) for kind, id in near_only))


def hit_of(row: tuple[Any, ...]) -> Hit:
    kind, id, stated, nearness, language, citation, start, end, score, *_of_all = row
    near = Near(nearness, language, citation, start, end) if nearness is not None else None
    return Hit(kind, id, float(score), bool(stated), near)


def having(scope: Scope, stemmed: Stemmed) -> tuple[str, list[Any]]:
    """CTEs of all that has the words, one for each kind. All of it, because its number is asked for as well, and as
    PostgreSQL cannot tell how far it would have to look for the first ones alone.
    """
    parts, values = [], []
    for kind, (rows, own) in scope.tables().items():
        has = "WHERE words @@ %s::tsquery" if stemmed.tsquery else ""
        parts.append(f"having_{kind} AS MATERIALIZED (SELECT * FROM ({rows}) AS row(id, place, words) {has}), ")
        values += [*own, *([stemmed.tsquery] if stemmed.tsquery else [])]
    return "".join(parts), values


def stated_hits(scope: Scope, stemmed: Stemmed) -> tuple[str, list[Any]]:
    """A SELECT of what has the words, by how well it matches; of equals what is newest, and commitments, first."""
    parts = []
    match = "ts_rank(words, %s::tsquery, 1)" if stemmed.tsquery else "0"
    for kind in scope.tables():
        parts.append(
            f"""SELECT '{kind}' AS kind, id::text, {match} AS match, place
            FROM (SELECT * FROM having_{kind} ORDER BY place LIMIT {RANKED}) AS {kind}"""
        )
    order = "row_number() OVER (ORDER BY match DESC, kind DESC, place)"
    values = [stemmed.tsquery] * len(parts) if stemmed.tsquery else []
    return f"SELECT kind, id, {order} AS rank FROM ({' UNION ALL '.join(parts)}) AS all_kinds", values


def near_hits(scope: Scope, stemmed: Stemmed, meant: str) -> tuple[str, list[Any]]:
    """A SELECT of what is near in meaning, nearest first, with the passage that is."""
    vector = "[" + ",".join(f"{number:.5f}" for number in encode_again([meant])[0]) + "]"
    unwanted = "AND NOT words @@ %s::tsquery" if stemmed.unwanted else ""
    has = "words @@ %s::tsquery" if stemmed.tsquery else "false"
    parts, values = [], []
    for kind, (rows, own) in scope.tables().items():
        parts.append(
            f"""(SELECT '{kind}' AS kind, row.id::text, -(vector <#> %s::halfvec) AS nearness, language, citation,
                   "start", "end", {has} AS stated
            FROM {VECTORS} AS vector JOIN ({rows}) AS row(id, place, words) ON {OWNERS[kind]}
            WHERE kind = '{kind}' AND encoder = %s {unwanted}
            ORDER BY vector <#> (SELECT %s::halfvec FROM setting) LIMIT {NEAREST})"""
        )
        asked = [stemmed.tsquery] if stemmed.tsquery else []
        left_out = [stemmed.unwanted] if stemmed.unwanted else []
        values += [vector, *asked, *own, ENCODER, *left_out, vector]
    return (
        f"""SELECT kind, id, row_number() OVER (ORDER BY nearness DESC, kind DESC, id) AS rank, nearness, language,
                   citation, "start", "end", stated
        FROM (
            SELECT DISTINCT ON (kind, id) *, max(nearness) OVER () AS nearest
            FROM ({" UNION ALL ".join(parts)}) AS all_kinds ORDER BY kind, id, nearness DESC
        ) AS best WHERE nearness >= {LEAST_NEAR} AND nearness >= {LEAST_OF_NEAREST} * nearest""",
        values,
    )
