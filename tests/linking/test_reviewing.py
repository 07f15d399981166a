"""The queue: in which order, and whose."""

import pytest

from commitments.linking import Pile, Queue, decide_link, decided_today
from commitments.models.choices import Verdict

from ..factories import make_commitment, make_link

pytestmark = pytest.mark.django_db

MUTUAL = [{"kind": "meaning", "nearness": 0.5, "standing_out": 0.1}, {"kind": "mutual"}]


@pytest.fixture
def links():
    """In the order in which they should come: mutual best matches, then by score, then the older one."""
    given = [(0.6, MUTUAL), (0.5, MUTUAL), (0.9, []), (0.7, []), (0.7, []), (None, [])]
    made = [
        make_link(make_commitment(), make_commitment(), state="proposed", score=score, reasons=reasons)
        for score, reasons in reversed(given)
    ]
    made.reverse()
    made[3], made[4] = made[4], made[3]
    return made


def test_mutual_best_matches_come_first_then_the_better_score(links):
    assert list(Queue("ann").links()) == links


def test_each_link_is_followed_by_the_next_even_when_it_is_decided(links):
    queue, seen, link = Queue("ann"), [], None
    while link := queue.next(after=link):
        seen.append(link)
        if len(seen) % 2:
            decide_link(link=link, person="ann", verdict=Verdict.REFUSE)
    assert seen == links
    assert queue.next() == links[1]
    assert decided_today("ann") == 3


def test_each_person_has_piles_of_their_own(links):
    decide_link(link=links[0], person="ann", verdict=Verdict.ACCEPT)
    decide_link(link=links[1], person="bob", verdict=Verdict.DISPUTE)
    assert Queue("ann").counts() == {Pile.OPEN: 4, Pile.OTHERS: 1, Pile.DISPUTED: 1}
    assert list(Queue("ann", Pile.OTHERS).links()) == [links[1]]
    assert list(Queue("bob", Pile.OTHERS).links()) == [links[0]]
    assert list(Queue("bob", Pile.DISPUTED).links()) == [links[1]]


def test_links_that_came_accepted_wait_for_nobody(db):
    make_link(make_commitment(), make_commitment())
    assert set(Queue("ann").counts().values()) == {0}


def test_a_queue_may_be_of_one_document(links):
    one = links[2]
    for end in (one.source, one.target):
        queue = Queue("ann", document=end.document_id)
        assert list(queue.links()) == [one]
        assert queue.counts()[Pile.OPEN] == 1
