"""The pages that put documents or commitments side by side, and what they say to a question that makes no sense."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .reader import parsed
from .test_corpus_pages import well_formed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

GSI, XI, JOINT = "gsi-concept-paper-2023", "xi-wuzhen-2015", "china-russia-joint-statement-2021"
DOCUMENTS = f"document={GSI}&document={XI}"
FIVE_MORE = "&".join(f"document={slug}" for slug in (JOINT, "un-charter", "china-russia-treaty-2001")) + (
    "&document=wang-yi-brics-2024&document=chen-wenqing-saint-petersburg-2024"
)
TWO = "commitment=xi-wuzhen-2015-p4&commitment=gsi-concept-paper-2023-iii-13"
SAME_LANGUAGE = "commitment=china-russia-joint-statement-2021-8-p23-a&commitment=gsi-concept-paper-2023-iii-13"


@pytest.mark.parametrize("query", ["", DOCUMENTS, f"document={XI}", TWO, SAME_LANGUAGE, f"{DOCUMENTS}&utm_source=x"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_comparison_answers_in_each_language(client, language, query):
    answer = client.get(f"/{language}/compare/?{query}")
    assert answer.status_code == 200
    well_formed(parsed(answer), answer.content.decode())


def test_the_table_shows_what_each_says_and_where_it_is_silent(client):
    page = parsed(client.get(f"/en/compare/?{DOCUMENTS}"))
    compared = client.get(f"/api/v1/compare/?{DOCUMENTS}").json()
    heads = page.xpath("//table/thead//th/a/@href")
    assert heads == [f"/en/documents/{GSI}/", f"/en/documents/{XI}/"]
    lines = page.xpath("//table/tbody/tr")
    assert [line.xpath("./th/a/@href")[0] for line in lines] == [
        f"/en/themes/{theme['slug']}/" for theme in compared["themes"]
    ]
    for line, theme in zip(lines, compared["themes"], strict=True):
        for cell, slug in zip(line.xpath("./td"), (GSI, XI), strict=True):
            shown = [address.split("/")[3] for address in cell.xpath(".//a/@href")]
            assert shown == theme["says"][slug]
            assert ("says nothing on this" in cell.text_content()) is (slug in theme["silent"])
            assert shown or cell.xpath(".//p[@class='silent']")


def test_the_columns_stand_as_the_address_names_them(client):
    page = parsed(client.get(f"/en/compare/?document={XI}&document={JOINT}&document={GSI}"))
    assert page.xpath("//table/thead//th/a/@href") == [f"/en/documents/{slug}/" for slug in (XI, JOINT, GSI)]


def test_the_form_keeps_what_was_chosen_and_leads_back_here(client):
    for query, checked in (("", []), (f"document={XI}", [XI]), (DOCUMENTS, [GSI, XI]), ("document=nope", [])):
        page = parsed(client.get(f"/en/compare/?{query}"))
        (form,) = page.xpath("//form[@class='compare']")
        assert form.get("action") == "/en/compare/"
        assert sorted(form.xpath(".//input[@checked]/@value")) == sorted(checked)
        assert {GSI, XI, JOINT} <= set(form.xpath(".//input/@value"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"document={GSI}&document=nope", "nope"),
        ("document=no%00pe&document=x", "no"),
        (f"{DOCUMENTS}&{FIVE_MORE}", "Choose two to six documents."),
        ("commitment=xi-wuzhen-2015-p4", "Choose two commitments."),
        (f"{TWO}&commitment=xi-wuzhen-2015-p3", "Choose two commitments."),
        ("commitment=xi-wuzhen-2015-p4&commitment=xi-wuzhen-2015-p4", "Choose two commitments."),
        ("commitment=nope&commitment=xi-wuzhen-2015-p4", "nope"),
        (f"{TWO}&{DOCUMENTS}", "Choose documents or commitments, not both."),
        (f"{SAME_LANGUAGE}&language=ar", "Not both commitments are quoted in this language."),
        (f"{DOCUMENTS}&language=fr", "A language is chosen where two commitments are compared."),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said_with_the_form_in_place(client, query, said):
    answer = client.get(f"/en/compare/?{query}")
    assert answer.status_code == 400
    page = parsed(answer)
    assert said in page.xpath("//div[@role='alert']")[0].text_content()
    assert page.xpath("//form[@class='compare']")
    well_formed(page, answer.content.decode())


def test_sentences_stand_in_their_own_languages(client):
    page = parsed(client.get(f"/en/compare/?{TWO}"))
    first = page.xpath("//table/tbody/tr/td[1]//blockquote")
    second = page.xpath("//table/tbody/tr/td[2]//blockquote")
    assert {(quote.get("lang"), quote.get("dir")) for quote in first} == {("ar", "rtl")}
    assert {(quote.get("lang"), quote.get("dir")) for quote in second} == {("fr", "ltr")}
    assert not page.xpath("//h2[@id='words']")


def test_the_other_way_round_leads_to_the_same_two_turned(client):
    page = parsed(client.get(f"/en/compare/?{SAME_LANGUAGE}&language=fr"))
    (turned,) = page.xpath("//p[@class='ways']/a/@href")
    assert turned == (
        "?commitment=gsi-concept-paper-2023-iii-13&commitment=china-russia-joint-statement-2021-8-p23-a&language=fr"
    )
    assert client.get(f"/en/compare/{turned}").status_code == 200


def test_a_commitment_leads_to_its_comparison_with_each_linked_one(client):
    key = "gsi-concept-paper-2023-iii-13"
    links = client.get(f"/api/v1/commitments/{key}/").json()["links"]
    page = parsed(client.get(f"/en/commitments/{key}/"))
    for link in links:
        address = f"/en/compare/?commitment={key}&commitment={link['key']}"
        assert page.xpath(f"//a[@href='{address}']")
        assert client.get(address).status_code == 200
    page = parsed(client.get(f"/en/documents/{GSI}/"))
    assert page.xpath(f"//a[@href='/en/compare/?document={GSI}']")


@pytest.mark.parametrize(("query", "first", "later"), [("", 4, 2), (DOCUMENTS, 8, 6), (TWO, 4, 4)])
def test_the_number_of_queries_is_fixed(client, query, first, later):
    cache.clear()
    counted = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/fr/compare/?{query}").status_code == 200
        counted.append(len(queries))
    assert counted == [first, later], [query["sql"][:150] for query in queries]
