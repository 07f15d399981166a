"""Two commitments side by side: by word where they share a language and words, else by sentence."""

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.analysis import commitments
from commitments.analysis.commitments import compare_commitments
from commitments.importing import cite
from tests.factories import clause_of, make_commitment, make_document, make_expression, publish_whole

pytestmark = pytest.mark.django_db

# What a reader of both languages would say of these sentences, in place of the encoder.
MEANING = {
    "La paix est durable.": 0,
    "السلام دائم.": 0,
    "Nul ne fait la guerre.": 1,
    "لا حرب بعد اليوم.": 1,
    "Chacun boit de l’eau pure.": 2,
    "الفضاء للجميع.": 3,
}


def encode(texts):
    return np.eye(4, dtype=np.float32)[[MEANING[text] for text in texts]]


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


@pytest.fixture
def promise():
    """Makes a published commitment that quotes texts in several languages."""

    def make(key, **texts):
        document = make_document(f"of-{key}")
        commitment = make_commitment(key, document=document, locator="1")
        for position, (language, text) in enumerate(texts.items()):
            expression = make_expression(f"1.\n{text}\n", document=document, language=language)
            start = expression.text.index(text)
            cite(
                commitment,
                expression,
                clause_of(expression, "1"),
                start=start,
                end=start + len(text),
                position=position,
            ).save()
        publish_whole(commitment)

    return make


def rows(compared):
    return [(row["first"], row["second"], row["alike"]) for row in compared["aligned"]["rows"]]


def test_what_shares_a_language_is_compared_word_by_word_from_the_first_to_the_second(promise):
    promise("a", fr="La paix est durable.")
    promise("b", fr="La paix est juste et durable.")
    compared = compare_commitments(["b", "a"])
    assert [each["key"] for each in compared["commitments"]] == ["b", "a"]
    assert [segment["kind"] for segment in compared["change"]["segments"]] == ["same", "removed", "same"]
    assert (compared["shared_languages"], compared["change"]["language"]) == (["fr"], "fr")
    assert compared["aligned"] is None


def test_of_several_languages_one_can_be_chosen(promise):
    for key in ("a", "b"):
        promise(key, fr="La paix est durable.", ar="السلام دائم.")
    assert compare_commitments(["a", "b"])["shared_languages"] == ["fr", "ar"]
    assert compare_commitments(["a", "b"])["change"]["language"] == "fr"
    assert compare_commitments(["a", "b"], language="ar")["change"]["language"] == "ar"


def test_what_shares_no_language_is_compared_sentence_by_sentence(promise):
    promise("a", fr="La paix est durable. Chacun boit de l’eau pure. Nul ne fait la guerre.")
    promise("b", ar="السلام دائم. لا حرب بعد اليوم. الفضاء للجميع.")
    compared = compare_commitments(["a", "b"], encode=encode)
    assert (compared["change"], compared["shared_languages"]) == (None, [])
    assert compared["aligned"]["languages"] == ["fr", "ar"]
    assert rows(compared) == [
        (["La paix est durable."], ["السلام دائم."], 1),
        (["Chacun boit de l’eau pure."], [], None),
        (["Nul ne fait la guerre."], ["لا حرب بعد اليوم."], 1),
        ([], ["الفضاء للجميع."], None),
    ]


def test_what_says_it_in_other_words_is_compared_by_sentences_too(promise):
    promise("a", fr="La paix est durable.")
    promise("b", fr="Nul ne fait la guerre.")
    compared = compare_commitments(["a", "b"], encode=encode)
    assert compared["change"]["shared"] == 0
    assert rows(compared) == [(["La paix est durable."], [], None), ([], ["Nul ne fait la guerre."], None)]


def test_a_text_of_very_many_sentences_is_one_piece(promise, monkeypatch):
    monkeypatch.setattr(commitments, "MOST_SENTENCES", 2)
    whole = "La paix est durable. Chacun boit de l’eau pure. Nul ne fait la guerre."
    promise("a", fr=whole)
    promise("b", ar="السلام دائم.")
    assert rows(compare_commitments(["a", "b"], encode=encode)) == [([whole], ["السلام دائم."], None)]


def test_sentences_are_understood_once_for_each_wording(promise):
    promise("a", fr="La paix est durable.")
    promise("b", ar="السلام دائم.")
    asked = []

    def counted(texts):
        asked.append(list(texts))
        return encode(texts)

    assert compare_commitments(["a", "b"], encode=counted) == compare_commitments(["a", "b"], encode=counted)
    assert len(asked) == 2
    compare_commitments(["b", "a"], encode=counted)
    assert len(asked) == 4


def test_one_query_answers(promise):
    promise("a", fr="La paix est durable.")
    promise("b", fr="La paix est durable.")
    with CaptureQueriesContext(connection) as queries:
        compare_commitments(["a", "b"])
    assert len(queries) == 1


@pytest.mark.usefixtures("corpus")
def test_the_encoder_finds_the_sentence_that_says_the_same_in_another_language():
    compared = compare_commitments(["wang-yi-brics-2024-4-p2", "gsi-concept-paper-2023-iii-13"])
    together = [row for row in compared["aligned"]["rows"] if row["first"] and row["second"]]
    assert any(
        "المبادرة العالمية لأمن البيانات" in " ".join(row["first"])
        and "Initiative mondiale sur la sécurité des données" in " ".join(row["second"])
        for row in together
    )
