"""`python -m bench.nearest`: nearest counterparts among many vectors, and suggestions for many commitments.

Recall of the index against exact search; a look-up as linking does it against the bare query; and what a run of
suggestions over everything costs for each commitment, as the commitments become more.
"""

import argparse
import resource
import sys
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter, process_time

import numpy as np
import numpy.typing as npt
import psutil

from bench import scratch
from bench.timing import FLAT, say, show
from bench.vectors import LONG_EVERY, Batch, Vectors, empty, fill

ROWS = 300_000
COMMITMENTS = (1_000, 4_000, 16_000)
QUERIES = 200
AMONG_FIRST = 10
# A row for the title and one for the words; every third commitment has two sentences more.
ROWS_OF_COMMITMENT = 2 + 2 / LONG_EVERY
# What the index is built in; it says in a notice where that is not enough.
INDEX_MEMORY = "1GB"


class Exact:
    """The nearest rows of some queries, found by comparing with every row as the table is filled."""

    def __init__(self, queries: int) -> None:
        self.count = queries
        self.queries: Vectors = np.empty((0, 0), np.float32)
        self.near: npt.NDArray[np.float32] = np.empty((0, 0), np.float32)
        self.rows: npt.NDArray[np.int64] = np.empty((0, 0), np.int64)

    def read(self, batch: Batch) -> None:
        if not len(self.queries):
            # Whose commitments are in which batch is chance, so these are as good as any.
            self.queries = batch.vectors[~batch.titles][: self.count].astype(np.float32)
            self.near = np.full((len(self.queries), AMONG_FIRST), -2, np.float32)
            self.rows = np.zeros((len(self.queries), AMONG_FIRST), np.int64)
        near = np.hstack([self.near, self.queries @ batch.vectors.astype(np.float32).T])
        ids = np.broadcast_to(batch.ids, (len(self.queries), len(batch.ids)))
        best = np.argpartition(-near, AMONG_FIRST, axis=1)[:, :AMONG_FIRST]
        self.near = np.take_along_axis(near, best, 1)
        self.rows = np.take_along_axis(np.hstack([self.rows, ids]), best, 1)


def filled(commitments: int, read: Callable[[Batch], None] | None = None) -> tuple[float, float]:
    """Puts so many commitments into the emptied database: how long loading took, and building the index."""
    from django.db import connection

    from commitments.models import CommitmentEmbedding

    empty()
    [index] = [index for index in CommitmentEmbedding._meta.indexes if index.name == "commitment_embedding_nearest"]
    with connection.schema_editor() as editor:
        editor.remove_index(CommitmentEmbedding, index)
    loading = 0.0
    begin = perf_counter()
    for batch in fill(commitments):
        loading += perf_counter() - begin
        if read:
            read(batch)
        begin = perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, false)", [INDEX_MEMORY])
    begin = perf_counter()
    with connection.schema_editor() as editor:
        editor.add_index(CommitmentEmbedding, index)
    building = perf_counter() - begin
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return loading, building


def recall(exact: Exact) -> list[str]:
    """How many of the true nearest the index gives, with the settings that linking searches with."""
    from django.db import connection, transaction

    from commitments.linking.neighbours import BREADTH, search_settings
    from commitments.models import CommitmentEmbedding

    found = 0
    with transaction.atomic(), connection.cursor() as cursor:
        search_settings()
        for query, rows in zip(exact.queries, exact.rows, strict=True):
            cursor.execute(
                f"SELECT id FROM {CommitmentEmbedding._meta.db_table} ORDER BY vector <#> %s::halfvec LIMIT %s",
                [str(query.tolist()), AMONG_FIRST],
            )
            found += len({row[0] for row in cursor.fetchall()} & set(rows.tolist()))
    return [str(len(exact.queries)), str(BREADTH), f"{found / exact.rows.size:.3f}"]


