"""Documents written from known blocks, in each format and script, give those blocks with their hints."""

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from commitments.text import Hint, read, segment, to_akoma_ntoso
from commitments.text.formats.arabic import MIRRORED

from ..drawing import Expected, documents
from .writers import Given, as_docx, as_html, as_markdown, printed

FEW = settings(max_examples=25, deadline=None)
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
SENTENCES = {
    "fr": ["Les Parties s’engagent à coopérer.", "L’État fixe les règles à l’été", "Coopération & sécurité <ensemble>"],
    "ar": ["تلتزم الأطراف بالتعاون وفقًا للقانونِ الدوليّ.", "وأشار إلى أنّ السلامَ ضروريٌّ،", "الالتزام بالمبادئ"],
    "ru": ["Стороны развивают сотрудничество.", "Государства уважают суверенитет", "Мир и безопасность: цели"],
    "zh": ["各方应当尊重国家主权和领土完整。", "加强安全领域合作，维护世界和平", "共同安全"],
}


@st.composite
def blocks(draw: st.DrawFn) -> list[Given]:
    words = st.sampled_from(SENTENCES[draw(st.sampled_from(sorted(SENTENCES)))])
    made: list[Given] = []

    def items(level: int) -> None:
        kind = draw(st.sampled_from(["item", "bullet"]))
        for _ in range(draw(st.integers(1, 3))):
            made.append(Given(draw(words), kind, level))
            if level < 3 and draw(st.integers(0, 3)) == 0:
                items(level + 1)

    for _ in range(draw(st.integers(1, 4))):
        made.append(Given(draw(words), "heading", draw(st.integers(1, 6))))
        made.append(Given(draw(words)))
        if draw(st.booleans()):
            items(1)
            made.append(Given(draw(words)))
    return made


def check(data: bytes, expected_format: str, given_blocks: list[Given]) -> None:
    source = read(data)
    texts = [unicodedata.normalize("NFC", text) for text in printed(given_blocks)]
    assert source.format == expected_format
    assert source.text.split("\n\n") == texts
    hints, start = [], 0
    for block, text in zip(given_blocks, texts, strict=True):
        if block.kind:
            hints.append(Hint(start, block.kind, block.level))
        start += len(text) + 2
    assert list(source.hints) == hints


@FEW
@given(blocks())
def test_html(given_blocks: list[Given]) -> None:
    check(as_html(given_blocks).encode(), "html", given_blocks)


@FEW
@given(blocks())
def test_markdown(given_blocks: list[Given]) -> None:
    check(as_markdown(given_blocks).replace("<", "\\<").encode(), "markdown", given_blocks)


@FEW
@given(blocks())
def test_docx(given_blocks: list[Given]) -> None:
    check(as_docx(given_blocks), "docx", given_blocks)


@FEW
@given(documents())
def test_akoma_ntoso_round_trip(document: tuple[str, str, list[Expected]]) -> None:
    language, text, _ = document
    text = text.strip("\n")
    found = segment(text, language)
    source = read(to_akoma_ntoso(text, found.clauses, language=language))
    kept = read(text.encode(), format="text")
    assert source.text == kept.text
    shifted = segment(kept.text, language)
    assert source.structure is not None
    assert source.structure.clauses == shifted.clauses


def pdf(paragraphs: list[str], language: str) -> bytes:
    """Set in two fifths of a page's width, so that lines break; every page has a head and a number.

    Pages end inside paragraphs: no rule tells a paragraph that ends with a full last line of a page.
    """
    name = "STSong-Light" if language == "zh" else "DejaVu"
    pdfmetrics.registerFont(UnicodeCIDFont(name) if language == "zh" else TTFont(name, str(DEJAVU)))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    page, y = 0, 0.0

    def begin() -> None:
        nonlocal page, y
        if page:
            canvas.showPage()
        page += 1
        canvas.setFont(name, 9)
        canvas.drawCentredString(297, 810, "A/RES/74/247")
        canvas.drawCentredString(297, 30, f"– {page} –")
        canvas.setFont(name, 11)
        y = 760

    begin()
    for paragraph in paragraphs:
        chunks = [paragraph[at : at + 21] for at in range(0, len(paragraph), 21)]
        for index, line in enumerate(chunks if language == "zh" else simpleSplit(paragraph, name, 11, 240)):
            if y < 100 and index:
                begin()
            if language == "ar":
                canvas.drawRightString(500, y, visual(line))
            else:
                canvas.drawString(90, y, line)
            y -= 14
        y -= 8
    canvas.save()
    return made.getvalue()


def visual(line: str) -> str:
    """An Arabic line without Latin words or numbers, as a page shows it from left to right."""
    clusters: list[str] = []
    for char in line:
        if unicodedata.combining(char) and clusters:
            clusters[-1] += char
        else:
            clusters.append(char.translate(MIRRORED))
    return "".join(reversed(clusters))


@pytest.mark.skipif(not DEJAVU.exists(), reason="no font with these scripts on this machine")
@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_pdf(language: str) -> None:
    # Each paragraph repeats a word of its own, so that no line comes back on many pages, as running heads do.
    letters = {"fr": "abcdefghijklm", "ar": "بتثجحخدرزسشصض", "ru": "абвгдежзиклмн", "zh": "甲乙丙丁戊己庚辛壬癸子丑寅"}[
        language
    ]
    long = []
    for n in range(24):
        own = letters[n // 2] * (2 + n % 2)
        words = f" {own} ".join(SENTENCES[language][:2] * (1 + n % 3))
        long.append(words.replace(" ", "") if language == "zh" else words)
    source = read(pdf(long, language))
    assert source.format == "pdf"
    assert [" ".join(text.split()) for text in source.text.split("\n\n")] == [
        unicodedata.normalize("NFC", text) for text in long
    ]
    assert len(source.warnings) == 1
    assert "running heads" in source.warnings[0]
