"""What readers get is made of the register alone: a rebuild gives the same rows, and no history can make it differ."""

import contextlib
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.importing import cite
from commitments.models import Actor, Commitment, Document, Link, PublishedCommitment, Region, RegisterEntry, Theme
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
    numbers,
    publish_whole,
)

from .snapshots import PROJECTIONS, snapshot

pytestmark = pytest.mark.django_db


def empty_projections():
    for model in PROJECTIONS:
        model.objects.all().delete()


def small_register():
    """Something of everything: versions, a withdrawal, an old edition, a link, a mention of another document."""
    document = make_document("paper", issuers=[make_actor("un")])
    charter = make_document("charter", title={"fr": "Charte des Nations Unies"}, kind="treaty")
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
    make_expression("1. Autre texte, selon l'article 2 de la Charte des Nations Unies.\n", document=document)
    publish([charter, document], person=PERSON)


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


def theme(slug):
    return Theme.objects.get(slug=slug)


def document(slug):
    return Document.objects.get(slug=slug)


def commitment(key):
    return Commitment.objects.get(key=key)


def link(source, target):
    return Link.objects.get(source__key=source, target__key=target)


def make_world() -> None:
    """Drafts in which every thing depends on some other, all published."""
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
    publish_whole(make_link(first, third, "extends"), make_link(third, second, "implements"), make_theme("other"))


def changed(thing: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def retagged(thing: Commitment, *themes: str) -> Commitment:
    thing.themes.set([theme(slug) for slug in themes])
    return thing


def quoting_the_newest(thing: Commitment) -> Commitment:
    newest = thing.document.expressions.filter(language="fr").order_by("-edition")[0]
    thing.citations.filter(position=0).delete()
    cite(thing, newest, newest.clauses.last()).save()
    return thing


def with_text(thing: Document, language: str = "fr") -> Document:
    make_expression(f"1. Texte {next(numbers)}.\n", document=thing, language=language)
    return thing


def with_issuer(thing: Document, slug: str) -> Document:
    thing.actor_roles.all().delete()
    thing.actor_roles.create(actor=Actor.objects.get(slug=slug), role="issuer")
    return thing


def some(**texts: str) -> dict[str, str]:
    return {"en": f"Changed {next(numbers)}"} | texts


# Each changes a draft, and names what is to be published then.
CHANGES: dict[str, Callable[[], Any]] = {
    "a theme is relabelled": lambda: changed(theme("below"), label=some()),
    "a theme above is relabelled": lambda: changed(theme("above"), label=some()),
    "a theme moves to the top": lambda: changed(theme("middle"), broader=None),
    "a theme moves below another": lambda: changed(theme("middle"), broader=theme("other")),
    "a theme changes its place": lambda: changed(theme("above"), position=9),
    "a region is relabelled": lambda: changed(Region.objects.get(code="011"), label=some()),
    "a region moves to the top": lambda: changed(Region.objects.get(code="011"), broader=None),
    "an actor is relabelled": lambda: changed(Actor.objects.get(slug="council"), label=some()),
    "an actor above is relabelled": lambda: changed(Actor.objects.get(slug="un"), label=some()),
    "an actor becomes independent": lambda: changed(Actor.objects.get(slug="council"), broader=None),
    "a document is renamed": lambda: changed(document("paper"), title=some()),
    "a document is redated": lambda: changed(document("report"), adopted_on="1999-12-31"),
    "a document loses its date": lambda: changed(document("report"), adopted_on=None),
    "a document has another issuer": lambda: with_issuer(document("paper"), "un"),
    "a text has a new edition": lambda: with_text(document("paper")),
    "a text that others quote has a new edition": lambda: with_text(document("report")),
    "a document has a text in another language": lambda: with_text(document("report"), "ar"),
    "a text has another publisher": lambda: changed(
        document("report").expressions.first(), publisher=f"{next(numbers)}"
    ),
    "a commitment is retitled": lambda: changed(commitment("paper-1"), title=some()),
    "a commitment at both ends of links is retitled": lambda: changed(commitment("report-1"), title=some()),
    "a commitment changes its place": lambda: changed(commitment("paper-2"), position=next(numbers), locator="9"),
    "a commitment has other themes": lambda: retagged(commitment("paper-1"), "other", "above"),
    "a commitment quotes the newest edition": lambda: quoting_the_newest(commitment("paper-1")),
    "a link changes its relation": lambda: changed(link("paper-1", "report-1"), relation="restates"),
    "a link changes its reason": lambda: changed(link("report-1", "paper-2"), rationale=some()),
}
WITHDRAWALS: dict[str, Callable[[], list[Any]]] = {
    "a link goes": lambda: [link("paper-1", "report-1")],
    "a commitment goes, and its link": lambda: [commitment("paper-1")],
    "a commitment goes, and its two links": lambda: [commitment("report-1")],
    "two commitments go": lambda: [commitment("paper-1"), commitment("report-1")],
    "a theme goes": lambda: [theme("other")],
    "a theme goes with the commitment that has it": lambda: [theme("below"), commitment("paper-1")],
    "a document goes with its commitments": lambda: [document("paper"), commitment("paper-1"), commitment("paper-2")],
    "a document that is quoted goes": lambda: [document("report"), commitment("report-1"), commitment("paper-2")],
}
EVERYTHING = "everything is published again"


def take(step: str) -> None:
    """One step of a history; a step that the register or the database refuses changes nothing."""
    with contextlib.suppress(PublicationRefused, IntegrityError, ObjectDoesNotExist), transaction.atomic():
        if step in CHANGES:
            publish([CHANGES[step]()], person=PERSON)
        elif step in WITHDRAWALS:
            withdraw(WITHDRAWALS[step](), person=PERSON, reason="Wrong")
        else:
            publish_whole(*Link.objects.all(), *Commitment.objects.all(), *Document.objects.all(), *Theme.objects.all())


def assert_a_rebuild_changes_nothing(history: list[str]) -> None:
    kept = snapshot()
    rebuild()
    assert snapshot() == kept, history


def test_no_step_makes_the_projections_differ_from_a_rebuild():
    make_world()
    for step in [*CHANGES, *WITHDRAWALS]:
        with transaction.atomic():
            last = RegisterEntry.objects.count()
            take(step)
            assert RegisterEntry.objects.count() > last, f"{step}: this tests nothing."
            assert_a_rebuild_changes_nothing([step])
            transaction.set_rollback(True)


def test_no_history_makes_them_differ():
    make_world()

    @settings(max_examples=12)
    @given(st.lists(st.sampled_from([*CHANGES, *WITHDRAWALS, EVERYTHING]), min_size=2, max_size=8))
    def check(history):
        with transaction.atomic():
            for step in history:
                take(step)
            assert_a_rebuild_changes_nothing(history)
            assert list(verify()) == list(range(1, RegisterEntry.objects.count() + 1))
            latest = RegisterEntry.objects.latest_of("commitment")
            published = {entry.key for entry in latest if entry.action == "publish"}
            assert set(PublishedCommitment.objects.current().values_list("key", flat=True)) == published
            transaction.set_rollback(True)

    check()
