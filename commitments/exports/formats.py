"""The formats of an export of commitments: what each may be asked, and how it is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .columns import COLUMNS, Column, Rows, Wording
from .csv_file import as_csv
from .json_lines import as_json_lines
from .linked_data import as_json_ld
from .origin import Origin
from .xlsx_file import as_xlsx


@dataclass(frozen=True)
class Wish:
    """What an export shall look like. `columns` and the rest are of use to tables only."""

    language: str
    rows: Rows
    columns: Sequence[Column]
    bom: bool

    @property
    def parts(self) -> set[str]:
        """What of the stored JSON is needed; all of it where columns are not chosen."""
        return {column.part for column in self.columns} | ({"citations"} if self.rows == "citation" else set())

    def wording(self, origin: Origin) -> Wording:
        return Wording(self.language, origin.root)


Writer = Callable[[Iterable[bytes], Wish, Origin], Iterator[bytes]]


@dataclass(frozen=True)
class Format:
    """`options` are the parameters that it has a use for."""

    content_type: str
    ending: str
    options: frozenset[str]
    write: Writer


TABLE = frozenset({"columns", "rows", "label_language"})
FORMATS: dict[str, Format] = {
    "csv": Format(
        "text/csv; charset=utf-8",
        "csv",
        TABLE | {"bom"},
        lambda blocks, wish, origin: as_csv(blocks, wish.columns, wish.wording(origin), rows=wish.rows, bom=wish.bom),
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        TABLE,
        lambda blocks, wish, origin: as_xlsx(blocks, wish.columns, wish.wording(origin), origin, rows=wish.rows),
    ),
    "ndjson": Format(
        "application/x-ndjson",
        "ndjson",
        frozenset(),
        lambda blocks, _wish, origin: as_json_lines(blocks, origin.root),
    ),
    "jsonld": Format(
        "application/ld+json",
        "jsonld",
        frozenset(),
        lambda blocks, _wish, origin: as_json_ld(blocks, origin),
    ),
}


def columns_named(names: Sequence[str], rows: Rows) -> list[Column]:
    """The columns in the order given, all of them where none is. KeyError names those that are unknown."""
    known = COLUMNS[rows]
    if unknown := [name for name in names if name not in known]:
        raise KeyError(", ".join(unknown))
    return [known[name] for name in names] or list(known.values())
