"""Text → clauses: labels open them, the styles of the open ones decide the nesting, paragraphs fill them."""

from collections.abc import Sequence
from itertools import pairwise

from commitments.text.building import Builder
from commitments.text.clauses import Segmentation
from commitments.text.contents import find_contents
from commitments.text.hinting import hints_by_line
from commitments.text.hints import Hint
from commitments.text.inlines import split_labels
from commitments.text.labels import BULLET, SENTENCE_ENDS, Candidate
from commitments.text.languages import primary_language
from commitments.text.lines import Line, join_wrapped, split_lines
from commitments.text.nodes import spans
from commitments.text.notes import find_notes
from commitments.text.numbering import candidates
from commitments.text.ordering import order_heads

# A label is short: no more of a line is looked at for one, however long the line is.
LONGEST_LOOK = 1000
# Words after which a sentence goes on: a line after one of them begins with a reference, not with a head.
_CONNECTIVES = """of in with under to by the and or from per see de du des la le les l' et ou à au aux
    dans par selon del en
    el los las y o con por según al и или в с по на к от со согласно статьи و أو في من إلى على"""
_LISTS = "and or et ou y o e u и или либо و أو وكذلك 和 及 或 以及"
_CONNECTING, _LISTING = frozenset(_CONNECTIVES.split()), frozenset(_LISTS.split())


def segment(text: str, language: str, *, first_line: int = 1, hints: Sequence[Hint] = ()) -> Segmentation:
    """The clauses of a text, every word of it inside one of them, and warnings that name their lines.

    `language` is a BCP 47 tag (TextError if it is none). `first_line` is the number warnings give to the text's
    first line. `hints` are what the document's format knows of lines: headings nest by their level, list items by
    their depth. Each line is a paragraph, unless the text is hard-wrapped: then its lines are joined.
    """
    tag = primary_language(language)
    lines = split_lines(text)
    hinted = hints_by_line(lines, hints)
    readings = [candidates(text[line.start : min(line.end, line.start + LONGEST_LOOK)], tag) for line in lines]
    readings = [
        () if line.number in hinted and hinted[line.number].kind == "plain" else found
        for line, found in zip(lines, readings, strict=True)
    ]
    if not hints:
        lines = join_wrapped(text, lines, [bool(found) for found in readings])
    _drop_references(text, lines, readings)
    notes = find_notes(text, lines, readings)
    for begin, end in notes:
        readings[begin:end] = [()] * (end - begin)
    contents = {}
    for begin, end in find_contents(text, lines, readings):
        readings[begin:end] = [()] * (end - begin)
        contents[lines[begin].number] = lines[end - 1].number
    order_heads(text, lines, readings)
    noted = lines
    lines, options = split_labels(text, lines, readings, tag)
    builder = Builder(text, tag, lines, options, contents, hinted)
    for begin, end in notes:
        builder.doubts.notes(noted[begin], end - begin)
    builder.build()
    return Segmentation(spans(builder.nodes), builder.doubts.report(first_line))


def _drop_references(text: str, lines: Sequence[Line], readings: list[tuple[Candidate, ...]]) -> None:
    """Take away the labels of lines that go on with the sentence of the line before: those are references."""
    for index, (before, line) in enumerate(pairwise(lines), start=1):
        if not readings[index] or line.number != before.number + 1:
            continue
        tail = text[max(before.start, before.end - 40) : before.end]
        ended = any(sign in SENTENCE_ENDS for sign in tail[-2:])
        word = tail.split()[-1].casefold()
        if line.joined and not ended and word not in _LISTING:
            readings[index] = tuple(each for each in readings[index] if each.kind == BULLET)
        elif not ended and word in _CONNECTING:
            readings[index] = tuple(each for each in readings[index] if each.level is None)
        elif line.joined and tail[-1] in ",،":
            readings[index] = tuple(each for each in readings[index] if each.level is None and not each.initial)
