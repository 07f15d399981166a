"""Contents lists: the lines that name every clause of a document before its text, and are none themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.text.labels import SECTION, SENTENCE_ENDS, Candidate
from commitments.text.lines import Line
from commitments.text.spelling import fold

_TITLES = """contents|table of contents|list of contents|sommaire|table des matières|table de matières|índice
|índice general|contenido|tabla de contenido|tabla de contenidos|sumario|содержание|оглавление|المحتويات|محتويات|الفهرس
|فهرس|فهرس المحتويات|قائمة المحتويات|جدول المحتويات|目录|目錄|目次"""
TITLES = frozenset(fold(title.strip()) for title in _TITLES.split("|"))

# An entry is a line of so many characters at most, and a list has so many entries at least.
LONGEST_ENTRY, FEWEST_ENTRIES = 200, 3
# So many lines in a row that are no entries end a list.
MOST_OTHERS = 30
# Of the labelled entries of a list so many come again in the text.
MOST = 0.8
# A list without a title is looked for in this first part of the lines; a page number speaks for itself.
FIRST_PART = 0.4

_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩０１２３４５６７８９"
_LEADERS = " \t\u00a0\u3000.…·_"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a line may be as an entry: its words in comparable form, its label if a head, its page number."""

    words: str
    stripped: str
    label: tuple[str, str] | None
    labelled: bool
    section: bool
    paged: bool


def find_contents(text: str, lines: Sequence[Line], readings: Sequence[Sequence[Candidate]]) -> list[tuple[int, int]]:
    """The runs of lines (first, one past the last) that are contents lists, in order."""
    entries = [_entry(text[line.start : line.end], found) for line, found in zip(lines, readings, strict=True)]
    last: dict[str | tuple[str, str], int] = {}
    for index, entry in enumerate(entries):
        if entry:
            last[entry.words] = index
            if entry.label:
                last[entry.label] = index
    found, index = [], 0
    while index < len(entries):
        entry = entries[index]
        titled = entry is not None and _squeezed(entry.words) in TITLES
        end = _titled_end(entries, index, last) if titled else _run_end(entries, index, last)
        if end > index and _believable(entries, index + titled, end, last, titled):
            found.append((index, end))
        index = max(end, index + 1)
    return found


def _squeezed(words: str) -> str:
    bare = words.strip(" :.*_#")
    return bare.replace(" ", "") if bare[:1] >= "\u2e80" else bare


def _entry(words: str, found: Sequence[Candidate]) -> _Entry | None:
    """The line as an entry, None for one that is too long or a sentence."""
    if len(words) > LONGEST_ENTRY:
        return None
    stripped, paged = _without_page(words)
    if not paged and len(words) > 60 and words[-1] in SENTENCE_ENDS:
        return None
    head = next((each for each in found if each.level is not None and each.number), None)
    label = (head.style, head.number) if head else None
    labelled = any(each.number for each in found)
    section = label is not None or any(each.kind == SECTION for each in found)
    return _Entry(" ".join(fold(words).split()), " ".join(fold(stripped).split()), label, labelled, section, paged)


def _without_page(words: str) -> tuple[str, bool]:
    """The words without a number at their end, and whether leaders or a wide gap make that a page number."""
    bare = words.rstrip(_DIGITS)
    title = bare.rstrip(_LEADERS)
    gap = bare[len(title) :]
    if not title or not gap or not 0 < len(words) - len(bare) < 5:
        return words, False
    return title, len(gap) > 1 or gap in "\t…\u3000"


def _again(entry: _Entry, last: dict[str | tuple[str, str], int]) -> int:
    """The last line on which an entry's words or its label stand; -1 if nowhere else."""
    label = last.get(entry.label, -1) if entry.label else -1
    return max(label, last.get(entry.stripped, -1), last.get(entry.words, -1))


def _titled_end(entries: Sequence[_Entry | None], title: int, last: dict[str | tuple[str, str], int]) -> int:
    """One past the last entry below a title such as "Contents": where the first entry comes again."""
    first: _Entry | None = None
    label: tuple[str, str] | None = None
    end = title + 1
    for index in range(title + 1, len(entries)):
        entry = entries[index]
        if entry is None or index - end > MOST_OTHERS:
            break
        if first is not None and (entry.words in (first.words, first.stripped) or (label and entry.label == label)):
            break
        first = first or entry
        label = label or entry.label
        if entry.labelled or entry.paged or _again(entry, last) > index:
            end = index + 1
    return end


def _run_end(entries: Sequence[_Entry | None], begin: int, last: dict[str | tuple[str, str], int]) -> int:
    """One past the lines from here on that all come again below or end in a page number."""
    end, label = begin, None
    while end < len(entries):
        entry = entries[end]
        if entry is None or not (entry.paged or _again(entry, last) > end):
            break
        if label is not None and entry.label == label:
            break
        label = label or entry.label
        end += 1
    return end


def _believable(
    entries: Sequence[_Entry | None], begin: int, end: int, last: dict[str | tuple[str, str], int], titled: bool
) -> bool:
    run = [entry for entry in entries[begin:end] if entry]
    named = [entry for entry in run if entry.labelled or entry.paged]
    again = sum(entry.paged or _again(entry, last) >= end for entry in named)
    paged = sum(entry.paged for entry in run)
    if len(named) < FEWEST_ENTRIES - titled or again < MOST * len(named):
        return False
    if not titled and len({entry.stripped for entry in named if entry.section or entry.paged}) < FEWEST_ENTRIES:
        return False  # items may well be alike: only headings that come again are contents
    return titled or begin < FIRST_PART * len(entries) or paged >= MOST * len(run)
