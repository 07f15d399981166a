from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.sentences import LONG_SENTENCE, passages, sentences


def said(text):
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They act. They met in 2021! Why?", ["They act.", "They met in 2021!", "Why?"]),
        ("See art. 5 of the U.N. Charter, No. 3.5. Done.", ["See art. 5 of the U.N. Charter, No. 3.5.", "Done."]),
        ("1. The Parties act. They meet.", ["1. The Parties act.", "They meet."]),
        ("M. Dupont a dit : « Oui. » Puis il est parti.", ["M. Dupont a dit : « Oui. »", "Puis il est parti."]),
        (
            "Подписан в 2001 г. в Москве, см. ст. 5. Действует.",
            ["Подписан в 2001 г. в Москве, см. ст. 5.", "Действует."],
        ),
        ("تؤكد الأطراف ذلك. وهل تدعو إلى الحوار؟ نعم.", ["تؤكد الأطراف ذلك.", "وهل تدعو إلى الحوار؟", "نعم."]),
        (
            "第一条 各方应当尊重主权。“不得干涉。”各国平等。",
            ["第一条 各方应当尊重主权。", "“不得干涉。”", "各国平等。"],
        ),
        ("De conformidad con el art. 2, EE.UU. apoya. Fin.", ["De conformidad con el art. 2, EE.UU. apoya.", "Fin."]),
        ("One\nTwo", ["One", "Two"]),
        (" \n ", []),
    ],
)
def test_sentences(text, expected):
    assert said(text) == expected


TEXTS = st.text(alphabet="ab Z1.?!;»\n。；عс§", max_size=200)


@given(TEXTS)
def test_spans_are_in_order_and_hold_all_that_is_not_white(text):
    for spans in (sentences(text), passages(text)):
        assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
        assert all(one.end <= other.start for one, other in pairwise(spans))
        assert all(span.of(text).strip() == span.of(text) != "" for span in spans)


def test_a_long_sentence_is_taken_apart_at_its_semicolons():
    text = "; ".join(["the Parties undertake to do all of this without delay"] * 10) + "."
    assert len(text) > LONG_SENTENCE
    assert len(sentences(text)) == 1
    assert len(passages(text)) == 10
