"""Samples with the expected tree beside the text, and what segmentation finds of it, counted.

A line of a sample is `PATHS ¦ TEXT`: the paths of the clauses that begin on the line (`4.1, 4.1.a` for two), joined
with points, nothing before the bar for a line that opens no numbered clause. A path in brackets is of a clause by
position (`(p3)`): it must be found there, but what is found by position elsewhere is not counted as invented. The
file's name is `kind.language.txt`. Run this file to print recall
and precision by language and format (`tables`).
"""

from dataclasses import dataclass, field
from pathlib import Path

from commitments.text import segment

SAMPLES = Path(__file__).with_name("samples")
BAR = "¦"


@dataclass
class Sample:
    """A text, and the paths expected on its lines; `positional` are the ones without a number."""

    name: str
    language: str
    text: str
    numbered: list[tuple[int, str]] = field(default_factory=list)
    positional: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Score:
    """What was expected and found: counts, and the clauses that were missed or invented."""

    expected: int = 0
    found: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        self.expected += other.expected
        self.found += other.found
        self.right += other.right
        self.missed += other.missed
        self.invented += other.invented


def load(path: Path) -> Sample:
    """A sample from its file."""
    _, language, _ = path.name.rsplit(".", 2)
    sample, lines = Sample(path.stem, language, ""), []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        paths, bar, text = line.partition(BAR)
        assert bar or not line, f"{path.name}:{number} has no bar"
        lines.append(text.removeprefix(" "))
        for each in paths.replace(" ", "").split(","):
            if each.startswith("("):
                sample.positional.append((number, each.strip("()")))
            elif each:
                sample.numbered.append((number, each))
    sample.text = "\n".join(lines)
    return sample


def samples() -> list[Sample]:
    """All of them, by name."""
    return [load(path) for path in sorted(SAMPLES.glob("*.txt"))]


def score(sample: Sample) -> Score:
    """Right is a clause with its path on its line, in order."""
    clauses = segment(sample.text, sample.language).clauses
    lines = [sample.text.count("\n", 0, clause.start) + 1 for clause in clauses]
    numbered = [(line, "/".join(c.path)) for line, c in zip(lines, clauses, strict=True) if c.number]
    others = [(line, "/".join(c.path)) for line, c in zip(lines, clauses, strict=True) if not c.number]
    wanted = [(line, path.replace(".", "/").replace("_", ".")) for line, path in sample.numbered]
    by_position = [(line, path.replace(".", "/")) for line, path in sample.positional]
    missed = [each for each in wanted if each not in numbered] + [each for each in by_position if each not in others]
    invented = [each for each in numbered if each not in wanted]
    return Score(
        len(wanted) + len(by_position),
        len(numbered) + len(by_position),
        len(wanted) + len(by_position) - len(missed),
        [f"{sample.name}:{line} {path}" for line, path in missed],
        [f"{sample.name}:{line} {path}" for line, path in invented],
    )


def row(name: str, counted: Score) -> str:
    recall, precision = counted.right / max(counted.expected, 1), counted.right / max(counted.found, 1)
    return f"{name:20}{counted.expected:15}{recall:8.3f}{precision:11.3f}"


if __name__ == "__main__":
    from tests.text.tables import table

    print(table())
