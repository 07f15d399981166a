import pytest

from commitments.text import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. a\n1. b\n1. c", ["1. a", "2. b", "3. c"]),
        ("3) a\n1) b", ["3) a", "4) b"]),
        ("1\\. a\n\n2\\. b", ["1. a", "2. b"]),
        ("1\\. a.\n2\\. b\ngoes on", ["1. a.\n2. b goes on"]),
        ("# A *b*\n\nC\n===\n", ["A b", "C"]),
        ("**Bold** and [link](http://x) `code` ~~gone~~", ["Bold and link code gone"]),
        ("- a\n  - b\n- c", ["• a", "• b", "• c"]),
        ("1. a\n\n   more\n1. b", ["1. a", "more", "2. b"]),
        ("---\ntitle: x\n---\ntext", ["text"]),
        ("| A | B |\n|---|---|\n| 1 | 2 |", ["A\tB", "1\t2"]),
        ("```\ncode\n```", ["code"]),
        ("- [a](#a)\n- [b](#b)\n- [c](#c)\n\ntext", ["text"]),
        ("a\\\nb  \nc<br>d", ["a\nb\nc\nd"]),
        ("和平\n发展", ["和平发展"]),
        ("<div>x</div>\n\ny", ["x", "y"]),
        ("> quoted", ["quoted"]),
        ("[TOC]\n\ntext", ["text"]),
        ("AT&amp;T &eacute;", ["AT&T é"]),
    ],
)
def test_the_text_is_what_a_renderer_shows(text: str, expected: list[str]) -> None:
    assert read(text.encode(), format="markdown").text.split("\n\n") == expected


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("# T\n\n## A\n\ntext", "markdown"),
        ("1\\. a", "markdown"),
        ("---\nlang: fr\n---\nx", "markdown"),
        ("1. a\n1. b\n1. c\n", "markdown"),
        ("see [this](https://x.org)", "markdown"),
        ("1. a\n2. b\n3. c\n", "text"),
        ("- a\n- b\n* c", "text"),
        ("Article 1\n---------\n\n5 of 10", "text"),
        (">a\n>b", "text"),
        ("a < b and b > c", "text"),
        ("<p>a</p>", "html"),
        ("\n<!-- x -->\n<!DOCTYPE html>\n<p>a", "html"),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>', "html"),
        ('<?xml version="1.0"?>\n<an:akomaNtoso xmlns:an="x"><an:doc><an:p>x</an:p></an:doc></an:akomaNtoso>', "akn"),
    ],
)
def test_a_format_is_told_by_content(text: str, format: str) -> None:
    assert read(text.encode()).format == format


def test_front_matter_names_the_language() -> None:
    assert read(b"---\nlang: fr\n---\nx").language == "fr"