def look_up(commitments: Sequence[int]) -> list[str]:
    """The nearest counterparts of one commitment at a time, by linking and by the bare query: their medians."""
    from django.db import connection, transaction

    from commitments.linking.neighbours import NEAREST, make_pairs, search, search_settings
    from commitments.models import CommitmentEmbedding

    bare, ours = [], []
    table = CommitmentEmbedding._meta.db_table
    vectors = {
        key: [str(row.vector) for row in CommitmentEmbedding.objects.filter(commitment=key)] for key in commitments
    }
    with transaction.atomic(), connection.cursor() as cursor:
        search_settings()
        make_pairs()
        # One after the other over all of them, so that neither finds in memory what the other has just read.
        for _ in range(2):
            for key in commitments:
                begin = perf_counter()
                for vector in vectors[key]:
                    cursor.execute(
                        f"SELECT id FROM {table} ORDER BY vector <#> %s::halfvec LIMIT %s", [vector, NEAREST]
                    )
                    cursor.fetchall()
                bare.append(perf_counter() - begin)
            for key in commitments:
                begin = perf_counter()
                search([key], among=None, asked=True, progress=None)
                ours.append(perf_counter() - begin)
    return [
        f"{1000 * median(bare):.2f}",
        f"{1000 * median(ours):.2f}",
        f"{median(ours) / median(bare):.2f}",
    ]


def suggestions(commitments: int) -> tuple[list[str], float]:
    """One row of the table, and the seconds for each commitment."""
    from commitments.linking import suggest_links

    filled(commitments)
    before, begin, worked = memory(), perf_counter(), processor()
    given = sum(1 for _ in suggest_links(keep=False))
    taken, each = perf_counter() - begin, (processor() - worked) / commitments
    return [f"{commitments:,}", f"{given:,}", f"{taken:.1f}", f"{1000 * each:.2f}", f"{memory() - before:.0f}"], each


def processor() -> float:
    """Seconds that this process and its backend of the server have worked, whatever else the machine does; seconds of
    the clock where the server is on another machine.
    """
    from django.db import connection

    connection.ensure_connection()
    try:
        server = psutil.Process(connection.connection.info.backend_pid).cpu_times()
    except psutil.Error:
        return perf_counter()
    return process_time() + server.user + server.system


def memory() -> float:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="python -m bench.nearest", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help=f"vectors to search among ({ROWS:,})")
    parser.add_argument("--queries", type=int, default=QUERIES, metavar="N", help=f"searches of each kind ({QUERIES})")
    parser.add_argument(
        "--commitments", nargs="*", type=int, default=COMMITMENTS, metavar="N", help="1000 10000 100000"
    )
    options = parser.parse_args(given)
    if not scratch.server_given():
        return scratch.run_elsewhere("bench.nearest", given)
    with scratch.database():
        if options.rows:
            show_search(round(options.rows / ROWS_OF_COMMITMENT), options.queries)
        if options.commitments:
            show_suggestions(sorted(options.commitments))
    return 0


def show_search(commitments: int, queries: int) -> None:
    from commitments.models import CommitmentEmbedding

    exact = Exact(queries)
    loading, building = filled(commitments, exact.read)
    rows = CommitmentEmbedding.objects.count()
    say(f"{rows:,} vectors of {commitments:,} commitments: loaded in {loading:.0f} s, indexed in {building:.0f} s")
    show("The index against exact search", ("queries", "breadth", f"recall at {AMONG_FIRST}"), [recall(exact)])
    show(
        "The nearest of one commitment, milliseconds",
        ("bare queries", "linking", "linking / bare"),
        [look_up(range(1, queries + 1))],
    )


def show_suggestions(sizes: Sequence[int]) -> None:
    found = [suggestions(size) for size in sizes]
    columns = ("commitments", "suggestions", "all, s", "processor, ms per commitment", "memory more, MB", "growth")
    first = found[0][1]
    show("A run of suggestions", columns, [[*row, f"{each / first:.2f}"] for row, each in found])
    flat = "yes" if max(each for _, each in found) <= FLAT * first else "no"
    say(f"flat within {FLAT:g} times: {flat}")


if __name__ == "__main__":
    sys.exit(main())
