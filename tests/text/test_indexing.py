"""A text as the search knows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.indexing import configuration, plain, words_of


def texts(text):
    return [word.text for word in words_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sécurité", "SECURITE"),
        ("أمن", "امن"),
        ("الإرهاب", "الارهاب"),
        ("مسؤولية", "مسووليه"),
        ("التَّمَسُّك", "التمسك"),
        ("التمسـك", "التمسك"),
        ("مبنى", "مبني"),
        ("١٢٣", "123"),
        ("елка", "ёлка"),
        ("й", "и\u0306"),
        ("والسلام", "سلام"),
        ("بالسلام", "السلام"),
        ("للسلام", "سلام"),
        ("الالتزام", "التزام"),
        ("œuvre", "oeuvre"),
    ],
)
def test_two_spellings_are_one_word(one, other):
    assert texts(one) == texts(other) != []


def test_a_letter_that_only_looks_like_another_with_a_mark_stays():
    assert texts("российский") == ["российский"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("核战争", ["核战", "战争", "争"]),
        ("核战争。和平", ["核战", "战争", "争", "和平", "平"]),
        ("2015年", ["2015", "年"]),
        ("self-determination", ["self", "determination"]),
        ("A/76/135", ["a", "76", "135"]),
        ("", []),
        ("… – !", []),
    ],
)
def test_words(text, expected):
    assert texts(text) == expected


@given(st.text(alphabet=st.characters() | st.sampled_from("核战争أةىـäéйё-'\u0301\u064b 12")))
def test_each_word_says_where_it_stands(text):
    last = -1
    for word in words_of(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start > last
        assert word.text
        assert not any(sign.isspace() for sign in word.text)
        last = word.start


@given(st.text(alphabet="أإآالبكوفلةىسلمزـ", max_size=12))
def test_a_folded_word_folds_to_itself_but_for_an_article(word):
    once = plain(word)
    assert len(plain(once)) <= len(once)


@pytest.mark.parametrize(
    ("language", "expected"), [("fr-CA", "french"), ("ar", "arabic"), ("zh-Hans", "simple"), ("", "simple")]
)
def test_each_language_has_its_stemmer(language, expected):
    assert configuration(language) == expected


@given(
    st.text(alphabet=st.characters() | st.sampled_from("核战争أةىـäéйёœÉ-'\u0301\u0306\u064b 12abи")),
    st.sets(st.sampled_from("abeйио12ц"), min_size=1),
)
def test_of_some_beginnings_no_word_is_left_out(text, beginning):
    some = words_of(text, beginning=beginning)
    assert set(some) <= set(words_of(text))
    assert [word for word in words_of(text) if word.text[0] in beginning] == [
        word for word in some if word.text[0] in beginning
    ]


def test_each_letter_that_is_like_one_of_ours_begins_a_word_of_that():
    """Ａ, ª and 𝐚 are an a to whom searches."""
    alike = {}
    for letter in map(chr, range(0x20000)):
        for word in words_of(letter):
            alike.setdefault(word.text[0], []).append(letter)
    for initial in "abcdefghijklmnopqrstuvwxyzαβγдийщ0123456789":
        text = " ".join(alike[initial])
        assert [word for word in words_of(text, beginning={initial}) if word.text[0] == initial] == words_of(text)
