"""The review of links, as an editor without JavaScript uses it."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from lxml import html

from commitments.linking import Queue, decide_link, embed_backlog, suggest_links
from commitments.models import Link, LinkDecision, RegisterEntry
from commitments.models.choices import Verdict
from commitments.roles import EDITORS, REVIEWERS

from ..factories import clause_of, make_commitment, make_expression, make_link

pytestmark = [pytest.mark.django_db]

REVIEW = reverse("admin:commitments_link_review")
WORDS = "1. The Parties shall support peace in {} space.\n2. The Parties meet.\n"


def client_of(name: str, group: str = EDITORS) -> Client:
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ann():
    return client_of("ann")


@pytest.fixture
def link():
    ends = [
        make_commitment(expression=make_expression(WORDS.format(where), language="en"), locator="1")
        for where in ("outer", "all")
    ]
    return make_link(*ends, state="proposed", rationale={}, score=0.9, reasons=[{"kind": "mutual"}], origin="suggested")


def page_of(answer):
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def send(client, link, do, **values):
    return client.post(REVIEW, {"link": link.pk, "pile": "open", "do": do} | values)


def test_accepting_with_a_relation_and_a_rationale_goes_on_to_the_next(ann, link):
    answer = send(ann, link, "accept", relation="extends", rationale="“space” on both sides")
    assert answer.url == f"{REVIEW}?pile=open&after={link.pk}"
    link.refresh_from_db()
    assert (link.state, link.relation, link.decided_by) == ("accepted", "extends", "ann")
    assert link.rationale == {"en": "“space” on both sides"}
    page = page_of(ann.get(answer.url))
    assert "Nothing is left" in page.text_content()
    assert "1 decided by you today" in page.text_content()


@pytest.mark.parametrize(("do", "state"), [("refuse", "rejected"), ("dispute", "disputed")])
def test_refusing_and_disputing(ann, link, do, state):
    send(ann, link, do, relation="restates", rationale="Not the same space.")
    link.refresh_from_db()
    assert link.state == state
    assert link.decisions.get().rationale == "Not the same space."


def test_undo_takes_the_last_decision_back_and_returns_to_its_link(ann, link):
    page = page_of(ann.get(send(ann, link, "accept", relation="restates").url))
    assert page.xpath("//form[contains(@class, 'review-undo')]//input[@name='link']/@value") == [str(link.pk)]
    back = send(ann, link, "back")
    assert back.url == f"{REVIEW}?pile=open&link={link.pk}"
    assert not link.decisions.exists()


def test_a_link_can_be_turned_round_as_it_is_accepted(ann, link):
    source = link.source
    send(ann, link, "accept", relation="narrows", turned="on")
    link.refresh_from_db()
    assert (link.target, link.relation, link.state) == (source, "narrows", "accepted")


def test_what_cannot_be_saved_is_said_and_nothing_is_lost(ann, link):
    make_link(make_commitment(), make_commitment())
    decide_link(link=link, person="bob", verdict=Verdict.ACCEPT)
    answer = send(ann, link, "accept", relation="narrows", turned="on", rationale="My long words")
    page = page_of(answer)
    assert "Somebody else has decided" in page.text_content()
    assert page.xpath("//textarea[@name='rationale']")[0].text_content() == "My long words"
    assert page.xpath("//input[@name='relation'][@checked]/@value") == ["narrows"]
    assert not LinkDecision.objects.filter(person="ann").exists()


def test_accepting_needs_a_relation(ann, link):
    assert "Choose the relation first." in page_of(send(ann, link, "accept")).text_content()
    assert not LinkDecision.objects.exists()


def test_whoever_judges_second_is_not_led_by_the_first(ann, link):
    decide_link(link=link, person="bob", verdict=Verdict.ACCEPT, relation="extends")
    page = page_of(ann.get(REVIEW, {"pile": "others"}))
    assert page.xpath("//input[@name='relation'][@checked]") == []
    assert not page.xpath("//details[contains(@class, 'review-others')]/@open")
    answer = ann.post(REVIEW, {"link": link.pk, "pile": "others", "do": "refuse"}, follow=True)
    assert "is disputed now" in answer.text
    assert link.decisions.count() == 2


def test_changed_words_are_shown_where_both_are_in_one_language(ann, link):
    page = page_of(ann.get(REVIEW))
    first, second = page.xpath("//section[contains(@class, 'review-end')]")
    assert first.xpath(".//ins/text()") == ["outer "]
    assert second.xpath(".//del/text()") == ["all "]
    assert [quote.get("lang") for quote in page.xpath("//blockquote")] == ["en", "en"]


def test_the_sentence_that_a_reason_names_is_marked(ann):
    french, arabic = (
        make_commitment(expression=make_expression(text, language=language), locator="1")
        for text, language in (
            ("1. Paix. Eau pure pour tous.\n2. Fin.\n", "fr"),
            ("1. السلام للجميع.\n2. النهاية.\n", "ar"),
        )
    )
    reasons = [{"kind": "sentence", "side": "source", "exact": "Eau pure pour tous."}]
    make_link(french, arabic, state="proposed", score=0.6, reasons=reasons)
    page = page_of(ann.get(REVIEW))
    assert page.xpath("//mark/text()") == ["Eau pure pour tous."]
    assert [(quote.get("lang"), quote.get("dir")) for quote in page.xpath("//blockquote")] == [
        ("fr", "ltr"),
        ("ar", "rtl"),
    ]


def test_both_sides_are_shown_in_a_language_that_both_have(ann, link):
    commitment = link.source
    other = make_expression("1. Les Parties soutiennent la paix.\n2. Fin.\n", document=commitment.document)
    clause = clause_of(other, "1")
    commitment.citations.create(
        expression=other, clause=clause, start=clause.start, end=clause.end, exact=other.text[clause.start : clause.end]
    )
    page = page_of(ann.get(REVIEW))
    first = page.xpath("//section[contains(@class, 'review-end')]")[0]
    assert first.xpath("./figure/blockquote/@lang") == ["en"]
    assert first.xpath("./details//blockquote/@lang") == ["fr"]


def test_the_queue_ends_at_what_was_skipped(ann, link):
    page = page_of(ann.get(REVIEW))
    (skip,) = page.xpath("//a[@data-key='s']/@href")
    assert "begin again" in ann.get(skip).text


def test_a_link_that_is_gone_is_no_error(ann, link):
    Link.objects.all().delete()
    assert "not there any more" in ann.get(send(ann, link, "accept", relation="restates").url).text
    assert ann.get(REVIEW, {"link": "9" * 30, "after": "x", "pile": "y", "document": "-1"}).status_code == 200


def test_only_those_who_may_change_links_may_review(link):
    reader = User.objects.create_user("reader", is_staff=True)
    client = Client()
    client.force_login(reader)
    assert client.get(REVIEW).status_code == 403
    assert send(client, link, "accept", relation="restates").status_code == 403


def test_the_page_of_a_link_shows_all_decisions_and_leaves_the_state_to_them(ann, link):
    decide_link(link=link, person="bob", verdict=Verdict.REFUSE, rationale="Other words.")
    address = reverse("admin:commitments_link_change", args=[link.pk])
    page = page_of(ann.get(address))
    assert "bob" in page.text_content()
    assert "Other words." in page.text_content()
    ann.post(address, {"state": "accepted", "relation": "extends"})
    link.refresh_from_db()
    assert (link.state, link.relation) == ("rejected", "restates")


def test_a_link_made_by_hand_is_decided_on_next(ann):
    ends = {"source": make_commitment().pk, "target": make_commitment().pk}
    answer = ann.post(reverse("admin:commitments_link_add"), ends | {"relation": "restates"})
    link = Link.objects.get()
    assert (link.state, answer.url) == ("proposed", f"{REVIEW}?link={link.pk}")


def test_a_page_of_the_review_takes_a_fixed_number_of_queries(ann, link, django_assert_num_queries):
    with django_assert_num_queries(14):
        ann.get(REVIEW)
    for _ in range(5):
        make_link(make_commitment(), make_commitment(), state="proposed", reasons=[{"kind": "mutual"}])
    decide_link(link=link, person="bob", verdict=Verdict.ACCEPT)
    with django_assert_num_queries(14):
        ann.get(REVIEW)


def test_a_decision_takes_a_fixed_number_of_queries(ann, link, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        send(ann, link, "accept", relation="restates")


@pytest.mark.usefixtures("corpus")
def test_every_suggestion_of_the_corpus_has_its_page(ann):
    list(suggest_links(document="wang-yi-brics-2024"))
    links = list(Queue("ann").links())
    assert links
    for link in links:
        for language in ("en", "fr", "ar"):
            answer = ann.get(REVIEW, {"link": link.pk}, headers={"accept-language": language})
            assert answer.status_code == 200


def test_an_editor_fills_the_queue_from_the_page_of_a_document(ann):
    texts = [make_expression(WORDS.format("outer"), language="en") for _ in range(2)]
    made = [make_commitment(expression=text, locator=locator) for text in texts for locator in ("1", "2")]
    document = texts[0].document
    page = page_of(ann.get(reverse("admin:commitments_document_change", args=[document.pk])))
    (suggest,) = page.xpath("//form[contains(@action, 'suggest')]/@action")
    answer = ann.post(suggest)
    assert answer.url == f"{REVIEW}?document={document.pk}"
    pairs = {frozenset((link.source, link.target)) for link in Queue("ann", document=document.pk).links()}
    assert {frozenset((made[0], made[2])), frozenset((made[1], made[3]))} <= pairs


def test_what_takes_too_long_to_wait_for_is_left_to_the_command(ann, monkeypatch):
    monkeypatch.setattr("commitments.admin.suggesting.MOST_COMMITMENTS", 0)
    document = make_commitment().document
    selected = {"action": "suggest_selected", "_selected_action": [document.pk]}
    answer = ann.post(reverse("admin:commitments_document_changelist"), selected, follow=True)
    assert f"manage.py suggest_links --document {document.slug}" in answer.text
    assert not Link.objects.exists()


def test_a_reviewer_publishes_how_far_coders_agree(ann, link):
    address = reverse("admin:commitments_link_review_agreement")
    assert ann.post(address).status_code == 403
    reviewer = client_of("rita", REVIEWERS)
    assert address in reviewer.get(REVIEW).text
    assert "No two persons" in reviewer.post(address, follow=True).text
    assert not RegisterEntry.objects.exists()
    for person in ("ann", "bob"):
        decide_link(link=link, person=person, verdict=Verdict.ACCEPT)
    assert "The figures are published." in reviewer.post(address, follow=True).text
    assert RegisterEntry.objects.get().payload["links"] == 1
    assert "The figures have not changed." in reviewer.post(address, follow=True).text


class TestRadar:
    """“Already said in …”."""

    @pytest.fixture
    def twins(self):
        texts = [make_expression(WORDS.format("outer"), language="en") for _ in range(2)]
        made = [make_commitment(expression=text, locator="1") for text in texts]
        embed_backlog()
        return made

    def test_the_page_of_a_commitment_shows_where_it_was_said(self, ann, twins):
        own, other = twins
        page = page_of(ann.get(reverse("admin:commitments_commitment_change", args=[own.pk])))
        (near,) = page.xpath("//ul[@class='near']/li")
        assert other.document.slug in near.text_content()
        (button,) = near.xpath(".//button")
        assert button.get("value") == str(other.pk)
        answer = ann.post(button.get("formaction"), {"target": other.pk})
        link = Link.objects.get()
        assert (link.state, link.origin, link.relation) == ("proposed", "editor", "restates")
        assert answer.url == f"{REVIEW}?link={link.pk}"
        page = page_of(ann.get(reverse("admin:commitments_commitment_change", args=[own.pk])))
        assert page.xpath("//ul[@class='near']//button") == []
        assert "There is a link already: proposed" in page.text_content()

    def test_the_enter_key_saves(self, ann, twins):
        page = page_of(ann.get(reverse("admin:commitments_commitment_change", args=[twins[0].pk])))
        first = page.xpath("//form[@id='commitment_form']//*[self::button or self::input][@type='submit']")[0]
        assert first.get("name") == "_save"

    def test_words_that_are_not_saved_yet_are_looked_for(self, ann, twins):
        said = reverse("admin:commitments_commitment_said")
        sent = {"citations-0-exact": "The Parties shall support peace in outer space.", "title_en": "Unlike"}
        assert twins[1].document.slug in ann.post(said, sent).text
        sent = {"citations-0-clause": twins[0].citations.get().clause_id, "document": twins[0].document_id}
        page = ann.post(said, sent).text
        assert twins[1].document.slug in page
        assert twins[0].document.slug not in page
        assert "There are no words" in ann.post(said, {"title_en": " "}).text
        assert not Link.objects.exists()
