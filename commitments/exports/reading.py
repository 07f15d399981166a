"""Rows out of the database in constant memory, all of one moment of the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from commitments.models.register import RegisterEntry

# Rows that are written at a time: about 1 MB of stored JSON.
CHUNK = 500


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


def stored_json(rows: QuerySet[Any, Any]) -> Iterator[list[bytes]]:
    """The stored JSON of rows in the order that they have, a list of some at a time. Only inside one_moment().

    By COPY, because the server then goes on while the rows before are worked on here, which halves the time of a
    cursor, and because it needs no cursor to live on, which PgBouncer would not promise.
    """
    asked = rows.values_list("payload").query.sql_with_params()
    sql = connection.ops.compose_sql(*asked)  # type: ignore[attr-defined]  # PostgreSQL's own
    with connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT") as copied:
        # A line each. JSON has no control characters, so nothing but backslashes is written otherwise than it is.
        lines = (bytes(line)[:-1].replace(b"\\\\", b"\\") for line in copied)
        while chunk := list(islice(lines, CHUNK)):
            yield chunk
