"""PDF files drawn with known coordinates."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from commitments.text import Limits, TextError, read
from commitments.text.formats.arabic import logical
from commitments.text.formats.blocks import Block
from commitments.text.formats.pdf_worker import blocks_of

WORDS = """the Parties shall cooperate in good faith to strengthen peace and security among all States""".split()  # noqa: SIM905


def drawn(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1, **options)  # type: ignore[arg-type]
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def column(canvas: Canvas, x: float, y: float, lines: list[str]) -> float:
    for line in lines:
        canvas.drawString(x, y, line)
        y -= 13
    return y


def full(start: str, end: str, times: int = 3, width: float = 430) -> list[str]:
    """A paragraph whose lines are broken where the next word has no room."""
    words = " ".join([start, *WORDS * times, end])
    return [str(line) for line in simpleSplit(words, "Times-Roman", 11, width)]


def texts(data: bytes) -> list[str]:
    return [block.text for block in blocks_of(data, 100, 10**6)[0]]


def test_lines_make_paragraphs_and_labels_alone_join_theirs() -> None:
    def page(canvas: Canvas) -> None:
        y = column(canvas, 72, 760, ["Article 1", *full("1. First,", "and so on.")])
        y = column(canvas, 72, y, ["(a)", *full("Alone", "it is.", 2), "(b)  beside its text, which is short;"])
        canvas.drawString(72, y, "(c)")
        column(canvas, 100, y, full("far", "further in.", 2, 400))

    found = texts(drawn(page))
    assert found[0] == "Article 1"
    assert found[1].startswith("1. First, the Parties")
    assert found[1].endswith("and so on.")
    assert found[2].startswith("(a) Alone the Parties")
    assert found[3] == "(b) beside its text, which is short;"
    assert found[4] == " ".join(["(c) far", *WORDS * 2, "further in."])
    assert len(found) == 5


def test_hyphens_at_line_ends_are_mended() -> None:
    lines = [
        "The States shall cooperate on non-proliferation and the devel-",
        "opment of peaceful uses, and shall strengthen the system of non-",
        "proliferation in their regions with all means at their disposal.",
    ]
    (found,) = texts(drawn(lambda canvas: column(canvas, 72, 760, lines) and None))
    assert "the development of" in found
    assert "system of non-proliferation in" in found


def test_heads_feet_numbers_and_footnotes_are_left_out() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 800, "United Nations" if number % 2 else "A/RES/60/1")
            canvas.drawRightString(523, 40, f"{number}/3")
            text = canvas.beginText(72, 740)
            text.textOut("A sentence with a note")
            text.setRise(4)
            text.setFont("Times-Roman", 7)
            text.textOut("1")
            text.setRise(0)
            text.setFont("Times-Roman", 11)
            text.textOut(f" on page {['one', 'two', 'three', 'four'][number - 1]}.")
            canvas.drawText(text)
            column(canvas, 72, 700, full(f"{number}.", "End."))
            canvas.setFont("Times-Roman", 8)
            column(canvas, 72, 90, ["1 See resolution 5,", "and more."])

        return draw

    data = drawn(*[page(number) for number in range(1, 5)])
    source = read(data)
    for gone in ("United", "A/RES", "/3", "See", "more"):
        assert gone not in source.text
    assert source.text.startswith("A sentence with a note on page one.\n\n1. the Parties")
    assert len(source.text.split("\n\n")) == 8
    assert len(source.warnings) == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 16)
        canvas.drawCentredString(297, 790, "Declaration on friendly relations among the States of the world")
        canvas.setFont("Times-Roman", 11)
        column(canvas, 60, 740, full("1. Left", "left end.", 6, 220))
        column(canvas, 320, 742, full("2. Right", "right end.", 6, 220))

    data = drawn(page)
    found = texts(data)
    assert found[0].startswith("Declaration")
    assert found[1].startswith("1. Left")
    assert found[1].endswith("left end.")
    assert found[2].startswith("2. Right")
    assert found[2].endswith("right end.")
    assert blocks_of(data, 9, 10**6)[0][0] == Block(found[0], "heading", 1)


@pytest.mark.parametrize(
    ("seen", "text"),
    [
        ("مالس", "سلام"),
        (".)1945( ماع", "عام (1945)."),
        ("74/247 رارق", "قرار 74/247"),
        ("COVID-19 ةردابم", "مبادرة COVID-19"),
        ("3.5 ةبسن", "نسبة 3.5"),
        ("1 ,2 ,3 مقر", "رقم 3, 2, 1"),
        ("New York City يف", "في New York City"),
    ],
)
def test_a_line_is_turned_into_reading_order(seen: str, text: str) -> None:
    assert logical(list(seen), rtl=True, mirror=False) == text


def test_right_to_left_words_in_a_latin_line_are_turned() -> None:
    assert logical(list("see ملاس (5) now"), rtl=False, mirror=False) == "see سالم (5) now"


def picture(canvas: Canvas) -> None:
    from reportlab.lib.utils import ImageReader

    ppm = b"P6 2 2 255\n" + bytes(12)
    try:
        canvas.drawImage(ImageReader(io.BytesIO(ppm)), 0, 0, 500, 700)
    except Exception:  # without Pillow there are no pictures: an empty page is refused as well
        canvas.rect(10, 10, 100, 100)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (drawn(lambda canvas: canvas.drawString(72, 700, "x"), encrypt=StandardEncryption("secret")), "encrypted"),
        (drawn(picture), "no text"),
        (drawn(lambda canvas: canvas.drawString(72, 700, "text"))[:300], "damaged|no text"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 9, "damaged"),
    ],
)
def test_what_has_no_text_to_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read(data)


def test_limits() -> None:
    data = drawn(*[lambda canvas: canvas.drawString(72, 700, "text")] * 4)
    with pytest.raises(TextError, match="more than 3 pages"):
        read(data, limits=Limits(most_pages=3))
    with pytest.raises(TextError, match="time or memory"):
        read(data, limits=Limits(most_seconds=0.001))


def test_a_page_of_short_paragraphs_is_not_run_together() -> None:
    """No line is full here: neither the widest lines nor the usual gap say anything of paragraphs."""
    lines = ["Convention", "Article 1", "The sides respect each other and their choice of a way.", "Article 2"]
    lines += ["The sides respect each other and the choice of their way.", "III", "They consult.", "IV"]

    def page(canvas: Canvas) -> None:
        for index, line in enumerate(lines):
            canvas.drawString(72, 760 - 26 * index, line)

    assert texts(drawn(page)) == lines


def test_three_columns_are_read_one_after_the_other() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont("Times-Bold", 16)
        canvas.drawCentredString(297, 790, "Declaration on friendly relations among the States of the world")
        canvas.setFont("Times-Roman", 11)
        for n, x in enumerate((40, 220, 400), start=1):
            column(canvas, x, 740, full(f"{n}. Column", f"end of {n}.", 6, 150))

    found = texts(drawn(page))
    assert [(each.split()[0], each[-5:]) for each in found[1:]] == [("1.", "of 1."), ("2.", "of 2."), ("3.", "of 3.")]
