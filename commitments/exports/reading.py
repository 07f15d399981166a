"""Rows out of the database in constant memory, all of one moment of the register."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet, TextField
from django.db.models.functions import Cast

from commitments.models.register import RegisterEntry

# Rows that are fetched and written at a time: about 1 MB of stored JSON.
CHUNK = 500


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one state of the register, whatever is published meanwhile.

    One transaction, so that a server-side cursor works behind PgBouncer in transaction mode, too. Inside a transaction
    of the caller's it is up to the caller.
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


def stored_json(rows: QuerySet[Any]) -> QuerySet[Any, str]:
    """The stored JSON of rows as text, in the order that they have."""
    return rows.values_list(Cast("payload", TextField()), flat=True)


def in_chunks(rows: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    """The first column of rows, through a server-side cursor. Only inside one_moment()."""
    sql, parameters = rows.query.sql_with_params()
    # Not iterator(): it does without a cursor on the server where TRACKER_PGBOUNCER is set, and then reads all at once.
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        while found := cursor.fetchmany(CHUNK):
            yield [row[0] for row in found]


def chunks_of(model: type[Model], **filters: Any) -> Iterator[list[str]]:
    """The stored JSON of all rows of a published table, in its own order."""
    return in_chunks(stored_json(model._default_manager.filter(**filters)))
