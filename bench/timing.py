"""Medians of runs, and the tables that benches print."""

import gc
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.table import Table

# What is quick is run often, so that the median of 10 KB is as calm as that of 10 MB; what is slow, at least three
# times, so that one disturbance does not show.
LEAST_RUNS, MOST_RUNS, ENOUGH_SECONDS = 3, 200, 1.0
# Growth up to this is noise and the processor's caches: 10 MB fit in none.
FLAT = 1.5
# A file or a pipe has no width of its own; a table is not squeezed into 80 columns there.
PIPE_WIDTH = 140
_UNITS = {"KB": 1_000, "MB": 1_000_000}


def nothing() -> None:
    """What needs no preparation."""


def seconds(
    work: Callable[[], object],
    *,
    least: int = LEAST_RUNS,
    prepare: Callable[[], object] = nothing,
    clock: Callable[[], float] = perf_counter,
) -> float:
    """The median time of a piece of work, after one run that does not count where runs are short.

    `prepare` comes before each run and is not counted. With `time.process_time` as its clock, work that waits for
    nothing is timed as if the machine did nothing else.
    """
    begin = perf_counter()
    taken = [_once(work, prepare, clock)]
    if taken[0] < ENOUGH_SECONDS / LEAST_RUNS:
        taken = []
    while len(taken) < least or (perf_counter() - begin < ENOUGH_SECONDS and len(taken) < MOST_RUNS):
        taken.append(_once(work, prepare, clock))
    return median(taken)


def _once(work: Callable[[], object], prepare: Callable[[], object], clock: Callable[[], float]) -> float:
    prepare()
    gc.collect()
    begin = clock()
    work()
    return clock() - begin


def parse_size(text: str) -> int:
    """A size as typed: 10KB, 1MB or 500 (bytes). ValueError for anything else."""
    for unit, factor in _UNITS.items():
        if text.upper().endswith(unit):
            return round(float(text[: -len(unit)]) * factor)
    return int(text)


def size_name(size: int) -> str:
    """A size as it is typed: 10 KB."""
    for unit, factor in reversed(_UNITS.items()):
        if size >= factor:
            return f"{size / factor:g} {unit}"
    return f"{size} bytes"


def show(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; all but its first column are numbers."""
    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index else "left")
    for row in rows:
        table.add_row(*row)
    console().print(table)


def say(line: str) -> None:
    """Print a line as it is."""
    console().print(line, markup=False, highlight=False, soft_wrap=True)


def console() -> Console:
    """The standard output, wide enough for a table in a file."""
    found = Console()
    return found if found.is_terminal else Console(width=PIPE_WIDTH)
