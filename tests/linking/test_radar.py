"""Words → what says nearly the same."""

import pytest

from commitments.linking import SAID_FROM, embed_backlog, nearest, nearest_of, nearest_to
from commitments.models import Commitment, Document

from ..factories import make_commitment, make_document, make_expression

pytestmark = pytest.mark.django_db

PEACE = (
    "1. The Parties shall refrain from placing nuclear weapons in outer space.\n2. The Parties shall protect rivers.\n"
)
PAIX = "Les Parties s’abstiennent de placer des armes nucléaires dans l’espace extra-atmosphérique."


@pytest.fixture
def space():
    text = make_expression(PEACE, language="en")
    made = make_commitment(expression=text, locator="1", title={"en": "Keep nuclear weapons out of space"})
    make_commitment(expression=text, locator="2", title={"en": "Protect rivers"})
    embed_backlog()
    return made


def test_words_in_another_language_find_what_says_the_same(space):
    near = nearest(words=PAIX, language="fr", exclude_document=None)
    assert near[0].commitment == space
    assert near[0].nearness > SAID_FROM
    assert near[0].citation == space.citations.get()
    assert [each.nearness for each in near] == sorted((each.nearness for each in near), reverse=True)
    assert len({each.commitment for each in near}) == len(near)


def test_the_own_document_is_left_out(space):
    assert nearest(words=PAIX, language="fr", exclude_document=space.document_id) == []


@pytest.mark.parametrize("words", ["", "  ", "12.5 — …"])
def test_what_has_no_letters_is_near_to_nothing(space, words):
    assert nearest(words=words, language="en", exclude_document=None) == []


def test_several_passages_are_answered_in_their_order(space):
    rivers = Commitment.objects.exclude(pk=space.pk).get()
    found = nearest_of([PAIX, "Protéger les rivières.", PAIX], language="fr", exclude_document=None)
    assert [[each.commitment for each in near] for near in found] == [[space], [rivers], [space]]
    assert nearest_of([], language="fr", exclude_document=None) == []


def test_a_commitment_is_compared_by_the_vectors_that_it_has(space, monkeypatch):
    other = make_commitment(
        document=make_document(), cited=False, title={"en": "Keep nuclear weapons out of outer space"}
    )
    assert nearest_to(other, language="en") == []
    embed_backlog()
    monkeypatch.setattr("commitments.linking.radar.encode", None)
    near = nearest_to(other, language="en")
    assert near[0].commitment == space


def test_it_takes_the_same_number_of_queries_for_any_number_of_passages(space, django_assert_num_queries):
    for passages in ([PAIX], [PAIX] * 20):
        with django_assert_num_queries(7):
            nearest_of(passages, language="fr", exclude_document=None, limit=5)


@pytest.mark.usefixtures("corpus")
def test_the_corpus_knows_that_nuclear_war_must_not_be_fought():
    embed_backlog()
    words = "Une guerre nucléaire ne peut être gagnée et ne doit jamais être menée."
    near = nearest(words=words, language="fr", exclude_document=Document.objects.get(slug="gsi-concept-paper-2023").pk)
    assert any("nuclear" in str(each.commitment).lower() for each in near)
