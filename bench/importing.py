"""`python -m bench.importing`: what does importing a text cost for each clause, in time and in statements?

And how many times as long it takes as PostgreSQL's own COPY of the same rows, which checks and keeps nothing.
"""

import argparse
import sys
from collections.abc import Sequence
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

from bench import scratch
from bench.texts import STYLES, document_of, plain
from bench.timing import LEAST_RUNS, say, seconds, show

CLAUSES = (1_000, 4_000)


class Statements:
    """Counts the statements that Django sends; BEGIN and COMMIT are the connection's own and not among them."""

    def __init__(self) -> None:
        self.sent = 0

    def __call__(self, execute: Any, sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
        self.sent += 1
        return execute(sql, values, many, context)


def measure(language: str, clauses: int, runs: int) -> list[str]:
    """One row of the table: the same text imported into a new document each time, then its rows copied."""
    # Models can be imported only when Django is set up, which database() does.
    from django.db import connection

    from commitments.importing import Source, import_document, read_source
    from commitments.models import Document
    from commitments.models.choices import DocumentKind

    source = Source(data=plain(document_of(language, clauses), language).encode(), language=language)
    taken, numbers = [], count(1)
    for _ in range(runs + 1):
        slug = f"bench-{language}-{clauses}-{next(numbers)}"
        new = Document(slug=slug, title={"en": "Bench"}, kind=DocumentKind.TREATY)
        statements = Statements()
        begin = perf_counter()
        with connection.execute_wrapper(statements):
            imported = import_document(document=new, source=source)
        taken.append(perf_counter() - begin)
    importing = median(taken[1:])  # The first one also prepares what the others find prepared.
    reading = seconds(lambda: read_source(source))
    copying = copy_seconds(imported.expression.pk)
    made = imported.clauses
    return [
        f"{made:,}",
        f"{statements.sent:,}",
        f"{reading:.3f}",
        f"{importing:.3f}",
        f"{importing / made:.6f}",
        f"{copying:.4f}",
        f"{importing / copying:.1f}",
        f"{(importing - reading) / copying:.1f}",
    ]


def copy_seconds(expression: int) -> float:
    """How long COPY takes for the rows of an expression's clauses, into a table without keys, triggers or a log."""
    from django.db import connection

    from commitments.models import Clause

    table = connection.ops.quote_name(Clause._meta.db_table)
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY (SELECT * FROM {table} WHERE expression_id = {expression:d}) TO STDOUT") as rows:
            data = b"".join(bytes(block) for block in rows)
        cursor.execute(f"CREATE TEMPORARY TABLE bare (LIKE {table})")

        def copy() -> None:
            with cursor.copy("COPY bare FROM STDIN") as into:
                into.write(data)

        try:
            return seconds(copy, prepare=lambda: cursor.execute("TRUNCATE bare"))
        finally:
            cursor.execute("DROP TABLE bare")


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--clauses", nargs="+", type=int, default=CLAUSES, metavar="N", help="1000 4000")
    parser.add_argument("--language", choices=sorted(STYLES), default="en")
    parser.add_argument("--runs", type=int, default=LEAST_RUNS + 2, help="imports of each size (5)")
    options = parser.parse_args(given)
    if not scratch.server_given():
        return scratch.run_elsewhere("bench.importing", given)
    with scratch.database():
        rows = [measure(options.language, clauses, options.runs) for clauses in sorted(options.clauses)]
    columns = (
        "clauses", "SQL statements", "reading, s", "import, s", "s per clause", "COPY, s", "import / COPY",
        "storing / COPY",
    )  # fmt: skip
    show(f"Importing into the database, {options.language}", columns, rows)
    growth = float(rows[-1][4]) / float(rows[0][4])
    say(f"seconds per clause at {rows[-1][0]} clauses against {rows[0][0]}: {growth:.2f} times")
    return 0


if __name__ == "__main__":
    sys.exit(main())
