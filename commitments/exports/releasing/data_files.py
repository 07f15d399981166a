"""The rows of a release, written file by file in constant memory. All inside one moment of the register."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
from django.db.models import QuerySet

from commitments.models.register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedTerm,
    RegisterEntry,
)
from commitments.publishing.chain import canonical, public_entry

from ..columns import Wording
from ..csv_file import as_csv
from ..json_lines import as_json_lines
from ..linked_data import as_json_ld
from ..origin import Origin
from ..reading import stored_json
from .tables import TABLES

Pieces = Iterator[bytes]
# Labels of tables, for lack of a reader to ask. The lines of JSON have all languages.
LANGUAGE = "en"
# Rows of texts, clauses and the register that are in memory at a time.
FETCHED = 500

ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "commitments": lambda: PublishedCommitment.objects.current().order_by("place"),
    "documents": lambda: PublishedDocument.objects.order_by("slug"),
    "links": lambda: PublishedLink.objects.order_by("key"),
    "themes": lambda: PublishedTerm.objects.filter(kind="theme").order_by("place"),
    "regions": lambda: PublishedTerm.objects.filter(kind="region").order_by("place"),
    "actors": lambda: PublishedTerm.objects.filter(kind="actor").order_by("place"),
}


def data_files(origin: Callable[[str], Origin]) -> Iterator[tuple[str, Pieces]]:
    """Each file's name, and its bytes in pieces. `origin` says of a file name where the file is from."""
    for name, rows in ROWS.items():
        yield f"{name}.csv", table(name, rows(), origin(f"{name}.csv").root)
        yield f"{name}.ndjson", as_json_lines(stored_json(rows()), origin(f"{name}.ndjson").root)
    yield "citations.csv", table("citations", ROWS["commitments"](), origin("citations.csv").root)
    yield "commitments.jsonld", as_json_ld(stored_json(ROWS["commitments"]()), origin("commitments.jsonld"))
    yield "texts.ndjson", lines(text_of(row) for row in one_by_one(PublishedExpression.objects.all(), "key"))
    yield "clauses.ndjson", lines(clause_of(row) for row in one_by_one(PublishedClause.objects.all(), "id"))
    yield "register.ndjson", lines(canonical(public_entry(row)) for row in entries(0))


def table(name: str, rows: QuerySet[Any], root: str) -> Pieces:
    of = "citation" if name == "citations" else "commitment"
    return as_csv(stored_json(rows), TABLES[name], Wording(LANGUAGE, root), rows=of)  # type: ignore[arg-type]  # one of the two


def lines(rows: Iterable[bytes]) -> Pieces:
    return (row + b"\n" for row in rows)


def one_by_one(rows: QuerySet[Any], column: str) -> Iterator[Any]:
    """All rows in the order of a column that tells them apart, some at a time."""
    after: dict[str, Any] = {}
    while found := list(rows.filter(**after).order_by(column)[:FETCHED]):
        yield from found
        after = {f"{column}__gt": getattr(found[-1], column)}


def entries(after: int) -> Iterator[RegisterEntry]:
    """The register after an entry, in order."""
    return one_by_one(RegisterEntry.objects.filter(sequence__gt=after), "sequence")


def text_of(row: PublishedExpression) -> bytes:
    own = {name: value for name, value in row.payload.items() if not name.endswith("_url") or name == "source_url"}
    return orjson.dumps({"key": row.key, "document": row.document} | own | {"text": row.text})


def clause_of(row: PublishedClause) -> bytes:
    return orjson.dumps({"text_key": row.expression_id} | row.payload)
