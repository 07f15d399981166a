"""Commitments as CSV (RFC 4180, UTF-8): a line of names, then a row for each commitment or each of its citations.

Written without the csv module, which looks at every character of every cell in turn: that would take as long as the
database needs to send the rows.
"""

from collections.abc import Iterable, Iterator, Sequence

from commitments.text.cells import FORMULA

from .columns import Column, Payload, Rows, Value, Wording
from .reading import loaded

_BEGINNINGS = frozenset(FORMULA)


def as_csv(
    blocks: Iterable[bytes], columns: Sequence[Column], wording: Wording, *, rows: Rows, bom: bool = False
) -> Iterator[bytes]:
    """`blocks` are lines of stored JSON. `bom` marks the file as UTF-8, for programs that need to be told."""
    names = ",".join([column.name for column in columns])
    yield ("\ufeff" * bom + names + "\r\n").encode()
    # A line with nothing on it would be no row.
    nothing = '""' if len(columns) == 1 else ""
    for table in tables(blocks, columns, wording, rows=rows):
        cells = [
            [written(value) if value else nothing for value in values]
            if column.is_free_text
            else [nothing if value is None else str(value) for value in values]
            for column, values in zip(columns, table, strict=True)
        ]
        if lines := "\r\n".join(map(",".join, zip(*cells, strict=True))):
            yield f"{lines}\r\n".encode()


def written(text: str) -> str:
    """A text as a cell: one that a spreadsheet would run is made harmless, one that holds a mark of CSV is quoted."""
    if text[0] in _BEGINNINGS:
        text = f"'{text}"
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        quoted = text.replace('"', '""')
        return f'"{quoted}"'
    return text


def tables(
    blocks: Iterable[bytes], columns: Sequence[Column], wording: Wording, *, rows: Rows
) -> Iterator[list[list[Value]]]:
    """The cells of each block, a list for each column."""
    readers = [(column.part, column.reader(wording)) for column in columns]
    for block in blocks:
        found = loaded(block)
        if rows == "citation":
            found = by_citation(found)
        parts = {part: [row[part] for row in found] for part, _read in readers}
        yield [read(parts[part]) for part, read in readers]


def by_citation(payloads: Iterable[Payload]) -> list[Payload]:
    return [payload | {"citation": citation} for payload in payloads for citation in payload["citations"]]
