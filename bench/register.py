"""Is the public interface as quick with a million commitments as with ten thousand, and beside what else can answer?

Three servers answer the same questions over the same rows in one run: the tracker; a bare function that sends the same
stored JSON (bare.py); Datasette over SQLite (datasette_rows.py), where it is installed.
"""

import argparse
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import datasette_rows
from bench.asking import CONNECTIONS, Asker, Question, Times, answer
from bench.exporting import Exported, export
from bench.registers import SIZES, address, name_of, prepare, use_server
from bench.serving import Server, bare, datasette, tracker
from bench.timing import say, show

SECONDS, ROUNDS = 6.0, 3
# What the tracker is to reach: parts of the answers per second of others; growth of the median; times of medians.
OF_BARE, OF_DATASETTE, OF_COPY = 0.5, 3.0, 0.5
MOST_GROWTH, OF_BARE_SEARCH, OF_LIST = 1.3, 2.0, 1.5
MOST_MEMORY = 200_000_000
# Addresses of each question whose rows are compared beforehand.
CHECKED = 5
CONTESTANTS = ("tracker", "bare", "datasette")


@dataclass
class Measured:
    """What has been measured at one size: times by question and contestant."""

    rows: int
    times: dict[str, dict[str, Times]] = field(default_factory=dict)
    exported: Exported | None = None

    def ratio(self, question: str, other: str) -> float | None:
        """The tracker's answers per second against another's."""
        times = self.times[question]
        return times["tracker"].rate / times[other].rate if other in times else None


def keys_of(found: Mapping[str, Any]) -> list[str]:
    """What tells the rows of an answer, in order."""
    if "rows" in found:
        return [json.loads(row["payload"])["key"] for row in found["rows"]]
    return [row["eid"] if row.get("eid") else row["key"] for row in found.get("results", [found])]


def check(question: Question, servers: Mapping[str, Server]) -> None:
    """Refuses to measure who answers with other rows than the tracker."""
    for name in servers.keys() & set(question.compared):
        for one, other in list(zip(question.tracker, getattr(question, name), strict=True))[:CHECKED]:
            mine, theirs = keys_of(answer(servers["tracker"].port, one)), keys_of(answer(servers[name].port, other))
            if mine != theirs:
                raise SystemExit(f"{question.name}: {one} and {other} give different rows:\n{mine}\n{theirs}")


def ask(question: Question, servers: Mapping[str, Server], seconds: float, rounds: int) -> dict[str, Times]:
    """The contestants take turns, so that what disturbs the machine disturbs them all."""
    check(question, servers)
    askers = {
        name: Asker(server.port, paths, once=question.once)
        for name, server in servers.items()
        if (paths := getattr(question, name))
    }
    for asker in askers.values():
        asker.warm_up()
    for _ in range(rounds):
        for asker in askers.values():
            asker.ask_for(seconds / rounds)
    return {name: asker.times for name, asker in askers.items()}


def measure(asked: argparse.Namespace, folder: Path, rows: int) -> Measured:
    """Everything at one size."""
    from bench.questions import questions

    prepare(folder, rows, as_is=asked.as_is)
    found = Measured(rows)
    database, file = address(folder, rows), None
    if asked.with_datasette:
        file = folder / f"{name_of(rows)}.db"
        stamp = folder / f"{name_of(rows)}.json"
        if not file.exists() or file.stat().st_mtime < stamp.stat().st_mtime:
            say(f"  the same {rows:,} rows into SQLite …")
            datasette_rows.fill(file)
    put = questions(file, lambda name: any(part in name for part in asked.only))
    with ExitStack() as running:
        servers = {
            name: running.enter_context(serve(database)) for name, serve in (("tracker", tracker), ("bare", bare))
        }
        if file:
            servers["datasette"] = running.enter_context(datasette(asked.datasette, file))
        for question in put:
            found.times[question.name] = ask(question, servers, asked.seconds, asked.rounds)
    if asked.exports:
        found.exported = export(database, rows, asked.exports)
    return found


def told(times: Times | None) -> str:
    """Milliseconds of the median and of one in twenty, and answers per second."""
    return f"{times.p50 * 1000:.1f} / {times.p95 * 1000:.1f} / {times.rate:,.0f}" if times else "–"


def times_told(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f}"


