"""publish() and withdraw(): what they write, what they leave alone, what they refuse."""

import pytest
from django.utils import translation

from commitments.importing import cite
from commitments.models import (
    Commitment,
    Document,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedFacet,
    PublishedLink,
    RegisterEntry,
    Theme,
)
from commitments.publishing import PublicationRefused, PublicationState, publication_states, publish, withdraw
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
)

from .snapshots import snapshot

pytestmark = pytest.mark.django_db


def entries(**wanted):
    return list(RegisterEntry.objects.filter(**wanted).values_list("kind", "key", "action", "version"))


def current(key):
    return PublishedCommitment.objects.current().get(key=key)


@pytest.fixture
def commitment():
    commitment = make_commitment("paper-1", expression=make_expression(document=make_document("paper")))
    publish_whole(commitment, reason="First edition")
    return commitment


def retitle(commitment, title):
    Commitment.objects.filter(pk=commitment.pk).update(title={"en": title})


class TestPublishing:
    def test_an_entry_says_what_when_who_and_why(self, commitment):
        entry = RegisterEntry.objects.get(kind="commitment")
        assert (entry.key, entry.action, entry.version) == ("paper-1", "publish", 1)
        assert (entry.person, entry.reason) == (PERSON, "First edition")
        assert entry.payload["title"] == commitment.title
        assert entry.payload["citations"][0]["exact"] == commitment.citations.get().exact

    def test_a_document_brings_its_texts_along(self, commitment):
        assert entries(kind="expression") == [("expression", "paper/fr/1", "publish", 1)]

    def test_publishing_again_without_a_change_writes_nothing(self, commitment):
        before, count = snapshot(), RegisterEntry.objects.count()
        outcome = publish_whole(commitment)
        assert outcome.entries == []
        assert "paper-1" in outcome.unchanged
        assert RegisterEntry.objects.count() == count
        assert snapshot() == before

    def test_a_thing_named_twice_is_published_once(self):
        theme = make_theme()
        assert len(publish([theme, theme], person=PERSON).entries) == 1

    def test_what_is_published_is_what_the_database_holds_not_what_the_caller_does(self):
        theme = make_theme("peace")
        theme.label = {"en": "Never saved"}
        publish([theme], person=PERSON)
        assert RegisterEntry.objects.get().payload["label"] == {"en": "Theme peace"}

    def test_the_language_of_the_editor_leaves_no_mark(self, commitment):
        with translation.override("ar"):
            assert publish_whole(commitment).entries == []

    def test_each_changed_publication_is_the_next_version(self, commitment):
        for version in (2, 3):
            retitle(commitment, f"Wording {version}")
            outcome = publish([commitment], person=PERSON)
            assert [(entry.key, entry.version) for entry in outcome.entries] == [("paper-1", version)]
        assert [row.version for row in PublishedCommitment.objects.order_by("version")] == [1, 2, 3]

    @pytest.mark.parametrize(
        "edit",
        [
            lambda it: Commitment.objects.update(title={"en": "Other"}),
            lambda it: Commitment.objects.update(status="lapsed", summary={"fr": "Autre"}),
            lambda it: it.themes.add(make_theme()),
            lambda it: it.regions.add(make_region("002")),
            lambda it: it.actor_roles.create(actor=make_actor(), role="makes"),
            lambda it: it.citations.all().delete(),
            lambda it: Document.objects.update(title={"en": "Other"}, adopted_on=None),
            lambda it: Theme.objects.update(label={"en": "Other"}),
            lambda it: make_expression("1. Autre texte.\n", document=it.document),
            lambda it: make_link(it, make_commitment(expression=it.citations.get().expression)),
            lambda it: make_commitment(document=it.document),
        ],
    )
    def test_a_draft_shows_nowhere_until_it_is_published(self, commitment, edit):
        before = snapshot()
        edit(commitment)
        assert snapshot() == before

    def test_an_old_wording_stays_at_its_version(self, commitment):
        first = current("paper-1")
        retitle(commitment, "New wording")
        publish([commitment], person=PERSON)
        old = PublishedCommitment.objects.get(key="paper-1", version=1)
        new = current("paper-1")
        assert old.payload["title"] == first.payload["title"] == commitment.title
        assert new.payload["title"] == {"en": "New wording"}
        assert (old.ended_at, new.ended_at) == (new.published_at, None)
        assert old.payload["url"] == "/api/v1/commitments/paper-1/versions/1/"
        assert new.payload["url"] == "/api/v1/commitments/paper-1/"
        assert (old.sequence, old.published_at) == (first.sequence, first.published_at)

    def test_the_number_of_queries_does_not_grow_with_the_number_of_things(self, django_assert_max_num_queries):
        expression = make_expression()
        publish_whole(expression.document, theme := make_theme())
        few = [make_commitment(expression=expression, themes=[theme]) for _ in range(2)]
        many = [make_commitment(expression=expression, themes=[theme]) for _ in range(20)]
        with django_assert_max_num_queries(60) as used:
            publish(few, person=PERSON)
        with django_assert_max_num_queries(len(used)):
            publish(many, person=PERSON)


