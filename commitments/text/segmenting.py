"""Text → clauses: labels open them, the styles of the open ones decide the nesting, paragraphs fill them.

One pass over the lines with a stack of open clauses; each style of label is at most once on the stack.
"""

from commitments.text.clauses import Segmentation
from commitments.text.labels import BULLET, ITEM, LONGEST_TITLE, PARAGRAPH, SENTENCE_ENDS, Candidate
from commitments.text.languages import primary_language
from commitments.text.lines import BLANKS, Line, join_wrapped, split_lines
from commitments.text.nodes import Node, Run, spans
from commitments.text.numbering import candidates
from commitments.text.sequences import Fit, Option, fit_below, fit_new, fit_open, look_ahead

# Longer than this, what follows the label of a section on its line is its text, not its heading.
LONGEST_HEADING = 200
# Bullets and continuation paragraphs belong inside a bullet when indented by so many columns more.
DEEPER = 2
MOST_NESTED_BULLETS = 10
# A run has a pattern to hold its last member to when so many stand before it.
LEAST_EARLIER = 2
MOST_WARNINGS = 200


def segment(text: str, language: str, *, first_line: int = 1) -> Segmentation:
    """The clauses of a text, every word of it inside one of them, and warnings that name their lines.

    `language` is a BCP 47 tag (TextError if it is none). `first_line` is the number warnings give to the text's
    first line. Each line is a paragraph, unless the text is hard-wrapped: then its lines are joined.
    """
    tag = primary_language(language)
    lines = split_lines(text)
    readings = [candidates(text[line.start : line.end], tag) for line in lines]
    lines = join_wrapped(text, lines, [bool(found) for found in readings])
    builder = _Builder(text, look_ahead(readings), lines)
    index = 0
    while index < len(lines):
        index = builder.take(index)
    builder.close(0)
    return Segmentation(spans(builder.nodes), _report(builder.warnings, first_line))


