"""Commitments as CSV (RFC 4180, UTF-8): a line of names, then a row for each commitment or each of its citations."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import orjson

from commitments.text.cells import FORMULA

from .columns import Column, Payload, Rows, Value, Wording

_BEGINNINGS = frozenset(FORMULA)


def as_csv(
    chunks: Iterable[list[bytes]], columns: Sequence[Column], wording: Wording, *, rows: Rows, bom: bool = False
) -> Iterator[bytes]:
    """`chunks` are lists of stored JSON. `bom` marks the file as UTF-8, for programs that need to be told."""
    written = io.StringIO()
    writer = csv.writer(written)
    if bom:
        written.write("\ufeff")
    writer.writerow([column.name for column in columns])
    for chunk in tables(chunks, columns, wording, rows=rows):
        # `harmless` written out: here a large export spends its time.
        writer.writerows(
            [f"'{cell}" if type(cell) is str and cell[:1] in _BEGINNINGS else cell for cell in row] for row in chunk
        )
        yield written.getvalue().encode()
        written.seek(0)
        written.truncate()
    if rest := written.getvalue():
        yield rest.encode()


def tables(
    chunks: Iterable[list[bytes]], columns: Sequence[Column], wording: Wording, *, rows: Rows
) -> Iterator[Iterator[list[Value]]]:
    """The cells of each chunk, a list for each row."""
    read = [column.reader(wording) for column in columns]
    for chunk in chunks:
        payloads = map(orjson.loads, chunk)
        yield ([reader(row) for reader in read] for row in (by_citation(payloads) if rows == "citation" else payloads))


def by_citation(payloads: Iterable[Payload]) -> Iterator[Payload]:
    for payload in payloads:
        for citation in payload["citations"]:
            yield payload | {"citation": citation}
