import pytest

from commitments.text import ClauseSpan, Segmentation, TextError, segment
from commitments.text.naming import EidRegister, clean_number

from .invariants import check


def outline(text: str, language: str = "fr") -> list[str]:
    segmentation = segment(text, language)
    check(text, segmentation)
    return [clause.locator for clause in segmentation.clauses]


TREES = {
    "a paragraph per line": ("A.b\n\nC d", "p1 p2"),
    "sections and items": ("I. Un\n1. a\n2. b\nII. Deux\n1. c", "I I.1 I.2 II II.1"),
    "continuation paragraphs": ("1. a\nb\nc\n2. d\ne", "1 1.p1 1.p2 2 2.p1"),
    "the last item keeps no more than its siblings": ("1. a\nb\n2. c\n3. d\ne\nf", "1 1.p1 2 3 3.p1 p1"),
    "two are too few to tell": ("1. a\n2. b\nc", "1 2 2.p1"),
    "what is left over rises as far as it must": ("1. a\n2. b\n3. c\n(a) d\n(b) e\n(c) f\ng", "1 2 3 3.a 3.b 3.c p1"),
    "sections are exempt": ("Un\na\ndeux\nb\nTrois\nc\nd\ne", "1 1.p1 2 2.p1 3 3.p1 3.p2 3.p3"),
    "bullets count by position": ("Un\na\n>b\n>c\ndeux\n>d", "1 1.p1 1.b1 1.b2 2 2.b1"),
    "a paragraph after bullets is beside them": ("1. a\n- b\n- c\nd\n- e\n2. f", "1 1.b1 1.b2 1.p1 1.b3 2"),
    "a paragraph indented below a bullet is in it": ("- a\n   b\n- c", "b1 b1.p1 b2"),
    "bullets nest by indentation": ("- a\n  - b\n  - c\n- d", "b1 b1.b1 b1.b2 b2"),
    "bullets nest by mark": ("• a\n- b\n- c\n• d", "b1 b1.b1 b1.b2 b2"),
    "(i) after (h) is a letter": ("(g) a\n(h) b\n(i) c\n(j) d", "g h i j"),
    "(i) before (ii) is roman": ("(a) x\n(i) y\n(ii) z\n(b) w", "a a.i a.ii b"),
    "(i) twice": (
        "\n".join(f"({letter}) x" for letter in "abcdefgh") + "\n(i) r\n(ii) r\n(i) l\n(j) l",
        "a b c d e f g h h.i h.ii i j",
    ),
    "I. between H. and J. is a letter": ("\n".join(f"{letter}. x" for letter in "ABCDEFGHIJ"), "a b c d e f g h i j"),
    "articles in chapters go on counting": (
        "Chapitre I\nArticle premier\na\nArticle 2\nb\nChapitre II\nArticle 3\nc",
        "I I.1 I.1.p1 I.2 I.2.p1 II II.3 II.3.p1",
    ),
    "a wider head closes a narrower one": ("Article premier\na\nAnnexe I\nb", "1 1.p1 I I.p1"),
    "decimals under their number": ("1. a\n1.1 b\n1.2 c\n2. d\n2.1 e\n3.5 % f", "1 1.1 1.2 2 2.1 2.1.p1"),
    "bis": ("1. a\n2. b\n2 bis. c\n3. d", "1 2 2bis 3"),
    "a year opens nothing": ("1. a\n2021. b\n2. c", "1 1.p1 2"),
    "a lone numeral opens nothing": ("a\nV.\nb", "p1 p2 p3"),
    "an initial opens nothing": ("A. a\nM. Chen a dit\nB. b", "a a.p1 b"),
    "a lone ordinal opens nothing": ("Premièrement, a\nb", "p1 p2"),
    "an intruder opens nothing": ("1. a\n2. b\n35. c\n3. d", "1 2 2.p1 3"),
    "a gap is kept": ("1. a\n2. b\n4. c\n5. d", "1 2 4 5"),
    "a repeat is kept": ("1. a\n2. b\n2. c\n3. d", "1 2 2 3"),
    "a restart is kept": ("1. a\n2. b\n1. c\n2. d", "1 2 1 2"),
    "ordinals inside an item": ("1. a\nPremièrement, b\nDeuxièmement, c\n2. d", "1 1.1 1.2 2"),
}


@pytest.mark.parametrize(("text", "locators"), TREES.values(), ids=TREES)
def test_the_tree(text: str, locators: str) -> None:
    assert outline(text) == locators.split()


