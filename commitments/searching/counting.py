"""How many commitments fit, how many have what, and how many have two things at once.

All of it is counted from bitmaps. Only the clauses that a search finds are counted as rows.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, LPad

from commitments.models.choices import UNDATED
from commitments.models.register import PublishedDocument

from .bitmaps import CURRENT, TABLE, Bitmap

DIMENSIONS = ("document", "theme", "region", "actor", "kind", "language", "year", "status")
# What a clause has of them besides its year, and the column of its row.
CLAUSE = {"document": "expression__document", "language": "expression__language"}
# Of a dimension with more values, those that most have.
MOST_VALUES = 50
# Of more clauses that a search finds, so many are counted; see `complete` in its answer.
MOST_COUNTED = 50_000

# PostgreSQL cannot tell how many blocks a bitmap has. It takes them for one, and would go through all others again for
# each, or sort what need only be added up: with a million commitments that took ten times as long.
PLANNED = "SELECT set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true)"
AS_BEFORE = PLANNED.replace("off", "on")

Table = tuple[str, tuple[Any, ...]]
Counts = dict[str, list[tuple[str, int]]]
# By two values; None stands for any.
Crossed = dict[tuple[str | None, str | None], int]


def number_of(bitmap: Bitmap) -> int:
    sql = f"SELECT coalesce(sum(bit_count(bits)), 0)::bigint FROM ({bitmap.sql}) AS found"
    return int(answer(sql, bitmap.values)[0][0])


def numbers_of(dimension: str) -> dict[str, int]:
    """How many of the current commitments have each value."""
    members, values = having_each(dimension, "chosen")
    sql = f"""
        WITH chosen AS MATERIALIZED ({CURRENT.sql})
        SELECT value, sum(number)::bigint FROM ({members}) AS members GROUP BY value HAVING sum(number) > 0
    """
    return dict(answer(sql, [*CURRENT.values, *values]))


def count(
    commitments: Mapping[str, Bitmap],
    clauses: Mapping[str, QuerySet[Any]] | None = None,
    *,
    roles: Sequence[str] = (),
) -> Counts:
    """For each dimension its values with their numbers, greatest first, among the commitments and clauses given for it,
    in one statement.

    With `roles`, an actor counts where it has one of them.
    """  # fmt: skip
    tables: dict[Table, str] = {}
    parts: list[str] = []
    values: list[Any] = []
    for dimension in DIMENSIONS:
        members = []
        if dimension in commitments:
            chosen = commitments[dimension]
            name = tables.setdefault((chosen.sql, chosen.values), f"counted{len(tables)}")
            each, own = having_each(dimension, name, roles)
            members.append(f"({each})")
            values += own
        in_clauses = clauses.get(dimension) if clauses and dimension in (*CLAUSE, "year") else None
        if in_clauses is not None and (table := selected(clause_columns_of(in_clauses))):
            name = tables.setdefault(table, f"counted{len(tables)}")
            members.append(f"SELECT {dimension} AS value, count(*) AS number FROM {name} GROUP BY {dimension}")
        if members:
            parts.append(
                f"""(SELECT '{dimension}', value, sum(number)::bigint FROM ({" UNION ALL ".join(members)}) AS members
                GROUP BY value HAVING sum(number) > 0 ORDER BY sum(number) DESC, value LIMIT {MOST_VALUES})"""
            )
    named = ", ".join(f"{name} AS MATERIALIZED ({sql})" for (sql, _values), name in tables.items())
    given = [value for _sql, own in tables for value in own]
    asked = {*commitments, *(clauses or {})}
    found: Counts = {dimension: [] for dimension in DIMENSIONS if dimension in asked}
    if parts:
        for dimension, value, number in answer(f"WITH {named} {' UNION ALL '.join(parts)}", [*given, *values]):
            found[dimension].append((value, number))
    return found


def cross(
    chosen: Bitmap, rows: tuple[str, list[str]], columns: tuple[str, list[str]], *, roles: Sequence[str] = ()
) -> Crossed:
    """How many of the commitments chosen have each two values of two dimensions, each one of them, and are there at
    all, in one statement. Rows and columns are a dimension with the values wanted. What would be 0 is left out.
    """
    by_row, by_column = bitmaps_of(rows[0], roles), bitmaps_of(columns[0], roles)
    sql = f"""
        WITH chosen AS MATERIALIZED ({chosen.sql}), by_row AS MATERIALIZED (
            SELECT value, block, by_row.bits & chosen.bits AS bits
            FROM ({by_row.sql}) AS by_row JOIN chosen USING (block) WHERE value IN (SELECT unnest(%s::text[]))
        ), by_column AS NOT MATERIALIZED (
            SELECT * FROM ({by_column.sql}) AS each WHERE value IN (SELECT unnest(%s::text[]))
        ), pair AS (
            SELECT NULL AS "row", NULL AS "column", bit_count(bits) AS number FROM chosen
            UNION ALL SELECT value, NULL, bit_count(bits) FROM by_row
            UNION ALL SELECT NULL, value, {common("by_column", "chosen")} FROM by_column JOIN chosen USING (block)
            UNION ALL SELECT by_row.value, by_column.value, {common("by_row", "by_column")}
                FROM by_row JOIN by_column USING (block)
        )
        SELECT "row", "column", sum(number)::bigint FROM pair WHERE number > 0 GROUP BY "row", "column"
    """
    values = [*chosen.values, *by_row.values, rows[1], *by_column.values, columns[1]]
    return {(row, column): number for row, column, number in answer(sql, values)}


def answer(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """In one go with the settings that it is planned with, which hold until its end, in a transaction or not."""
    with connection.cursor() as cursor:
        cursor.execute(f"{PLANNED}; {sql}; {AS_BEFORE}", values)
        cursor.nextset()
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def common(one: str, other: str) -> str:
    """How many bits two bitmaps have in common: by pgvector's distance, in a fraction of the time that `&` takes."""
    return f"(bit_count({one}.bits) + bit_count({other}.bits) - ({one}.bits <~> {other}.bits)) / 2"


