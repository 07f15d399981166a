"""What an editor should look at, line by line, in a bounded number of sentences."""

from collections.abc import Sequence

from commitments.text.labels import Candidate
from commitments.text.lines import Line
from commitments.text.sequences import Option

MOST_WARNINGS = 200


class Doubts:
    """Collects warnings while a text is segmented."""

    def __init__(self) -> None:
        self._told: list[tuple[int, str]] = []

    def add(self, line: int, what: str) -> None:
        """A warning about the line of that number."""
        self._told.append((line, what))

    def unopened(self, line: Line, options: Sequence[Option]) -> None:
        """A line that looks like a clause of its own and was taken as text."""
        for candidate in (option.candidate for option in options):
            if candidate.alone or (candidate.need == "nothing" and not candidate.initial):
                label = f"“{candidate.label}”"
                self.add(line.number, f"{label} continues no sequence and was taken as the beginning of a paragraph")
                return

    def broken(self, line: Line, now: Candidate, before: Candidate) -> None:
        """A label that is not the next one of its sequence."""
        if now.value > before.value:
            what = f"“{now.label}” follows “{before.label}”: a number is missing between them"
        elif now.value == before.value:
            what = f"“{now.label}” repeats “{before.label}”"
        else:
            what = f"“{now.label}” follows “{before.label}”: the sequence starts again"
        self.add(line.number, what)

    def late(self, line: Line, candidate: Candidate) -> None:
        """A sequence that begins in its middle."""
        self.add(line.number, f"“{candidate.label}” begins a sequence that should begin at 1")

    def moved(self, line: int, label: str, count: int) -> None:
        """Paragraphs after the last clause of a sequence that were not taken as part of it."""
        taken = "this paragraph was" if count == 1 else f"this paragraph and {count - 1} after it were"
        self.add(line, f"{taken} placed beside “{label}”, not in it: no clause before it in its sequence has so many")

    def contents(self, line: Line, count: int) -> None:
        """Lines that were taken as a contents list."""
        self.add(line.number, f"these {count} lines were taken as a contents list: they open no clauses")

    def notes(self, line: Line, count: int) -> None:
        """Lines that were taken as notes."""
        self.add(line.number, f"these {count} lines were taken as notes: they open no clauses")

    def report(self, first_line: int) -> tuple[str, ...]:
        """The warnings in the order of their lines, counted from `first_line`."""
        ordered = sorted(self._told, key=lambda told: told[0])
        told = [f"line {line + first_line - 1}: {what}" for line, what in ordered[:MOST_WARNINGS]]
        left = len(ordered) - len(told)
        return (*told, f"{left} more warnings of this kind") if left else tuple(told)
