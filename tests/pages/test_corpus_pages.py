"""The pages on the curated corpus: every one answers, in each language, well formed, in a fixed number of queries."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from commitments.models.register import PublishedCommitment, PublishedExpression, RegisterEntry

from .reader import marked_text, parsed, source_text, squeezed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]

KEY = "gsi-concept-paper-2023-iii-13"
PAGES = [
    "",
    "commitments/",
    "commitments/?theme=disarmament&region=002&q=armes",
    "search/",
    "search/help/",
    "search/?q=guerre+nucleaire+-paix&mode=words&kind=principle",
    f"commitments/{KEY}/",
    "commitments/gsi-concept-paper-2023-iv-5/",
    "commitments/china-russia-treaty-2001-7/",
    f"commitments/{KEY}/versions/1/",
    f"lineage/{KEY}/",
    "lineage/xi-wuzhen-2015-p1-a/",
    "documents/",
    "documents/gsi-concept-paper-2023/",
    "documents/china-russia-treaty-2001/",
    "documents/un-charter/",
    "documents/gsi-concept-paper-2023/text/fr/",
    "documents/wang-yi-brics-2024/text/ar/",
    "themes/",
    "themes/climate-change/",
    "regions/",
    "regions/african-union/",
    "actors/",
    "actors/china/",
    "matrix/",
    "matrix/?rows=actor&columns=theme&theme=disarmament&actor=china&role=makes&empty=false",
    "matrix/?rows=region&columns=year&rows_depth=9",
    "changes/",
    "methodology/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_each_page_answers_in_each_language(client, language, direction, path):
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    page = parsed(answer)
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    assert answer.headers["Content-Language"] == language
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    well_formed(page, answer.content.decode())


@pytest.mark.parametrize("language", ["zh-hans", "ru", "es"])
def test_the_other_languages_have_their_addresses(client, language):
    page = parsed(client.get(f"/{language}/commitments/{KEY}/"))
    assert page.get("lang") == language
    (title,) = page.xpath("//h1")
    (inner,) = title.xpath("./span")
    assert inner.get("lang") == "en", "a title that falls back to another language says so"


def well_formed(page: html.HtmlElement, source: str) -> None:
    """What the content security policy and WCAG ask of every page."""
    assert not page.xpath("//script | //style | //*[@style] | //@*[starts-with(name(), 'on')]")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(page.xpath("//main")) == 1
    for control in page.xpath("//input[not(@type='hidden')] | //select"):
        assert page.xpath(f"//label[@for='{control.get('id')}']")
    for reference in page.xpath("//@aria-labelledby | //@aria-describedby"):
        assert set(reference.split()) <= set(ids)
    assert "{%" not in source
    assert "{{" not in source
    assert not re.search(r">\s*None\s*<", source)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_reader_shows_every_character_once_and_marks_what_is_quoted(client, language):
    texts = list(PublishedExpression.objects.filter(latest=True))
    assert len(texts) == 5
    for text in texts:
        path = f"/{language}/documents/{text.document}/text/{text.language}/"
        answer = client.get(path)
        quoted = [
            (citation["start"], citation["end"])
            for commitment in PublishedCommitment.objects.current().filter(expressions__contains=[text.key])
            for citation in commitment.payload["citations"]
            if f"{citation['document']}/{citation['language']}/{citation['edition']}" == text.key
        ]
        marked = "".join(
            character for place, character in enumerate(text.text) if any(start <= place < end for start, end in quoted)
        )
        assert marked_text(parsed(answer)) == squeezed(marked)
        assert source_text(parsed(answer)) == squeezed(text.text)
        page = parsed(answer)
        for eid in text.clauses.values_list("eid", flat=True):
            assert len(page.xpath(f"//*[@id='{eid}']")) == 1
            assert page.xpath(f"//a[@href='#{eid}']")
        for words in page.xpath("//div[@class='words']"):
            assert (words.get("lang"), words.get("dir")) == (text.language, text.payload["direction"])


def test_a_quotation_stands_in_its_own_language_and_leads_to_its_place(client):
    page = parsed(client.get(f"/ar/commitments/{KEY}/"))
    (quote,) = page.xpath("//figure/blockquote")
    assert (quote.get("lang"), quote.get("dir")) == ("fr", "ltr")
    citation = PublishedCommitment.objects.current().get(key=KEY).payload["citations"][0]
    assert squeezed(quote.text_content()) == squeezed(citation["exact"])
    assert page.xpath(f"//a[@href='/ar/documents/gsi-concept-paper-2023/text/fr/#{citation['clause']}']")
    assert page.xpath("//h1[not(@lang)]/text()") == [PublishedCommitment.objects.get(key=KEY).payload["title"]["ar"]]


def test_links_are_shown_at_both_ends_with_their_reasons(client):
    link = PublishedCommitment.objects.current().get(key="gsi-concept-paper-2023-iv-5").payload["links"]
    outgoing = next(each for each in link if each["direction"] == "outgoing")
    here = client.get("/en/commitments/gsi-concept-paper-2023-iv-5/").content.decode()
    there = client.get(f"/en/commitments/{outgoing['key']}/").content.decode()
    assert "extends</em>" in here
    assert "is extended by</em>" in there
    assert outgoing["rationale"]["en"] in here
    assert outgoing["rationale"]["en"] in there


def keys_on(page: html.HtmlElement) -> list[str]:
    return [address.split("/")[3] for address in page.xpath("//ol[@class='rows']//h3/a/@href")]


def all_pages(client, path: str) -> list[html.HtmlElement]:
    """The page at a path and all that follow it by their links."""
    pages = [parsed(client.get(path))]
    while following := pages[-1].xpath("//a[@rel='next']/@href"):
        pages.append(parsed(client.get(path.split("?")[0] + following[0])))
    return pages


@pytest.mark.parametrize(
    "query",
    [
        "",
        "theme=disarmament",
        "theme=disarmament&theme=climate-change",
        "region=002",
        "region=019&kind=priority",
        "document=china-russia-joint-statement-2021&kind=undertaking&kind=call",
        "actor=china&role=makes",
        "language=ar",
        "status=active",
        "due_before=2030-01-01",
        "made_after=2023-01-01",
        "q=nucl%C3%A9aire",
        "q=الإرهاب",
        "as_of=2100-01-01",
    ],
)
def test_the_filters_give_what_the_api_gives(client, query):
    pages = all_pages(client, f"/en/commitments/?{query}&utm_source=elsewhere")
    wanted = client.get(f"/api/v1/commitments/?{query}&page_size=500").json()
    assert [key for page in pages for key in keys_on(page)] == [row["key"] for row in wanted["results"]]
    for page in pages:
        assert page.xpath("//h2[@id='results']")[0].text.split()[0] == str(wanted["count"])


def test_a_character_that_postgresql_does_not_know_is_found_nowhere(client):
    answer = client.get("/en/commitments/?q=%00")
    assert answer.status_code == 200
    assert keys_on(parsed(answer)) == []


def test_what_is_typed_at_home_is_searched_for(client):
    page = client.get("/en/").content.decode()
    form = page[page.index("<form", page.index('role="search"') - 300) :]
    assert 'action="/en/search/"' in form[: form.index(">")]
    assert 'name="q"' in form[: form.index("</form>")]


def test_paging_shows_every_row_once_there_and_back(client):
    path = "/en/commitments/"
    pages = all_pages(client, path)
    keys = [key for page in pages for key in keys_on(page)]
    assert len(keys) == len(set(keys)) == PublishedCommitment.objects.current().count()
    assert [len(keys_on(page)) for page in pages[:-1]] == [20] * (len(pages) - 1)
    back = [pages[-1]]
    while previous := back[0].xpath("//a[@rel='prev']/@href"):
        back.insert(0, parsed(client.get(path + previous[0])))
    assert [keys_on(page) for page in back] == [keys_on(page) for page in pages]


def test_the_changes_are_paged_from_the_newest_to_the_first(client):
    path = "/en/changes/"
    shown = [
        int(number.strip().lstrip("#"))
        for page in all_pages(client, path)
        for number in page.xpath("//ol[@class='changes']//p[@class='when']/span/text()")
    ]
    assert shown == sorted(RegisterEntry.objects.values_list("sequence", flat=True), reverse=True)


def test_a_filter_is_shown_and_can_be_removed(client):
    page = parsed(client.get("/en/commitments/?theme=disarmament&theme=climate-change&kind=call&junk=1"))
    removals = page.xpath("//ul[@class='applied']/li[not(@class)]/a/@href")
    assert removals == [
        "?theme=climate-change&kind=call",
        "?theme=disarmament&kind=call",
        "?theme=disarmament&theme=climate-change",
    ]
    assert page.xpath("//input[@type='hidden']/@value") == ["climate-change"]
    assert page.xpath("//select[@name='theme']/option[@selected]/@value") == ["disarmament"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=nope", "nope"),
        ("theme=no%00pe", "no"),
        ("kind=nope", "nope"),
        ("due_before=soon", "Enter a valid date"),
        ("region=002&document=nope&q=x", "nope"),
    ],
)
def test_a_filter_that_means_nothing_is_said_to_with_the_form_in_place(client, query, said):
    answer = client.get(f"/en/commitments/?{query}")
    assert answer.status_code == 400
    page = parsed(answer)
    assert said in page.text_content()
    assert page.xpath("//form[@class='filters']//select[@name='theme']")
    well_formed(page, answer.content.decode())


@pytest.mark.parametrize(
    "path",
    [
        "commitments/nope/",
        f"commitments/{KEY}/versions/99/",
        "lineage/nope/",
        "lineage/nope.svg",
        "commitments/?after=%00",
        "documents/nope/",
        "documents/un-charter/text/fr/",
        "documents/gsi-concept-paper-2023/text/ar/",
        "documents/gsi-concept-paper-2023/text/%00/",
        "documents/gsi-concept-paper-2023/text/fr/?edition=7",
        "themes/nope/",
        "changes/?after=x",
        "nowhere/",
    ],
)
def test_what_is_not_there_is_404_in_the_language_of_the_page(client, path):
    answer = client.get(f"/ar/{path}")
    assert answer.status_code == 404
    page = parsed(answer)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    well_formed(page, answer.content.decode())


@pytest.mark.parametrize(
    ("accepted", "chosen"), [("ar,en;q=0.5", "ar"), ("fr-CA", "fr"), ("zh-CN", "zh-hans"), ("de", "en"), ("", "en")]
)
def test_the_bare_address_chooses_the_language_of_the_browser(client, accepted, chosen):
    answer = client.get("/", headers={"Accept-Language": accepted})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{chosen}/")
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_page_leads_to_itself_in_other_languages(client):
    page = parsed(client.get("/en/commitments/?kind=call"))
    assert page.xpath("//nav[@class='languages']//a[@lang='ar']/@href") == ["/ar/commitments/?kind=call"]


# With nothing remembered; the second visit asks for the figures of the whole register no more. Not counted: the
# one that makes the ETag.
QUERIES = [
    ("", 10, 3),
    ("commitments/", 10, 3),
    ("commitments/?theme=disarmament&region=002&kind=call&q=a", 12, 5),
    ("search/", 2, 2),
    ("search/help/", 0, 0),
    ("search/?q=paix&mode=words", 13, 10),
    (f"commitments/{KEY}/", 3, 3),
    (f"commitments/{KEY}/versions/1/", 3, 3),
    (f"lineage/{KEY}/", 5, 5),
    ("lineage/chen-wenqing-saint-petersburg-2024-p6-b/", 5, 5),
    (f"lineage/{KEY}.svg", 4, 4),
    ("documents/", 3, 2),
    ("documents/gsi-concept-paper-2023/", 4, 4),
    ("documents/un-charter/", 6, 6),
    ("documents/gsi-concept-paper-2023/text/fr/", 6, 6),
    ("documents/china-russia-joint-statement-2021/text/fr/", 6, 6),
    ("themes/", 3, 1),
    ("actors/", 3, 1),
    ("regions/african-union/", 4, 2),
    ("matrix/", 7, 1),
    ("matrix/?rows=actor&columns=region&theme=disarmament&kind=call", 8, 3),
    ("changes/", 2, 2),
]


@pytest.mark.parametrize(("path", "first", "later"), QUERIES)
def test_the_number_of_queries_is_fixed(client, path, first, later):
    cache.clear()
    counted = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/fr/{path}").status_code == 200
        counted.append(len(queries) - 1)
    assert counted == [first, later], [query["sql"][:200] for query in queries]


def test_no_page_but_the_reader_fetches_a_text(client):
    for path in PAGES:
        if "/text/" in path:
            continue
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/{path}")
        for query in queries:
            assert '"commitments_publishedexpression"."text"' not in query["sql"]
            assert not re.search(r'"commitments_registerentry"."payload"(?! ->)', query["sql"]), query["sql"]


def test_every_part_of_the_style_sheet_begins_outside_all_rules():
    """A brace lost in a merge leaves every rule after it inside a media query, and nothing else tells."""
    path = finders.find("pages/pages.css")
    assert path
    source = Path(path).read_text(encoding="utf-8")
    for before in (*(source[: part.start()] for part in re.finditer(r"(?m)^/\*", source)), source):
        assert before.count("{") == before.count("}"), before[-200:]
