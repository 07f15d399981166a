"""The matrix: the counts of a pair of dimensions under their rows and columns, with every zero."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commitments.searching.bitmaps import Bitmap
from commitments.searching.counting import Crossed, cross

from ..states import State
from .axes import Axis, Labels

# Some megabytes of JSON or CSV. 20,000 documents against all themes of a large vocabulary go in, and a question that is
# finer than that is better asked of a part. Guessed, not measured at the client's end.
MOST_CELLS = 1_000_000


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
    chosen: Bitmap,
    *,
    rows: Axis,
    columns: Axis,
    filters: Mapping[str, Any],
    language: str | None = None,
) -> Matrix:
    """The matrix of the commitments chosen. `filters` are the cleaned values that they went through."""
    row_entries, column_entries = rows.entries(state, language), columns.entries(state, language)
    if len(row_entries) * len(column_entries) > MOST_CELLS:
        raise TooManyCells(f"{len(row_entries)} × {len(column_entries)}")

    def count() -> Crossed:
        return cross(
            chosen,
            (rows.dimension.name, [entry.key for entry, _depth in row_entries]),
            (columns.dimension.name, [entry.key for entry, _depth in column_entries]),
            roles=filters.get("role") or [],
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
