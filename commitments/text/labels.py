"""A label that a line may open with: the value that the grammar gives and the segmenter chooses from."""

from dataclasses import dataclass
from typing import Literal

# What a label needs to open a sequence: nothing, the next number somewhere below, or an open sequence to continue.
Need = Literal["nothing", "next", "previous"]

ITEM, BULLET, SECTION, PARAGRAPH = "item", "bullet", "section", "paragraph"

# "Article 8 bis" stands after article 8 and before 9, as 8-1, 8-2 do.
BETWEEN = {"bis": 2, "ter": 3, "quater": 4, "quinquies": 5, "sexies": 6, "septies": 7, "octies": 8}

# A title stands on one line and is no sentence: longer than this, what follows a head is text.
LONGEST_TITLE = 120
SENTENCE_ENDS = ".;:!?؟؛。；：！？…,،"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of the label a line begins with.

    `label` is as printed. `style` names the sequence it belongs to. `number` is ASCII for whatever counts; `cited`
    is how a reader cites it (roman stays roman). `value` and `between` give its place in the sequence (8bis is 8 and
    2). `level` orders heads in words from the widest (0) inwards; None for other labels. `stem` is what stands before
    the last point of a label such as 3.2. `alone` says that nothing else is on the line.
    """

    label: str
    style: str
    number: str
    cited: str
    value: int
    kind: str
    need: Need
    between: int = 0
    level: float | None = None
    stem: str = ""
    alone: bool = False

    def follows(self, other: "Candidate") -> bool:
        """Whether this label is the next one after the other, in one sequence."""
        if self.style != other.style:
            return False
        return (self.value == other.value + 1 and self.between <= 1) or (
            self.value == other.value and self.between > other.between
        )

    @property
    def counted(self) -> bool:
        """Whether it has a number: bullets and unnumbered heads have none and no sequence."""
        return bool(self.number)

    @property
    def initial(self) -> bool:
        """Whether it may as well be the initial of a name, as in "M. Chen"."""
        return len(self.label) == 2 and self.label[0].isupper() and self.label[1] == "."
