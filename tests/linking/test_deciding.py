import pytest

from commitments.linking import decide_link
from commitments.models import Link
from commitments.models.choices import Relation, Verdict
from tests.factories import make_commitment, make_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    return make_link(make_commitment(), make_commitment(), state=Link.State.PROPOSED)


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        (["accept"], "accepted"),
        (["refuse"], "rejected"),
        (["dispute"], "disputed"),
        (["accept", "accept"], "accepted"),
        (["refuse", "refuse"], "rejected"),
        (["accept", "refuse"], "disputed"),
        (["accept", "dispute"], "disputed"),
        (["accept", "accept", "refuse"], "disputed"),
    ],
)
def test_the_state_follows_from_all_decisions(link, verdicts, state):
    for number, verdict in enumerate(verdicts):
        decide_link(link=link, person=f"person {number}", verdict=Verdict(verdict))
    assert link.state == state
    assert link.decisions.count() == len(verdicts)


def test_accepting_as_different_relations_is_a_dispute(link):
    decide_link(link=link, person="ada", verdict=Verdict.ACCEPT, relation=Relation.RESTATES)
    decide_link(link=link, person="ben", verdict=Verdict.ACCEPT, relation=Relation.EXTENDS)
    assert link.state == Link.State.DISPUTED


def test_a_person_who_changes_their_mind_has_one_decision(link):
    decide_link(link=link, person="ada", verdict=Verdict.REFUSE)
    decide_link(
        link=link, person="ada", verdict=Verdict.ACCEPT, relation=Relation.NARROWS, rationale="On a second look."
    )
    assert (link.state, link.relation) == (Link.State.ACCEPTED, Relation.NARROWS)
    assert link.decisions.get().rationale == "On a second look."
    assert (link.decided_by, link.decided_at) == ("ada", link.decisions.get().decided_at)
