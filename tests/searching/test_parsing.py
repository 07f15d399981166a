"""The query language: nothing that is typed is an error, and what is understood can be typed again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.searching.parsing import MOST_CHARACTERS, PREFIXES, parse

SIGNS = [
    "OR",
    "AND",
    "NOT",
    "-",
    '"',
    "«",
    "»",
    "theme:",
    "kind:",
    "-document:",
    "*",
    "war",
    "الأمن",
    "核战争",
    "(",
    ":",
    " ",
]


def read(typed):
    """Alternatives of terms, excluded ones with a minus sign."""
    return [
        [("-" if term.excluded else "") + " ".join(term.words) + ("*" if term.begins else "") for term in terms]
        for terms in parse(typed).alternatives
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nuclear war", [["nuclear", "war"]]),
        ("Nuclear AND war", [["nuclear", "war"]]),
        ("nuclear OR war peace", [["nuclear"], ["war", "peace"]]),
        ("nuclear -war", [["nuclear", "-war"]]),
        ("nuclear NOT war peace", [["nuclear", "-war", "peace"]]),
        ('"nuclear war" -"arms race"', [["nuclear war", "-arms race"]]),
        ("« guerre nucléaire »", [["guerre nucleaire"]]),
        ("“no end", [["no end"]]),
        ("proliferat*", [["proliferat*"]]),
        ("p*", [["p"]]),
        ("self-determination", [["self determination"]]),
        ("核战争", [["核战 战争"]]),
        ("核", [["核"]]),
        ("or not and", [["or", "not", "and"]]),
        ("OR OR war OR", [["war"]]),
        ("foo:bar", [["foo bar"]]),
        ("theme:", [["theme"]]),
        ("?! …", []),
        ("", []),
    ],
)
def test_words(typed, expected):
    assert read(typed) == expected


@pytest.mark.parametrize("prefix", PREFIXES)
def test_prefixes_are_filters(prefix):
    asked = parse(f'war {prefix}:one {prefix.upper()}:"two words" {prefix}:one -{prefix}:three')
    assert asked.filters == {prefix: ("one", "two words")}
    assert asked.without == {prefix: ("three",)}
    assert [term.said for term in asked.terms] == ["war"]


@given(st.text() | st.lists(st.sampled_from(SIGNS)).map("".join) | st.lists(st.sampled_from(SIGNS)).map(" ".join))
def test_what_is_understood_can_be_typed_again(typed):
    asked = parse(typed)
    if len(str(asked)) <= MOST_CHARACTERS:
        assert parse(str(asked)) == asked


def test_nobody_can_ask_without_end():
    assert len(parse("war " * 100_000).terms) <= MOST_CHARACTERS
