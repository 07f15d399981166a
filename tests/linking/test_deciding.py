"""Decisions on links: all are kept, and the state follows from them."""

import pytest

from commitments.linking import LinkRefused, decide_link, propose_link, take_back, turn_link
from commitments.models import Link, LinkDecision
from commitments.models.choices import Relation, Verdict
from commitments.publishing import withdraw

from ..factories import PERSON, make_commitment, make_document, make_link, publish_whole

pytestmark = pytest.mark.django_db

ACCEPT, REFUSE, DISPUTE = Verdict.ACCEPT, Verdict.REFUSE, Verdict.DISPUTE
RESTATES, EXTENDS = Relation.RESTATES, Relation.EXTENDS


@pytest.fixture
def link():
    return make_link(make_commitment(), make_commitment(), state="proposed", rationale={}, origin="suggested")


def say(link, person, verdict, relation=None, **values):
    return decide_link(link=link, person=person, verdict=verdict, relation=relation, **values)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([("ann", ACCEPT, RESTATES)], "accepted"),
        ([("ann", REFUSE, None)], "rejected"),
        ([("ann", DISPUTE, RESTATES)], "disputed"),
        ([("ann", ACCEPT, RESTATES), ("bob", ACCEPT, RESTATES)], "accepted"),
        ([("ann", ACCEPT, RESTATES), ("bob", ACCEPT, EXTENDS)], "disputed"),
        ([("ann", ACCEPT, RESTATES), ("bob", REFUSE, None)], "disputed"),
        ([("ann", REFUSE, None), ("bob", REFUSE, EXTENDS)], "rejected"),
        ([("ann", ACCEPT, RESTATES), ("ann", REFUSE, None)], "rejected"),
        ([("ann", ACCEPT, RESTATES), ("bob", ACCEPT, EXTENDS), ("bob", ACCEPT, RESTATES)], "accepted"),
    ],
)
def test_the_state_follows_from_all_decisions(link, said, state):
    for person, verdict, relation in said:
        say(link, person, verdict, relation)
    assert link.state == state
    assert link.decisions.count() == len({person for person, *_ in said})
    assert link.decided_by == said[-1][0]


def test_accepting_as_another_relation_changes_the_link(link):
    say(link, "ann", ACCEPT, EXTENDS)
    assert link.relation == EXTENDS


def test_the_rationale_becomes_that_of_the_link_in_the_persons_language(link):
    say(link, "ann", ACCEPT, rationale=" Les mêmes mots. ", language="fr")
    assert link.rationale == {"fr": "Les mêmes mots."}
    say(link, "bob", ACCEPT, rationale="D’autres raisons.", language="fr")
    say(link, "bob", ACCEPT, rationale="Other reasons.", language="en")
    assert link.rationale == {"fr": "Les mêmes mots.", "en": "Other reasons."}
    say(link, "ann", ACCEPT, rationale="Les mêmes mots, mieux dit.", language="fr")
    assert link.rationale["fr"] == "Les mêmes mots, mieux dit."


def test_a_refusal_says_nothing_in_the_name_of_the_link(link):
    say(link, "ann", REFUSE, rationale="Another river.")
    assert link.rationale == {}
    assert link.decisions.get().rationale == "Another river."


def test_what_is_taken_back_leaves_the_link_as_it_was(link):
    say(link, "ann", ACCEPT, rationale="The same words.")
    take_back(link=link, person="ann")
    assert (link.state, link.rationale, link.decided_by, link.decided_at) == ("proposed", {}, "", None)
    with pytest.raises(LinkRefused):
        take_back(link=link, person="ann")


def test_taking_back_leaves_the_decisions_of_others(link):
    say(link, "ann", REFUSE)
    say(link, "bob", ACCEPT)
    take_back(link=link, person="bob")
    assert (link.state, link.decided_by) == ("rejected", "ann")


def test_a_decision_costs_the_same_number_of_queries_each_time(link, django_assert_num_queries):
    for person in ("ann", "bob", "cem"):
        with django_assert_num_queries(8):
            say(link, person, ACCEPT)


class TestTurning:
    def test_the_ends_change_places_and_the_reasons_with_them(self, link):
        source, target = link.source, link.target
        link.reasons = [{"kind": "sentence", "side": "source", "exact": "Peace."}, {"kind": "mutual"}]
        link.save()
        turn_link(link=link, person="ann")
        assert (link.source, link.target) == (target, source)
        assert link.reasons[0]["side"] == "target"

    def test_what_another_has_decided_on_keeps_its_direction(self, link):
        say(link, "ann", ACCEPT)
        turn_link(link=link, person="ann")
        with pytest.raises(LinkRefused, match="Somebody else"):
            turn_link(link=link, person="bob")

    def test_what_was_ever_published_keeps_its_direction(self):
        link = make_link(make_commitment(), make_commitment())
        publish_whole(link)
        withdraw([link], person=PERSON, reason="Wrong.")
        with pytest.raises(LinkRefused, match="published"):
            turn_link(link=link, person="ann")

    def test_a_circle_of_supersession_is_refused_in_words_and_nothing_is_lost(self):
        first, second, third = (make_commitment() for _ in range(3))
        make_link(first, second, "supersedes")
        make_link(second, third, "supersedes")
        link = make_link(first, third, "supersedes", state="proposed")
        with pytest.raises(LinkRefused, match="cannot supersede"):
            turn_link(link=link, person="ann")
        link.refresh_from_db()
        assert (link.source, link.target) == (first, third)
        with pytest.raises(LinkRefused, match="cannot supersede"):
            say(make_link(third, make_link(make_commitment(), first, "supersedes").source), "ann", ACCEPT, "supersedes")
        assert not LinkDecision.objects.exists()


class TestProposing:
    def test_the_later_text_restates_the_earlier_one(self):
        early = make_commitment(document=make_document(adopted_on="2001-07-16"), cited=False)
        late = make_commitment(document=make_document(adopted_on="2021-06-28"), cited=False)
        early.refresh_from_db()
        late.refresh_from_db()
        link = propose_link(source=early, target=late)
        assert (link.source, link.relation, link.target) == (late, "restates", early)
        assert (link.origin, link.state) == ("editor", "proposed")

    def test_a_pair_has_one_link(self, link):
        assert propose_link(source=link.target, target=link.source) == link
        assert Link.objects.count() == 1
