"""What a format knows of a line beyond its words: that it is a heading, a list item, a bullet, or opens nothing."""

from dataclasses import dataclass
from typing import Literal

HintKind = Literal["heading", "item", "bullet", "plain"]


@dataclass(frozen=True, slots=True)
class Hint:
    """A fact about the line of the text that begins at offset `start`.

    `level` is 1 to 6 for a heading and the depth of the list, from 1, for an item or a bullet. A plain line opens
    nothing: it goes on inside the list item at that depth, or stands outside of any list (0).
    """

    start: int
    kind: HintKind
    level: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.level < (0 if self.kind == "plain" else 1):
            raise ValueError(f"a hint at {self.start} of level {self.level}")
