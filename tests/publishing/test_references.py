"""References in public: only to what is published, as long as both ends are, and never a draft's name."""

import json
from datetime import date

import pytest
from django.urls import reverse

from commitments.importing import find_references
from commitments.models import PublishedClause, PublishedReference, RegisterEntry
from commitments.publishing import publish, rebuild, withdraw
from tests.factories import PERSON, make_document, make_expression

pytestmark = pytest.mark.django_db

TEXT = """1. Selon l'article 2 de la Charte des Nations Unies.
2. Selon l'article 10 de la Charte des Nations Unies.
3. La Charte des Nations Unies demeure.
"""


@pytest.fixture
def charter():
    return make_document("charter", title={"fr": "Charte des Nations Unies"}, kind="treaty")


@pytest.fixture
def paper(charter):
    return make_expression(TEXT, document=make_document("paper", adopted_on=date(2023, 2, 21))).document


def put(*things):
    publish(things, person=PERSON)


def take(*things):
    withdraw(things, person=PERSON, reason="Wrong")


def shown():
    return list(PublishedReference.objects.mentions_of("charter").values_list("clause", "article"))


def in_clauses():
    return [each["document"] for clause in PublishedClause.objects.all() for each in clause.payload["references"]]


def test_they_are_published_with_the_text_that_makes_them(charter, paper):
    put(charter, paper)
    assert [article for _, article in shown()] == ["2", "10", ""]
    first = PublishedReference.objects.order_by("place")[0]
    assert (first.document, first.language, first.target, str(first.made_on)) == (
        "paper",
        "fr",
        "charter",
        "2023-02-21",
    )
    assert first.exact == "article 2 de la Charte des Nations Unies" == first.payload["exact"]
    assert in_clauses() == ["charter"] * 3


def test_a_draft_does_not_come_to_light_because_a_text_names_it(charter, paper):
    put(paper)
    assert shown() == []
    assert "charter" not in json.dumps([entry.payload for entry in RegisterEntry.objects.all()])
    put(charter)
    assert shown() == []
    put(paper)
    assert len(shown()) == 3


def test_they_go_and_come_with_the_document_that_they_name(charter, paper):
    put(charter, paper)
    take(charter)
    assert (shown(), in_clauses()) == ([], [])
    put(charter)
    assert len(shown()) == len(in_clauses()) == 3


def test_they_go_with_the_text_that_makes_them(charter, paper):
    put(charter, paper)
    take(paper)
    assert not PublishedReference.objects.exists()


def test_they_follow_the_date_of_their_document(charter, paper):
    put(charter, paper)
    paper.adopted_on = date(2024, 1, 1)
    paper.save()
    put(paper)
    assert {str(day) for day in PublishedReference.objects.values_list("made_on", flat=True)} == {"2024-01-01"}
    assert {row.payload["date"] for row in PublishedReference.objects.all()} == {"2024-01-01"}


def test_a_replaced_edition_is_not_listed(charter, paper):
    put(charter, paper)
    make_expression("1. La Charte des Nations Unies, seule.\n", document=paper)
    put(paper)
    assert len(shown()) == 1


def test_a_reference_found_later_is_published_with_the_text_again(paper, charter):
    put(charter, paper)
    known = RegisterEntry.objects.count()
    found = make_document("demeure", title={"fr": "Unies demeure"}, alternative_names={"fr": ["Selon l'article"]})
    put(found)
    find_references()
    assert [row.target for row in PublishedReference.objects.filter(target="demeure")] == []
    put(paper)
    assert RegisterEntry.objects.count() == known + 2
    assert PublishedReference.objects.filter(target="demeure").count() == 2


def test_a_rebuild_gives_the_same(charter, paper):
    put(charter, paper)
    take(charter)
    before = list(PublishedReference.objects.order_by("pk").values())
    rebuild()
    assert list(PublishedReference.objects.order_by("pk").values()) == before != []


class TestReading:
    @pytest.fixture(autouse=True)
    def published(self, charter, paper):
        put(charter, paper)

    def test_the_list_answers_newest_first_and_by_article(self, client):
        url = reverse("api:document-mentions", args=["charter"])
        found = client.get(url).json()
        assert found["count"] == 3
        assert [one["article"] for one in found["results"]] == ["2", "10", ""]
        one = found["results"][0]
        assert (one["document"], one["date"], one["locator"]) == ("paper", "2023-02-21", "1")
        assert [clause["eid"] for clause in client.get(one["url"]).json()["results"]] == [one["clause"]]
        assert [one["locator"] for one in client.get(url, {"article": "10"}).json()["results"]] == ["2"]
        assert client.get(url, {"article": "99"}).status_code == 400
        page = client.get(url, {"page_size": 2}).json()
        assert len(client.get(page["next"]).json()["results"]) == 1
        assert client.get(reverse("api:document-mentions", args=["nowhere"])).status_code == 404

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_the_page_of_a_document_says_who_cites_it(self, client, language):
        page = client.get(f"/{language}/documents/charter/").text
        assert 'id="cited-by"' in page
        assert f"/{language}/documents/paper/text/fr/#" in page
        assert "<mark>article 2 de la Charte des Nations Unies</mark>" in page
        assert page.index("?article=2#") < page.index("?article=10#")
        assert '<blockquote lang="fr" dir="ltr">' in page

    def test_one_article_can_be_asked_for(self, client):
        page = client.get("/en/documents/charter/?article=10").text
        assert "<mark>article 10" in page
        assert "<mark>article 2 " not in page
        assert client.get("/en/documents/charter/?article=99").status_code == 404

    def test_many_mentions_are_paged(self, client, charter):
        text = "".join(f"{number}. L'article {number} de la Charte des Nations Unies.\n" for number in range(1, 80))
        put(make_expression(text, document=make_document("long")).document)
        page = client.get("/en/documents/charter/").text
        assert page.count("<mark>") == 50
        assert 'rel="next"' in page

    def test_the_reader_leads_from_the_words_to_the_document(self, client):
        page = client.get("/en/documents/paper/text/fr/").text
        assert page.count('class="instrument" href="/en/documents/charter/"') == 3