class TestRefreshing:
    """What one publication means for the other things that show something of it."""

    def test_a_relabelled_term_shows_everywhere_without_a_new_version(self):
        theme, region, actor = make_theme("peace"), make_region("sahel"), make_actor("un")
        document = make_document(issuers=[actor])
        commitment = make_commitment(
            "paper-1",
            expression=make_expression(document=document),
            themes=[theme],
            regions=[region],
            actors=[(actor, "makes")],
        )
        publish_whole(commitment)
        for term in (theme, region, actor):
            type(term).objects.filter(pk=term.pk).update(label={"en": "Relabelled"})
        publish([theme, region, actor], person=PERSON)
        shown = current("paper-1")
        assert shown.version == 1
        assert {tag["label"]["en"] for kind in ("themes", "regions", "actors") for tag in shown.payload[kind]} == {
            "Relabelled"
        }
        assert PublishedDocument.objects.get().payload["actors"][0]["label"] == {"en": "Relabelled"}

    def test_the_filters_follow_a_term_that_moves(self):
        africa, asia = make_theme("africa"), make_theme("asia")
        sahel = make_theme("sahel", broader=africa)
        mali = make_theme("mali", broader=sahel)
        commitment = make_commitment("paper-1", themes=[mali])
        publish_whole(commitment, asia)
        assert current("paper-1").themes == ["africa", "mali", "sahel"]
        Theme.objects.filter(pk=sahel.pk).update(broader=asia)
        publish([sahel], person=PERSON)
        assert current("paper-1").themes == ["asia", "mali", "sahel"]
        assert current("paper-1").version == 1

    def test_a_document_renamed_or_redated_shows_in_its_commitments(self, commitment):
        Document.objects.filter(slug="paper").update(title={"en": "Renamed"}, adopted_on="1999-12-31")
        publish([commitment.document], person=PERSON)
        shown = current("paper-1")
        assert shown.payload["document"] == {"slug": "paper", "title": {"en": "Renamed"}, "date": "1999-12-31"}
        assert shown.made_on.isoformat() == "1999-12-31"

    def test_a_new_edition_moves_the_old_citations_to_the_address_of_theirs(self, commitment):
        assert current("paper-1").payload["citations"][0]["text_url"] == "/api/v1/documents/paper/text/fr/"
        newer = make_expression("1. Une meilleure traduction.\n", document=commitment.document)
        publish([commitment.document], person=PERSON)
        assert current("paper-1").payload["citations"][0]["text_url"] == "/api/v1/documents/paper/text/fr/?edition=1"
        assert current("paper-1").version == 1
        assert {text.edition: text.latest for text in PublishedExpression.objects.all()} == {1: False, 2: True}

        commitment.citations.all().delete()
        cite(commitment, newer, clause_of(newer, "1")).save()
        publish([commitment], person=PERSON)
        addresses = {
            row.version: row.payload["citations"][0]["text_url"]
            for row in PublishedCommitment.objects.filter(key="paper-1")
        }
        assert addresses == {
            1: "/api/v1/documents/paper/text/fr/?edition=1",
            2: "/api/v1/documents/paper/text/fr/",
        }

    def test_a_link_shows_at_both_ends_with_their_titles_of_now(self, commitment):
        other = make_commitment("paper-2", expression=commitment.citations.get().expression)
        publish_whole(link := make_link(commitment, other, "extends"))
        retitle(other, "Renamed")
        publish([other], person=PERSON)
        outgoing, incoming = current("paper-1").payload["links"], current("paper-2").payload["links"]
        assert [(shown["direction"], shown["key"], shown["title"]) for shown in outgoing] == [
            ("outgoing", "paper-2", {"en": "Renamed"})
        ]
        assert [(shown["direction"], shown["key"], shown["relation"]) for shown in incoming] == [
            ("incoming", "paper-1", "extends")
        ]
        assert PublishedLink.objects.get(key=link.register_key).payload["target"]["title"] == {"en": "Renamed"}
        assert current("paper-1").version == 1


