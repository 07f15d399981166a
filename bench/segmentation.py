"""`python -m bench.segmentation`: is reading and segmenting a text as quick per character at 10 MB as at 10 KB?

And how does it compare with bluebell-akn, which makes the same structure of a text whose structure is marked for it?
"""

import argparse
from collections.abc import Sequence
from functools import partial
from statistics import median
from time import process_time

from bench import bluebell_akn
from bench.texts import STYLES, document, plain
from bench.timing import FLAT, parse_size, say, seconds, show, size_name
from commitments.text import Limits, Segmentation, SourceText, read, segment, to_akoma_ntoso

SIZES = (10_000, 1_000_000, 10_000_000)
LANGUAGES = ("en", "ar", "zh")
ROUNDS = 3
# bluebell's time for a character grows with the text: at 10 MB it would be all that the bench does.
COMPARED = (10_000, 100_000, 1_000_000)
# It is given up after this, so that a slow machine gets its table too.
MOST_SECONDS = 120.0


def take(data: bytes, language: str) -> tuple[SourceText, Segmentation]:
    """What is measured: bytes → text → clauses, with limits that let any size through."""
    source = read(data, language=language, limits=Limits(most_bytes=len(data), most_characters=len(data)))
    return source, segment(source.text, language)


def growth(language: str, sizes: Sequence[int]) -> None:
    """The table of one language, and whether the time for a character stays the same.

    All sizes take their turns in each round, and growth is that within a round: a machine is not always equally fast.
    """
    texts = [plain(document(language, size), language).encode() for size in sorted(sizes)]
    clauses = [len(take(data, language)[1].clauses) for data in texts]
    characters = [len(data.decode()) for data in texts]
    rounds = [
        [seconds(partial(take, data, language), least=1, clock=process_time) for data in texts] for _ in range(ROUNDS)
    ]
    rows, grown = [], []
    for index, size in enumerate(sorted(sizes)):
        taken = median(one[index] for one in rounds)
        grown.append(median(one[index] / characters[index] * characters[0] / one[0] for one in rounds))
        per_character = taken / characters[index] * 1e6
        figures = f"{characters[index]:,}", f"{clauses[index]:,}", f"{taken:.4f}", f"{per_character:.3f}"
        rows.append((size_name(size), *figures, f"{grown[-1]:.2f}"))
    columns = ("size", "characters", "clauses", "CPU seconds", "µs per character", "growth")
    show(f"Reading and segmenting, {language}", columns, rows)
    say(f"flat within {FLAT} times: {'yes' if max(grown) <= FLAT else 'no'}\n")


def comparison(sizes: Sequence[int], most_seconds: float) -> None:
    """The same trees for the tracker, as plain text, and for bluebell, in its own syntax."""
    if not bluebell_akn.installed():
        say("bluebell-akn is not installed, so nothing is compared with it. To install what benches compare with:")
        say("    .venv/bin/python -m pip install -r bench/requirements.txt")
        return
    rows: list[tuple[str, ...]] = []
    for size in sorted(sizes):
        tree = document("en", size)
        data, marked = plain(tree, "en").encode(), bluebell_akn.marked(tree)
        source, found = take(data, "en")
        taken = seconds(partial(take, data, "en"), clock=process_time)
        written = seconds(partial(to_akoma_ntoso, source.text, found.clauses, language="en"), clock=process_time)
        theirs = bluebell_akn.measure(marked, most_seconds)

        there = sum(1 for part in tree for inner in part.all() if inner.number)
        ours = f"{sum(1 for clause in found.clauses if clause.number):,} of {there:,}"
        name, both = size_name(size), taken + written
        rows.append((name, "tracker: clauses", ours, f"{taken:.4f}", "1.0"))
        rows.append((name, "tracker: and Akoma Ntoso", ours, f"{both:.4f}", f"{both / taken:.1f}"))
        if theirs is None:
            rows.append((name, "bluebell", "", f"over {most_seconds:g}", ""))
        else:
            number = f"{theirs.clauses:,} of {there:,}"
            rows.append(
                (name, "bluebell: Akoma Ntoso", number, f"{theirs.seconds:.4f}", f"{theirs.seconds / taken:.1f}")
            )
    columns = ("size", "program", "numbered clauses", "CPU seconds", "times the tracker's")
    show("Beside bluebell-akn, en", columns, rows)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.segmentation", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=parse_size, default=SIZES, metavar="SIZE", help="10KB 1MB 10MB")
    parser.add_argument("--languages", nargs="+", choices=sorted(STYLES), default=LANGUAGES)
    parser.add_argument(
        "--compared", nargs="*", type=parse_size, default=COMPARED, metavar="SIZE", help="for bluebell: 10KB 100KB 1MB"
    )
    parser.add_argument("--most-seconds", type=float, default=MOST_SECONDS, help="when bluebell is given up (120)")
    options = parser.parse_args(arguments)
    for language in options.languages:
        growth(language, options.sizes)
    if options.compared:
        comparison(options.compared, options.most_seconds)


if __name__ == "__main__":
    main()
