"""The import screen as an editor uses it: give a text, look, change, confirm. Every step works without JavaScript."""

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.linking import embed_backlog
from commitments.models import Citation, Clause, Commitment, Document, Expression, ImportDraft, Reference
from commitments.roles import EDITORS
from tests.factories import TEXT, clause_of, make_commitment, make_document, make_expression

pytestmark = pytest.mark.django_db

START = reverse("admin:commitments_expression_import")
NOISY = f"Menu\nAccueil\n{TEXT}Commentaires\n"


def client_of(name="editor"):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=EDITORS))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return client_of()


@pytest.fixture
def document():
    return make_document("paper")


def begin(client, to, text=TEXT, **values):
    given = {"document": to.pk, "pasted": text, "language": "fr", "translation": "official"}
    return client.post(START, given | values, follow=True)


def press(client, button, **values):
    """Presses a button of the preview, with the fields as the page has them unless told otherwise."""
    draft = ImportDraft.objects.get()
    fields = ("language", "format", "translation", "publisher", "source_url", "retrieved_on", "from_line", "to_line")
    sent = {name: getattr(draft, name) if getattr(draft, name) is not None else "" for name in fields}
    sent |= {"operations": json.dumps(draft.operations), "ticked": draft.ticked, "do": button}
    sent |= {"against": draft.against_id or "", "add_citations": "on" if draft.add_citations else ""}
    sent |= {"by_meaning": "on" if draft.by_meaning else ""}
    for box in ("add_citations", "by_meaning"):
        if not sent[box]:
            del sent[box]
    return client.post(
        reverse(f"{'admin:commitments_expression_import_preview'}", args=[draft.pk]), sent | values, follow=True
    )


def locators(page):
    return re.findall(r'<b dir="auto">(.*?)</b>', page.text)


def key(page, locator):
    return re.search(rf'name="at" value="([\d.]+)" aria-label="Choose {re.escape(locator)}"', page.text)[1]


def stored():
    return [model.objects.count() for model in (Expression, Clause, Commitment, Citation)]


