"""Which wordings of commitments fit, as a SELECT of bitmaps: a row for each block of register entries that has any.

What commitments are tagged with is there already (models/register/facets.py); of whatever else is asked for, such as
words, the bitmap is made of the rows that have it. What fits several conditions is one bitmap with the next.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from commitments.models.register import PublishedFacet
from commitments.models.register.facets import BLOCK, DAYS

TABLE = PublishedFacet._meta.db_table
# Bits are gathered in pieces of this many first: to set one in a whole block costs as much as to copy the block.
PIECE = 256


@dataclass(frozen=True)
class Bitmap:
    """`sql` selects `block` and `bits`."""

    sql: str
    values: tuple[Any, ...] = ()

    def __and__(self, other: "Bitmap") -> "Bitmap":
        return Bitmap(
            f"SELECT block, one.bits & other.bits AS bits FROM ({self.sql}) AS one JOIN ({other.sql}) AS other "
            "USING (block)",
            self.values + other.values,
        )

    def __sub__(self, other: "Bitmap") -> "Bitmap":
        return Bitmap(
            f"SELECT block, coalesce(one.bits & ~other.bits, one.bits) AS bits FROM ({self.sql}) AS one "
            f"LEFT JOIN ({other.sql}) AS other USING (block)",
            self.values + other.values,
        )


def where(condition: str, *values: Any) -> Bitmap:
    return Bitmap(f"SELECT block, bit_or(bits) AS bits FROM {TABLE} WHERE {condition} GROUP BY block", values)


NOTHING = where("false")
CURRENT = where("dimension = 'current' AND value = ''")


def having(dimension: str, values: Sequence[str]) -> Bitmap:
    """Those that have one of these values."""
    return where(f"dimension = %s AND value IN ({', '.join(['%s'] * len(values))})", dimension, *values)


def within(event: str, first: date | None, last: date | None) -> Bitmap:
    """Those that were made, are due, were published or ended within these days, both included."""
    parts, values = [], []
    for unit, *ends in stretches(first or date.min, last or date.max):
        parts.append("dimension = %s AND value BETWEEN %s AND %s")
        values += [DAYS[event][unit], *ends]
    return where(" OR ".join(parts), *values) if parts else NOTHING


YEAR, MONTH, DAY = range(3)


def stretches(first: date, last: date) -> Iterator[tuple[int, str, str]]:
    """The years (0), months (1) and days (2) that the time between two days is made of, as values from and to."""
    start, end = month_of(first), month_of(last)
    if first.day > 1:
        yield DAY, str(first), str(min(last, first.replace(day=monthrange(first.year, first.month)[1])))
        start += 1
    if start <= end and last.day < monthrange(last.year, last.month)[1]:
        yield DAY, str(last.replace(day=1)), str(last)
        end -= 1
    # The first whole year, and the one after the last.
    year, following = -(-start // 12), (end + 1) // 12
    months = [(start, end)] if year >= following else [(start, 12 * year - 1), (12 * following, end)]
    if year < following:
        yield YEAR, f"{year:04d}", f"{following - 1:04d}"
    for begin, stop in months:
        if begin <= stop:
            yield MONTH, as_month(begin), as_month(stop)


def month_of(day: date) -> int:
    """The number of a month since the year 0."""
    return 12 * day.year + day.month - 1


def as_month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def standing(day: date) -> Bitmap:
    """The wordings that stood at the end of a day."""
    return within("published", None, day) - within("ended", None, day)


def bitmap_of(wordings: QuerySet[Any]) -> Bitmap:
    """The bitmap of rows, which have to be found for it."""
    try:
        rows, values = wordings.order_by().values("sequence").query.sql_with_params()
    except EmptyResultSet:
        return NOTHING
    return Bitmap(
        f"""SELECT block, bit_or(bits::bit({BLOCK}) >> place) AS bits FROM (
            SELECT sequence / {BLOCK} AS block, (mod(sequence, {BLOCK}) / {PIECE} * {PIECE})::int AS place,
                bit_or(set_bit(0::bit({PIECE}), mod(sequence, {PIECE})::int, 1)) AS bits
            FROM ({rows}) AS wording GROUP BY 1, 2
        ) AS piece GROUP BY block""",
        values,
    )