@pytest.mark.parametrize(
    ("text", "language", "locators"),
    [
        ("第一条 总则\n本条约\n第二条 定义\n根据第一条规定", "zh-Hans", "1 1.p1 2 2.p1"),
        ("一、总则\n（一）甲\n（二）乙\n二、分则", "zh-Hant", "1 1.1 1.2 2"),
        ("Статья 1\nа) текст\nб) текст\nСтатья 2\nтекст", "ru", "1 1.а 1.б 2 2.p1"),
        ("المادة الأولى\nنص.\nالمادة الثانية\nأ- نص\nب- نص", "ar", "1 1.p1 2 2.أ 2.ب"),
        ("أ- نص\nب- نص\nت- نص\nث- نص", "ar", "أ ب ت ث"),
        ("أ- نص\nب- نص\nج- نص\nد- نص", "ar", "أ ب ج د"),
        ("Primero. Paz\nSegundo. Pan", "es", "1 2"),
        ("First, peace.\nSecond, bread.", "en-GB", "1 2"),
        ("1. a\n2. b", "haw", "1 2"),
        ("Article 1\nPeace.\nIN WITNESS WHEREOF the undersigned have signed.", "en", "1 1.p1 p1"),
        ("ANNEX\n1. a b\n2. b c\nDone at Paris, 3 May 2020.", "en", "annex1 annex1.1 annex1.2 annex1.p1"),
        ("1. (a) x\n(b) y\n2. z", "en", "1 1.a 1.b 2"),
        ("1. (a remark) x\n2. z", "en", "1 2"),
        ("§ 1. Общие положения\nСтатья 1. Цели\nТекст.\n§ 2. Органы\nСтатья 2. Совет", "ru", "1 1.1 1.1.p1 2 2.2"),
    ],
)
def test_other_languages(text: str, language: str, locators: str) -> None:
    assert outline(text, language) == locators.split()


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("1. a\n2. b\n\n4. c", "line 4: “4.” follows “2.”: a number is missing between them"),
        ("1. a\n2. b\n2. c", "line 3: “2.” repeats “2.”"),
        ("1. a\n2. b\n1. c", "line 3: “1.” follows “2.”: the sequence starts again"),
        ("a\nII. b\nIII. c", "line 2: “II.” begins a sequence that should begin at 1"),
        ("a\nV.", "line 2: “V.” continues no sequence and was taken as the beginning of a paragraph"),
        ("1. a\n2. b\n3. c\nd\ne", "line 4: this paragraph and 1 after it were placed beside “3.”"),
    ],
)
def test_warnings_name_their_line(text: str, warning: str) -> None:
    (told,) = segment(text, "fr").warnings
    assert told.startswith(warning)


@pytest.mark.parametrize(
    "text", ["1. a\n2. b", "M. Chen a dit", "28 juin 2021", "2021. a", "3.5 % b", "I. a\n1. b\nII. c\n1. d"]
)
def test_what_is_not_doubtful_gives_no_warning(text: str) -> None:
    assert segment(text, "fr").warnings == ()


def test_warnings_count_lines_as_the_caller_does() -> None:
    assert segment("1. a\n1. b", "fr", first_line=40).warnings[0].startswith("line 41:")


def test_there_are_never_too_many_warnings() -> None:
    warnings = segment("1. a\n" * 1000, "fr").warnings
    assert len(warnings) == 201
    assert warnings[-1] == "799 more warnings of this kind"


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("II. Concepts et principes\nIII. Priorités", ["Concepts et principes", "Priorités"]),
        ("I\nTexte.\nII", ["", "", ""]),
        ("Article 5 – Objet\na.", ["Objet", ""]),
        ("Article 5\nObjet\nLes parties.", ["Objet", ""]),
        ("Article 5\nLes parties conviennent.\nArticle 6", ["", "", ""]),
        ("Article 5\nLes parties\nArticle 6", ["", "", ""]),
        ("CHAPITRE I\nBUTS\nArticle 1\na.\nb.", ["BUTS", "", "", ""]),
        ("Article 5. Les parties conviennent.", [""]),
        ("1. Item\n2. Item", ["", ""]),
        (f"I. {'long ' * 50}\nII. b", ["", "b"]),
    ],
)
def test_headings(text: str, headings: list[str]) -> None:
    assert [clause.heading for clause in segment(text, "fr").clauses] == headings


def test_eids_are_of_akoma_ntoso_and_unique() -> None:
    text = "p\nI. a\n1. b\nc\n>d\n1. e\nArticle 5\nf"
    eids = [clause.eid for clause in segment("I. a\n1. b\nc\n>d\n1. e\nII. f\ng", "fr").clauses]
    assert eids == [
        "sec_I",
        "sec_I__item_1",
        "sec_I__item_1__para_nn_1",
        "sec_I__item_1__item_nn_1",
        "sec_I__item_1_2",
        "sec_II",
        "sec_II__para_nn_1",
    ]
    assert segment(text, "fr").clauses[0].eid == "para_nn_1"
    assert [clause.eid for clause in segment("Chapitre I\nArticle 5 bis\na", "fr").clauses][1] == "chp_I__art_5bis"


