"""Rows out of the database in constant memory, all of one moment of the register."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import orjson
from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import F, Func, JSONField, QuerySet, TextField, Value
from django.db.models.expressions import Combinable

from commitments.models.register import RegisterEntry

# Rows that are worked on at a time: about 150 kB of stored JSON. With 500 the server waited for us and we for it, and
# what was made of them had left the processor's cache when it was written: all columns took nearly twice the time.
CHUNK = 32
# JSON has no control characters, so with these as the marks of CSV the server writes it as it is. The text format would
# double each backslash, and to mend that took as long as to read the JSON.
AS_IT_IS = r"FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02'"
# The parts that most of a commitment consists of: in the demonstration corpus 3,580 of 4,720 characters. To leave them
# out costs the server as much as to send them, but nobody here has to read them: five columns take half the time.
HEAVY = ("links", "citations", "summary", "document", "actors")


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one state of the register, whatever is published meanwhile.

    Inside a transaction of the caller's that is up to the caller.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def newest_sequence() -> int:
    """The number of the newest entry of the register; 0 before the first."""
    return RegisterEntry.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def stored_json(rows: QuerySet[Any, Any], parts: Collection[str] = HEAVY) -> Iterator[bytes]:
    """The stored JSON of rows in the order that they have: a line each, some lines at a time. Only inside one_moment().
    Heavy parts that are not among `parts` are left out.

    By COPY, because the server then goes on while the rows before are worked on here, which halves the time of a
    cursor, and because it needs no cursor to live on, which PgBouncer would not promise.
    """
    payload: Combinable = F("payload")
    if unwanted := [part for part in HEAVY if part not in parts]:
        payload = Func(
            payload,
            Value(unwanted, ArrayField(TextField())),
            template="%(expressions)s",
            arg_joiner=" - ",
            output_field=JSONField(),
        )
    asked = rows.values_list(payload).query.sql_with_params()
    sql = connection.ops.compose_sql(*asked)  # type: ignore[attr-defined]  # PostgreSQL's own
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT ({AS_IT_IS})") as copied:
        while lines := list(islice(copied, CHUNK)):
            yield b"".join(lines)


def loaded(block: bytes) -> list[dict[str, Any]]:
    """Lines of stored JSON as objects: one array is read faster than its elements one by one."""
    rows: list[dict[str, Any]] = orjson.loads(b"[%b]" % block.rstrip(b"\n").replace(b"\n", b","))
    return rows
