"""Two people publish at the same time."""

import threading

import pytest
from django.db import connection

from commitments.models import RegisterEntry, Theme
from commitments.publishing import publish, rebuild, verify, withdraw
from tests.factories import PERSON, make_theme

from .snapshots import snapshot

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Runs each call in a thread with a connection of its own, all at the same time; the errors that they raised."""
    barrier, errors = threading.Barrier(len(calls)), []

    def run(call):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            call()
        except Exception as error:  # whatever it is, the test shows it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return errors


def test_sequence_numbers_have_no_gap_and_the_chain_holds():
    themes = [make_theme() for _ in range(24)]

    def publishing(own):
        return lambda: [publish([theme], person=PERSON) for theme in own]

    assert at_once(*(publishing(themes[start::6]) for start in range(6))) == []
    assert list(verify()) == list(range(1, 25))
    kept = snapshot()
    rebuild()
    assert snapshot() == kept


def test_the_same_thing_published_by_several_at_once_is_published_once():
    theme = make_theme()
    assert at_once(*[lambda: publish([theme], person=PERSON)] * 4) == []
    assert RegisterEntry.objects.count() == 1


def test_a_term_is_not_withdrawn_while_another_is_put_below_it():
    above = make_theme("above")
    publish([above], person=PERSON)
    below = make_theme("below", broader=above)
    errors = at_once(
        lambda: publish([below], person=PERSON),
        lambda: withdraw([above], person=PERSON, reason="Wrong"),
    )
    assert len(errors) == 1
    latest = {entry.key: entry.action for entry in RegisterEntry.objects.latest_of("theme")}
    assert latest in ({"above": "publish", "below": "publish"}, {"above": "withdraw"})


def test_a_refused_publication_leaves_no_gap():
    theme, bare = make_theme(), make_theme(label={})
    errors = at_once(lambda: publish([theme], person=PERSON), lambda: publish([theme, bare], person=PERSON))
    assert len(errors) == 1
    publish([make_theme()], person=PERSON)
    assert list(verify()) == [1, 2]


def test_two_halves_of_a_cycle_do_not_slip_past_each_other():
    one, two = make_theme(), make_theme()
    errors = at_once(
        lambda: Theme.objects.filter(pk=one.pk).update(broader=two),
        lambda: Theme.objects.filter(pk=two.pk).update(broader=one),
    )
    assert len(errors) == 1
    assert Theme.objects.filter(broader=None).count() == 1