def test_a_given_eid_is_given_once() -> None:
    register = EidRegister()
    assert [register.give("", "item", "1", 0) for _ in range(3)] == ["item_1", "item_1_2", "item_1_3"]
    assert register.give("item_1", "paragraph", "", 4) == "item_1__para_nn_4"


@pytest.mark.parametrize(
    ("number", "cleaned"), [("(i)", "i"), ("1.2.", "1-2"), ("3a bis", "3abis"), ("א", "א"), ("III", "III")]
)
def test_numbers_are_cleaned_for_eids(number: str, cleaned: str) -> None:
    assert clean_number(number) == cleaned


def test_invisible_marks_and_blanks_around_a_label_are_not_of_it() -> None:
    text = "\u200f\u00a0 ١- نص\u200f \n\u200b\n ٢- نص"
    first, second = segment(text, "ar").clauses
    assert (text[first.start : first.end], first.label, first.number) == ("١- نص", "١-", "1")
    assert (second.label, second.number) == ("٢-", "2")


WRAPPED = """1. The Parties shall, in accordance with their national laws and with
article 5 of the Treaty, deepen their cooperation in the field of
information security.

2. The Parties shall hold consultations every year, the first of which in
2021. They shall also inform each other without delay of measures that
affect the other Party.

They note that this paragraph is another one.

Done at Geneva
"""


def test_a_hard_wrapped_text_is_joined() -> None:
    assert outline(WRAPPED, "en") == ["1", "2", "2.p1", "2.p2"]


def test_a_list_inside_a_wrapped_paragraph_is_found() -> None:
    text = WRAPPED.replace("security.\n\n2. The", "security.\n2. The")
    assert outline(text, "en") == ["1", "2", "2.p1", "2.p2"]


def test_an_empty_text_has_no_clauses() -> None:
    assert segment("", "fr") == Segmentation((), ())
    assert segment(" \n\u200b\n", "fr").clauses == ()


def test_a_wrong_language_is_refused() -> None:
    with pytest.raises(TextError, match="xx"):
        segment("a", "xx")


def span(**changed: object) -> ClauseSpan:
    fields = {
        "eid": "item_1",
        "kind": "item",
        "label": "1.",
        "number": "1",
        "path": ("1",),
        "locator": "1",
        "heading": "",
    }
    return ClauseSpan(**(fields | {"depth": 0, "start": 0, "end": 9, "parent": None} | changed))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [{"start": -1}, {"start": 9}, {"end": 1}, {"depth": 1}, {"parent": 0}, {"path": ()}, {"eid": ""}, {"kind": ""}],
)
def test_an_invalid_span_cannot_be_constructed(changed: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        span(**changed)


@pytest.mark.parametrize(
    "second",
    [
        {"eid": "item_2", "start": 5, "end": 20},
        {"eid": "item_1", "start": 9, "end": 20},
        {"eid": "a", "start": 5, "end": 20, "depth": 1, "path": ("1", "a"), "parent": 0},
        {"eid": "a", "start": 5, "end": 8, "depth": 1, "path": ("1", "a"), "parent": 1},
        {"eid": "a", "start": 5, "end": 8, "depth": 2, "path": ("1", "a", "b"), "parent": 0},
    ],
)
def test_an_invalid_tree_cannot_be_constructed(second: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Segmentation((span(), span(**second)), ())


def test_letters_of_every_alphabet_have_the_same_numbers() -> None:
    texts = {"en": "(a) x\n(b) y\n(c) z", "ru": "а) x\nб) y\nв) z", "ar": "(أ) نص\n(ب) نص\n(ج) نص"}
    paths = {lang: [clause.path for clause in segment(text, lang).clauses] for lang, text in texts.items()}
    assert all(found == [("a",), ("b",), ("c",)] for found in paths.values())


CONTENTS = """Contents
Chapter I Aims ..... 3
Article 1 Peace .... 3
Article 2 Bread .... 4
Chapter I Aims
Article 1 Peace
The Parties agree.
Article 2 Bread
The Parties agree."""


def test_a_contents_list_is_one_clause_and_a_warning() -> None:
    found = segment(CONTENTS, "en")
    check(CONTENTS, found)
    assert [clause.eid for clause in found.clauses][:3] == ["toc_nn_1", "chp_I", "chp_I__art_1"]
    assert found.warnings == ("line 1: these 4 lines were taken as a contents list: they open no clauses",)


def test_a_changed_text_keeps_the_eids_of_what_did_not_change() -> None:
    before = "Article 1\nThis.\nThat.\nArticle 2\n1. A text.\n2. A text.\nArticle 3\nThe end."
    after = before.replace("That.", "That.\nAnd more.").replace("2. A text.", "2. A text.\n3. A text.")
    old, new = ({clause.eid for clause in segment(text, "en").clauses} for text in (before, after))
    assert old < new
    assert new - old == {"art_1__para_nn_3", "art_2__item_3"}
