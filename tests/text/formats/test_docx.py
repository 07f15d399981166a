import pytest

from commitments.text import Hint, TextError, outline, read

from .writers import abstract, archive, docx, number, paragraph

TWELVE = [*"一二三四五六七八九十", "十一", "十二"]


def texts(data: bytes) -> list[str]:
    return read(data).text.split("\n\n")


@pytest.mark.parametrize(
    ("levels", "body", "expected"),
    [
        (["decimal|%1.", "lowerLetter|(%2)", "lowerRoman|%3)"], [0, 1, 1, 2, 2, 0, 1],
         ["1. ", "(a) ", "(b) ", "i) ", "ii) ", "2. ", "(a) "]),
        (["decimal|Article %1", "decimal|%1.%2", "decimal|%1.%2.%3"], [0, 1, 2, 2, 0, 1],
         ["Article 1 ", "1.1 ", "1.1.1 ", "1.1.2 ", "Article 2 ", "2.1 "]),
        (["upperRoman|%1.", "decimal|%1.%2"], [0, 0, 1], ["I. ", "II. ", "II.1 "]),
        (["upperRoman|%1.", "decimal|%1.%2|<w:isLgl/>"], [0, 0, 1], ["I. ", "II. ", "2.1 "]),
        (["decimal|%1.", "lowerLetter|%2)|<w:lvlRestart w:val=\"0\"/>"], [0, 1, 0, 1], ["1. ", "a) ", "2. ", "b) "]),
        (["chineseCountingThousand|第%1条"], [0] * 12, [f"第{n}条 " for n in TWELVE]),
        (["arabicAbjad|%1-"], [0, 0, 0], ["أ- ", "ب- ", "ج- "]),
        (["hindiNumbers|%1."], [0, 0], ["١. ", "٢. "]),
        (["russianLower|%1)"], [0, 0], ["а) ", "б) "]),
        (["ordinal|%1"], [0, 0, 0, 0], ["1st ", "2nd ", "3rd ", "4th "]),
        (["bullet|\uf0b7", "bullet|o", "bullet|–"], [0, 1, 2], ["• ", "◦ ", "– "]),
        (["decimal|%1.|<w:suff w:val=\"nothing\"/>"], [0], ["1."]),
        (["decimal|%1.", "decimal|%1.%2"], [1, 0, 1], ["1.1 ", "2. ", "2.1 "]),
        (["none|"], [0], [""]),
    ],
)  # fmt: skip
def test_numbers_are_printed_as_word_prints_them(levels: list[str], body: list[int], expected: list[str]) -> None:
    made = "".join(paragraph("x", 1, level) for level in body)
    assert texts(docx(made, abstract(1, *levels) + number(1, 1))) == [f"{label}x" for label in expected]


def test_lists_of_one_definition_count_on_unless_they_start_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, "decimal|%1.") + number(1, 1) + number(2, 1) + number(3, 1, again)
    body = "".join(paragraph("x", key) for key in (1, 1, 2, 3, 3))
    assert texts(docx(body, numbering)) == ["1. x", "2. x", "3. x", "1. x", "2. x"]


def test_styles_give_headings_and_numbers() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="toc 1"/></w:style>'
    )
    body = paragraph("Treaty", style="T") + paragraph("Article 1 3", style="C") + paragraph("Aim", style="A")
    body += paragraph("Means", style="B") + paragraph("text")
    source = read(docx(body, abstract(1, "decimal|Article %1:") + number(1, 1), styles))
    assert source.text.split("\n\n") == ["Treaty", "Article 1: Aim", "Article 2: Means", "text"]
    assert source.hints == (Hint(0, "heading", 1), Hint(8, "heading", 2), Hint(24, "heading", 2))
    assert source.warnings == ("the contents list was left out (1 lines)",)


RUN = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
DELETED = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
A, B = RUN.format("a "), RUN.format("b")
P = f"<w:p>{A}</w:p>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
BOX = f"<w:txbxContent>{paragraph('box')}</w:txbxContent>"
BOTH = f"<mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
CONTENTS = "<w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"


def signs(written: str) -> str:
    """A run: `t` for the letter t, `<tab>` for the element."""
    parts = "".join(f"<w:{part[1:-1]}/>" if part[0] == "<" else f"<w:t>{part}</w:t>" for part in written.split("|"))
    return f"<w:p><w:r>{parts}</w:r></w:p>"