def show_size(found: Measured) -> None:
    show(
        f"{found.rows:,} commitments, {CONNECTIONS} connections: p50 ms / p95 ms / answers per second",
        ("question", "tracker", "bare function", "Datasette", "tracker/bare", "tracker/Datasette"),
        [
            (
                name,
                *(told(times.get(contestant)) for contestant in CONTESTANTS),
                times_told(found.ratio(name, "bare")),
                times_told(found.ratio(name, "datasette")),
            )
            for name, times in found.times.items()
        ],
    )
    if out := found.exported:
        show(
            f"{found.rows:,} commitments as CSV",
            ("", "rows per second", "of COPY"),
            [
                ("all columns", f"{out.all_columns:,.0f}", f"{out.all_columns / out.copy:.2f}"),
                ("five columns", f"{out.five_columns:,.0f}", f"{out.five_columns / out.copy:.2f}"),
                ("COPY of the stored JSON", f"{out.copy:,.0f}", "1.00"),
            ],
        )
        say(f"peak memory of the server: {out.peak / 1e6:.0f} MB, before the first export {out.before / 1e6:.0f} MB")


def growth(found: Sequence[Measured], name: str) -> list[float]:
    """Medians against that of the smallest size."""
    smallest = found[0].times[name]["tracker"].p50
    return [each.times[name]["tracker"].p50 / smallest for each in found if name in each.times]


def show_growth(found: Sequence[Measured]) -> None:
    show(
        "growth: the tracker’s median against that of the smallest size",
        ("question", *(f"{each.rows:,}" for each in found)),
        [(name, *(f"{ratio:.2f}" for ratio in growth(found, name))) for name in found[0].times],
    )


def goals(found: Sequence[Measured]) -> list[tuple[str, float, float, bool]]:
    """What is to be reached: its name, the figure, the goal, and whether the figure should be the greater one."""
    wanted: list[tuple[str, float, float, bool]] = []
    for each in found:
        size = f"{each.rows:,}"
        for name in each.times:
            if name.startswith(("list", "two filters", "deep page", "detail")):
                for other, goal in (("bare", OF_BARE), ("datasette", OF_DATASETTE)):
                    if (ratio := each.ratio(name, other)) is not None:
                        wanted.append((f"{name}, of {other}, {size}", ratio, goal, True))
            if name.startswith("word search"):
                ratio = each.times[name]["tracker"].p50 / each.times[name]["bare"].p50
                wanted.append((f"{name}, against its bare SQL, {size}", ratio, OF_BARE_SEARCH, False))
            if name.startswith("facets") and "list" in each.times:
                ratio = each.times[name]["tracker"].p50 / each.times["list"]["tracker"].p50
                wanted.append((f"{name}, against the list, {size}", ratio, OF_LIST, False))
        if out := each.exported:
            wanted.append((f"CSV, of COPY, {size}", out.all_columns / out.copy, OF_COPY, True))
            wanted.append((f"CSV, peak MB, {size}", out.peak / 1e6, MOST_MEMORY / 1e6, False))
    if len(found) > 1:
        wanted += [
            (f"{name}, growth to {found[-1].rows:,}", growth(found, name)[-1], MOST_GROWTH, False)
            for name in found[0].times
        ]
    return wanted


def show_goals(found: Sequence[Measured]) -> None:
    rows = []
    for name, figure, goal, more in goals(found):
        reached = figure >= goal if more else figure <= goal
        rows.append((name, f"{figure:.2f}", f"{'≥' if more else '≤'} {goal:g}", "yes" if reached else "no"))
    show("goals", ("goal", "is", "wanted", "reached"), rows)
    say(f"reached: {sum(row[3] == 'yes' for row in rows)} of {len(rows)}")


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="how many commitments, several for several")
    parser.add_argument("--data", type=Path, help="a folder for the databases, which stay there for the next run")
    parser.add_argument("--as-is", action="store_true", help="take databases of the folder whatever made them")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"for each question and server ({SECONDS:g})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"in which servers take their turns ({ROUNDS})")
    parser.add_argument("--exports", type=int, default=2, help="runs of the CSV export, 0 for none (2)")
    parser.add_argument("--only", nargs="+", default=[""], help="parts of the names of questions; without it all")
    parser.add_argument("--datasette", default=sys.executable, help="the Python that has Datasette (this one)")
    return parser.parse_args()


def compare(asked: argparse.Namespace, folder: Path) -> None:
    version = datasette_rows.version(asked.datasette)
    asked.with_datasette = bool(version)
    if not version:
        say(
            "DATASETTE IS MISSING, and nothing is compared with it. Install it in an environment of its own "
            "(python -m venv …, … -m pip install -r bench/requirements.txt) and name its Python with --datasette."
        )
    else:
        say(f"Datasette {version}")
    use_server(folder)
    found = []
    for rows in sorted(asked.rows):
        found.append(measure(asked, folder, rows))
        show_size(found[-1])
    if len(found) > 1:
        show_growth(found)
    show_goals(found)


def main() -> None:
    asked = parsed()
    # Whoever ends the bench ends its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if asked.data:
        compare(asked, asked.data.resolve())
        return
    with TemporaryDirectory(prefix="bench-") as folder:
        compare(asked, Path(folder).resolve())


if __name__ == "__main__":
    main()
