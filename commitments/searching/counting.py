"""Facets: how many of some commitments and clauses have each value of each dimension, in one statement.

Each dimension may be counted among other rows than the next: whoever has chosen a theme is told how many there would be
with another one, not how many have both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, LPad

from commitments.models.choices import UNDATED
from commitments.models.register import PublishedDocument

# What is counted, and the column of a row that holds it: its value, or an array of them.
COMMITMENT = {
    "document": "document",
    "theme": "themes",
    "region": "regions",
    "actor": "actors",
    "kind": "kind",
    "language": "languages",
    "year": "year",
    "status": "status",
}
ARRAYS = frozenset({"theme", "region", "actor", "language"})
CLAUSE = {"document": "expression__document", "language": "expression__language"}
DIMENSIONS = tuple(COMMITMENT)
# Of a dimension with more values, those that most rows have.
MOST_VALUES = 50
# A search that finds more is counted among so many, the newest; see `complete` in its answer.
MOST_COUNTED = 50_000

Counts = dict[str, list[tuple[str, int]]]


def count(
    commitments: Mapping[str, QuerySet[Any]],
    clauses: Mapping[str, QuerySet[Any]] | None = None,
    *,
    roles: Sequence[str] = (),
) -> Counts:
    """For each dimension its values with their numbers, greatest first, among the rows given for it.

    With `roles`, an actor counts where it has one of them.
    """  # fmt: skip
    tables: dict[tuple[str, tuple[Any, ...]], str] = {}
    parts, values = [], []
    for dimension in DIMENSIONS:
        sources = []
        if dimension in commitments:
            name = tables.setdefault(columns_of(commitments[dimension]), f"counted{len(tables)}")
            sources.append((name, COMMITMENT[dimension], dimension in ARRAYS))
        if clauses and dimension in clauses and dimension in (*CLAUSE, "year"):
            name = tables.setdefault(clause_columns_of(clauses[dimension]), f"counted{len(tables)}")
            sources.append((name, dimension, False))
        members = []
        for name, column, is_array in sources:
            if dimension == "actor" and roles:
                members.append(
                    f"""SELECT actor.value FROM {name} CROSS JOIN LATERAL (
                        SELECT DISTINCT split_part(one, ':', 1) AS value FROM unnest(actor_roles) AS one
                        WHERE split_part(one, ':', 2) = ANY(%s)) AS actor"""
                )
                values.append(list(roles))
            elif is_array:
                members.append(f"SELECT unnest({column}) AS value FROM {name}")
            else:
                members.append(f"SELECT {column} AS value FROM {name}")
        if members:
            parts.append(
                f"""(SELECT '{dimension}', value, count(*) FROM ({" UNION ALL ".join(members)}) AS members
                GROUP BY value ORDER BY count(*) DESC, value LIMIT {MOST_VALUES})"""
            )
    named = ", ".join(f"{name} AS MATERIALIZED ({sql})" for (sql, _values), name in tables.items())
    given = [value for _sql, own in tables for value in own]
    asked = {*commitments, *(clauses or {})}
    found: Counts = {dimension: [] for dimension in DIMENSIONS if dimension in asked}
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {named} {' UNION ALL '.join(parts)}", [*given, *values])
            for dimension, value, number in cursor.fetchall():
                found[dimension].append((value, number))
    return found


def columns_of(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """The SELECT of what is counted, with its values; a slice keeps its order, which says what is in it."""
    rows = rows if rows.query.is_sliced else rows.order_by()
    columns = [column for column in COMMITMENT.values() if column != "year"]
    found: tuple[str, tuple[Any, ...]] = (
        rows.annotate(year=year_of("made_on")).values_list(*columns, "actor_roles", "year").query.sql_with_params()
    )
    return found


def clause_columns_of(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    documents = PublishedDocument.objects.filter(slug=OuterRef("expression__document"))
    named = {dimension: F(column) for dimension, column in CLAUSE.items()}
    found: tuple[str, tuple[Any, ...]] = (
        rows.annotate(made_on=Subquery(documents.values("adopted_on")[:1]))
        .annotate(**named, year=year_of("made_on"))
        .values_list(*named, "year")
        .query.sql_with_params()
    )
    return found


def year_of(day: str) -> Coalesce:
    """Four digits, or the word for what has no date."""
    return Coalesce(LPad(Cast(ExtractYear(day), CharField()), 4, Value("0")), Value(UNDATED))
