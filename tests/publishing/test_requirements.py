"""What cannot be published says what it lacks, and nothing at all is written."""

import pytest

from commitments.importing import cite
from commitments.models import Link, RegisterEntry
from commitments.publishing import PublicationRefused, publish, withdraw
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

from .snapshots import snapshot

pytestmark = pytest.mark.django_db


def without(things, *left_out):
    return [thing for thing in things if thing not in left_out]


def commitment_without_document():
    commitment = make_commitment(
        document=make_document("paper"), expression=make_expression(document=make_document("report"))
    )
    return without(with_needs(commitment), commitment.document)


def commitment_whose_quoted_text_is_missing():
    commitment = make_commitment(expression=make_expression(document=make_document("report")), document=make_document())
    return without(with_needs(commitment), commitment.citations.get().expression.document)


def commitment_quoting_an_edition_that_is_not_out_yet():
    document = make_document("paper")
    publish_whole(document)
    commitment = make_commitment(expression=make_expression(document=document))
    return [commitment, *commitment.themes.all()]


def commitment_with(**lacking):
    return lambda: with_needs(make_commitment(expression=make_expression(), **lacking))


def commitment_with_unpublished_region():
    region = make_region("sahel")
    return without(with_needs(make_commitment(regions=[region])), region)


def commitment_with_unpublished_actor():
    actor = make_actor("china")
    return without(with_needs(make_commitment(actors=[(actor, "makes")])), actor)


def commitment_with_unpublished_theme():
    theme = make_theme("peace")
    return without(with_needs(make_commitment(themes=[theme])), theme)


def document_with_unpublished_issuer():
    return [make_document(issuers=[make_actor("china")])]


def expression_alone():
    return [make_expression(document=make_document("paper"))]


def link_with(**lacking):
    def make():
        expression = make_expression()
        link = make_link(make_commitment(expression=expression), make_commitment(expression=expression), **lacking)
        return with_needs(link)

    return make


def link_with_unpublished_end():
    expression = make_expression()
    link = make_link(make_commitment(expression=expression), make_commitment("paper-9", expression=expression))
    return without(with_needs(link), link.target)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (commitment_with(title={}), "It has no title."),
        (commitment_with(themes=[]), "It has no theme."),
        (commitment_with(cited=False), "It has no citation"),
        (commitment_with_unpublished_theme, "The theme “peace” is not published."),
        (commitment_with_unpublished_region, "The region “sahel” is not published."),
        (commitment_with_unpublished_actor, "The actor “china” is not published."),
        (commitment_without_document, "Its document “paper” is not published."),
        (commitment_whose_quoted_text_is_missing, "The text “report/fr/1” that it cites is not published"),
        (commitment_quoting_an_edition_that_is_not_out_yet, "The text “paper/fr/1” that it cites is not published"),
        (lambda: [make_theme(label={})], "It has no label."),
        (lambda: [make_region(label={})], "It has no label."),
        (lambda: [make_actor(label={})], "It has no label."),
        (lambda: [make_theme(broader=make_theme("above"))], "The theme “above” is not published."),
        (lambda: [make_region(broader=make_region("002"))], "The region “002” is not published."),
        (lambda: [make_actor(broader=make_actor("un"))], "The actor “un” is not published."),
        (lambda: [make_document(title={})], "It has no title."),
        (document_with_unpublished_issuer, "The actor “china” is not published."),
        (expression_alone, "Its document “paper” is not published."),
        (link_with(state=Link.State.PROPOSED), "It has not been accepted."),
        (link_with(state=Link.State.REJECTED), "It has not been accepted."),
        (link_with(rationale={}), "It has no rationale."),
        (link_with_unpublished_end, "The commitment “paper-9” is not published."),
    ],
)
def test_what_is_lacking_is_named_and_nothing_is_written(make, said):
    things = make()
    before, entries = snapshot(), RegisterEntry.objects.count()
    with pytest.raises(PublicationRefused) as refused:
        publish([make_theme("complete"), *things], person=PERSON)
    assert any(said in problem for problems in refused.value.problems.values() for problem in problems), refused.value
    assert said in str(refused.value)
    assert RegisterEntry.objects.count() == entries
    assert snapshot() == before


def test_all_that_is_lacking_is_said_at_once_of_each_thing_by_kind_and_key():
    bare = make_commitment("paper-1", document=make_document("paper"), title={}, themes=[], locator="1")
    with pytest.raises(PublicationRefused) as refused:
        publish([bare, make_theme("void", label={})], person=PERSON)
    assert refused.value.problems == {
        "theme void": ["It has no label."],
        "commitment paper-1": [
            "It has no title.",
            "It has no citation: quote the words of the source that it rests on.",
            "It has no theme.",
            "Its document “paper” is not published.",
        ],
    }


def test_what_was_withdrawn_counts_as_not_published():
    commitment = make_commitment()
    publish_whole(commitment)
    withdraw([commitment], person=PERSON, reason="Wrong")
    theme = commitment.themes.get()
    withdraw([theme], person=PERSON, reason="Wrong")
    with pytest.raises(PublicationRefused, match=f"The theme “{theme.slug}” is not published"):
        publish([commitment], person=PERSON)


def test_the_needs_may_be_published_along_in_any_order():
    child = make_theme("below", broader=make_theme("above"))
    commitment = make_commitment(themes=[child])
    outcome = publish([commitment, commitment.document, child, child.broader], person=PERSON)
    assert [(entry.kind, entry.key) for entry in outcome.entries] == [
        ("theme", "below"),
        ("theme", "above"),
        ("document", commitment.document.slug),
        ("expression", f"{commitment.document.slug}/fr/1"),
        ("commitment", commitment.key),
    ]


def test_a_commitment_may_quote_the_text_of_another_document():
    report = make_expression()
    treaty = make_document("treaty")
    commitment = make_commitment(document=treaty, cited=False, locator="7")
    cite(commitment, report, clause_of(report, "I.2")).save()
    publish_whole(commitment)