class TestWithdrawing:
    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_it_needs_a_reason(self, commitment, reason):
        with pytest.raises(PublicationRefused, match="reason"):
            withdraw([commitment], person=PERSON, reason=reason)
        assert entries(action="withdraw") == []

    def test_a_commitment_takes_its_links_with_it(self, commitment):
        other = make_commitment("paper-2", expression=commitment.citations.get().expression)
        publish_whole(make_link(commitment, other))
        withdraw([commitment], person=PERSON, reason="A mistake")
        assert entries(action="withdraw") == [
            ("link", "paper-1--paper-2", "withdraw", 1),
            ("commitment", "paper-1", "withdraw", 1),
        ]
        assert current("paper-2").payload["links"] == []
        assert not PublishedCommitment.objects.current().filter(key="paper-1").exists()
        entry = RegisterEntry.objects.get(kind="commitment", action="withdraw")
        assert PublishedCommitment.objects.get(key="paper-1").ended_at == entry.at
        assert (entry.payload, entry.reason) == (None, "A mistake")

    def test_a_document_takes_its_texts_with_it(self, commitment):
        withdraw([commitment, commitment.document], person=PERSON, reason="A mistake")
        assert entries(action="withdraw") == [
            ("commitment", "paper-1", "withdraw", 1),
            ("expression", "paper/fr/1", "withdraw", 1),
            ("document", "paper", "withdraw", 1),
        ]
        assert not PublishedExpression.objects.exists()

    @pytest.mark.parametrize(
        ("what", "user"),
        [
            (lambda it: it.themes.get(), "paper-1"),
            (lambda it: it.themes.get().broader, "below"),
            (lambda it: it.regions.get(), "paper-1"),
            (lambda it: it.actor_roles.get().actor, "paper-1"),
            (lambda it: it.document.actor_roles.get().actor, "paper"),
            (lambda it: it.document, "paper-1"),
            (lambda it: it.citations.get().expression, "paper-1"),
            (lambda it: it.citations.get().expression.document, "paper-1"),
        ],
    )
    def test_what_is_used_stays_and_the_user_is_named(self, what, user):
        commitment = make_commitment(
            "paper-1",
            document=make_document("paper", issuers=[make_actor()]),
            expression=make_expression(),
            themes=[make_theme("below", broader=make_theme())],
            regions=[make_region()],
            actors=[(make_actor(), "makes")],
        )
        publish_whole(commitment)
        before, count = snapshot(), RegisterEntry.objects.count()
        with pytest.raises(PublicationRefused, match=rf"Withdraw or change first what uses it: .*\b{user}\b"):
            withdraw([make_theme(), what(commitment)][1:], person=PERSON, reason="A mistake")
        assert (snapshot(), RegisterEntry.objects.count()) == (before, count)

    def test_only_what_is_published_can_be_withdrawn(self, commitment):
        with pytest.raises(PublicationRefused, match="It is not published"):
            withdraw([make_theme()], person=PERSON, reason="A mistake")
        withdraw([commitment], person=PERSON, reason="A mistake")
        with pytest.raises(PublicationRefused, match="It is not published"):
            withdraw([commitment], person=PERSON, reason="Again")

    def test_one_refusal_refuses_all(self, commitment):
        free = make_theme()
        publish([free], person=PERSON)
        with pytest.raises(PublicationRefused):
            withdraw([free, commitment.document], person=PERSON, reason="A mistake")
        assert entries(action="withdraw") == []

    def test_published_again_it_gets_the_next_version(self, commitment):
        withdraw([commitment], person=PERSON, reason="A mistake")
        outcome = publish([commitment], person=PERSON, reason="It was right after all")
        assert [(entry.key, entry.version) for entry in outcome.entries] == [("paper-1", 2)]
        assert list(
            PublishedCommitment.objects.filter(key="paper-1").order_by("version").values_list("version", "ended_at")
        ) == [(1, RegisterEntry.objects.get(action="withdraw").at), (2, None)]

    def test_a_whole_corpus_goes_at_once_whatever_the_order(self, commitment):
        theme = commitment.themes.get()
        withdraw([theme, commitment.document, commitment], person=PERSON, reason="A mistake")
        wordings = {"PublishedCommitment", "PublishedFacet"}
        assert all(not rows for name, rows in snapshot().items() if name not in wordings)
        assert not PublishedFacet.objects.filter(dimension="current").exists()


class TestStates:
    def test_where_drafts_stand_beside_the_register(self, commitment):
        expression = commitment.citations.get().expression
        never, changed, withdrawn = (make_commitment(expression=expression) for _ in range(3))
        publish_whole(changed, withdrawn)
        retitle(changed, "Other")
        withdraw([withdrawn], person=PERSON, reason="A mistake")
        assert publication_states([commitment, never, changed, withdrawn]) == {
            commitment.pk: PublicationState.PUBLISHED,
            never.pk: PublicationState.NEVER,
            changed.pk: PublicationState.CHANGED,
            withdrawn.pk: PublicationState.WITHDRAWN,
        }

    def test_the_number_of_queries_does_not_grow(self, commitment, django_assert_num_queries):
        others = [make_commitment(expression=commitment.citations.get().expression) for _ in range(10)]
        with django_assert_num_queries(9):
            publication_states([commitment])
        with django_assert_num_queries(9):
            publication_states([commitment, *others])
