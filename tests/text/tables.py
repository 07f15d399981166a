"""Recall and precision of all samples by language, by format and by both: `python -m tests.text.tables`."""

from .marking import marked, score_marked, written
from .sampling import Score, row, samples, score


def table() -> str:
    """The counts, and what was missed or invented."""
    counts: dict[str, Score] = {}

    def count(language: str, kind: str, scored: Score) -> None:
        for name in ("all", f"{language} *", f"* {kind}", f"{language} {kind}"):
            counts.setdefault(name, Score()).add(scored)

    for sample in samples():
        count(sample.language, "text", score(sample))
        for each in written(sample):
            count(each.language, each.format, score_marked(each))
    for each in marked():
        count(each.language, each.format, score_marked(each))
    total = counts.pop("all")
    rows = [f"{'language format':20}{'clauses':>15}{'recall':>8}{'precision':>11}"]
    rows += [row(name, scored) for name, scored in sorted(counts.items())]
    faults = [*(f"missed {each}" for each in total.missed), *(f"invented {each}" for each in total.invented)]
    return "\n".join([*rows, row("all", total), *faults])


if __name__ == "__main__":
    print(table())
