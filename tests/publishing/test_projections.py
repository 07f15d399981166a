"""What readers get is made of the register alone: a rebuild gives the same rows, and no history can make it differ."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.importing import cite
from commitments.models import Actor, Commitment, Document, Link, PublishedCommitment, Region, RegisterEntry, Theme
from commitments.models.publishable import Publishable
from commitments.publishing import PublicationRefused, publish, rebuild, verify, withdraw
from tests.factories import (
    PERSON,
    clause_of,
    make_actor,
    make_commitment,
    make_document,
    make_expression,
    make_link,
    make_region,
    make_theme,
    publish_whole,
    with_needs,
)

from .snapshots import PROJECTIONS, snapshot

pytestmark = pytest.mark.django_db


def empty_projections():
    for model in PROJECTIONS:
        model.objects.all().delete()


def small_register():
    """Something of everything: versions, a withdrawal, an old edition, a link."""
    document = make_document("paper", issuers=[make_actor("un")])
    body = make_actor("council", broader=Actor.objects.get(slug="un"))
    expression = make_expression(document=document)
    one, two, three = (
        make_commitment(
            f"paper-{number}",
            expression=expression,
            themes=[make_theme(broader=make_theme())],
            regions=[make_region()],
            actors=[(body, "makes")],
        )
        for number in (1, 2, 3)
    )
    publish_whole(make_link(one, two), three)
    Commitment.objects.filter(pk=one.pk).update(title={"en": "Second wording"})
    publish([one], person=PERSON)
    withdraw([three], person=PERSON, reason="Wrong")
    publish([make_expression("1. Autre texte.\n", document=document).document], person=PERSON)


def test_a_rebuild_from_emptied_projections_gives_the_same_rows():
    small_register()
    before = snapshot()
    assert all(before.values())
    empty_projections()
    assert not any(snapshot().values())
    call_command("rebuild_published", verbosity=0, stdout=StringIO())
    assert snapshot() == before


def test_a_rebuild_mends_whatever_was_done_to_the_projections():
    small_register()
    before = snapshot()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM commitments_publishedlink")
        cursor.execute("UPDATE commitments_publishedcommitment SET payload = '{}', themes = '{}'")
    rebuild()
    assert snapshot() == before


def test_a_rebuild_writes_nothing_to_the_register_and_reads_no_draft():
    small_register()
    before, entries = snapshot(), list(RegisterEntry.objects.values())
    Commitment.objects.update(title={"en": "Draft"})
    Theme.objects.update(label={"en": "Draft"})
    rebuild()
    assert (snapshot(), list(RegisterEntry.objects.values())) == (before, entries)


# ------------------------------------------------------------------ any history

THINGS: dict[str, Callable[[], Publishable]] = {
    "theme above": lambda: Theme.objects.get(slug="above"),
    "theme middle": lambda: Theme.objects.get(slug="middle"),
    "theme below": lambda: Theme.objects.get(slug="below"),
    "region": lambda: Region.objects.get(code="002"),
    "region below": lambda: Region.objects.get(code="011"),
    "actor": lambda: Actor.objects.get(slug="un"),
    "body": lambda: Actor.objects.get(slug="council"),
    "paper": lambda: Document.objects.get(slug="paper"),
    "report": lambda: Document.objects.get(slug="report"),
    "first": lambda: Commitment.objects.get(key="paper-1"),
    "second": lambda: Commitment.objects.get(key="paper-2"),
    "third": lambda: Commitment.objects.get(key="report-1"),
    "link": lambda: Link.objects.get(source__key="paper-1", target__key="report-1"),
    "other link": lambda: Link.objects.get(source__key="report-1", target__key="paper-2"),
}


def make_world() -> None:
    """Drafts in which every thing depends on some other."""
    body = make_actor("council", broader=make_actor("un"))
    below = make_theme("below", broader=make_theme("middle", broader=make_theme("above")))
    region = make_region("011", broader=make_region("002"))
    paper, report = make_document("paper", issuers=[body]), make_document("report")
    text, told = make_expression(document=paper), make_expression(document=report)
    first = make_commitment(
        "paper-1", expression=text, themes=[below], regions=[region], actors=[(body, "makes")], locator="I.1"
    )
    second = make_commitment("paper-2", expression=text, themes=[below.broader], locator="I.2")
    cite(second, told, clause_of(told, "I.2"), position=1).save()
    third = make_commitment(
        "report-1", expression=told, themes=[below.broader.broader], actors=[(body.broader, "makes")]
    )
    make_link(first, third, "extends")
    make_link(third, second, "implements")


def change(thing: Publishable, number: int) -> None:
    """Another draft of the thing, one of several."""
    match thing:
        case Theme() | Region() | Actor() if number % 2:
            broader: Any = type(thing).objects.order_by("pk")[number % type(thing).objects.count()]
            thing.broader = None if number > 6 else broader
        case Theme() | Region() | Actor():
            thing.label = {"en": f"Label {number}"}
        case Document() if number % 3 == 0:
            make_expression(f"1. Texte {number}.\n", document=thing, language="fr" if number % 2 else "ar")
        case Document():
            thing.title, thing.adopted_on = {"en": f"Title {number}"}, f"20{10 + number}-01-01"
        case Commitment() if number % 3 == 0:
            thing.themes.set(Theme.objects.order_by("pk")[: 1 + number % 3])
        case Commitment() if number % 3 == 1:
            newest = thing.document.expressions.filter(language="fr").order_by("-edition")[0]
            thing.citations.filter(position=0).delete()
            cite(thing, newest, newest.clauses.all()[number % newest.clauses.count()]).save()
        case Commitment():
            thing.title, thing.position = {"en": f"Title {number}"}, number
        case Link():
            thing.relation = ["restates", "narrows", "diverges"][number % 3]
    thing.save()


steps = st.one_of(
    st.tuples(st.just("publish"), st.sets(st.sampled_from(sorted(THINGS)), min_size=1, max_size=3)),
    st.tuples(st.just("publish whole"), st.sampled_from(sorted(THINGS))),
    st.tuples(st.just("change and publish"), st.sampled_from(sorted(THINGS)), st.integers(0, 9)),
    st.tuples(st.just("change"), st.sampled_from(sorted(THINGS)), st.integers(0, 9)),
    st.tuples(st.just("withdraw"), st.sets(st.sampled_from(sorted(THINGS)), min_size=1, max_size=3)),
)


def take(step: tuple[Any, ...]) -> None:
    """One step of a history; those that are refused, by the register or the database, change nothing."""
    verb, what, *number = step
    with transaction.atomic():
        match verb:
            case "publish":
                publish([THINGS[name]() for name in sorted(what)], person=PERSON)
            case "publish whole":
                publish(with_needs(THINGS[what]()), person=PERSON)
            case "withdraw":
                withdraw([THINGS[name]() for name in sorted(what)], person=PERSON, reason="Wrong")
            case _:
                change(THINGS[what](), *number)
                if verb == "change and publish":
                    publish([THINGS[what]()], person=PERSON)


def test_no_history_makes_the_projections_differ_from_a_rebuild():
    make_world()
    everything = [make() for make in THINGS.values()]

    @settings(max_examples=10)
    @given(begin=st.booleans(), history=st.lists(steps, min_size=1, max_size=7))
    def check(begin, history):
        with transaction.atomic():
            if begin:
                publish(everything, person=PERSON)
            for step in history:
                try:
                    take(step)
                except (PublicationRefused, IntegrityError):
                    continue
            kept = snapshot()
            rebuild()
            assert snapshot() == kept
            assert list(verify()) == list(range(1, RegisterEntry.objects.count() + 1))
            current = PublishedCommitment.objects.current()
            assert {row.key for row in current} == {
                entry.key for entry in RegisterEntry.objects.latest_of("commitment") if entry.action == "publish"
            }
            transaction.set_rollback(True)

    check()
