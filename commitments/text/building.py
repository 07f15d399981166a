"""The builder of the clause tree: one pass over the lines with a stack of open clauses.

Each style of label is at most once on the stack, bullets and headings of a format apart, which are bounded too.
"""

from collections.abc import Mapping, Sequence

from commitments.text.doubts import Doubts
from commitments.text.formulas import is_closing
from commitments.text.heads import ARTICLE
from commitments.text.hinting import titles
from commitments.text.hints import Hint
from commitments.text.labels import BULLET, ITEM, LONGEST_TITLE, PARAGRAPH, SECTION, SENTENCE_ENDS, Candidate
from commitments.text.lines import BLANKS, Line
from commitments.text.nodes import Node, Run
from commitments.text.placing import DEEPER, PREAMBLE, best_fit, place, place_bullet, place_heading, place_listed
from commitments.text.sequences import Fit, Option

# Longer than this, what follows the label of a section on its line is its text, not its heading.
LONGEST_HEADING = 200
# A run has a pattern to hold its last member to when so many stand before it.
LEAST_EARLIER = 2

Options = tuple[Option, ...]


def _begins_titles(candidate: Candidate) -> bool:
    return candidate.level is not None and candidate.level < ARTICLE.level and candidate.value == 1


class Builder:
    """Takes the lines one after the other and puts each where it belongs; `nodes` are the clauses found.

    `contents` gives the first and last line numbers of contents lists, `hinted` what a format knows of a line.
    """

    def __init__(
        self,
        text: str,
        language: str,
        lines: Sequence[Line],
        options: Sequence[Options],
        contents: Mapping[int, int],
        hinted: Mapping[int, Hint],
    ) -> None:
        self.text, self.language, self.lines, self.options = text, language, lines, options
        self.contents, self.hinted = contents, hinted
        self.titles = titles(lines, dict(hinted), [bool(found) for found in options]) if hinted else set()
        self.nodes: list[Node] = []
        self.stack: list[Node] = []
        self.seen: dict[str, Candidate] = {}  # style → its last label
        self.within: dict[str, str] = {}  # style → the style of the item it was last found inside
        self.doubts = Doubts()
        firsts = (index for index, found in enumerate(options) if any(_begins_titles(each.candidate) for each in found))
        self.last_head = max(firsts, default=-1)

    def build(self) -> None:
        """Take all lines and close what is open."""
        index = 0
        while index < len(self.lines):
            index = self._take(index)
        self._close(0)

    def _take(self, index: int) -> int:
        """Put a line where it belongs; the index of the next line to take."""
        line, options = self.lines[index], self.options[index]
        if line.number in self.contents:
            return self._contents(index)
        hint = self.hinted.get(line.number)
        if hint and line.number not in self.titles and (index == 0 or self.lines[index - 1].number != line.number):
            return self._hinted(index, hint)
        joined = line.joined and bool(self.nodes)
        if options and options[0].candidate.kind == BULLET:
            mark = options[0].candidate.style
            if not joined or mark != "bullet -" or any(node.style == mark for node in self.stack):
                self._bullet(line, options[0])
                return index + 1
            options = ()
        fit, option, level = best_fit(index, options, self.stack, self.seen)
        if option and fit > (Fit.ALONE if joined else Fit.NO):
            return self._label(index, fit, option, level)
        if joined:
            self._continue(line)
            return index + 1
        self.doubts.unopened(line, options)
        self._paragraph(line)
        return index + 1

    def _contents(self, index: int) -> int:
        first, end = self.lines[index], index
        while end < len(self.lines) and self.lines[end].number <= self.contents[first.number]:
            end += 1
        node = self._add("contents", first, None, Run())
        node.end = self.lines[end - 1].end
        self.doubts.contents(first, end - index)
        return end

    def _hinted(self, index: int, hint: Hint) -> int:
        line, options = self.lines[index], self.options[index]
        if hint.kind == "heading":
            self._close(place_heading(self.stack, hint.level))
        fit, option, level = best_fit(index, options, self.stack, self.seen)
        if hint.kind == "heading":
            if not option and options and options[0].candidate.value == 1:
                in_words = options[0].candidate.style in ("ordinal", "cardinal")
                fit, option = (Fit.NO, None) if in_words else (Fit.ALONE, options[0])  # a 1 needs no 2 to be a heading
            after = self._label(index, fit, option, level) if option and fit else self._heading(index)
            self.stack[-1].rank = -hint.level
            return after
        height, sibling = place_listed(self.stack, hint)
        if hint.kind == "plain":
            self._close(height)
            self._paragraph(line)
            return index + 1
        if option is None and options:
            option = options[0]
        if option is None or not (option.candidate.counted or option.candidate.kind == BULLET):
            bare = Candidate("", f"bullet {hint.kind}", "", "", 0, BULLET, "nothing")
            option = Option(bare, None)
        candidate = option.candidate
        run = Run()
        if sibling and sibling.candidate and sibling.style == candidate.style:
            run = sibling.run
            if candidate.counted and not candidate.follows(sibling.candidate):
                self.doubts.broken(line, candidate, sibling.candidate)
        elif candidate.counted and fit == Fit.LATE:
            self.doubts.late(line, candidate)
        self._close(height, continued=run)
        return self._open(index, option, run, rank=hint.level)

    def _heading(self, index: int) -> int:
        """An unnumbered heading that the format tells."""
        line = self.lines[index]
        words = self.text[line.start : line.end]
        node = self._add(SECTION, line, None, Run())
        node.heading = words if len(words) <= LONGEST_HEADING else ""
        self.stack.append(node)
        return index + 1

    def _label(self, index: int, fit: Fit, option: Option, level: int | None) -> int:
        line, candidate = self.lines[index], option.candidate
        run = Run()
        if level is not None:
            previous = self.stack[level]
            if fit == Fit.BREAKS and previous.candidate:
                self.doubts.broken(line, candidate, previous.candidate)
            if fit != Fit.BREAKS or candidate.value > 1:
                run = previous.run
            self._close(level, continued=run)
        else:
            self._close(place(index, option, self.stack, self.within, self.last_head))
            if fit == Fit.LATE:
                self.doubts.late(line, candidate)
        return self._open(index, option, run)

    def _open(self, index: int, option: Option, run: Run, rank: int = 0) -> int:
        """Add the clause that a label opens, with its heading or the words that stand below a lone label."""
        line, candidate = self.lines[index], option.candidate
        self.seen[candidate.style] = candidate
        if self.stack and self.stack[-1].kind == ITEM:
            self.within[candidate.style] = self.stack[-1].style
        node = self._add(candidate.kind, line, option, run)
        node.rank = rank
        self.stack.append(node)
        if candidate.kind in (ITEM, BULLET):
            if candidate.alone and self._text_below(index):
                node.end = self.lines[index + 1].end
                return index + 2
            return index + 1
        after = self._title_below(index, candidate)
        title_end = self.lines[after - 1].end
        heading = self.text[line.start + len(candidate.label) : title_end].strip(BLANKS).lstrip("-–—").strip(BLANKS)
        sentence = candidate.level is not None and heading[-1:] in tuple(SENTENCE_ENDS)
        node.heading = "" if sentence or len(heading) > LONGEST_HEADING else heading
        node.end = title_end
        return after

    def _text_below(self, index: int) -> bool:
        """Whether the next line is the text of a label that has its line to itself, as in a PDF."""
        after = index + 1
        if after >= len(self.lines) or self.options[after]:
            return False
        number = self.lines[after].number
        return number not in self.contents and number not in self.hinted

    def _continue(self, line: Line) -> None:
        """A further line of a paragraph, or of a heading, in a hard-wrapped text."""
        node = self.nodes[-1]
        node.end = line.end
        if node.heading:
            heading = f"{node.heading} {self.text[line.start : line.end]}"
            node.heading = heading if len(heading) <= LONGEST_HEADING else ""

    def _title_below(self, index: int, candidate: Candidate) -> int:
        """The index after the line that holds the title of a head standing alone ("Article 5"), if there is one.

        A title is short, is no sentence and no label, and something that the head can hold stands below it.
        """
        after = index + 1
        named = (
            candidate.level is not None and candidate.kind != PREAMBLE and (candidate.counted or not candidate.level)
        )
        if not named or not candidate.alone or after + 1 >= len(self.lines):
            return after
        line, below = self.lines[after], self.options[after + 1]
        words = self.text[line.start : line.end]
        title = len(words) <= LONGEST_TITLE and words[-1] not in SENTENCE_ENDS and not words[0].islower()
        levels = [option.candidate.level for option in below if option.candidate.level is not None]
        inside = all(level > (candidate.level or 0) for level in levels)
        hint, number = self.hinted.get(line.number), line.number
        if hint and hint.kind != "heading":
            return after
        wanted = title and inside and not self.options[after] and not self.lines[after + 1].joined
        return after + 1 if wanted and number not in self.contents else after

    def _bullet(self, line: Line, option: Option) -> None:
        height, sibling = place_bullet(self.stack, option.candidate.style, line.indent)
        run = sibling.run if sibling else Run()
        if height < len(self.stack):
            self._close(height, continued=run if sibling else None)
        self.stack.append(self._add(BULLET, line, option, run))

    def _paragraph(self, line: Line) -> None:
        height = len(self.stack)
        while height and self.stack[height - 1].kind == BULLET and not self._listed_plain(line, self.stack[height - 1]):
            if line.indent >= self.stack[height - 1].indent + DEEPER:
                break
            height -= 1
        if height and is_closing(self.text[line.start : min(line.end, line.start + 200)], self.language):
            height = self._outside(line, height)
        self._close(height)
        self._add(PARAGRAPH, line, None, Run())

    def _listed_plain(self, line: Line, node: Node) -> bool:
        hint = self.hinted.get(line.number)
        return hint is not None and hint.kind == "plain" and 0 < node.rank <= hint.level

    def _outside(self, line: Line, height: int) -> int:
        """The height to which a closing formula closes: all but an annex, unless a sequence goes on below it."""
        if any(node.option and node.option.next_line is not None for node in self.stack):
            return height
        return 1 if self.stack[0].kind == "annex" or self.stack[0].rank < 0 else 0

    def _add(self, kind: str, line: Line, option: Option | None, run: Run) -> Node:
        around = self.stack[-1] if self.stack else None
        node = Node(kind, line.start, line.end, line.number, line.indent, around.index if around else None, option, run)
        node.index = len(self.nodes)
        self.nodes.append(node)
        if around is None:
            return node
        if kind == PARAGRAPH:
            around.paragraphs += 1
            around.trailing.append(node.index)
        else:
            around.trailing.clear()
        return node

    def _close(self, height: int, continued: Run | None = None) -> None:
        """Close the open clauses above `height`; `continued` is the run whose next member comes now."""
        while len(self.stack) > height:
            node = self.stack.pop()
            listed = node.kind in (ITEM, BULLET) and not node.rank
            if node.run is not continued and listed and node.run.closed >= LEAST_EARLIER:
                self._give_up_excess(node)
            node.run.closed += 1
            node.run.longest = max(node.run.longest, node.paragraphs)

    def _give_up_excess(self, node: Node) -> None:
        """The last of a run keeps no more paragraphs than the longest before it: the rest belongs to its parent."""
        excess = min(node.paragraphs - node.run.longest, len(node.trailing))
        if excess <= 0:
            return
        moved = node.trailing[-excess:]
        node.paragraphs -= excess
        for at in moved:
            self.nodes[at].parent = node.parent
        if node.parent is not None:
            around = self.nodes[node.parent]
            around.paragraphs += excess
            around.trailing.extend(moved)
        label = node.candidate.label if node.candidate else ""
        self.doubts.moved(self.nodes[moved[0]].line, label, excess)
