import pytest

from commitments.text import numerals
from commitments.text.numbering import candidates
from commitments.text.words import LANGUAGES, fold

FIRST = [
    # line, language, label, style, number, cited, kind
    ("13. Approfondir", "fr", "13.", "digits .", "13", "13", "item"),
    ("13) deepen", "en", "13)", "digits )", "13", "13", "item"),
    ("(13) deepen", "en", "(13)", "digits ()", "13", "13", "item"),
    ("[13] deepen", "en", "[13]", "digits []", "13", "13", "item"),
    ("13.- Profundizar", "es", "13.-", "digits .", "13", "13", "item"),
    ("13 – Approfondir", "fr", "13 –", "digits -", "13", "13", "item"),
    ("1.Rester attachés", "fr", "1.", "digits .", "1", "1", "item"),
    ("8 bis. Les parties", "fr", "8 bis.", "digits .", "8bis", "8bis", "item"),
    ("§ 1 Die", "en", "§ 1", "digits §", "1", "1", "item"),
    ("١٣- تعميق", "ar", "١٣-", "digits -", "13", "13", "item"),
    ("١٣-تعميق", "ar", "١٣-", "digits -", "13", "13", "item"),
    ("1．本条约", "zh", "1．", "digits .", "1", "1", "item"),
    ("（1）本条约", "zh", "（1）", "digits ()", "1", "1", "item"),
    ("3.2 Parties shall", "en", "3.2", "digits 2", "2", "2", "item"),
    ("1.1.2. Parties shall", "en", "1.1.2.", "digits 3", "2", "2", "item"),
    ("III. Priorités", "fr", "III.", "roman upper .", "3", "III", "section"),
    ("III – Priorités", "fr", "III –", "roman upper -", "3", "III", "section"),
    ("III", "fr", "III", "roman upper ", "3", "III", "section"),
    ("(iv) text", "en", "(iv)", "roman lower ()", "4", "iv", "item"),
    ("b) texte", "fr", "b)", "latin lower )", "b", "b", "item"),
    ("B. Text", "en", "B.", "latin upper .", "b", "b", "item"),
    ("(aa) text", "en", "(aa)", "latin lower ()", "aa", "aa", "item"),
    ("б) текст", "ru", "б)", "cyrillic lower )", "b", "б", "item"),
    ("ب- نص", "ar", "ب-", "abjad lower -", "b", "ب", "item"),
    ("Un", "fr", "Un", "cardinal", "1", "1", "section"),
    ("QUATRE", "fr", "QUATRE", "cardinal", "4", "4", "section"),
    ("vingt et un", "fr", "vingt et un", "cardinal", "21", "21", "section"),
    ("Premièrement, la paix", "fr", "Premièrement,", "ordinal", "1", "1", "section"),
    ("Twenty-one", "en", "Twenty-one", "cardinal", "21", "21", "section"),
    ("Secondly, peace", "en", "Secondly,", "ordinal", "2", "2", "section"),
    ("Dieciséis", "es", "Dieciséis", "cardinal", "16", "16", "section"),
    ("Décimo. La paz", "es", "Décimo.", "ordinal", "10", "10", "section"),
    ("En primer lugar, la paz", "es", "En primer lugar,", "ordinal", "1", "1", "section"),
    ("Четыре", "ru", "Четыре", "cardinal", "4", "4", "section"),
    ("Во-вторых, мир", "ru", "Во-вторых,", "ordinal", "2", "2", "section"),
    ("Третье. Мир", "ru", "Третье.", "ordinal", "3", "3", "section"),
    ("أولاً، الالتزام", "ar", "أولاً،", "ordinal", "1", "1", "section"),
    ("ثانيًا، تعزيز", "ar", "ثانيًا،", "ordinal", "2", "2", "section"),
    ("ثالثا: إظهار", "ar", "ثالثا:", "ordinal", "3", "3", "section"),
    ("اولا - الالتزام", "ar", "اولا -", "ordinal", "1", "1", "section"),
    ("رابعًا", "ar", "رابعًا", "ordinal", "4", "4", "section"),
    ("حادي عشر: السلام", "ar", "حادي عشر:", "ordinal", "11", "11", "section"),
    ("一、总则", "zh", "一、", "han 、", "1", "1", "section"),
    ("（十二）维护", "zh", "（十二）", "han ()", "12", "12", "item"),
    ("第三，坚持", "zh", "第三，", "ordinal", "3", "3", "section"),
    ("Article 5", "fr", "Article 5", "head article", "5", "5", "article"),
    ("ARTICLE PREMIER", "fr", "ARTICLE PREMIER", "head article", "1", "1", "article"),
    ("Article 1er. – Objet", "fr", "Article 1er.", "head article", "1", "1", "article"),
    ("Article 5 bis", "fr", "Article 5 bis", "head article", "5bis", "5bis", "article"),
    ("Article 5: Scope", "en", "Article 5:", "head article", "5", "5", "article"),
    ("Article 5 Scope", "en", "Article 5", "head article", "5", "5", "article"),
    ("CHAPTER ONE", "en", "CHAPTER ONE", "head chapter", "1", "1", "chapter"),
    ("Chapitre IV", "fr", "Chapitre IV", "head chapter", "4", "IV", "chapter"),
    ("Artículo 3.º", "es", "Artículo 3.º", "head article", "3", "3", "article"),
    ("Статья 5", "ru", "Статья 5", "head article", "5", "5", "article"),
    ("المادة الأولى", "ar", "المادة الأولى", "head article", "1", "1", "article"),
    ("المادة (٥)", "ar", "المادة (٥)", "head article", "5", "5", "article"),
    ("المادة الحادية والعشرون", "ar", "المادة الحادية والعشرون", "head article", "21", "21", "article"),
    ("第一百一十一条", "zh", "第一百一十一条", "head article", "111", "111", "article"),
    ("第2條 定義", "zh", "第2條", "head article", "2", "2", "article"),
    ("Principle 3", "en", "Principle 3", "head principle", "3", "3", "section"),
    (">Augmenter", "fr", ">", "bullet >", "", "", "bullet"),
    ("• text", "en", "•", "bullet •", "", "", "bullet"),
    ("– texte", "fr", "–", "bullet -", "", "", "bullet"),
    ("-texte", "fr", "-", "bullet -", "", "", "bullet"),
    ("* text", "en", "*", "bullet *", "", "", "bullet"),
]


