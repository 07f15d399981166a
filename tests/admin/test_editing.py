"""The admin as an editor and as a reviewer use it."""

from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from commitments.models import (
    Actor,
    Citation,
    Clause,
    Commitment,
    Document,
    Expression,
    Link,
    PublishedCommitment,
    Reference,
    Region,
    RegisterEntry,
    Theme,
)
from commitments.roles import EDITORS, REVIEWERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

KEY = "gsi-concept-paper-2023-iii-13"
MODELS = [Actor, Clause, Commitment, Document, Expression, Link, Reference, Region, RegisterEntry, Theme]


def client_of(group: str) -> Client:
    user = User.objects.create_user(f"one of {group}", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return client_of(EDITORS)


@pytest.fixture
def reviewer():
    return client_of(REVIEWERS)


def address(thing, view="change"):
    return reverse(f"admin:commitments_{thing._meta.model_name}_{view}", args=[thing.pk])


class FormReader(HTMLParser):
    """Collects what a browser would send of a page's forms: inputs, text areas and selected options by name."""

    def __init__(self):
        super().__init__()
        self.sent, self.area, self.choice = {}, None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.sent[name] = given.get("value", "")
        elif tag == "textarea":
            self.area, self.sent[name] = name, ""
        elif tag == "select":
            self.choice = (name, "multiple" in given)
        elif tag == "option" and self.choice and "selected" in given:
            select, several = self.choice
            if several:
                self.sent.setdefault(select, []).append(given.get("value"))
            else:
                self.sent[select] = given.get("value")

    def handle_endtag(self, tag):
        if tag == "textarea":
            # The line end after the opening tag is not part of the value.
            self.sent[self.area], self.area = self.sent[self.area].removeprefix("\n"), None
        elif tag == "select":
            self.choice = None

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data


def form_of(client, url):
    """What a browser would send if the form at `url` were saved as it is."""
    page = client.get(url).text
    reader = FormReader()
    reader.feed(page[page.index('id="content"') : page.index('id="footer"')])
    return {name: value for name, value in reader.sent.items() if name and "__prefix__" not in name}


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_model_can_be_listed_searched_and_opened(editor, model, language):
    name = model._meta.model_name
    listing = reverse(f"admin:commitments_{name}_changelist")
    assert editor.get(listing, headers={"accept-language": language}).status_code == 200
    assert editor.get(listing, {"q": "security"}).status_code == 200
    first = model.objects.first()
    if first is not None:
        page = editor.get(address(first), headers={"accept-language": language})
        assert page.status_code == 200
        assert f'lang="{language}"' in page.text
        assert ('dir="rtl"' if language == "ar" else 'dir="ltr"') in page.text.split("<body")[0]


def test_the_register_can_be_read_only(editor, reviewer):
    entry = RegisterEntry.objects.first()
    assert editor.post(address(entry), {"reason": "x"}).status_code == 403
    assert reviewer.post(address(entry, "delete"), {"post": "yes"}).status_code == 403
    assert reviewer.get(reverse("admin:commitments_registerentry_add")).status_code == 403


def test_a_saved_draft_changes_nothing_in_public_until_it_is_published(editor, reviewer, client):
    commitment = Commitment.objects.get(key=KEY)
    before = client.get(f"/api/v1/commitments/{KEY}/").json()
    sent = form_of(editor, address(commitment)) | {"title_en": "Cooperate on information security worldwide"}
    saved = editor.post(address(commitment), sent, follow=True)
    assert saved.redirect_chain, saved.context["errors"]
    commitment.refresh_from_db()
    assert commitment.title["en"] == "Cooperate on information security worldwide"
    assert client.get(f"/api/v1/commitments/{KEY}/").json() == before
    assert "changed since published" in editor.get(reverse("admin:commitments_commitment_changelist"), {"q": KEY}).text

    asked = reviewer.post(address(commitment, "publish"), {"confirmed": "1", "reason": "Clearer"}, follow=True)
    assert messages_of(asked) == ["1 entry was added to the register."]
    after = client.get(f"/api/v1/commitments/{KEY}/").json()
    assert (after["version"], after["title"]["en"]) == (2, "Cooperate on information security worldwide")
    old = client.get(f"/api/v1/commitments/{KEY}/versions/1/").json()
    assert old["title"] == before["title"]
    entry = RegisterEntry.objects.order_by("-sequence").first()
    assert (entry.person, entry.reason) == (f"one of {REVIEWERS}", "Clearer")


def test_only_reviewers_publish_and_withdraw(editor):
    commitment = Commitment.objects.get(key=KEY)
    for verb in ("publish", "withdraw"):
        assert editor.post(address(commitment, verb), {"confirmed": "1", "reason": "x"}).status_code == 403
    listing = editor.get(reverse("admin:commitments_commitment_changelist"))
    assert "withdraw_selected" not in listing.text
    assert "Withdraw…" not in editor.get(address(commitment)).text


def test_withdrawing_from_the_list_needs_a_reason(reviewer):
    commitment = Commitment.objects.get(key=KEY)
    listing = reverse("admin:commitments_commitment_changelist")
    sent = {"action": "withdraw_selected", "_selected_action": [commitment.pk]}
    asked = reviewer.post(listing, sent)
    assert "Reason (public):" in asked.text
    refused = reviewer.post(listing, sent | {"confirmed": "1", "reason": " "})
    assert any("Give a reason" in message for message in messages_of(refused))
    assert PublishedCommitment.objects.current().filter(key=KEY).exists()
    done = reviewer.post(listing, sent | {"confirmed": "1", "reason": "Superseded"}, follow=True)
    assert "added to the register" in messages_of(done)[0]
    assert not PublishedCommitment.objects.current().filter(key=KEY).exists()


def test_publishing_says_what_is_missing(reviewer):
    document = Document.objects.get(slug="gsi-concept-paper-2023")
    bare = Commitment.objects.create(key="bare", document=document, locator="X", kind="call")
    page = reviewer.get(address(bare, "publish"))
    for lack in ("It has no title.", "It has no citation", "It has no theme."):
        assert lack in page.text
    refused = reviewer.post(address(bare, "publish"), {"confirmed": "1"})
    assert any("It has no title." in message for message in messages_of(refused))
    assert not RegisterEntry.objects.filter(key="bare").exists()


def test_what_is_published_keeps_its_key_and_is_not_deleted(reviewer):
    commitment = Commitment.objects.get(key=KEY)
    assert 'name="key"' not in reviewer.get(address(commitment)).text
    page = reviewer.post(address(commitment, "delete"), {"post": "yes"})
    assert "withdraw it first" in page.text
    assert Commitment.objects.filter(key=KEY).exists()


class TestCitations:
    """An editor names a clause or pastes words; offsets are found."""

    def add(self, client, **citation):
        commitment = Commitment.objects.get(key=KEY)
        sent = form_of(client, address(commitment))
        sent["citations-TOTAL_FORMS"] = 2
        sent |= {f"citations-1-{name}": value for name, value in citation.items()} | {"citations-1-position": 1}
        sent["citations-1-commitment"] = commitment.pk
        return client.post(address(commitment), sent, follow=True)

    def newest(self):
        return Citation.objects.order_by("-pk").first()

    def test_a_clause_alone_is_quoted_whole(self, editor):
        clause = Clause.objects.get(expression__document__slug="wang-yi-brics-2024", locator="4.p2")
        assert self.add(editor, clause=clause.pk).redirect_chain
        found = self.newest()
        assert found.exact == clause.expression.text[clause.start : clause.end]
        assert found.expression == clause.expression

    def test_pasted_words_are_found_in_the_clause(self, editor):
        clause = Clause.objects.get(expression__document__slug="gsi-concept-paper-2023", locator="III.14")
        assert self.add(editor, clause=clause.pk, exact="Lignes directrices de Tianjin").redirect_chain
        found = self.newest()
        assert found.expression.text[found.start : found.end] == "Lignes directrices de Tianjin"
        assert clause.start <= found.start < found.end <= clause.end
        assert found.prefix.endswith("se référer volontairement aux\N{NO-BREAK SPACE}")

    def test_words_that_are_not_there_are_refused_and_nothing_is_lost(self, editor):
        clause = Clause.objects.get(expression__document__slug="gsi-concept-paper-2023", locator="III.14")
        before = Citation.objects.count()
        page = self.add(editor, clause=clause.pk, exact="Directives de Nankin")
        assert "These words do not stand in the text" in page.text
        assert "Directives de Nankin" in page.text
        assert Citation.objects.count() == before

    def test_words_that_stand_twice_are_not_guessed(self, editor):
        expression = Expression.objects.get(document__slug="gsi-concept-paper-2023")
        page = self.add(editor, expression=expression.pk, exact="sécurité")
        assert "more than once" in page.text

    def test_quotations_are_shown_in_their_direction(self, editor):
        commitment = Commitment.objects.get(key="wang-yi-brics-2024-4-p2")
        page = editor.get(address(commitment))
        assert '<blockquote class="quoted" lang="ar" dir="rtl">' in page.text


def test_a_circle_of_terms_is_refused_in_words(editor):
    theme = Theme.objects.get(slug="disarmament")
    sent = form_of(editor, address(theme)) | {"broader": Theme.objects.get(slug="chemical-weapons").pk}
    assert "A term cannot be broader than itself." in editor.post(address(theme), sent).text


def test_changes_are_in_the_history_with_their_author(editor):
    commitment = Commitment.objects.get(key=KEY)
    sent = form_of(editor, address(commitment)) | {"locator": "III.13 "}
    sent["editorial_state"] = "in_review"
    assert editor.post(address(commitment), sent, follow=True).redirect_chain
    event = commitment.events.order_by("-pgh_id").first()
    assert event.editorial_state == "in_review"
    assert event.pgh_context.metadata["user"] == User.objects.get(username=f"one of {EDITORS}").pk


@pytest.mark.parametrize("model", ["commitment", "link", "theme", "document"])
def test_lists_ask_the_same_number_of_questions_however_long(editor, model, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        editor.get(reverse(f"admin:commitments_{model}_changelist"))


class TestReferences:
    @pytest.fixture
    def reference(self):
        return Reference.objects.filter(document__slug="china-russia-treaty-2001", article="25").get()

    def test_they_are_shown_with_the_clause_the_text_and_the_document(self, editor, reference):
        assert "article 25 du traité" in editor.get(address(reference.clause)).text
        for thing, query in (
            (reference.document, f"document__id__exact={reference.document_id}"),
            (reference.clause.expression, f"clause__expression__id__exact={reference.clause.expression_id}"),
        ):
            assert f"?{query}" in editor.get(address(thing)).text
            listed = editor.get(reverse("admin:commitments_reference_changelist") + f"?{query}")
            assert "article 25 du traité" in listed.text

    def test_what_an_editor_mends_is_the_editors(self, editor, reference):
        form = FormReader()
        form.feed(editor.get(address(reference)).text)
        sent = {name: value for name, value in form.sent.items() if value is not None}
        editor.post(address(reference), sent | {"article": "25bis", "_save": "1"})
        reference.refresh_from_db()
        assert (reference.article, reference.origin) == ("25bis", "editor")

    def test_an_action_finds_what_mentions_a_document_with_a_new_name(self, editor):
        made = Document.objects.create(
            slug="conference", title={"fr": "Conférence Chine-Corne de l’Afrique sur la paix"}, kind="other"
        )
        sent = {"action": "find_mentions", "_selected_action": [made.pk]}
        page = editor.post(reverse("admin:commitments_document_changelist"), sent, follow=True)
        assert "2 references to what was selected, 0 before" in page.text
        assert made.mentions.count() == 2
