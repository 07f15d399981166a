"""What a text names of other instruments, in six languages; anything at all may be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.articles import article_number
from commitments.text.names import KnownNames
from commitments.text.referring import find_mentions
from commitments.text.symbols import resolution_symbol, symbol_key

NAMES = [
    ("charter", "Charter of the United Nations", "en"),
    ("charter", "UN Charter", "en"),
    ("charter", "Charte des Nations Unies", "fr"),
    ("charter", "Carta de las Naciones Unidas", "es"),
    ("charter", "Устав Организации Объединенных Наций", "ru"),
    ("charter", "ميثاق الأمم المتحدة", "ar"),
    ("charter", "联合国宪章", "zh"),
    ("npt", "Treaty on the Non-Proliferation of Nuclear Weapons", "en"),
    ("npt", "NPT", "en"),
    ("npt", "Traité sur la non-prolifération des armes nucléaires", "fr"),
    ("npt", "Договор о нераспространении ядерного оружия", "ru"),
    ("npt", "معاهدة عدم انتشار الأسلحة النووية", "ar"),
    ("npt", "不扩散核武器条约", "zh"),
    ("gsi", "Initiative mondiale sur la sécurité", "fr"),
    ("gsi", "ISM", "fr"),
    ("data", "Initiative mondiale sur la sécurité des données", "fr"),
    ("data", "المبادرة العالمية لأمن البيانات", "ar"),
    ("udhr", "Всеобщая декларация прав человека", "ru"),
    ("drugs-1961", "trois conventions relatives au contrôle des drogues", "fr"),
    ("drugs-1971", "trois conventions relatives au contrôle des drogues", "fr"),
    ("res-247", "A/RES/74/247", ""),
    ("res-282", "A/RES/75/282", ""),
    ("res-1540", "S/RES/1540 (2004)", ""),
    ("treaty", "Treaty", "en"),
]
KNOWN = KnownNames(NAMES)


def found(language, text, title=""):
    """(words, article, documents or what is offered) of each mention."""
    mentions = find_mentions(text, language, KNOWN, title=title)
    check(text, mentions)
    return [
        (each.exact, each.article, "+".join(each.documents) or f"{each.proposed.kind}: {each.proposed.name}")
        for each in mentions
    ]


def check(text, mentions):
    last = 0
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.exact
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end


@pytest.mark.parametrize(
    ("language", "text", "words", "document"),
    [
        ("en", "under the Charter of the United Nations.", "Charter of the United Nations", "charter"),
        ("en", "the charter of the\nUnited  Nations", "charter of the\nUnited  Nations", "charter"),
        ("fr", "de la CHARTE DES NATIONS UNIES", "CHARTE DES NATIONS UNIES", "charter"),
        ("fr", "Traité sur la non‑proliferation des armes nucléaires", None, "npt"),
        ("fr", "l’« Initiative mondiale sur la sécurité » de", "Initiative mondiale sur la sécurité", "gsi"),
        ("fr", "l’Initiative mondiale sur la sécurité des données", "Initiative mondiale sur la sécurité des données",
         "data"),
        ("fr", "mettre en œuvre l'ISM et", "ISM", "gsi"),
        ("fr", "les trois conventions relatives au contrôle des drogues", None, "drugs-1961+drugs-1971"),
        ("fr", "the UN Charter", "UN Charter", "charter"),
        ("ru", "цели Устава Организации Объединённых Наций и", "Устава Организации Объединённых Наций", "charter"),
        ("ru", "во Всеобщей декларации прав человека", "Всеобщей декларации прав человека", "udhr"),
        ("ar", "وبميثاق الأمم المتحدة", None, None),
        ("ar", "لميثاق الأمم المتحدة،", "ميثاق الأمم المتحدة", "charter"),
        ("ar", "وميثاق الأمم المتحدة،", "ميثاق الأمم المتحدة", "charter"),
        ("ar", "مِيثَاقِ الأُمَمِ المُتَّحِدَةِ.", "مِيثَاقِ الأُمَمِ المُتَّحِدَةِ", "charter"),
        ("ar", "تنفيذا للمبادرة العالمية لأمن البيانات", "لمبادرة العالمية لأمن البيانات", "data"),
        ("ar", "والمبادرة العالمية لأمن البيانات", "المبادرة العالمية لأمن البيانات", "data"),
        ("zh-Hans", "遵守《联合国宪章》的宗旨", "联合国宪章", "charter"),
        ("zh-Hant", "以联合国宪章为基础", "联合国宪章", "charter"),
    ],
)  # fmt: skip
def test_a_known_name_is_found_however_it_is_written(language, text, words, document):
    mentions = found(language, text)
    if document is None:
        assert mentions[0][2] == "charter"
        return
    assert [(each[0], each[2]) for each in mentions] == [(words or mentions[0][0], document)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A Treaty is a treaty, and the Charter of the city is none."),
        ("fr", "le prisme, le schisme et le cubism de 1910"),
        ("fr", "La Charte. Des Nations Unies en parlent."),
        ("fr", "la Charte\n\ndes Nations Unies"),
        ("fr", "les ismes"),
        ("fr", "des traités, conventions ou accords internationaux"),
        ("fr", "La Charte interdit de faire cela ; le Traité est clair."),
        ("fr", "Article 16. Le présent article 3 s'applique."),
        ("es", "La Carta prohíbe hacerlo."),
        ("ru", "Настоящий Договор вступает в силу. Стороны договора о нём знают."),
        ("ar", "اتفاقية جديدة وقرار هام"),
        ("zh-Hans", "《人民日报》报道，《红楼梦》"),
        ("en", "an A/4 page, S/N 12, room 74/24, 12/2019"),
        ("en", "Our resolution 2021 is to work harder; resolution of 4000 pixels"),
        (
            "en",
            "The Convention Centre hosts the talks, the Treaty Section registers them at the Vienna Convention Centre.",
        ),
        ("en", "the Convention on Peace and Security, Trade Cooperation"),
        ("fr", "l'État partie au Traité sur le registre duquel est inscrit un objet"),
        ("fr", "les parties au Traité sur l'État de leurs obligations."),
    ],
)
def test_what_is_no_name_is_left_alone(language, text):
    assert found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A/RES/74/247, S/RES/1540 (2004); A/76/135 and E/2020/1.",
         [("A/RES/74/247", "res-247"), ("S/RES/1540 (2004)", "res-1540"), ("A/76/135", "other: A/76/135"),
          ("E/2020/1", "other: E/2020/1")]),
        ("en", "resolution 1540 (2004) of the Security Council", [("resolution 1540 (2004)", "res-1540")]),
        ("en", "Security Council resolution 1540", [("resolution 1540", "res-1540")]),
        ("en", "General Assembly resolution 2625 (XXV)",
         [("resolution 2625 (XXV)", "resolution: A/RES/2625(XXV)")]),
        ("en", "Human Rights Council resolution 48/13",
         [("resolution 48/13", "resolution: A/HRC/RES/48/13")]),
        ("en", "resolution 48/13", [("resolution 48/13", "resolution: resolution 48/13")]),
        ("en", "resolutions 74/247, 75/282 and 76/1 of the General Assembly",
         [("resolutions 74/247", "res-247"), ("75/282", "res-282"), ("76/1", "resolution: A/RES/76/1")]),
        ("fr", "conformément aux résolutions 74/247 et 75/282 de l'Assemblée générale",
         [("résolutions 74/247", "res-247"), ("75/282", "res-282")]),
        ("fr", "la résolution 1540 (2004) du Conseil de sécurité", [("résolution 1540 (2004)", "res-1540")]),
        ("es", "las resoluciones 74/247 y 75/282 de la Asamblea General",
         [("resoluciones 74/247", "res-247"), ("75/282", "res-282")]),
        ("ru", "резолюцией 1540 (2004) Совета Безопасности", [("резолюцией 1540 (2004)", "res-1540")]),
        ("ar", "بموجب القرار 74/247 والقرار ٧٥/٢٨٢", [("القرار 74/247", "res-247"), ("القرار ٧٥/٢٨٢", "res-282")]),
        ("ar", "القرارين 74/247 و75/282", [("القرارين 74/247", "res-247"), ("75/282", "res-282")]),
        ("ar", "وقرار مجلس الأمن 1540 (2004)", [("قرار مجلس الأمن 1540 (2004)", "res-1540")]),
        ("zh-Hans", "第74/247号决议和安理会第1540（2004）号决议",
         [("第74/247号决议", "res-247"), ("第1540（2004）号决议", "res-1540")]),
        ("zh-Hans", "第1267（1999）号和第1540（2004）号决议",
         [("第1267（1999）", "resolution: S/RES/1267 (1999)"), ("1540（2004）号决议", "res-1540")]),
        ("zh-Hans", "安理会第1267号、第1373号和第1540号决议",
         [("第1267", "resolution: S/RES/1267"), ("1373", "resolution: S/RES/1373"), ("1540号决议", "res-1540")]),
    ],
)  # fmt: skip
def test_united_nations_documents_by_symbol_and_number(language, text, expected):
    assert [(words, meant) for words, _, meant in found(language, text)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Article 2(4) of the Charter of the United Nations",
         [("Article 2(4) of the Charter of the United Nations", "2(4)", "charter")]),
        ("en", "Article 2, paragraph 4, of the UN Charter", [("Article 2, paragraph 4, of the UN Charter", "2(4)",
                                                              "charter")]),
        ("en", "paragraph 4 of Article 2 of the UN Charter",
         [("paragraph 4 of Article 2 of the UN Charter", "2(4)", "charter")]),
        ("en", "Article VI of the NPT", [("Article VI of the NPT", "6", "npt")]),
        ("en", "the UN Charter's Article 51", [("UN Charter's Article 51", "51", "charter")]),
        ("fr", "conformément aux articles 16 et 17 de la Charte des Nations Unies",
         [("articles 16", "16", "charter"), ("17 de la Charte des Nations Unies", "17", "charter")]),
        ("fr", "l’article premier du Traité sur la non-prolifération des armes nucléaires",
         [("article premier du Traité sur la non-prolifération des armes nucléaires", "1", "npt")]),
        ("es", "el artículo 3 de la Carta de las Naciones Unidas",
         [("artículo 3 de la Carta de las Naciones Unidas", "3", "charter")]),
        ("ru", "пункт 4 статьи 2 Устава Организации Объединенных Наций",
         [("пункт 4 статьи 2 Устава Организации Объединенных Наций", "2(4)", "charter")]),
        ("ar", "المادة 25 من ميثاق الأمم المتحدة", [("المادة 25 من ميثاق الأمم المتحدة", "25", "charter")]),
        ("ar", "المادة السادسة من معاهدة عدم انتشار الأسلحة النووية",
         [("المادة السادسة من معاهدة عدم انتشار الأسلحة النووية", "6", "npt")]),
        ("ar", "المادتين 16 و17 من ميثاق الأمم المتحدة",
         [("المادتين 16", "16", "charter"), ("17 من ميثاق الأمم المتحدة", "17", "charter")]),
        ("zh-Hans", "根据《联合国宪章》第二条第四款", [("《联合国宪章》第二条第四款", "2(4)", "charter")]),
        ("zh-Hans", "联合国宪章第十六条、第十七条",
         [("联合国宪章第十六条", "16", "charter"), ("第十七条", "17", "charter")]),
        ("en", "Article 16 applies. The UN Charter stands.", [("UN Charter", "", "charter")]),
        ("en", "Article 2 of the NPT and Article 51 of the UN Charter",
         [("Article 2 of the NPT", "2", "npt"), ("Article 51 of the UN Charter", "51", "charter")]),
    ],
)  # fmt: skip
def test_articles_go_with_the_instrument_that_is_named(language, text, expected):
    assert found(language, text) == expected


@pytest.mark.parametrize(
    ("language", "first", "between", "second"),
    [
        ("en", "Article 2 (4)", " and ", "Article 51 of the Charter of the United Nations"),
        ("en", "Article 2, paragraph 4", ", and ", "Article 51 of the Charter of the United Nations"),
        ("fr", "article 2, paragraphe 4", ", et à l'", "article 51 de la Charte des Nations Unies"),
        ("es", "artículo 2, párrafo 4", ", y el ", "artículo 51 de la Carta de las Naciones Unidas"),
        ("ru", "пункт 4 статьи 2", " и ", "статья 51 Устава Организации Объединенных Наций"),
        ("ar", "المادة 2 (4)", " و", "المادة 51 من ميثاق الأمم المتحدة"),
    ],
)
def test_articles_whose_noun_is_said_again_are_of_one_instrument(language, first, between, second):
    assert found(language, first + between + second) == [(first, "2(4)", "charter"), (second, "51", "charter")]


def test_a_number_alone_is_nobodys_name():
    names = [("res-247", "74/247", "fr"), ("res-247", "A/RES/74/247", "")]
    assert find_mentions("le rapport était de 74/247", "fr", names) == []
    assert [one.documents for one in find_mentions("la résolution 74/247", "fr", names)] == [("res-247",)]


def test_quotation_marks_are_quoted_in_pairs():
    names = [("belt", "Initiative « la Ceinture et la Route »", "fr")]
    text = "dans l’Initiative « la Ceinture et la Route » et"
    assert [one.exact for one in find_mentions(text, "fr", names)] == ["Initiative « la Ceinture et la Route »"]
    inside = "« la Ceinture et l’Initiative la Ceinture et la Route »"
    assert [one.exact for one in find_mentions(inside, "fr", names)] == ["Initiative la Ceinture et la Route"]


class TestTitles:
    TEXT = "Paris Agreement on Peace\n\nThe Parties,\n\n1. They recall the Geneva Agreement on Trade.\n"

    def test_a_line_at_the_head_that_is_all_name_is_not_offered(self):
        assert [one.exact for one in find_mentions(self.TEXT, "en")] == ["Geneva Agreement on Trade"]

    def test_a_known_document_is_found_there_all_the_same(self):
        names = [("paris", "Paris Agreement on Peace", "en")]
        assert [one.documents for one in find_mentions(self.TEXT, "en", names)] == [("paris",), ()]

    def test_the_title_of_the_text_is_not_offered_anywhere(self):
        text = "1. This Geneva Agreement on Trade is in force.\n"
        assert find_mentions(text, "en", title="Geneva Agreement on Trade") == []


TITLE = "Déclaration à l'occasion de l'anniversaire du Traité sur la non-prolifération des armes nucléaires"


class TestShortNames:
    def test_an_article_of_the_treaty_is_of_the_only_one_named_before(self):
        assert found("fr", "conformément à l'article 25 du traité", TITLE) == [("article 25 du traité", "25", "npt")]

    def test_it_is_nobodys_where_none_or_several_were_named(self):
        assert found("fr", "conformément à l'article 25 du traité") == []
        text = "Le Traité sur le ciel ouvert, et l'article 25 du traité"
        assert [meant for _, _, meant in found("fr", text, TITLE)] == ["treaty: Traité sur le ciel ouvert"]

    def test_a_treaty_calls_itself_the_treaty(self):
        title = "Traité d'amitié, complétant le Traité sur la non-prolifération des armes nucléaires"
        assert found("fr", "conformément à l'article 25 du traité", title) == []

    @pytest.mark.parametrize(
        ("language", "text", "short"),
        [
            ("en", "The NPT (hereinafter “the Treaty”) stands. Parties to the Treaty agree.", "Treaty"),
            ("fr", "La Charte des Nations Unies (ci-après « la Charte ») demeure. La Charte oblige.", "Charte"),
            ("ru", "Договор о нераспространении ядерного оружия (далее – «Договор») в силе. По Договору так.",
             "Договору"),
            ("ar", "معاهدة عدم انتشار الأسلحة النووية (ويشار إليها فيما يلي باسم «المعاهدة»). وللمعاهدة أطراف.",
             "لمعاهدة"),
            ("zh-Hans", "《不扩散核武器条约》（以下简称《条约》）有效。各方遵守条约。", "条约"),
            ("en", "the Arms Trade Treaty (ATT) stands, and the ATT binds.", "ATT"),
        ],
    )  # fmt: skip
    def test_a_short_name_that_the_text_gives_is_known_from_there_on(self, language, text, short):
        mentions = find_mentions(text, language, KNOWN)
        check(text, mentions)
        named, later = mentions
        assert later.exact == short
        assert (later.documents, later.proposed) == (named.documents, named.proposed)

    def test_it_is_not_known_before(self):
        text = "Parties to the Treaty agree. The NPT (hereinafter “the Treaty”) stands."
        assert [words for words, _, _ in found("en", text)] == ["NPT"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the Convention on the Rights of the Child entered",
         [("Convention on the Rights of the Child", "treaty")]),
        ("en", "the Optional Protocol to the Convention on the Rights of the Child",
         [("Optional Protocol to the Convention on the Rights of the Child", "treaty")]),
        ("en", "under the Paris Agreement and the Rome Statute of the International Criminal Court",
         [("Paris Agreement", "agreement"), ("Rome Statute of the International Criminal Court", "treaty")]),
        ("fr", "la Convention de Vienne sur le droit des traités.",
         [("Convention de Vienne sur le droit des traités", "treaty")]),
        ("fr", "le « Traité sur le ciel ouvert » ne", [("Traité sur le ciel ouvert", "treaty")]),
        ("es", "el Tratado sobre la no proliferación de las armas nucleares,",
         [("Tratado sobre la no proliferación de las armas nucleares", "treaty")]),
        ("ru", "положения Конвенции о правах ребенка.", [("Конвенция о правах ребенка", "treaty")]),
        ("ru", "«Договор о дружбе и сотрудничестве»", [("Договор о дружбе и сотрудничестве", "treaty")]),
        ("ar", "في اتفاقية حقوق الطفل تنص", [("اتفاقية حقوق الطفل", "treaty")]),
        ("ar", "اتفاقية منع جريمة الإبادة الجماعية تنص", [("اتفاقية منع جريمة الإبادة الجماعية", "treaty")]),
        ("ar", "بموجب اتفاق باريس، واتفاق جديد", [("اتفاق باريس", "agreement")]),
        ("ar", "وفي اتفاقية فيينا لقانون المعاهدات", [("اتفاقية فيينا لقانون المعاهدات", "treaty")]),
        ("ru", "в соответствии с Парижским соглашением", [("Парижское соглашение", "agreement")]),
        ("ru", "через Венскую конвенцию о праве международных договоров.",
         [("Венская конвенция о праве международных договоров", "treaty")]),
        ("ru", "По Гаагскому протоколу. Китайская инициатива важна.", [("Гаагский протокол", "treaty")]),
        ("en", "the Geneva Conventions of 12 August 1949 apply",
         [("Geneva Conventions of 12 August 1949", "treaty")]),
        ("en", "the Treaty Establishing the European Community", [("Treaty Establishing the European Community",
                                                                   "treaty")]),
        ("en", "the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment.",
         [("Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment", "treaty")]),
        ("zh-Hans", "《巴黎协定》与《儿童权利公约》", [("巴黎协定", "agreement"), ("儿童权利公约", "treaty")]),
    ],
)  # fmt: skip
def test_an_instrument_that_nobody_knows_is_offered(language, text, expected):
    mentions = find_mentions(text, language, KNOWN)
    assert [(each.proposed.name, each.proposed.kind) for each in mentions if each.proposed] == expected
    assert all(not each.documents for each in mentions)


def test_where_the_end_of_an_offered_name_is_guessed_it_says_so():
    quoted, guessed = "« Traité sur le ciel ouvert »", "le Traité sur le ciel ouvert et la mer"
    assert [each.proposed.sure for each in find_mentions(quoted, "fr")] == [True]
    assert [(each.exact, each.proposed.sure) for each in find_mentions(guessed, "fr")] == [
        ("Traité sur le ciel ouvert", False)
    ]
    listed = "la Convention sur l'interdiction de la mise au point, de la fabrication et de l'emploi"
    assert [each.proposed.sure for each in find_mentions(listed, "fr")] == [False]


def test_the_language_of_the_text_decides_between_documents_of_one_name():
    names = [("one", "Plan d'action", "fr"), ("two", "Plan d'action", "en")]
    assert [each.documents for each in find_mentions("le Plan d’action", "fr", names)] == [("one",)]
    assert [each.documents for each in find_mentions("el Plan d’action", "es", names)] == [("one", "two")]


@pytest.mark.parametrize(
    ("printed", "number"),
    [("25", "25"), ("2 (4)", "2(4)"), ("VI", "6"), ("25 bis", "25bis"), ("2(4)(b)", "2(4)(b)"), ("3.2", "3.2")],
)
def test_an_article_is_numbered_as_clauses_are(printed, number):
    assert article_number(printed) == number


@pytest.mark.parametrize(
    ("symbol", "key"),
    [
        ("S/RES/1540 (2004)", "S/RES/1540"),
        ("S/RES/1540(2004)", "S/RES/1540"),
        ("A/RES/2625(XXV)", "A/RES/2625(XXV)"),
        ("a treaty", ""),
        ("A/RES", ""),
    ],
)
def test_two_writings_of_a_symbol_are_one(symbol, key):
    assert symbol_key(symbol) == key


def test_a_resolution_has_a_symbol_only_where_its_body_is_plain():
    assert resolution_symbol("48/13", "") == ""
    assert resolution_symbol("48/13", "A") == "A/RES/48/13"
    assert resolution_symbol("74/247", "") == "A/RES/74/247"


PIECES = st.sampled_from(
    [name for _, name, _ in NAMES]
    + ["article 2", " of the ", "du ", "المادة ", "السادسة", "من ", "و", "第", "六条", "《", "》", "«", "»", "(", ")"]
    + ["the Treaty", "(далее – «Договор»)", "статьи 5 ", "résolutions ", "1 (2004)", ", ", "et ", "\n", "\n\n", ". "]
    + ["A/RES/", "\u200f", "\u0301", "’", "“", "paragraph 4 of "]
)  # fmt: skip
LANGUAGES = st.sampled_from(["en", "fr", "es", "ru", "ar", "zh-Hans", "de"])


@given(LANGUAGES, st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)), st.text())
def test_any_text_gives_mentions_in_order_that_quote_it(language, text, title):
    check(text, find_mentions(text, language, KNOWN, title=title))


@given(st.sampled_from(NAMES), st.text(" \n«»(),.", max_size=5), st.text(" \n«»(),.", max_size=5))
def test_a_name_among_signs_is_found(name, before, after):
    key, words, language = name
    text = f"{before}{words}{after}"
    mentions = find_mentions(text, language or "en", KNOWN)
    check(text, mentions)
    if key != "treaty":
        assert key in {each for mention in mentions for each in mention.documents}


HOSTILE = [
    "article 1, ", "(", "Convention on the ", "résolution 74/247, ", "«", "Treaty of ", "المادة ", '"Treaty ', "第",
    "Convention sur ", "A/A/", "第一条、", "Charte des Nations Unies (« ", "NPT (“the Treaty”) ", "I", "A/1/",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh"])
def test_a_hostile_text_comes_to_an_end(piece, language):
    """Work that grew with the square of the text would take minutes here."""
    text = piece * (60_000 // len(piece))
    check(text, find_mentions(text, language, KNOWN))