@pytest.mark.parametrize(("line", "language", "label", "style", "number", "cited", "kind"), FIRST)
def test_the_likeliest_label_of_a_line(
    line: str, language: str, label: str, style: str, number: str, cited: str, kind: str
) -> None:
    found = candidates(line, language)
    assert found, "a label"
    first = found[0]
    assert (first.label, first.style, first.number, first.cited, first.kind) == (label, style, number, cited, kind)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("28 juin 2021", "fr"),
        ("2021 a été l'année", "fr"),
        ("3.5 % des pays", "fr"),
        ("10.30 heures", "fr"),
        ("13-15 mai", "fr"),
        ("3-D printing", "en"),
        ("2021-06-29 01:52:01", "fr"),
        ("10:30", "en"),
        ("13", "fr"),
        ("Un traité lie les parties", "fr"),
        ("Deux États", "fr"),
        ("Article 16 du traité prévoit", "fr"),
        ("Article 16, paragraph 2, says", "en"),
        ("Article 16-2 du traité prévoit", "fr"),
        ("Section 5 of the Act", "en"),
        ("First of all", "en"),
        ("أولا وقبل كل شيء، السلام", "ar"),
        ("第十六条规定", "zh"),
        ("المادة 5 من المعاهدة تنص على", "ar"),
        ("A-t-il dit", "fr"),
        ("i.e. this", "en"),
        ("a.m. or p.m.", "en"),
        ("- 12 -", "en"),
        ("-----", "en"),
        ("________", "en"),
        ("**bold** text", "en"),
        (">> quoted", "en"),
        ("-5 degrees", "en"),
        (">", "en"),
        ("", "fr"),
        ("MIX. of things", "en"),
        ("IIII. wrong", "en"),
        ("VV. wrong", "en"),
    ],
)
def test_plain_text_opens_nothing_surely(line: str, language: str) -> None:
    assert not [found for found in candidates(line, language) if found.need != "previous" and not found.stem]


@pytest.mark.parametrize(
    ("line", "styles"),
    [
        ("I. Text", ["roman upper .", "latin upper ."]),
        ("(i) text", ["roman lower ()", "latin lower ()"]),
        ("أ- نص", ["abjad lower -", "hijai lower -"]),
        ("Annex C", ["head annex", "head annex letter"]),
    ],
)
def test_a_line_may_have_several_readings(line: str, styles: list[str]) -> None:
    assert [found.style for found in candidates(line, "en")] == styles


@pytest.mark.parametrize("line", ["2021. Une année", "C. Text", "(aa) text"])
def test_years_and_large_numbers_only_continue(line: str) -> None:
    assert candidates(line, "fr")[0].need == "previous"


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("iv", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("CXCIX", 199), ("IC", None), ("Ii", None), ("", None)],
)
def test_roman(numeral: str, value: int | None) -> None:
    assert numerals.roman(numeral) == value


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("一百一十一", 111),
        ("一百零五", 105),
        ("二〇", 20),
        ("条", None),
    ],
)
def test_chinese(numeral: str, value: int | None) -> None:
    assert numerals.chinese(numeral) == value


def test_every_key_is_folded_and_no_language_stops_short() -> None:
    for language, words in LANGUAGES.items():
        keys = [*words.cardinals, *words.ordinals, *words.heads]
        assert [fold(key) for key in keys] == keys, language
        assert set(range(1, 11)) <= set(words.cardinals.values()), language
        assert set(range(1, 11)) <= set(words.ordinals.values()), language
        assert "article" in {head.kind for head in words.heads.values()}, language
