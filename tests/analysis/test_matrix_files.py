"""The matrix as CSV and as a picture: the same numbers, harmless, in any language and direction."""

import csv
import io
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.analysis.matrix.axes import DIMENSIONS, Axis
from commitments.analysis.matrix.counting import Head, Matrix
from commitments.analysis.matrix.picture import as_svg
from commitments.analysis.matrix.table import as_csv
from commitments.analysis.matrix.wrapping import width_of, wrap

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
labels = st.dictionaries(st.sampled_from(["en", "fr", "ar", "zh-hans"]), st.text(max_size=40))


@st.composite
def matrices(draw):
    def heads():
        return draw(
            st.lists(
                st.builds(Head, st.text(max_size=8), labels, st.integers(0, 3), st.just(0), st.integers(0, 9**9)),
                max_size=4,
            )
        )

    rows, columns = heads(), heads()
    cells = [[draw(st.integers(0, 9**9)) for _column in columns] for _row in rows]
    axes = [Axis(DIMENSIONS[name]) for name in ("theme", "document")]
    return Matrix(*axes, rows, columns, cells, total=draw(st.integers(0, 9**9)), sequence=1)


def table(matrix, **options):
    written = as_csv(matrix, language="en", **options).decode()
    return list(csv.reader(io.StringIO(written, newline="")))


@given(matrices())
def test_a_table_holds_every_number_and_no_formula(matrix):
    keys, names, totals, *rows = table(matrix)
    assert keys[:4] == ["key", "label", "depth", "all"]
    assert names[1] == "Themes"
    assert list(map(int, totals[3:])) == [matrix.total, *(column.count for column in matrix.columns)]
    assert [list(map(int, row[3:])) for row in rows] == [
        [row.count, *cells] for row, cells in zip(matrix.rows, matrix.cells, strict=True)
    ]
    assert not [
        cell for row in (keys, names, *rows) for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    ]
    for head, cell in [
        *zip(matrix.columns, keys[4:], strict=True),
        *zip(matrix.rows, (row[0] for row in rows), strict=True),
    ]:
        assert cell.removeprefix("'") == head.key.removeprefix("'")


def test_a_byte_order_mark_is_there_when_asked_for():
    axes = [Axis(DIMENSIONS[name]) for name in ("theme", "document")]
    empty = Matrix(*axes, [], [], [], total=0, sequence=0)
    assert as_csv(empty, language="en", bom=True) == b"\xef\xbb\xbf" + as_csv(empty, language="en")


@settings(max_examples=40)
@given(matrices(), st.sampled_from(["en", "ar", "zh-hans"]), st.text(max_size=20))
def test_a_picture_is_well_formed_and_holds_every_number(matrix, language, filters):
    root = ElementTree.fromstring(as_svg(matrix, language=language, filters=filters))
    assert root.tag == f"{SVG}svg"
    assert root.get(LANGUAGE) == language
    ids = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert all(ids[each].text for each in root.get("aria-labelledby").split())
    # Numbers, unlike words, have no language.
    middle = [each for each in root.iter(f"{SVG}text") if each.get("text-anchor") == "middle"]
    wanted = [matrix.total, *(column.count for column in matrix.columns)]
    wanted += [n for row, cells in zip(matrix.rows, matrix.cells, strict=True) for n in (row.count, *cells)]
    assert [each.text for each in middle if not each.get(LANGUAGE)][-len(wanted) :] == list(map(str, wanted))
    width, height = int(root.get("width")), int(root.get("height"))
    for box in root.iter(f"{SVG}rect"):
        assert 0 <= int(box.get("x")) <= int(box.get("x")) + int(box.get("width")) <= width
        assert 0 <= int(box.get("y")) <= int(box.get("y")) + int(box.get("height")) <= height
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "rect", "text"}, "nothing that fetches or runs"
        assert "style" not in element.attrib, "forbidden by the content security policy"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_arabic_picture_is_mirrored(language):
    axes = [Axis(DIMENSIONS[name]) for name in ("theme", "document")]
    rows = [Head("peace", {"en": "Peace", "ar": "السلام"}, 0, 0, 3), Head("war", {"en": "War"}, 1, 0, 0)]
    columns = [Head("one", {"en": "One"}, 0, 0, 3), Head("two", {"en": "Two"}, 0, 0, 0)]
    root = ElementTree.fromstring(as_svg(Matrix(*axes, rows, columns, [[3, 0], [0, 0]], 3, 1), language=language))
    text = {each.text: each for each in root.iter(f"{SVG}text")}
    middle = int(root.get("width")) / 2
    own = text["السلام" if language == "ar" else "Peace"]
    assert own.get("text-anchor") == "start"
    assert (int(own.get("x")) > middle) == (language == "ar")
    assert (int(text["Two"].get("x")) < int(text["One"].get("x"))) == (language == "ar")
    # An English label stands on the same side as the Arabic ones, and reads in its own direction.
    assert text["War"].get("direction") == "ltr"
    assert text["War"].get("text-anchor") == ("end" if language == "ar" else "start")
    assert (int(text["War"].get("x")) < int(own.get("x"))) == (language == "ar"), "set in, as it is narrower"


@given(st.text(max_size=120), st.integers(1, 5))
def test_lines_keep_to_their_width_and_say_when_they_end_early(text, most):
    lines = wrap(text, width=90, size=13, most=most)
    assert len(lines) <= most
    assert all(width_of(line, 13) <= 90 for line in lines)
    whole = "".join(text.split())
    if "".join("".join(lines).split()) != whole:
        assert any(line.endswith("…") for line in lines)
