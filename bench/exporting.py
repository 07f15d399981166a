"""All commitments as CSV: rows per second beside PostgreSQL's own COPY of the same rows, and what memory it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psycopg

from bench.asking import Connection
from bench.serving import tracker

EXPORT = "/api/v1/commitments/export/?format=csv"
FIVE = "&columns=key,locator,kind,title,themes"
COPY = "COPY (SELECT payload FROM commitments_publishedcommitment WHERE ended_at IS NULL ORDER BY place) TO STDOUT"


@dataclass(frozen=True)
class Exported:
    """Rows per second of each, and the most memory of the server before the first export and after all, in bytes."""

    all_columns: float
    five_columns: float
    copy: float
    before: int
    peak: int


def export(database: str, rows: int, runs: int) -> Exported:
    """The best of some runs in turn, on a server that has done nothing else."""
    with tracker(database) as server, psycopg.connect(database) as connection:
        client = Connection(server.port)
        # The server has loaded what it needs.
        client.ask("/api/v1/commitments/?page_size=1&count=false")
        before = server.peak_memory()

        def copy() -> None:
            with connection.cursor().copy(COPY) as data:
                for _ in data:
                    pass

        works: tuple[Callable[[], object], ...] = (
            lambda: client.ask(EXPORT), lambda: client.ask(EXPORT + FIVE), copy,
        )  # fmt: skip
        taken: list[list[float]] = [[], [], []]
        for _ in range(runs):
            for place, work in enumerate(works):
                begin = time.perf_counter()
                work()
                taken[place].append(time.perf_counter() - begin)
        client.close()
        whole, five, copied = (rows / min(some) for some in taken)
        return Exported(whole, five, copied, before, server.peak_memory())
