"""Whatever comes in, a reader gives a text or a TextError, in bounded time."""

import contextlib
import io
import random
import unicodedata
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from commitments.text import Limits, TextError, read, segment, to_akoma_ntoso
from commitments.text.formats.pdf_worker import blocks_of

from .test_akn import ACT
from .test_html import PAGE
from .writers import W, abstract, archive, docx, number, paragraph

MB = 1_000_000


def bomb(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml", f'<w:document {W}><w:body><w:p w:x="{" " * size}"/></w:body></w:document>'
        )
    return made.getvalue()


def encrypted() -> bytes:
    data = bytearray(docx(paragraph("a")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\0" * MB, "NUL"),
        (bomb(40 * MB), "zip bomb"),
        (encrypted(), "encrypted"),
        (b"<div>" * MB, "256 deep"),
        (b"<p>x" * 2 * MB, "tags"),
        (b"a" * 31 * MB, "31 MB"),
        (b"a" * 5 * MB, "Line 1 has 5000000"),
        ("ا ".encode() * 2 * MB, "Line 1 has 4000000"),
        (b"<p>" + b"a " * 2 * MB + b"</p>", "Line 1 has"),
        (b"# a\n\n# b\n\n" + b"*a " * 2 * MB, "Markdown"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso>&b;</akomaNtoso>', "entities"),
        (b"PK\x03\x04" + bytes(100), "zip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_too_much_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read(data)


@pytest.mark.parametrize("data", [b"<!--" * MB, b"<!DOCTYPE " * MB, b"<?x ?>" * MB, b"---\n" + b"-a: x\n" * 200_000])
def test_what_looks_like_the_beginning_of_something_is_read_in_time(data: bytes) -> None:
    with pytest.raises(TextError) if b"\n" not in data else pytest.raises(AssertionError):
        source = read(data)
        raise AssertionError(source.format)


def test_limits_can_be_set() -> None:
    with pytest.raises(TextError, match="up to 0 MB"):
        read(b"abc", limits=Limits(most_bytes=2))
    with pytest.raises(TextError, match="up to 2 are read"):
        read(b"abc", limits=Limits(most_characters=2))
    with pytest.raises(TextError, match="3 lines; up to 2"):
        read(b"a\nb\nc", limits=Limits(most_lines=2))
    with pytest.raises(TextError, match="longer than 2"):
        read(b"abc", limits=Limits(longest_line=2))
    with pytest.raises(TextError, match="zip bomb"):
        read(docx("".join(paragraph(str(n)) for n in range(1000))), limits=Limits(most_unpacked=1000))


def small_pdf() -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, invariant=1)
    for number_ in range(3):
        canvas.drawString(72, 700, f"{number_}. The Parties shall cooperate (in good faith).")
        canvas.drawString(72, 686, "They shall meet each year.")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


NUMBERED = docx("".join(paragraph("x", 1, n % 3) for n in range(9)), abstract(1, *["decimal|%1."] * 3) + number(1, 1))
MARKDOWN = b"---\na: b\n---\n# A\n\n1. a\n1. b\n   - c\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>x</div>\n"
SAMPLES = {
    "html": PAGE.encode(),
    "markdown": MARKDOWN,
    "akn": ACT.format(namespace="", id="eId").encode(),
    "text": "Article 1\r\n1. été\u2028\n(a) \u200f«سلام»".encode(),
    "docx": NUMBERED,
}
TEXTS = {name: data for name, data in SAMPLES.items() if name != "docx"}


def mutated(data: bytes, seed: int) -> bytes:
    """The file with some bytes changed, cut, doubled or taken from elsewhere in it."""
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made)) if made else 0
        length = chance.choice([1, 1, 2, 8, 40])
        match chance.randrange(5):
            case 0:
                made[at : at + length] = chance.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length] * chance.choice([1, 2, 30])
            case 3:
                other = chance.randrange(len(data))
                made[at : at + length] = data[other : other + length]
            case 4:
                made[at:at] = chance.choice([b"<", b">", b"\0", b"&", b"]]>", b"\xff", b"<ol start=-9>", b"</", b"%1"])
    return bytes(made)


def accept(data: bytes, **options: object) -> None:
    try:
        source = read(data, **options)  # type: ignore[arg-type]
    except TextError:
        return
    assert source.text.strip()
    assert unicodedata.is_normalized("NFC", source.text)
    assert "\r" not in source.text
    starts = [hint.start for hint in source.hints]
    assert starts == sorted(set(starts))
    assert all(start == 0 or source.text[start - 1] == "\n" for start in starts)
    if source.structure is not None:
        assert all(each.end <= len(source.text) for each in source.structure.clauses)
        assert all(source.text[each.start : each.end].startswith(each.label) for each in source.structure.clauses)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(name: str, seed: int) -> None:
    accept(mutated(SAMPLES[name], seed))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.sampled_from(["text", "html", "markdown", "akn"]), st.integers(0, 2**32))
def test_a_file_taken_for_another_format_is_read_or_refused(name: str, format: str, seed: int) -> None:
    accept(mutated(TEXTS[name], seed), format=format)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/pol ih1&#;*_`[](){}|\\-\n\t.=!\"'aé中"), max_size=300))
def test_any_marks_are_read_or_refused(text: str) -> None:
    for format in ("html", "markdown", "akn"):
        accept(text.encode(), format=format)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_damaged_parts_of_a_docx_are_read_or_refused(seed: int) -> None:
    with zipfile.ZipFile(io.BytesIO(NUMBERED)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = sorted(parts)[seed % len(parts)]
    parts[name] = mutated(parts[name], seed)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for each, data in parts.items():
            package.writestr(each, data)
    accept(made.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_a_damaged_pdf_is_read_or_refused(seed: int) -> None:
    # Without the process around it, which would take longer than the reading; its limits are tested elsewhere.
    with contextlib.suppress(TextError):
        blocks_of(mutated(small_pdf(), seed), 100, 10**6)


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    packed = zlib.compress(b" " * 300 * MB)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.4\n", [b"0000000000 65535 f \n"]
    for number_, part in enumerate(parts, start=1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number_, part)
    end = b"xref\n0 5\n%strailer\n<</Root 1 0 R/Size 5>>\nstartxref\n%d\n%%%%EOF\n" % (b"".join(places), len(body))
    with pytest.raises(TextError, match="memory"):
        read(body + end, limits=Limits(most_memory=250 * MB))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff\u2028\u2029"), min_size=1)
)
def test_any_text_goes_out_as_akoma_ntoso_and_comes_back(text: str) -> None:
    try:
        source = read(f"1. {text}\n\n2. {text}".encode(), format="text")
    except TextError:
        return
    found = segment(source.text, "en")
    again = read(to_akoma_ntoso(source.text, found.clauses, language="en"))
    assert again.text == source.text
    assert again.structure is not None
    assert again.structure.clauses == found.clauses


def test_an_archive_without_a_document_is_refused() -> None:
    with pytest.raises(TextError, match="no DOCX"):
        read(archive(other="<x/>"))