def field(code: str, result: str) -> str:
    def change(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return f"<w:p>{change('begin')}{instruction}{change('separate')}{RUN.format(result)}{change('end')}</w:p>"


def table(*rows: str) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row.split("|")) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p>{A}<w:ins>{B}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>", ["a b"]),
        (f"<w:p><w:moveFrom>{A}</w:moveFrom><w:moveTo>{B}</w:moveTo></w:p>", ["b"]),
        (paragraph("a ", extra=DELETED) + paragraph("b"), ["a b"]),
        (signs("a|<tab>|b|<br>|c|<noBreakHyphen>|d|<softHyphen>|e"), ["a\tb\nc\u2011de"]),
        (f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>{B}</w:p>", ["b"]),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>x</w:t></w:r></w:p>', ["x"]),
        (field("REF x", "Article 5"), ["Article 5"]),
        (field("TOC", "Article 5 ... 3") + P, ["a"]),
        (f"<w:p>{A}<w:r>{BOTH}</w:r></w:p>", ["a", "box"]),
        (table("(a)|x", "1|2"), ["(a) x", "1\t2"]),
        (f"<w:sdt>{CONTENTS}<w:sdtContent>{paragraph('toc')}</w:sdtContent></w:sdt>{P}", ["a"]),
        (f"<w:sdt><w:sdtContent>{P}</w:sdtContent></w:sdt>", ["a"]),
        (f"<w:p><w:hyperlink>{A}</w:hyperlink><w:r><w:sym w:font='Symbol' w:char='F0B7'/></w:r></w:p>", ["a •"]),
    ],
)
def test_the_text_is_what_word_shows(body: str, expected: list[str]) -> None:
    assert texts(docx(body)) == expected


def test_an_empty_numbered_paragraph_counts() -> None:
    body = paragraph("a", 1) + paragraph("", 1) + paragraph("b", 1)
    assert texts(docx(body, abstract(1, "decimal|%1.") + number(1, 1))) == ["1. a", "3. b"]


def test_footnotes_are_left_out_and_told() -> None:
    source = read(docx(f"<w:p>{A.replace('a ', 'a')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"))
    assert source.text == "a"
    assert "1 footnotes" in source.warnings[0]


def test_strict_documents_are_read() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    assert texts(archive(document=f"<w:document {strict}><w:body>{paragraph('a')}</w:body></w:document>")) == ["a"]


@pytest.mark.parametrize(
    "data",
    [
        archive(document="<w:document"),
        archive(document="<x/>"),
        archive(styles="<x/>"),
        docx(paragraph("a"))[:-40],
        docx(paragraph("a"), numbering="<broken"),
        docx("<w:tbl><w:tr><w:tc>" * 500),
    ],
)
def test_what_is_no_sound_document_is_refused(data: bytes) -> None:
    with pytest.raises(TextError):
        read(data)


def paths(data: bytes) -> list[str]:
    return ["/".join(clause["path"]) for clause in outline(read(data), "en")["clauses"] if clause["number"]]


def test_a_list_further_in_stands_inside_the_list_around_it() -> None:
    """As UN editors write them: (a) is another list at its own first level, begun again under each number."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, "decimal|%1.") + abstract(2, "lowerLetter|(%1)") + number(1, 1) + number(2, 2)
    numbering += number(3, 2, again)
    further = '<w:ind w:left="1200" w:hanging="400"/>'
    body = (
        paragraph("Requests:", 1) + paragraph("a report;", 2, extra=further) + paragraph("a review;", 2, extra=further)
    )
    body += paragraph("Invites:", 1) + paragraph("States;", 3, extra=further) + paragraph("Decides.", 1)
    assert paths(docx(body, numbering)) == ["1", "1/a", "1/b", "2", "2/a", "3"]


def test_lists_of_several_kinds_at_one_indent_nest_by_their_numbers() -> None:
    numbering = abstract(1, "upperRoman|%1.") + abstract(2, "decimal|%1.") + abstract(3, "lowerLetter|(%1)")
    numbering += number(1, 1) + number(2, 2) + number(3, 3)
    body = paragraph("Peace", 1) + paragraph("We meet.", 2) + paragraph("We agree:", 2) + paragraph("to talk;", 3)
    body += paragraph("to act.", 3) + paragraph("Trade", 1) + paragraph("We trade.", 2)
    assert paths(docx(body, numbering)) == ["1", "1/1", "1/2", "1/2/a", "1/2/b", "2", "2/3"]
