"""Facets: how many of some commitments and clauses have each value of each dimension, in one statement.

Each dimension may be counted among other rows than the next: whoever has chosen a theme is told how many there would be
with another one, not how many have both.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
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

Table = tuple[str, tuple[Any, ...]]
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
    tables: dict[Table, str] = {}
    parts, values = [], []
    for dimension in DIMENSIONS:
        sources = []
        if dimension in commitments and (table := selected(columns_of(commitments[dimension]))):
            name = tables.setdefault(table, f"counted{len(tables)}")
            sources.append((name, COMMITMENT[dimension], dimension in ARRAYS))
        in_clauses = clauses.get(dimension) if clauses and dimension in (*CLAUSE, "year") else None
        if in_clauses is not None and (table := selected(clause_columns_of(in_clauses))):
            name = tables.setdefault(table, f"counted{len(tables)}")
            sources.append((name, dimension, False))
        members = []
        for name, column, is_array in sources:
            if dimension == "actor" and roles:
                members.append(
                    f"""SELECT actor.value, 1 AS rows FROM {name} CROSS JOIN LATERAL (
                        SELECT DISTINCT split_part(one, ':', 1) AS value FROM unnest(actor_roles) AS one
                        WHERE split_part(one, ':', 2) = ANY(%s)) AS actor"""
                )
                values.append(list(roles))
            elif is_array:
                # Many rows have the same terms: each array is taken apart once.
                alike = f"SELECT {column}, count(*) AS rows FROM {name} GROUP BY {column}"
                members.append(f"SELECT unnest({column}) AS value, rows FROM ({alike}) AS alike")
            else:
                members.append(f"SELECT {column} AS value, count(*) AS rows FROM {name} GROUP BY {column}")
        if members:
            parts.append(
                f"""(SELECT '{dimension}', value, sum(rows)::bigint FROM ({" UNION ALL ".join(members)}) AS members
                GROUP BY value ORDER BY sum(rows) DESC, value LIMIT {MOST_VALUES})"""
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


def selected(rows: QuerySet[Any]) -> Table | None:
    """The SELECT of some rows with its values; None where it is known beforehand that there are none."""
    try:
        table: Table = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return table


def columns_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is counted; a slice keeps its order, which says what is in it."""
    rows = rows if rows.query.is_sliced else rows.order_by()
    columns = [column for column in COMMITMENT.values() if column != "year"]
    counted: QuerySet[Any] = rows.annotate(year=year_of("made_on")).values_list(*columns, "actor_roles", "year")
    return counted


def clause_columns_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    documents = PublishedDocument.objects.filter(slug=OuterRef("expression__document"))
    named = {dimension: F(column) for dimension, column in CLAUSE.items()}
    dated = rows.annotate(made_on=Subquery(documents.values("adopted_on")[:1]))
    counted: QuerySet[Any] = dated.annotate(**named, year=year_of("made_on")).values_list(*named, "year")
    return counted


def year_of(day: str) -> Coalesce:
    """Four digits, or the word for what has no date."""
    return Coalesce(LPad(Cast(ExtractYear(day), CharField()), 4, Value("0")), Value(UNDATED))
