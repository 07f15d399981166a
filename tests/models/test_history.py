"""Every change of every curated row leaves a copy of it, by whichever path it is made."""

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from commitments.linking import decide_link
from commitments.models import (
    Actor,
    AgreementReport,
    Citation,
    Clause,
    ClauseEmbedding,
    Commitment,
    CommitmentActor,
    CommitmentEmbedding,
    Document,
    DocumentActor,
    EmbeddingTask,
    Expression,
    ImportDraft,
    Link,
    LinkDecision,
    Reference,
    Region,
    RegionMember,
    RegisterEntry,
    Theme,
)
from commitments.models.choices import Relation, Verdict
from tests.factories import (
    clause_of,
    make_actor,
    make_commitment,
    make_document,
    make_expression,
    make_link,
    make_region,
    make_theme,
)

pytestmark = pytest.mark.django_db

# Each tracked model, and a column with two values that it may take.
CHANGES = {
    Theme: ("position", 7, 8),
    Region: ("note", {"en": "a"}, {"en": "b"}),
    RegionMember: ("country", "CN", "RU"),
    Actor: ("type", "person", "group"),
    Document: ("symbol", "A/1", "A/2"),
    DocumentActor: ("role", "issuer", "reporter"),
    Expression: ("publisher", "Xinhua", "TASS"),
    Reference: ("article", "1", "2"),
    Commitment: ("status", "active", "lapsed"),
    CommitmentActor: ("role", "makes", "beneficiary"),
    Citation: ("position", 1, 2),
    Link: ("relation", "extends", "narrows"),
    LinkDecision: ("verdict", "accept", "dispute"),
}


def make(model):
    """A row of the model, of which it is the only one."""
    if model in {Theme, Actor, Document}:
        return {Theme: make_theme, Actor: make_actor, Document: make_document}[model]()
    if model is Region:
        return make_region()
    if model is RegionMember:
        return RegionMember.objects.create(region=make_region(), country="CN")
    if model is DocumentActor:
        return DocumentActor.objects.create(document=make_document(), actor=make_actor(), role="issuer")
    expression = make_expression()
    if model is Expression:
        return expression
    if model is Reference:
        clause = clause_of(expression, "I.1")
        words = expression.text[clause.start : clause.end]
        return Reference.objects.create(
            clause=clause, document=make_document(), start=clause.start, end=clause.end, exact=words
        )
    commitment = make_commitment(expression=expression, actors=[(make_actor(), "makes")])
    if model in {Link, LinkDecision}:
        link = make_link(commitment, make_commitment(expression=expression), state="proposed")
        if model is Link:
            return link
        decide_link(link=link, person="ada", verdict=Verdict.ACCEPT, relation=Relation.EXTENDS)
        return link.decisions.get()
    return {
        Commitment: commitment,
        CommitmentActor: commitment.actor_roles.get(),
        Citation: commitment.citations.get(),
    }[model]


def by_save(row, name, value):
    setattr(row, name, value)
    row.save()


def by_update(row, name, value):
    type(row).objects.update(**{name: value})


def by_bulk_update(row, name, value):
    setattr(row, name, value)
    type(row).objects.bulk_update([row], [name])


def by_sql(row, name, value):
    field = row._meta.get_field(name)
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {row._meta.db_table} SET "{field.column}" = %s', [field.get_db_prep_save(value, connection)]
        )


def history(row):
    events = apps.get_model("commitments", f"{type(row).__name__}Event")
    return list(events.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id"))


@pytest.mark.parametrize("change", [by_save, by_update, by_bulk_update, by_sql])
@pytest.mark.parametrize("model", CHANGES)
def test_a_change_by_any_path_is_kept(model, change):
    row = make(model)
    name, *values = CHANGES[model]
    for value in values:
        change(row, name, value)
    events = history(row)
    assert [event.pgh_label for event in events][-2:] in (["update", "update"], ["insert", "update"])
    assert [getattr(event, name) for event in events][-2:] == values


@pytest.mark.parametrize("by_raw_sql", [False, True])
@pytest.mark.parametrize("model", CHANGES)
def test_so_are_the_birth_and_the_end_of_a_row(model, by_raw_sql):
    row = make(model)
    name, last, _ = CHANGES[model]
    by_sql(row, name, last)
    pk = row.pk
    if model is Commitment:
        row.citations.all().delete()
    if by_raw_sql:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            if model is Commitment:
                cursor.execute("DELETE FROM commitments_commitment_themes; DELETE FROM commitments_commitmentactor")
            if model is Expression:
                cursor.execute("DELETE FROM commitments_clause")
            cursor.execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", [pk])
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        row.delete()
    row.pk = pk
    events = history(row)
    assert (events[0].pgh_label, events[-1].pgh_label) == ("insert", "delete")
    assert getattr(events[-1], name) == last


def test_a_change_that_changes_nothing_leaves_no_trace():
    theme = make_theme()
    Theme.objects.update(position=theme.position)
    assert len(history(theme)) == 1


@pytest.mark.parametrize(
    ("related", "make_term", "name"), [("themes", make_theme, "theme"), ("regions", make_region, "region")]
)
def test_tags_that_come_and_go_are_kept(related, make_term, name):
    events = apps.get_model("commitments", f"Commitment{name}Event")
    commitment = make_commitment(themes=[])
    first, second = make_term(), make_term()
    manager = getattr(commitment, related)
    manager.add(first)
    manager.set([second])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM commitments_commitment_{related}")
    kept = list(events.objects.order_by("pgh_id").values_list("pgh_label", "commitment_id", f"{name}_id"))
    assert sorted(kept[1:3]) == [("delete", commitment.pk, first.pk), ("insert", commitment.pk, second.pk)]
    assert kept[0] == ("insert", commitment.pk, first.pk)
    assert kept[3] == ("delete", commitment.pk, second.pk)


def test_a_change_names_the_user_in_whose_name_it_is_made():
    user = User.objects.create(username="editor")
    theme = make_theme()
    with pghistory.context(user=user.pk):
        by_sql(theme, "position", 7)
    before, change = history(theme)
    assert before.pgh_context is None
    assert change.pgh_context.metadata == {"user": user.pk}


def test_no_curated_model_is_without_history():
    """A model added later is either tracked or named here, with the reason."""
    untracked = {
        Clause,  # Made by the importer from a text that never changes, and made again by it.
        ImportDraft,  # Gone when the import is confirmed or given up.
        EmbeddingTask,
        ClauseEmbedding,
        CommitmentEmbedding,  # Made of words that are tracked themselves.
        AgreementReport,  # Computed; the register keeps what was published of it.
        RegisterEntry,  # Is a history itself.
    }
    ours = {model for model in apps.get_app_config("commitments").get_models() if not model._meta.proxy}
    events = {model for model in ours if issubclass(model, pghistory.models.Event)}
    projections = {model for model in ours if model.__name__.startswith("Published")}
    assert ours - events - projections - untracked == set(CHANGES)
