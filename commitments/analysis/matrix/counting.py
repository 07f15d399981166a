"""The counts, in one query that passes over the commitments once whatever the number of rows and columns.

Each commitment takes part under every pair of a row's and a column's key that it has, NULL among them for “any”: so one
count per pair gives the cells, the totals of rows and of columns, and the total of all, and each commitment is counted
once in each. Commitments that have the same keys go through this together: with a million, where sets of keys repeat,
that took down to a quarter of the time. With documents nearly every set is another one, and to tell them apart took
four times as long as to take each commitment alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, QuerySet, Value
from django.db.models.expressions import Combinable

from commitments.models.register import PublishedCommitment

from ..states import State
from .axes import Axis, Labels, actors_with

# Some megabytes of JSON or CSV. 20,000 documents against all themes of a large vocabulary go in, and a question that is
# finer than that is better asked of a part. Guessed, not measured at the client's end.
MOST_CELLS = 1_000_000
COUNT = """
    SELECT r.key, c.key, sum(counted.number)::bigint
    FROM ({counted}) AS counted
    CROSS JOIN LATERAL unnest(array_append(counted.row_keys::text[], NULL)) AS r(key)
    CROSS JOIN LATERAL unnest(array_append(counted.column_keys::text[], NULL)) AS c(key)
    WHERE (r.key IS NULL OR r.key = ANY(%s)) AND (c.key IS NULL OR c.key = ANY(%s))
    GROUP BY r.key, c.key
"""
Counts = dict[tuple[str | None, str | None], int]


class TooManyCells(ValueError):
    """The rows times the columns are more than MOST_CELLS."""


@dataclass(frozen=True)
class Head:
    """A row or column. `count` is the number of different commitments in it, `narrower` that of terms directly below
    it, shown or not.
    """

    key: str
    label: Labels
    depth: int
    narrower: int
    count: int


@dataclass(frozen=True)
class Matrix:
    """`total` is the number of all commitments counted: those in no row and no column too."""

    row_axis: Axis
    column_axis: Axis
    rows: list[Head]
    columns: list[Head]
    cells: list[list[int]]
    total: int
    sequence: int
    rows_left_out: int = 0
    columns_left_out: int = 0

    def cut(self, *, rows: int, columns: int) -> "Matrix":
        """The first so many rows and columns, for whom more are too many to look at."""
        return replace(
            self,
            rows=self.rows[:rows],
            columns=self.columns[:columns],
            cells=[cells[:columns] for cells in self.cells[:rows]],
            rows_left_out=max(0, len(self.rows) - rows),
            columns_left_out=max(0, len(self.columns) - columns),
        )

    def without_empty(self) -> "Matrix":
        kept = [index for index, column in enumerate(self.columns) if column.count]
        return replace(
            self,
            rows=[row for row in self.rows if row.count],
            columns=[self.columns[index] for index in kept],
            cells=[
                [cells[index] for index in kept] for row, cells in zip(self.rows, self.cells, strict=True) if row.count
            ],
        )


def count_matrix(
    state: State,
    wordings: QuerySet[PublishedCommitment],
    *,
    rows: Axis,
    columns: Axis,
    filters: Mapping[str, Any],
    language: str | None = None,
) -> Matrix:
    """The matrix of these wordings. `filters` are the cleaned values that they went through."""
    row_entries, column_entries = rows.entries(state, language), columns.entries(state, language)
    if len(row_entries) * len(column_entries) > MOST_CELLS:
        raise TooManyCells(f"{len(row_entries)} × {len(column_entries)}")

    def count() -> Counts:
        roles = filters.get("role") or []
        keys = {"row_keys": keys_of(rows, roles), "column_keys": keys_of(columns, roles)}
        counted: QuerySet[Any, Any]
        if rows.dimension.repeats and columns.dimension.repeats:
            counted = wordings.order_by().values(**keys).annotate(number=Count("*"))
        else:
            counted = wordings.order_by().values("sequence", **keys, number=Value(1))
        return counts_of(
            counted, [entry.key for entry, _depth in row_entries], [entry.key for entry, _depth in column_entries]
        )

    # Filters come in too many combinations to keep what each of them gives.
    name = f"matrix:{rows.dimension.name}:{rows.depth}:{columns.dimension.name}:{columns.depth}"
    counts = count() if any(filters.values()) else state.once(name, count)
    return Matrix(
        row_axis=rows,
        column_axis=columns,
        rows=[
            Head(entry.key, entry.label, depth, entry.narrower, counts.get((entry.key, None), 0))
            for entry, depth in row_entries
        ],
        columns=[
            Head(entry.key, entry.label, depth, entry.narrower, counts.get((None, entry.key), 0))
            for entry, depth in column_entries
        ],
        cells=[[counts.get((row.key, column.key), 0) for column, _ in column_entries] for row, _ in row_entries],
        total=counts.get((None, None), 0),
        sequence=state.sequence,
    )


def keys_of(axis: Axis, roles: list[str]) -> Combinable:
    return actors_with(roles) if roles and axis.dimension.name == "actor" else axis.dimension.keys


def counts_of(counted: QuerySet[Any, Any], rows: list[str], columns: list[str]) -> Counts:
    try:
        sql, values = counted.query.get_compiler(counted.db).as_sql()
    except EmptyResultSet:
        return {}
    with connections[counted.db].cursor() as cursor:
        cursor.execute(COUNT.format(counted=sql), [*values, rows, columns])
        return {(row, column): number for row, column, number in cursor.fetchall()}
