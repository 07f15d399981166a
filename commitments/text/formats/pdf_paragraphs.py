"""Lines → paragraphs: gaps, indents, short lines and labels end one; hyphens at line ends are mended."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from commitments.text.formats.blocks import TYPED_LABEL, Block
from commitments.text.formats.pdf_lines import Line
from commitments.text.formats.tables import is_label

_ENDS = tuple('.;:!?؟؛。；：！？…»”")')
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HYPHENED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# In leadings and sizes: a gap that parts paragraphs, an indent, a change of type.
_GAP, _INDENT, _OTHER_SIZE = 1.3, 0.8, 0.12
# Type this much larger than the text's is a heading's; a heading is no longer than this.
_LARGER, _LONGEST_HEADING = 1.12, 250
_WORD_LABEL = re.compile(r"[^\W\d_]{2,}\s|第")
_DOTS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}\s*$|…+\s*\d{1,4}\s*$")
_LEAST_CONTENTS = 3
# Lines that reach as far as this of each other, in points, reach to the margin.
_RAGGED = 10.0
# So many of a page's lines reach its margin where paragraphs are wrapped; of a page of titles, few reach as far as
# any. Lines wider apart than this, in sizes of type, are paragraphs of one line each, unless most of them are full.
_LEAST_FULL, _FEWEST_FULL, _WIDE_APART, _MOST_WIDE = 0.15, 3, 1.75, 0.4
# No text is set narrower than this part of its page, but in columns.
_NARROWEST = 0.2
# Gaps, in sizes of type, are alike within this; of those between the lines of a paragraph, most are below a full line.
_ALIKE, _MOST_FULL = 0.1, 0.5
# The leading of a page where no line follows a full one: type is set with a fifth of its size between lines.
_SINGLE = 1.2


class _Margins:
    """Where the lines of a column begin and end, in reading direction: 0 is at the start margin."""

    def __init__(self, lines: Sequence[Line]) -> None:
        columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in lines:
            columns[line.page, line.column].append(line)
        self._edges = {key: _edges(each) for key, each in columns.items()}
        self.leading = self._leading([pair for each in columns.values() for pair in pairwise(each)])

    def _leading(self, pairs: Sequence[tuple[Line, Line]]) -> float:
        """The usual step between the lines of a paragraph, in sizes of type."""
        gaps = [(above, line, (above.y - line.y) / above.size) for above, line in pairs]
        gaps = [each for each in gaps if 0 < each[2] < 3]
        full, every = Counter[int](), Counter[int]()
        for above, line, gap in gaps:
            every[round(gap / _ALIKE)] += 1
            full[round(gap / _ALIKE)] += not _short(above, line, self)
        usual = [step for step, count in every.most_common() if full[step] >= _MOST_FULL * count]
        return median([gap for _, _, gap in gaps if round(gap / _ALIKE) == usual[0]]) if usual else _SINGLE

    def indent(self, line: Line) -> float:
        left, right = self._edges[line.page, line.column]
        return max(0.0, right - line.x1 if line.rtl else line.x0 - left)

    def room(self, line: Line) -> float:
        left, right = self._edges[line.page, line.column]
        return line.x0 - left if line.rtl else right - line.x1


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    """The margins of a column; on a page of short lines only, the far one stands as far in as the near one."""
    left, right = -_margin([-line.x0 for line in lines]), _margin([line.x1 for line in lines])
    if lines[0].column:
        return left, right
    rtl = sum(line.rtl for line in lines) > len(lines) / 2
    ends = [line.x0 - left if rtl else right - line.x1 for line in lines]
    gaps = Counter(round((above.y - line.y) / above.size, 1) for above, line in pairwise(lines))
    apart = bool(gaps) and gaps.most_common(1)[0][0] > _WIDE_APART
    least = max(_FEWEST_FULL, _MOST_WIDE * len(lines)) if apart else _LEAST_FULL * len(lines)
    width = lines[0].page_width
    reached = sum(abs(end) < _RAGGED for end in ends) >= least and sum(end < -_RAGGED for end in ends) <= 1
    if reached and right - left >= _NARROWEST * width:
        return left, right
    return (min(left, width - right), right) if rtl else (left, max(right, width - left))


def _margin(ends: list[float]) -> float:
    """The outermost place where two lines end at least: a single line may stand out of the text."""
    ordered = sorted(ends, reverse=True)
    return next((a for a, b in pairwise(ordered) if a - b < _RAGGED), ordered[0])


def paragraphs(lines: list[Line]) -> list[Block]:
    """The blocks of the text; a line in larger type is a heading."""
    lines = _without_contents(lines)
    margins = _Margins(lines)
    words = Counter(word.lower() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text))
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _ends(groups[-1], line, margins):
            groups[-1].append(line)
        else:
            groups.append([line])
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({round(group[0].size) for group in groups if group[0].size > _LARGER * body}, reverse=True)
    blocks: list[Block] = []
    for group in groups:
        text = _joined([line.text for line in group], words)
        if group[0].size > _LARGER * body and len(text) <= _LONGEST_HEADING:
            blocks.append(Block(text, "heading", min(larger.index(round(group[0].size)) + 1, 6)))
        else:
            blocks.append(Block(text))
    return blocks


def _without_contents(lines: list[Line]) -> list[Line]:
    """Contents lists show by dots that lead to page numbers; three such lines or more are one."""
    dotted = [line for line in lines if _DOTS.search(line.text)]
    gone = {id(line) for line in dotted} if len(dotted) >= _LEAST_CONTENTS else set()
    return [line for line in lines if id(line) not in gone]


def _ends(group: list[Line], line: Line, margins: _Margins) -> bool:
    """Whether the paragraph that a group is ends before a line."""
    before = group[-1]
    if abs(line.size - before.size) > _OTHER_SIZE * before.size or line.bold != before.bold:
        return not _bare(before.text)
    elsewhere = (line.page, line.column) != (before.page, before.column)
    gap = before.y - line.y
    if len(group) == 1 and _bare(before.text) and not is_label(line.text):
        return TYPED_LABEL.match(line.text) is not None and gap > 0
    sentence = before.text.endswith(_ENDS)
    if elsewhere or gap < 0:
        # A full last line is rarer than a paragraph that a page breaks, also where a sentence ends on it.
        further_in = margins.indent(line) > _INDENT * line.size + margins.indent(before) and len(group) > 1
        return _short(before, line, margins) or further_in or TYPED_LABEL.match(line.text) is not None
    if gap > _GAP * margins.leading * before.size or _short(before, line, margins):
        return True
    if TYPED_LABEL.match(line.text) and (sentence or before.text.endswith((",", "،", "，"))):
        return True
    step = margins.indent(line) - margins.indent(before)
    if abs(step) <= _INDENT * line.size:
        return False
    first = len(group) == 1
    if step > 0:  # further in: the text beside a label, or the first line of the next paragraph
        return not (first and TYPED_LABEL.match(before.text))
    return not first


def _bare(text: str) -> bool:
    """Whether a line is a label that its paragraph follows: `(a)`, not “Article 5”, which a title may follow."""
    return is_label(text) and not _WORD_LABEL.match(text)


def _short(before: Line, line: Line, margins: _Margins) -> bool:
    """Whether the first word of the next line had room on the line before."""
    word = line.text.split(" ", 1)[0]
    if _CJK.match(word):
        return margins.room(before) > 2.5 * before.size
    width = (line.x1 - line.x0) * len(word) / max(1, len(line.text))
    return margins.room(before) > width + 0.6 * before.size


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        broken, start = _HYPHENED.search(text), _FIRST_WORD.match(line)
        if broken and start and start[0][0].islower():
            whole, parted = broken[1] + start[0], f"{broken[1]}-{start[0]}"
            keep = words[parted.lower()] > 0 and not words[whole.lower()]
            text = text[: broken.end(1)] + ("-" if keep else "") + line
        else:
            cut = text.endswith(("-", "\u2010")) and text[-2:-1].isalnum()
            text += line if cut or (_CJK.match(text[-1:]) and _CJK.match(line)) else f" {line}"
    return text