def bitmaps_of(dimension: str, roles: Sequence[str]) -> Bitmap:
    """The bitmaps of each value of a dimension, with it. With `roles`, actors have that in which they have one."""
    if dimension == "actor" and roles:
        bits, grouped = ("bits", "") if len(roles) == 1 else ("bit_or(bits) AS bits", "GROUP BY 1, 2")
        return Bitmap(
            f"""SELECT split_part(value, ':', 1) AS value, block, {bits} FROM {TABLE}
                WHERE dimension = 'actor_role' AND split_part(value, ':', 2) IN ({", ".join(["%s"] * len(roles))})
                {grouped}""",
            tuple(roles),
        )
    return Bitmap(f"SELECT value, block, bits FROM {TABLE} WHERE dimension = %s", (dimension,))


def having_each(dimension: str, chosen: str, roles: Sequence[str] = ()) -> Table:
    """A SELECT of how many of those chosen have each value: for each block a number, to be added up."""
    each = bitmaps_of(dimension, roles)
    number = common("each", chosen)
    # OFFSET, for else PostgreSQL sorts the bits and counts them afterwards.
    return (
        f"SELECT value, {number} AS number FROM ({each.sql}) AS each JOIN {chosen} USING (block) OFFSET 0",
        each.values,
    )


def selected(rows: QuerySet[Any]) -> Table | None:
    """The SELECT of some rows with its values; None where it is known beforehand that there are none."""
    try:
        table: Table = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return table


def clause_columns_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What is counted; a slice keeps its order, which says what is in it."""
    documents = PublishedDocument.objects.filter(slug=OuterRef("expression__document"))
    named = {dimension: F(column) for dimension, column in CLAUSE.items()}
    dated = rows.annotate(made_on=Subquery(documents.values("adopted_on")[:1]))
    counted: QuerySet[Any] = dated.annotate(**named, year=year_of("made_on")).values_list(*named, "year")
    return counted


def year_of(day: str) -> Coalesce:
    """Four digits, or the word for what has no date."""
    return Coalesce(LPad(Cast(ExtractYear(day), CharField()), 4, Value("0")), Value(UNDATED))
