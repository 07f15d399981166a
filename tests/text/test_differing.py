"""The words that changed between two texts: every character is told of once, and readers see words, not letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import differing
from commitments.text.differing import differ

PIECES = "a|b |of |peace|la paix |l’|l'| |\n|\u00a0|…|, |5 000|мир|e\u0301|各国|守|和平|。|\U00020000"
ARABIC = "السلام |وَالأَمْن|،| ؛ |\u200f"
WORDS = st.sampled_from([*PIECES.split("|"), *ARABIC.split("|")])
TEXTS = st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=60)


def told(first: str, second: str) -> list[tuple[str, str]]:
    found = differ(first, second)
    return [(segment.kind, found.words(segment)) for segment in found.segments]


@pytest.mark.parametrize("most_pairs", [differing.MOST_PAIRS, 3, 0])
@given(first=TEXTS, second=TEXTS)
def test_what_stayed_and_what_changed_make_up_both_texts(most_pairs, first, second):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(differing, "MOST_PAIRS", most_pairs)
        found = differ(first, second)
    for side, text, kinds in (("first", first, {"same", "removed"}), ("second", second, {"same", "added"})):
        spans = [getattr(segment, side) for segment in found.segments]
        assert "".join(text[start:end] for start, end in spans) == text
        assert all(before[1] == after[0] for before, after in pairwise(spans))
        for segment, (start, end) in zip(found.segments, spans, strict=True):
            assert (start < end) is (segment.kind in kinds)
    for segment in found.segments:
        if segment.kind == "same":
            was, now = first[slice(*segment.first)], second[slice(*segment.second)]
            assert "".join(was.split()).replace("’", "'") == "".join(now.split()).replace("’", "'")
    assert 0 <= found.shared <= 1


@given(text=TEXTS)
def test_a_text_is_the_same_as_itself(text):
    found = differ(text, text)
    assert [segment.kind for segment in found.segments] == ["same"] * bool(text)
    assert found.shared == 1


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "soutient l’Initiative sur la sécurité des données",
            "soutient pleinement l'Initiative de gouvernance des  données",
            [
                ("same", "soutient "),
                ("added", "pleinement "),
                ("same", "l'Initiative "),
                ("removed", "sur la sécurité "),
                ("added", "de gouvernance "),
                ("same", "des  données"),
            ],
        ),
        (
            "بمفهوم الأمن المشترك والشامل",
            "بمفهوم الأمن المشترك والتعاوني",
            [("same", "بمفهوم الأمن المشترك "), ("removed", "والشامل"), ("added", "والتعاوني")],
        ),
        (
            "宪章宗旨和原则",
            "宪章的宗旨与原则",
            [
                ("same", "宪章"),
                ("added", "的"),
                ("same", "宗旨"),
                ("removed", "和"),
                ("added", "与"),
                ("same", "原则"),
            ],
        ),
        # A short word that two changes have in common by chance is part of the change.
        ("war of words", "peace of mind", [("removed", "war of words"), ("added", "peace of mind")]),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        ("", "", []),
    ],
)
def test_changes_are_told_in_words(first, second, expected):
    assert told(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("a b c d", "a b c d", 1),
        ("alpha beta, gamma delta.", "alpha beta gamma other", 0.75),
        ("paix", "guerre", 0),
        ("", "", 1),
        ("…", ",", 0),
    ],
)
def test_the_part_that_stayed_counts_words_alone(first, second, shared):
    assert differ(first, second).shared == shared


def test_in_large_texts_one_change_is_found_among_all_that_stayed():
    words = [f"word{place % 997} and{place}" for place in range(10_000)]
    changed = [*words[:6_000], "something else", *words[6_001:]]
    assert told(" ".join(words), " ".join(changed)) == [
        ("same", " ".join(words[:6_000]) + " "),
        ("removed", words[6_000] + " "),
        ("added", "something else "),
        ("same", " ".join(words[6_001:])),
    ]
