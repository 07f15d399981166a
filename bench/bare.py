"""The least that can answer with the register's stored JSON: a WSGI function with one prepared statement for each
question, and no framework. What the tracker adds to it is its price.

It takes the tracker's parameters as they are, checks nothing, and leaves host names out of addresses. A search is given
the tsquery that the tracker has made of the words.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

import psycopg
from psycopg.adapt import Loader

DATABASE = "BENCH_DATABASE_URL"
# Which rows a list may ask for, by parameter. `place` is what a cursor of the tracker stands for.
CONDITIONS = {
    "theme": "themes && ARRAY[%(theme)s]::varchar[]",
    "region": "regions && ARRAY[%(region)s]::varchar[]",
    "made_after": "made_on >= %(made_after)s",
    "made_before": "made_on <= %(made_before)s",
    "place": "place > %(place)s",
}
LIST = "SELECT payload::text FROM commitments_publishedcommitment WHERE {} ORDER BY place LIMIT 50"
DETAIL = "SELECT payload::text FROM commitments_publishedcommitment WHERE ended_at IS NULL AND key = %(key)s"
# As the tracker's search puts hits in order: the newest thousand of each kind by how well they match.
SEARCH = """
WITH having_commitment AS MATERIALIZED (
    SELECT sequence AS id, place FROM commitments_publishedcommitment
    WHERE ended_at IS NULL AND words @@ %(tsquery)s::tsquery
), having_clause AS MATERIALIZED (
    SELECT id, id AS place FROM commitments_publishedclause WHERE words @@ %(tsquery)s::tsquery
), ranked AS MATERIALIZED (
    SELECT kind, id, row_number() OVER (ORDER BY match DESC, kind DESC, place) AS rank FROM (
        SELECT 'commitment' AS kind, sequence::text AS id, ts_rank(words, %(tsquery)s::tsquery, 1) AS match, first.place
        FROM (SELECT * FROM having_commitment ORDER BY place LIMIT 1000) AS first
        JOIN commitments_publishedcommitment ON sequence = id
        UNION ALL
        SELECT 'clause', first.id, ts_rank(words, %(tsquery)s::tsquery, 1), first.place
        FROM (SELECT * FROM having_clause ORDER BY place LIMIT 1000) AS first
        JOIN commitments_publishedclause AS clause ON clause.id = first.id
    ) AS matching
), page AS (SELECT * FROM ranked ORDER BY rank LIMIT 20)
SELECT CASE kind
    WHEN 'commitment' THEN (SELECT payload FROM commitments_publishedcommitment WHERE sequence = page.id::bigint)
    ELSE (SELECT payload FROM commitments_publishedclause AS clause WHERE clause.id = page.id)
END::text FROM page ORDER BY rank
"""
local = threading.local()


class Untouched(Loader):
    """Text as the bytes that came."""

    def load(self, data: Any) -> bytes:
        return bytes(data)


def connection() -> psycopg.Connection:
    """This thread's own."""
    found: psycopg.Connection | None = getattr(local, "connection", None)
    if found is None:
        found = local.connection = psycopg.connect(os.environ[DATABASE], autocommit=True)
        found.adapters.register_loader("text", Untouched)
    return found


def statement(path: str, asked: dict[str, str]) -> str:
    if path == "/search/":
        return SEARCH
    if "key" in asked:
        return DETAIL
    conditions = ["ended_at IS NULL", *(sql for name, sql in CONDITIONS.items() if name in asked)]
    return LIST.format(" AND ".join(conditions))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    rows = connection().execute(statement(environ["PATH_INFO"], asked), asked, prepare=True).fetchall()
    payloads = [payload for (payload,) in rows]
    body = payloads[0] if "key" in asked else b'{"results": [' + b", ".join(payloads) + b"]}"
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
