import pytest

from commitments.text import Hint, TextError, outline, read


def texts(page: str) -> list[str]:
    return read(page.encode(), format="html").text.split("\n\n")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=4 type=a><li>x<li>y</ol>", ["d. x", "e. y"]),
        ("<ol type=I><li>x<li value=9>y<li>z</ol>", ["I. x", "IX. y", "X. z"]),
        ("<ol reversed><li>x<li>y</ol>", ["2. x", "1. y"]),
        ("<ol><li>a<ol type=i><li>b</ol>c</ol>", ["1. a", "i. b", "c"]),
        ("<ol><li><ol type=a><li>b</ol></ol>", ["1. a. b"]),
        ("<ol><li>1. a<li>2. b</ol>", ["1. a", "2. b"]),
        ("<ul><li>(a) one<li>two</ul>", ["(a) one", "• two"]),
        ("<ul style='list-style:none'><li>a</ul>", ["a"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>和平</ol>", ["一、和平"]),
        ("<ol style='list-style-type: arabic-indic'><li>سلام</ol>", ["١. سلام"]),
        (
            "<style>ol.x > li ol{list-style-type:upper-roman}</style><ol class=x><li>a<ol><li>b</ol></ol>",
            ["1. a", "I. b"],
        ),
        ("<p>a  \n b&nbsp; c<br>\n d<b>e</b> <i> f</i></p>", ["a b\u00a0 c\nde f"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<p>co&shy;operate</p>", ["cooperate"]),
        ("<pre>\n a\n  b</pre>", ["a\n  b"]),
        ("<table><tr><td>(a)<td>x<tr><td><p>(b)</p><td><p>y</p><p>z</p></table>", ["(a) x", "(b) y", "z"]),
        ("<table><tr><th>A<th>B<tr><td>1<td>2</table>", ["A\tB", "1\t2"]),
        ("<p hidden>x</p><p style='display: none'>y</p><style>.h{display:none}</style><i class=h>i</i><p>z", ["z"]),
        ("<script>alert(1)</script><p onclick=x>a<script>b</script></p><noscript>c</noscript>", ["a"]),
        ("<dl><dt>term<dd>meaning</dl>", ["term", "meaning"]),
        ("<p>a</p>b<p>c", ["a", "b", "c"]),
    ],
)
def test_a_page_reads_as_a_browser_shows_it(page: str, expected: list[str]) -> None:
    assert texts(page) == expected


PAGE = """<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>
<header><a href="/">Ministry</a></header><nav><ul><li><a href="/a">Home</a><li><a href="/b">News</a></ul></nav>
<div id="cookie-consent"><p>We use cookies.</p><button>Accept</button></div>
<div class="wrapper"><div class="left"><ul><li><a href="/1">One</a><li><a href="/2">Two</a><li><a href="/3">Three</a>
<li><a href="/4">Four</a></ul></div><div class="text"><h1>Treaty</h1><p>The Parties agree:</p>
<div class="toc"><p>Contents</p><ul><li><a href="#a">Article 1</a><li><a href="#b">Article 2</a></ul></div>
<p><a href="#a">Article 1</a></p><p><a href="#b">Article 2</a></p><p><a href="#c">Article 3</a></p>
<h2 id=a>Article 1</h2><p>Peace.</p><h2 id=b>Article 2</h2><p>Trade with <a href="/x">others</a>.</p></div></div>
<aside><p>Related: other treaties</p></aside><footer><p>Copyright</p></footer></body></html>"""


def test_what_is_around_the_document_is_left_out() -> None:
    source = read(PAGE.encode())
    assert source.text.split("\n\n") == [
        "Treaty", "The Parties agree:", "Article 1", "Peace.", "Article 2", "Trade with others.",
    ]  # fmt: skip
    assert source.language == "en"
    assert source.hints == (Hint(0, "heading", 1), Hint(28, "heading", 2), Hint(47, "heading", 2))
    (warning,) = source.warnings
    assert "left out" in warning


def test_the_main_element_is_the_document_and_articles_stay_together() -> None:
    assert texts("<p>before</p><main><header><h1>T</h1></header><p>a long text</p></main><p>after") == [
        "T",
        "a long text",
    ]
    assert texts("<article><p>a</p></article><article><p>b</p></article>") == ["a", "b"]


@pytest.mark.parametrize(
    "page", ["<div class=nav><p>All there is</p></div>", "<body class=sidebar><p>All there is</p>"]
)
def test_a_name_alone_does_not_take_the_whole_page(page: str) -> None:
    assert texts(page) == ["All there is"]


@pytest.mark.parametrize("page", ["<div>" * 1000 + "x", "<html><body></body></html>", "<script>x</script>"])
def test_what_is_no_page_is_refused(page: str) -> None:
    with pytest.raises(TextError):
        read(page.encode(), format="html")


@pytest.mark.parametrize(
    "notes",
    [
        '<p class="oj-note">(<a href="#n1">1</a>) OJ C 286.</p><p class="oj-note">(<a href="#n2">2</a>) OJ C 440.</p>',
        '<p><a href="#_ftnref1">[1]</a> OJ C 286.</p><p><a href="#_ftnref2">[2]</a> OJ C 440.</p>',
        '<div class="footnotes"><ol><li>OJ C 286.</li><li>OJ C 440.</li></ol></div>',
    ],
)
def test_notes_are_text_and_open_no_clauses(notes: str) -> None:
    page = f"<h1>Act</h1><p>(1) One.</p><p>(2) Two.</p>{notes}"
    found = outline(read(page.encode()), "en")
    assert ["/".join(clause["path"]) for clause in found["clauses"] if clause["number"]] == ["1", "2"]
    assert "OJ C 440." in found["text"]
