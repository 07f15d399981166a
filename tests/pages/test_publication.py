"""What the public sees of drafts, earlier wordings and withdrawals: nothing, the mark of age, and the reason."""

from datetime import UTC, datetime

import pytest
from django.utils import translation
from django.views.defaults import bad_request, permission_denied, server_error

from commitments.importing import cite
from commitments.models import Commitment, PublishedCommitment
from commitments.publishing import withdraw
from tests.factories import (
    PERSON,
    make_commitment,
    make_document,
    make_expression,
    make_theme,
    publish_whole,
)

from .reader import parsed, source_text, squeezed

pytestmark = pytest.mark.django_db


@pytest.fixture
def expression():
    return make_expression(document=make_document("paper", title={"fr": "Le papier", "ar": "الورقة"}))


@pytest.fixture
def commitment(expression):
    commitment = make_commitment("paper-1", expression=expression, title={"fr": "Soutenir la paix"})
    publish_whole(commitment, reason="First edition")
    return commitment


def words_of(client, path):
    answer = client.get(path)
    return answer.status_code, parsed(answer).text_content()


def everywhere(client) -> str:
    paths = ["", "commitments/", "documents/", "documents/paper/", "documents/paper/text/fr/", "themes/", "changes/"]
    return "".join(client.get(f"/en/{path}").content.decode() for path in paths)


def test_an_empty_register_has_its_pages(client):
    for path in ("", "commitments/", "documents/", "themes/", "regions/", "actors/", "changes/"):
        assert client.get(f"/en/{path}").status_code == 200


def test_drafts_appear_nowhere(client, commitment, expression):
    before = everywhere(client)
    make_commitment(
        "paper-2", expression=expression, locator="I.2", title={"en": "A draft"}, themes=[make_theme("hid")]
    )
    make_document("hidden", title={"en": "A hidden document"})
    Commitment.objects.filter(pk=commitment.pk).update(title={"en": "A new wording"})
    assert everywhere(client) == before
    for path in ("commitments/paper-2/", "documents/hidden/", "themes/hid/"):
        assert client.get(f"/en/{path}").status_code == 404
    assert "A new wording" not in words_of(client, "/en/commitments/paper-1/")[1]


def test_a_title_that_falls_back_says_its_language(client, commitment):
    for path in ("/ar/commitments/paper-1/", "/ar/commitments/", "/ar/documents/paper/", "/ar/changes/"):
        found = parsed(client.get(path)).xpath("//span[@lang='fr'][text()='Soutenir la paix']")
        assert found
        assert {element.get("dir") for element in found} == {"ltr"}


def test_an_earlier_wording_keeps_its_address_and_says_that_it_is_old(client, commitment):
    Commitment.objects.filter(pk=commitment.pk).update(title={"en": "A new wording"})
    commitment.refresh_from_db()
    publish_whole(commitment)
    status, words = words_of(client, "/en/commitments/paper-1/versions/1/")
    assert status == 200
    assert "Soutenir la paix" in words
    assert "an earlier wording" in words
    page = parsed(client.get("/en/commitments/paper-1/versions/1/"))
    assert page.xpath("//div[@role='note']//a/@href") == ["http://testserver/en/commitments/paper-1/"]
    assert "A new wording" in words_of(client, "/en/commitments/paper-1/")[1]
    assert "the current wording" in words_of(client, "/en/commitments/paper-1/versions/2/")[1]


def test_the_list_as_of_an_earlier_day_leads_to_the_wordings_of_then(client, commitment):
    Commitment.objects.filter(pk=commitment.pk).update(title={"en": "A new wording"})
    commitment.refresh_from_db()
    publish_whole(commitment)
    long_ago, since = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    PublishedCommitment.objects.filter(version=1).update(published_at=long_ago, ended_at=since)
    page = parsed(client.get("/en/commitments/?as_of=2020-06-01"))
    assert page.xpath("//ol[@class='rows']//h3/a/@href") == ["/en/commitments/paper-1/versions/1/"]
    page = parsed(client.get("/en/commitments/"))
    assert page.xpath("//ol[@class='rows']//h3/a/@href") == ["/en/commitments/paper-1/"]


def test_a_withdrawn_commitment_is_gone_and_says_when_and_why(client, commitment):
    withdraw([commitment], person=PERSON, reason="It was never made")
    for language in ("en", "ar"):
        status, words = words_of(client, f"/{language}/commitments/paper-1/")
        assert status == 410
        assert "It was never made" in words
        assert PERSON not in words
    page = parsed(client.get("/en/commitments/paper-1/"))
    assert "/en/commitments/paper-1/versions/1/" in page.xpath("//ul[@class='versions']//a/@href")
    status, words = words_of(client, "/en/commitments/paper-1/versions/1/")
    assert status == 200
    assert "withdrawn" in words
    status, words = words_of(client, "/en/changes/")
    assert "It was never made" in words


def test_a_withdrawn_document_is_gone(client, commitment, expression):
    withdraw([commitment, expression.document], person=PERSON, reason="It was never made")
    assert client.get("/en/documents/paper/").status_code == 410
    assert client.get("/en/documents/paper/text/fr/").status_code == 410


def test_several_commitments_on_nested_and_equal_words(client, expression):
    text = expression.text
    whole = make_commitment("whole", expression=expression, locator="I")
    same = make_commitment("same", expression=expression, locator="I")
    part = make_commitment("part", expression=expression, locator="I.1", cited=False)
    clause = expression.clauses.get(locator="I.1")
    start = text.index("soutiennent")
    cite(part, expression, clause, start=start, end=start + len("soutiennent")).save()
    publish_whole(whole, same, part)
    answer = client.get("/en/documents/paper/text/fr/")
    assert source_text(parsed(answer)) == squeezed(text)
    page = parsed(answer)
    (run,) = [mark for mark in page.xpath("//mark") if mark.text_content() == "soutiennent"]
    assert run.get("class") == "again"
    assert run.getnext().get("href") == "/en/commitments/part/"
    ends = page.xpath("//a[@class='reference']/@href")
    assert sorted(ends) == [f"/en/commitments/{key}/" for key in ("part", "same", "whole")]


def test_a_newer_edition_leaves_the_older_one_readable(client, commitment, expression):
    newer = make_expression("I. Principes\n1. Les Parties soutiennent la paix durable.\n", document=expression.document)
    publish_whole(newer.document)
    assert "paix durable" in words_of(client, "/en/documents/paper/text/fr/")[1]
    status, words = words_of(client, "/en/documents/paper/text/fr/?edition=1")
    assert status == 200
    assert "a newer one has replaced it" in words
    page = parsed(client.get("/en/commitments/paper-1/"))
    assert any("?edition=1#" in address for address in page.xpath("//figcaption//a/@href"))


@pytest.mark.parametrize("view", [server_error, bad_request, permission_denied])
def test_the_pages_for_errors_need_neither_context_nor_database(rf, view, django_db_blocker):
    with django_db_blocker.block(), translation.override("ar"):
        answer = view(rf.get("/ar/commitments/"), *([] if view is server_error else [Exception()]))
    page = parsed(answer)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.xpath("//h1")
