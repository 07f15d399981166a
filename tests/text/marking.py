"""Samples in the other formats: marked sources, and the plain samples written in each format.

In a marked source (`samples/marked/NAME.LANGUAGE.html`, `.md`, `.xml`), `⟦1.2.a⟧` stands where that clause begins, and
is taken out before the source is read. The clause has to begin with the words that follow its mark.
"""

import html
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from commitments.text import outline, read

from .formats.writers import docx, paragraph
from .sampling import SAMPLES, Sample, Score

MARKED = SAMPLES / "marked"
FORMATS = {"html": "html", "md": "markdown", "xml": "akn"}
_MARK = re.compile("⟦([^⟧]*)⟧")
_BREAK = re.compile(r"<(?:/p|br|/td|/li|/div|/num|/h\d)[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"[\s*\\_]+")
# Samples whose lines are no paragraphs: wrapped to a width, or a label on a line of its own.
_NOT_LINE_BY_LINE = ("labels-alone.en", "npt.en", "wrapped.en", "wrapped-treaty.fr")
# A clause is told by so many of its first characters.
_TOLD = 25
# The fonts that every reader of PDF has write western Europe's letters only.
_WESTERN = ("en", "es", "fr")


@dataclass
class Marked:
    """A file in some format, and the clauses expected in it: path and first words, in order."""

    name: str
    language: str
    format: str
    data: bytes
    expected: list[tuple[str, str]]


def marked() -> list[Marked]:
    """The marked sources."""
    found = []
    for path in sorted(MARKED.iterdir()):
        name, language, ending = path.name.rsplit(".", 2)
        source = path.read_text(encoding="utf-8")
        pieces = _MARK.split(source)
        markup = ending != "md"
        expected = [
            (place, _first_words(_shown(words) if markup else words))
            for place, words in zip(pieces[1::2], pieces[2::2], strict=True)
        ]
        data = _MARK.sub("", source).encode()
        found.append(Marked(f"{name}.{language}", language, FORMATS[ending], data, expected))
    return found


def written(sample: Sample) -> Iterator[Marked]:
    """A plain sample in the formats that are written without knowing its structure: each line a paragraph."""
    if sample.name in _NOT_LINE_BY_LINE:
        return
    lines = [line.strip() for line in sample.text.split("\n") if line.strip()]
    expected = _expected(sample)
    page = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page = f'<html lang="{sample.language}"><body><nav><a href="/">1. Home</a></nav><div>{page}</div></body></html>'
    yield Marked(sample.name, sample.language, "html", page.encode(), expected)
    prose = "\n\n".join(re.sub(r"^(\d+)\. ", r"\1\\. ", line) for line in lines)
    yield Marked(sample.name, sample.language, "markdown", prose.encode(), expected)
    body = "".join(paragraph(line) for line in lines)
    yield Marked(sample.name, sample.language, "docx", docx(body), expected)
    if sample.language in _WESTERN and prose.encode("cp1252", "ignore").decode("cp1252") == prose:
        yield Marked(sample.name, sample.language, "pdf", _pdf(lines), expected)


def score_marked(sample: Marked) -> Score:
    """Right is a clause with its path and words, in order."""
    found = outline(read(sample.data, language=sample.language), sample.language)
    text = found["text"]
    clauses = [
        ("/".join(each["path"]), text[each["start"] : each["end"]], each["label"])
        for each in found["clauses"]
        if each["number"]
    ]
    at, right, missed, used = 0, 0, [], set()
    for place, words in sample.expected:
        path = place.replace(".", "/").replace("_", ".")
        begins = (
            index
            for index in range(at, len(clauses))
            if clauses[index][0] == path and _begins(clauses[index][1], clauses[index][2], words)
        )
        index = next(begins, -1)
        if index < 0:
            missed.append(f"{sample.name} ({sample.format}) {path} {words}")
        else:
            used.add(index)
            at, right = index + 1, right + 1
    invented = [
        f"{sample.name} ({sample.format}) {path} {words[:_TOLD]}"
        for index, (path, words, _) in enumerate(clauses)
        if index not in used
    ]
    return Score(len(sample.expected), len(clauses), right, missed, invented)


def _begins(clause: str, label: str, words: str) -> bool:
    return any(_first_words(each).startswith(words) for each in (clause, clause.removeprefix(label)))


def _shown(markup: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", markup)))


def _first_words(text: str) -> str:
    """The first characters of a line without blanks and emphasis."""
    line = text.strip().split("\n", 1)[0] if text.strip() else ""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", line))[:_TOLD]


def _expected(sample: Sample) -> list[tuple[str, str]]:
    lines = sample.text.split("\n")
    by_line: dict[int, list[str]] = {}
    for number, path in sample.numbered:
        by_line.setdefault(number, []).append(path)
    expected = []
    for number, paths in sorted(by_line.items()):
        words = lines[number - 1].strip()
        for path in sorted(paths, key=len):
            expected.append((path, _first_words(words)))
            words = words.split(None, 1)[-1]
    return expected


def _pdf(lines: list[str]) -> bytes:
    made = io.BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    document = SimpleDocTemplate(made, pagesize=A4, invariant=1)
    document.build([Paragraph(html.escape(line), style) for line in lines])
    return made.getvalue()