class _Builder:
    def __init__(self, text: str, options: list[tuple[Option, ...]], lines: list[Line]) -> None:
        self.text, self.options, self.lines = text, options, lines
        self.nodes: list[Node] = []
        self.stack: list[int] = []
        self.seen: dict[str, Candidate] = {}  # style → its last label
        self.warnings: list[tuple[int, str]] = []

    def take(self, index: int) -> int:
        """Put a line where it belongs; the index of the next line to take."""
        line, options = self.lines[index], self.options[index]
        joined = line.joined and bool(self.nodes)
        if options and options[0].candidate.kind == BULLET:
            mark = options[0].candidate.style
            if not joined or mark != "bullet -" or any(self.nodes[at].style == mark for at in self.stack):
                self._bullet(line, options[0])
                return index + 1
            options = ()
        fit, option, level = self._best(index, options)
        if option and fit > (Fit.ALONE if joined else Fit.NO):
            return self._label(index, fit, option, level)
        if joined:
            self._continue(line)
            return index + 1
        self._doubt(line, options)
        self._paragraph(line)
        return index + 1

    def _best(self, index: int, options: tuple[Option, ...]) -> tuple[Fit, Option | None, int | None]:
        """The reading that fits best, of equals the one that goes on longer.

        With it the height on the stack of the sequence it continues, None if it begins one.
        """
        best: tuple[Fit, Option | None, int | None] = (Fit.NO, None, None)
        for option in options:
            level = next((i for i, at in enumerate(self.stack) if self.nodes[at].style == option.candidate.style), None)
            previous = self.nodes[self.stack[level]].option if level is not None else None
            if previous is not None and previous.candidate.stem == option.candidate.stem:
                fit = fit_open(option, previous, index)
            elif option.candidate.stem:
                level = None
                fit = fit_below(option, [self.nodes[at].dotted for at in self.stack])
            else:
                fit = fit_new(option, self.seen.get(option.candidate.style))
            if fit > best[0] or (fit and fit == best[0] and best[1] and option.length > best[1].length):
                best = (fit, option, level)
        return best

    def _label(self, index: int, fit: Fit, option: Option, level: int | None) -> int:
        line, candidate = self.lines[index], option.candidate
        run = Run()
        if level is not None:
            previous = self.nodes[self.stack[level]]
            if fit == Fit.BREAKS and previous.candidate:
                self._warn_break(line, candidate, previous.candidate)
            if fit != Fit.BREAKS or candidate.value > 1:
                run = previous.run
            self.close(level, continued=run)
        else:
            self.close(self._place(candidate, option))
            if fit == Fit.LATE:
                self._warn(line, f"“{candidate.label}” begins a sequence that should begin at 1")
        self.seen[candidate.style] = candidate
        node = self._add(candidate.kind, line, option, run)
        self.stack.append(len(self.nodes) - 1)
        if candidate.kind == ITEM:
            return index + 1
        after = self._title_below(index, candidate)
        title_end = self.lines[after - 1].end
        heading = self.text[line.start + len(candidate.label) : title_end].strip(BLANKS).lstrip("-–—").strip(BLANKS)
        sentence = candidate.level is not None and heading[-1:] in tuple(SENTENCE_ENDS)
        node.heading = "" if sentence or len(heading) > LONGEST_HEADING else heading
        node.end = title_end
        return after

    def _continue(self, line: Line) -> None:
        """A further line of a paragraph, or of a heading, in a hard-wrapped text."""
        node = self.nodes[-1]
        node.end = line.end
        if node.heading:
            heading = f"{node.heading} {self.text[line.start : line.end]}"
            node.heading = heading if len(heading) <= LONGEST_HEADING else ""

    def _place(self, candidate: Candidate, option: Option) -> int:
        """The height of the stack below which a new sequence opens: under the open clause it fits in."""
        height = len(self.stack)
        if candidate.stem:
            return 1 + max(i for i, at in enumerate(self.stack) if self.nodes[at].dotted == candidate.stem)
        if candidate.kind in (ITEM, BULLET):
            return height
        while height:
            around = self.nodes[self.stack[height - 1]]
            if around.option is None:
                return height
            other = around.option.candidate
            if other.kind not in (ITEM, BULLET):
                if candidate.level is None or (
                    candidate.level and (other.level is None or other.level < candidate.level)
                ):
                    return height
            elif other.kind == ITEM and candidate.style == "ordinal" and around.option.next_line is not None:
                return height  # "First, …" inside an item whose own sequence goes on below
            height -= 1
        return 0

    def _title_below(self, index: int, candidate: Candidate) -> int:
        """The index after the line that holds the title of a head standing alone ("Article 5"), if there is one.

        A title is short, is no sentence and no label, and something that the head can hold stands below it.
        """
        after = index + 1
        if candidate.level is None or not candidate.alone or after + 1 >= len(self.lines):
            return after
        line, below = self.lines[after], self.options[after + 1]
        words = self.text[line.start : line.end]
        title = len(words) <= LONGEST_TITLE and words[-1] not in SENTENCE_ENDS and not words[0].islower()
        levels = [option.candidate.level for option in below if option.candidate.level is not None]
        inside = all(level > candidate.level for level in levels)
        wanted = title and inside and not self.options[after] and not self.lines[after + 1].joined
        return after + 1 if wanted else after

    def _bullet(self, line: Line, option: Option) -> None:
        marks = [i for i, at in enumerate(self.stack) if self.nodes[at].style == option.candidate.style]
        run = Run()
        for level in reversed(marks):
            sibling = self.nodes[self.stack[level]]
            if line.indent >= sibling.indent + DEEPER and len(marks) < MOST_NESTED_BULLETS:
                self.close(level + 1)
                break
            if line.indent > sibling.indent - DEEPER or level == marks[0]:
                run = sibling.run
                self.close(level, continued=run)
                break
        self._add(BULLET, line, option, run)
        self.stack.append(len(self.nodes) - 1)

    def _paragraph(self, line: Line) -> None:
        height = len(self.stack)
        while height and self.nodes[self.stack[height - 1]].kind == BULLET:
            if line.indent >= self.nodes[self.stack[height - 1]].indent + DEEPER:
                break
            height -= 1
        self.close(height)
        self._add(PARAGRAPH, line, None, Run())

    def _add(self, kind: str, line: Line, option: Option | None, run: Run) -> Node:
        parent = self.stack[-1] if self.stack else None
        node = Node(kind, line.start, line.end, line.number, line.indent, parent, option, run)
        self.nodes.append(node)
        if parent is None:
            return node
        around = self.nodes[parent]
        if kind == PARAGRAPH:
            around.paragraphs += 1
            around.trailing.append(len(self.nodes) - 1)
        else:
            around.trailing.clear()
        return node

    def close(self, height: int, continued: Run | None = None) -> None:
        """Close the open clauses above `height`; `continued` is the run whose next member comes now."""
        while len(self.stack) > height:
            node = self.nodes[self.stack.pop()]
            if node.run is not continued and node.kind in (ITEM, BULLET) and node.run.closed >= LEAST_EARLIER:
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
        taken = "this paragraph was" if excess == 1 else f"this paragraph and {excess - 1} after it were"
        what = f"{taken} placed beside “{label}”, not in it: no clause before it in its sequence has so many"
        self.warnings.append((self.nodes[moved[0]].line, what))

    def _doubt(self, line: Line, options: tuple[Option, ...]) -> None:
        for candidate in (option.candidate for option in options):
            if candidate.alone or (candidate.need == "nothing" and not candidate.initial):
                self._warn(
                    line, f"“{candidate.label}” continues no sequence and was taken as the beginning of a paragraph"
                )
                return

    def _warn_break(self, line: Line, now: Candidate, before: Candidate) -> None:
        if now.value > before.value:
            what = f"“{now.label}” follows “{before.label}”: a number is missing between them"
        elif now.value == before.value:
            what = f"“{now.label}” repeats “{before.label}”"
        else:
            what = f"“{now.label}” follows “{before.label}”: the sequence starts again"
        self._warn(line, what)

    def _warn(self, line: Line, what: str) -> None:
        self.warnings.append((line.number, what))


def _report(warnings: list[tuple[int, str]], first_line: int) -> tuple[str, ...]:
    ordered = sorted(warnings, key=lambda warning: warning[0])
    told = [f"line {line + first_line - 1}: {what}" for line, what in ordered[:MOST_WARNINGS]]
    left = len(ordered) - len(told)
    return (*told, f"{left} more warnings of this kind") if left else tuple(told)