class TestStarting:
    def test_a_pasted_text_is_shown_with_its_clauses_and_nothing_is_stored(self, editor, document):
        page = begin(editor, document)
        assert locators(page) == ["I", "I.1", "I.2", "II", "II.1"]
        assert '<p id="l2" data-n="2">1. Les Parties soutiennent la paix.</p>' in page.text
        assert stored() == [0, 0, 0, 0]

    def test_format_and_language_are_told_by_the_content(self, editor, document):
        data = "<html><body><h1>المبادئ</h1><p>أولاً: تدعم الأطراف السلام والأمن المشترك في العالم.</p></body></html>"
        page = begin(editor, document, "", upload=SimpleUploadedFile("x.bin", data.encode()), language="")
        draft = ImportDraft.objects.get()
        assert (draft.language, draft.format) == ("ar", "html")
        assert 'lang="ar" dir="rtl"' in page.text

    def test_the_documents_page_and_the_list_lead_here(self, editor, document):
        page = editor.get(reverse("admin:commitments_document_change", args=[document.pk]))
        assert f'href="{START}?document={document.pk}"' in page.text
        assert f'href="{START}"' in editor.get(reverse("admin:commitments_expression_changelist")).text
        page = editor.get(reverse("admin:commitments_expression_add") + f"?document={document.pk}", follow=True)
        assert page.redirect_chain[-1][0].startswith(START)
        assert f'<option value="{document.pk}" selected' in page.text

    @pytest.mark.parametrize(
        ("values", "problem"),
        [
            ({"pasted": ""}, "Choose a file, or paste the text."),
            ({"pasted": "Texte.", "language": "xx"}, "xx"),
            ({"pasted": "Texte.", "document": ""}, "required"),
            ({"pasted": "12 34 56", "language": ""}, "could not be told"),
            ({"pasted": "", "upload": SimpleUploadedFile("scan.pdf", b"%PDF-1.7\x00binary")}, "PDF"),
            ({"pasted": "Texte.", "upload": SimpleUploadedFile("x.txt", b"Texte.")}, "once"),
            ({"pasted": "Texte.", "source_url": "javascript:alert(1)"}, "URL"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_lost(self, editor, document, values, problem):
        page = begin(editor, document, **({"publisher": "Xinhua"} | values))
        assert not page.redirect_chain
        assert problem in page.text
        assert 'value="Xinhua"' in page.text
        assert stored() == [0, 0, 0, 0]

    def test_a_file_is_kept_while_the_rest_is_corrected(self, editor, document):
        page = begin(editor, document, "", upload=SimpleUploadedFile("paper.txt", TEXT.encode()), language="xx")
        assert "paper.txt" in page.text
        page = begin(editor, document, "", draft=ImportDraft.objects.get().pk)
        assert locators(page) == ["I", "I.1", "I.2", "II", "II.1"]
        assert ImportDraft.objects.get().file_name == "paper.txt"

    def test_old_drafts_go_when_a_new_import_begins(self, editor, document):
        begin(editor, document)
        ImportDraft.objects.update(started_at=timezone.now() - timedelta(days=2))
        begin(editor, document)
        assert ImportDraft.objects.count() == 1

    def test_a_draft_is_its_owners_alone(self, editor, document):
        begin(editor, document)
        address = reverse("admin:commitments_expression_import_preview", args=[ImportDraft.objects.get().pk])
        other = client_of("other")
        assert other.get(address).status_code == 302
        assert other.post(address, {"do": "abandon"}).status_code == 302
        assert ImportDraft.objects.exists()

    def test_a_file_that_was_never_read_has_no_preview(self, editor, document):
        begin(editor, document, language="xx")
        address = reverse("admin:commitments_expression_import_preview", args=[ImportDraft.objects.get().pk])
        assert editor.get(address).url == START
        assert editor.post(f"{address}edit/").status_code == 404

    def test_only_who_may_add_texts_may_import(self, document):
        client = Client()
        client.force_login(User.objects.create_user("reader", is_staff=True))
        assert client.get(START).status_code == 403


class TestChanging:
    def test_the_part_that_is_the_document(self, editor, document):
        begin(editor, document, NOISY)
        press(editor, "begin", line=3)
        page = press(editor, "end", line=7)
        assert locators(page) == ["I", "I.1", "I.2", "II", "II.1"]
        assert '<p id="l1" data-n="1" class="out">Menu</p>' in page.text
        page = press(editor, "update", from_line=99)
        assert "99" in page.text
        assert ImportDraft.objects.get().from_line == 3

    @pytest.mark.parametrize(
        ("button", "locator", "values", "expected"),
        [
            ("indent", "I.2", {}, ["I", "I.1", "I.1.2", "II", "II.1"]),
            ("outdent", "I.2", {}, ["I", "I.1", "2", "II", "II.1"]),
            ("drop", "I", {}, ["1", "2", "II", "II.1"]),
            ("join", "I.2", {}, ["I", "I.1", "II", "II.1"]),
            ("kind", "I", {"kind": "chapter"}, ["I", "I.1", "I.2", "II", "II.1"]),
        ],
    )
    def test_clauses(self, editor, document, button, locator, values, expected):
        page = begin(editor, document)
        page = press(editor, button, at=[key(page, locator)], **values)
        assert locators(page) == expected
        page = press(editor, "undo")
        assert locators(page) == ["I", "I.1", "I.2", "II", "II.1"]
        assert ImportDraft.objects.get().operations == []

    def test_a_split(self, editor, document):
        page = begin(editor, document, "Une phrase.\nUne suite.\n1. Un.\n2. Deux.\n")
        page = press(editor, "join", at=[key(page, "p2")])
        assert locators(page) == ["p1", "1", "2"]
        assert locators(press(editor, "split", line=2)) == ["p1", "p2", "1", "2"]

    def test_changes_survive_another_part(self, editor, document):
        page = begin(editor, document, NOISY)
        press(editor, "indent", at=[key(page, "I.2")])
        assert "I.1.2" in locators(press(editor, "update", from_line=3))

    def test_what_cannot_be_done_is_said(self, editor, document):
        page = begin(editor, document)
        page = press(editor, "indent", at=[key(page, "I")])
        assert "Not done" in page.text
        assert ImportDraft.objects.get().operations == []

    @pytest.mark.parametrize("operations", ["[", "{}", '[{"do": "explode"}]', "[" * 100_000])
    def test_operations_are_checked(self, editor, document, operations):
        begin(editor, document)
        assert "not understood" in press(editor, "update", operations=operations).text
        assert ImportDraft.objects.get().operations == []

    def test_without_a_new_page_only_the_rows_that_differ_come_back(self, editor, document):
        page = begin(editor, document)
        draft = ImportDraft.objects.get()
        done = json.dumps([{"do": "indent", "at": [key(page, "I.2")]}])
        sent = {"language": "fr", "format": "text", "translation": "official", "operations": done}
        address = reverse("admin:commitments_expression_import_edit", args=[draft.pk])
        answer = editor.post(address, sent).json()
        assert (answer["from"], answer["count"]) == (1, 2)
        assert "I.1.2" in answer["rows"]
        draft.refresh_from_db()
        assert draft.operations == json.loads(done)
        back = editor.post(address, sent | {"operations": "[]"}).json()
        assert (back["from"], back["count"]) == (1, 2)


class TestConfirming:
    def test_one_step_makes_text_clauses_and_ticked_drafts(self, editor, document):
        page = begin(
            editor, document, NOISY, publisher="Xinhua", source_url="https://example.org/", retrieved_on="2024-01-02"
        )
        press(editor, "begin", line=3)
        page = press(editor, "end", line=7)
        page = press(editor, "drop", at=[key(page, "II")])
        page = press(editor, "confirm", ticked=[key(page, "I.2")])
        assert "Imported paper/fr/1 with 4 clauses." in page.text
        expression = Expression.objects.get()
        assert (expression.publisher, expression.translation, str(expression.retrieved_on)) == (
            "Xinhua",
            "official",
            "2024-01-02",
        )
        assert bytes(expression.file) == NOISY.encode()
        assert (expression.from_line, expression.to_line) == (3, 7)
        assert expression.text == TEXT.strip()
        assert [clause.locator for clause in expression.clauses.all()] == ["I", "I.1", "I.2", "1"]
        assert [commitment.key for commitment in Commitment.objects.all()] == ["paper-i-2"]
        assert not ImportDraft.objects.exists()

    @pytest.mark.parametrize(("button", "count"), [("tick-none", 0), ("tick-numbered", 3), ("tick-all", 3)])
    def test_ticks_have_starting_points(self, editor, document, button, count):
        begin(editor, document)
        page = press(editor, button)
        assert page.text.count(" checked>") == count
        press(editor, "confirm")
        assert Commitment.objects.count() == count

    def test_giving_up_leaves_nothing(self, editor, document):
        begin(editor, document)
        press(editor, "abandon")
        assert stored() == [0, 0, 0, 0]
        assert not ImportDraft.objects.exists()

    def test_the_same_text_is_refused_in_words(self, editor, document):
        make_expression(document=document)
        page = begin(editor, document)
        assert "here already, as paper/fr/1" in page.text
        assert "here already" in press(editor, "confirm").text
        assert Expression.objects.count() == 1
        assert ImportDraft.objects.exists()


class TestAnotherLanguage:
    ARABIC = "أولاً: المبادئ\n1. تدعم الأطراف السلام.\n2. تدرب الأطراف 5000 شرطي.\nثانياً: المتابعة\nبند جديد.\n"

    def test_clauses_are_paired_by_path_and_commitments_gain_citations(self, editor, document):
        french = make_expression(document=document)
        cited = make_commitment("paper-i-2", expression=french, locator="I.2")
        page = begin(editor, document, self.ARABIC, language="ar")
        assert "Only here:" in page.text
        assert "Only in paper/fr/1:" in page.text
        press(editor, "confirm", add_citations="on")
        added = cited.citations.get(expression__language="ar")
        assert added.exact == "2. تدرب الأطراف 5000 شرطي."
        assert added.clause == clause_of(added.expression, added.clause.locator)
        assert cited.citations.count() == 2

    def test_a_clause_that_moved_is_paired_by_meaning(self, editor, document):
        french = make_expression(document=document)
        cited = make_commitment("paper-i-2", expression=french, locator="I.2")
        moved = "أولاً: المبادئ\n1. تدعم الأطراف السلام.\nثانياً: المتابعة\n5. ستقوم الأطراف بتدريب 5000 ضابط شرطة.\n"
        page = begin(editor, document, moved, language="ar")
        assert "nearly the same in meaning" in page.text
        press(editor, "confirm", add_citations="on")
        assert cited.citations.get(expression__language="ar").exact == "5. ستقوم الأطراف بتدريب 5000 ضابط شرطة."

    def test_pairing_by_meaning_can_be_switched_off(self, editor, document):
        cited = make_commitment("paper-i-2", expression=make_expression(document=document), locator="I.2")
        moved = "أولاً: المبادئ\n1. تدعم الأطراف السلام.\nثانياً: المتابعة\n5. ستقوم الأطراف بتدريب 5000 ضابط شرطة.\n"
        begin(editor, document, moved, language="ar")
        page = press(editor, "update", by_meaning="")
        assert "nearly the same in meaning" not in page.text
        press(editor, "confirm", add_citations="on")
        assert cited.citations.count() == 1

    def test_without_the_tick_no_citation_is_added(self, editor, document):
        cited = make_commitment("paper-i-2", expression=make_expression(document=document), locator="I.2")
        begin(editor, document, self.ARABIC, language="ar")
        press(editor, "confirm")
        assert cited.citations.count() == 1


def test_a_long_text_takes_few_questions(editor, document, django_assert_max_num_queries):
    text = "".join(f"Article {number}\n1. Les Parties font ceci.\n2. Et cela.\n" for number in range(1, 400))
    begin(editor, document, text)
    with django_assert_max_num_queries(40):
        press(editor, "confirm")
    assert Clause.objects.count() == 1197


class TestOtherDocuments:
    NAMING = "1. Selon l'article 2 de la Charte des Nations Unies.\n2. Selon le « Traité sur le ciel ouvert ».\n"

    def test_the_preview_shows_what_is_known_and_offers_the_rest(self, editor, document):
        make_document("charter", title={"fr": "Charte des Nations Unies"})
        page = begin(editor, document, self.NAMING).text
        assert "Charte des Nations Unies</li>" in re.sub(r" <span.*?</span>", "", page)
        assert "(article 2)" in page
        assert 'name="instrument" value="Traité sur le ciel ouvert">' in page
        assert Document.objects.count() == 2

    def test_what_is_ticked_becomes_a_document_and_is_referred_to(self, editor, document):
        begin(editor, document, self.NAMING)
        page = press(editor, "update", instrument="Traité sur le ciel ouvert").text
        assert 'value="Traité sur le ciel ouvert" checked>' in page
        press(editor, "confirm", instrument="Traité sur le ciel ouvert")
        made = Document.objects.get(slug="traite-sur-le-ciel-ouvert")
        assert made.kind == "treaty"
        assert [reference.document for reference in Reference.objects.all()] == [made]

    def test_what_is_not_ticked_is_not_made(self, editor, document):
        begin(editor, document, self.NAMING)
        press(editor, "confirm", instrument="A name that was never offered")
        assert list(Document.objects.all()) == [document]


class TestSaidBefore:
    def test_ticked_clauses_that_were_said_elsewhere_are_named(self, editor, document):
        known = make_commitment(expression=make_expression(TEXT, document=make_document("older")), locator="I.2")
        embed_backlog()
        begin(editor, document)
        press(editor, "tick-none")
        page = press(editor, "said", ticked=[])
        assert "of 0 clauses" in page.text
        page = press(editor, "tick-numbered")
        page = press(editor, "said")
        said = page.text[page.text.index('id="said"') :]
        assert known.key in said
        assert '<b dir="auto">I.2</b>' in said
        assert ImportDraft.objects.exists()
        assert not Expression.objects.filter(document=document).exists()
