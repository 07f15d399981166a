"""Where everything of a lineage's picture stands, in pixels: a column for each document along time, a box for each of
its commitments, and a line for each link. Pure; the template writes it down. Right to left, time runs to the left.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .wording import Payload, Words, direction_of

WIDTH, GAP, EDGE = 176, 112, 16
LINE, PORT, LANE, APART = 18, 18, 14, 18
INSET = 10
# Of the letters of the pictures, in parts of their size of 13 pixels: wide enough for every script that we know of.
SIZE, LETTER, HAN = 13, 0.55, 1.0
HEAD_LINES, TITLE_LINES = 2, 3
# A picture of such a width is shown a little smaller on its page, so that five documents fit; a wider one is scrolled.
SHRUNK = range(1120, 1500)


@dataclass(frozen=True)
class Text:
    """Lines of one language. `x` is where they begin: on the right where they run from right to left."""

    x: float
    y: float
    lines: list[str]
    language: str
    direction: str

    @property
    def rows(self) -> list[tuple[float, str]]:
        return [(self.y + at * LINE, line) for at, line in enumerate(self.lines)]


@dataclass
class Box:
    """A commitment. `before` and `after` are the links on its side of earlier and of later documents."""

    commitment: Payload
    column: int
    title: list[str]
    before: list["Tie"] = field(default_factory=list)
    after: list["Tie"] = field(default_factory=list)
    y: float = 0

    @property
    def height(self) -> float:
        return max((len(self.title) + 1) * LINE + 12, max(len(self.before), len(self.after)) * PORT + 8)

    @property
    def x(self) -> float:
        return column_x(self.column)

    def port(self, tie: "Tie", side: str) -> tuple[float, float]:
        ties = self.before if side == "before" else self.after
        room = self.height / len(ties)
        return self.x + (0 if side == "before" else WIDTH), self.y + room * (ties.index(tie) + 0.5)


@dataclass(eq=False)
class Tie:
    """A link. `lanes` are the heights at which it passes the documents in between."""

    source: Box
    target: Box
    label: str
    lanes: list[float] = field(default_factory=list)

    @property
    def earlier(self) -> Box:
        return min(self.source, self.target, key=lambda box: box.column)

    @property
    def later(self) -> Box:
        return self.target if self.earlier is self.source else self.source

    def next_height(self, box: Box) -> float:
        """Where it goes from a box: to the lane beside it, else to the other end."""
        if self.lanes:
            return self.lanes[0 if box is self.earlier else -1]
        return (self.target if box is self.source else self.source).y


def column_x(column: int) -> float:
    return EDGE + GAP / 3 + column * (WIDTH + GAP)


def wrap(text: str, width: float, most: int) -> list[str]:
    """The text in lines of at most a width; what is left over after the last ends in an ellipsis."""
    lines, line, used = [], "", 0.0
    for word in pieces(text):
        wide = sum(HAN if character >= "\u2e80" else LETTER for character in word) * SIZE
        if line and used + wide > width:
            lines.append(line.rstrip())
            line, used = "", 0.0
        line, used = line + word, used + wide
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip(" ,;:،؛，") + "…"]
    return lines


def pieces(text: str) -> Iterator[str]:
    """Words with the blank after them; a script that does not part its words, by the character."""
    for word in text.split():
        if word[0] >= "\u2e80":
            yield from word
        else:
            yield word + " "


def picture(shown: Payload, links: list[tuple[str, str, str]], *, rtl: bool) -> Payload:
    """`shown` is a timeline, `links` the source, target and label of each link."""
    groups = shown["documents"]
    boxes: dict[str, Box] = {}
    for column, group in enumerate(groups):
        for commitment in group["commitments"]:
            boxes[commitment["key"]] = Box(
                commitment, column, wrap(commitment["title"], WIDTH - 2 * INSET, TITLE_LINES)
            )
    ties = [Tie(boxes[source], boxes[target], label) for source, target, label in links]
    for tie in ties:
        tie.later.before.append(tie)
        (tie.earlier.before if tie.earlier.column == tie.later.column else tie.earlier.after).append(tie)
    height = stack(boxes, ties, len(groups)) + EDGE
    for box in boxes.values():
        # Lines leave in the order in which they arrive, so that those of one box do not cross.
        box.before.sort(key=lambda tie: tie.next_height(box))
        box.after.sort(key=lambda tie: tie.next_height(box))
    width = column_x(len(groups)) - GAP + EDGE + GAP / 3
    mirror = Mirror(width if rtl else None)
    return {
        "width": round(width),
        "height": round(height),
        "is_wide": round(width) in SHRUNK,
        "rtl": rtl,
        "heads": [head_of(group, column, mirror) for column, group in enumerate(groups)],
        "boxes": [box_of(box, shown["commitment"]["key"], mirror) for box in boxes.values()],
        "lines": [line_of(tie, mirror) for tie in ties],
    }


def stack(boxes: dict[str, Box], ties: list[Tie], columns: int) -> float:
    """Gives boxes and lanes their heights; returns how far down they reach."""
    lanes: dict[int, int] = defaultdict(int)
    top: float = EDGE + (HEAD_LINES + 1) * LINE + 8
    for tie in sorted(ties, key=lambda tie: -tie.later.column):
        for column in range(tie.earlier.column + 1, tie.later.column):
            tie.lanes.append(top + LANE * (lanes[column] + 0.5))
            lanes[column] += 1
    bottom = top
    for column in range(columns):
        y = top + LANE * lanes[column] + (APART / 2 if lanes[column] else 0)
        for box in boxes.values():
            if box.column == column:
                box.y = y
                y += box.height + APART
        bottom = max(bottom, y)
    return bottom


@dataclass(frozen=True)
class Mirror:
    """Turns places around where time runs to the left."""

    width: float | None

    def x(self, x: float) -> float:
        return x if self.width is None else self.width - x

    def text(self, x: float, y: float, lines: list[str], words: Any) -> Text:
        """Lines in the column that begins at x, from their own side of it."""
        language = getattr(words, "language", "")
        direction = direction_of(language) if language else ("ltr" if self.width is None else "rtl")
        left = x if self.width is None else self.width - x - (WIDTH - 2 * INSET)
        return Text(left + (WIDTH - 2 * INSET if direction == "rtl" else 0), y, lines, language, direction)


def head_of(group: Payload, column: int, mirror: Mirror) -> Payload:
    title = group["document"]["title"] or Words(group["document"]["slug"], "")
    x = column_x(column) + INSET
    return {
        "document": group["document"],
        "day": mirror.text(x, EDGE + LINE - 4, [""], None),
        "title": mirror.text(x, EDGE + 2 * LINE - 4, wrap(title, WIDTH - 2 * INSET, HEAD_LINES), title),
    }


def box_of(box: Box, key: str, mirror: Mirror) -> Payload:
    x, title = box.x + INSET, box.commitment["title"]
    return {
        "commitment": box.commitment,
        "is_own": box.commitment["key"] == key,
        "x": mirror.x(box.x) - (WIDTH if mirror.width is not None else 0),
        "y": box.y,
        "width": WIDTH,
        "height": box.height,
        "locator": mirror.text(x, box.y + LINE + 2, [box.commitment["locator"]], None),
        "title": mirror.text(x, box.y + 2 * LINE + 2, box.title, title),
    }


def line_of(tie: Tie, mirror: Mirror) -> Payload:
    """From the source to the arrow at the target, with the relation where it leaves the source."""
    within = tie.earlier.column == tie.later.column
    start = tie.earlier.port(tie, "before" if within else "after")
    end = tie.later.port(tie, "before")
    places = [start]
    for at, y in enumerate(tie.lanes, start=tie.earlier.column + 1):
        places += [(column_x(at), y), (column_x(at) + WIDTH, y)]
    places.append(end)
    forward = tie.source is tie.earlier
    if not forward:
        places.reverse()
    side = -1 if within or not forward else 1
    x, y = places[0]
    return {
        "path": curve(places, mirror, within=within),
        "x": round(mirror.x(x + 6 * side), 1),
        "y": round(y - 4, 1),
        "anchor": "start" if side > 0 else "end",
        "label": tie.label,
        "source": tie.source.commitment["title"],
        "target": tie.target.commitment["title"],
    }


def curve(places: list[tuple[float, float]], mirror: Mirror, *, within: bool) -> str:
    """A path through the places that leaves and reaches each of them level."""
    (x, y), *following = places
    path = f"M{mirror.x(x):.1f} {y:.1f}"
    for x_next, y_next in following:
        bend = -GAP / 2 if within else (x_next - x) / 2
        towards = x_next + bend if within else x_next - bend
        bends = ((x + bend, y), (towards, y_next), (x_next, y_next))
        path += "C" + " ".join(f"{mirror.x(across):.1f} {down:.1f}" for across, down in bends)
        x, y = x_next, y_next
    return path
