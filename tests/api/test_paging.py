"""Cursors, orders, counts, and how many queries an answer takes."""

from base64 import b64encode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments import filters

from .asking import LISTS, TEXT, THINGS, every, pages, refusal

pytestmark = pytest.mark.usefixtures("corpus")

FILTERSETS = {
    "documents": filters.DocumentFilterSet,
    "commitments": filters.CommitmentFilterSet,
    "links": filters.LinkFilterSet,
    "themes": filters.TermFilterSet,
    "regions": filters.TermFilterSet,
    "actors": filters.TermFilterSet,
    "changes": filters.ChangeFilterSet,
}
ORDERINGS = [("clauses", "position"), ("versions", "version")]
ORDERINGS += [(name, ordering) for name, filterset in FILTERSETS.items() for ordering in filterset.orderings]
# Fewer rows, so that the pages stay few; enough for many pages of seven.
FEWER = {
    "commitments": {"document": "gsi-concept-paper-2023"},
    "changes": {"kind": "region"},
    "actors": {"broader": "united-nations"},
}


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(("name", "ordering"), ORDERINGS)
def test_each_row_is_visited_once_forwards_and_backwards(client, name, ordering, sign):
    query = {"ordering": sign + ordering} | FEWER.get(name, {})
    whole = every(client, LISTS[name], **query)
    forwards = list(pages(client, LISTS[name], page_size=7, **query))
    assert [result for page in forwards for result in page["results"]] == whole
    assert all(len(page["results"]) == 7 for page in forwards[:-1])
    assert all(page["count"] == len(whole) for page in forwards)

    backwards, url = [forwards[-1]["results"]], forwards[-1]["previous"]
    while url:
        page = client.get(url).json()
        backwards.insert(0, page["results"])
        url = page["previous"]
    assert [result for results in backwards for result in results] == whole


@pytest.mark.parametrize(
    ("name", "ordering", "value"),
    [
        ("commitments", "key", lambda one: one["key"]),
        ("commitments", "date", lambda one: one["document"]["date"] or "9999"),
        ("commitments", "-newest", lambda one: one["document"]["date"] or "0000"),
        ("commitments", "due_on", lambda one: one["due_on"] or "9999"),
        ("commitments", "published_at", lambda one: one["published_at"]),
        ("documents", "slug", lambda one: one["slug"]),
        ("documents", "date", lambda one: one["date"] or "9999"),
        ("documents", "-newest", lambda one: one["date"] or "0000"),
        ("links", "key", lambda one: one["key"]),
        ("links", "published_at", lambda one: one["sequence"]),
        ("themes", "key", lambda one: one["slug"]),
        ("changes", "sequence", lambda one: one["sequence"]),
    ],
)
def test_an_order_is_what_its_name_says(client, name, ordering, value):
    ascending = [value(one) for one in every(client, LISTS[name], ordering=ordering)]
    turned = ordering[1:] if ordering.startswith("-") else f"-{ordering}"
    descending = [value(one) for one in every(client, LISTS[name], ordering=turned)]
    assert descending == ascending[::-1]
    if ordering.endswith(("key", "slug")):
        # The order of letters and hyphens is the database's.
        assert len(set(ascending)) == len(ascending)
    else:
        assert ascending == sorted(ascending)


def test_commitments_of_a_document_come_in_its_own_order(client):
    found = every(client, LISTS["commitments"], document="gsi-concept-paper-2023")
    sections = [(section, range(1, last + 1)) for section, last in (("II", 6), ("III", 20), ("IV", 5))]
    assert [one["locator"] for one in found] == [
        f"{section}.{number}" for section, numbers in sections for number in numbers
    ]


@pytest.mark.parametrize("name", LISTS)
def test_the_count_can_be_left_out(client, name):
    counted, bare = (client.get(LISTS[name], {"count": count}).json() for count in ("true", "false"))
    assert "count" not in bare
    assert bare["results"] == counted["results"]


def test_the_next_page_keeps_the_question(client):
    query = {"theme": ["peace-and-security", "cybersecurity"], "kind": "priority", "count": "false", "page_size": 2}
    if "cybersecurity" not in {theme["slug"] for theme in every(client, LISTS["themes"])}:
        query["theme"] = ["peace-and-security"]
    first = client.get(LISTS["commitments"], query).json()
    second = client.get(first["next"]).json()
    assert first["next"].startswith(f"http://testserver{LISTS['commitments']}?")
    assert "count" not in second
    assert len(second["results"]) == 2
    assert {one["kind"] for one in second["results"]} == {"priority"}


@pytest.mark.parametrize(
    ("name", "own", "others"),
    [("commitments", "key", "published_at"), ("links", "key", "published_at"), ("documents", "slug", "date")],
)
def test_a_cursor_of_another_order_is_refused_or_means_a_place_in_this_one(client, name, own, others):
    page = client.get(LISTS[name], {"ordering": own, "page_size": 7}).json()
    url = page["next"].replace(f"ordering={own}", f"ordering={others}")
    assert client.get(url).status_code in {200, 400}


def test_a_cursor_whose_place_is_nonsense_is_refused(client):
    for place in ("p=abc", "p=1e5", "p=" + "9" * 40, "p=%00", "o=-1&p=1", "o=99999999&p=1", "r=1&p=abc"):
        cursor = b64encode(place.encode()).decode()
        for name in ("changes", "clauses", "versions"):
            answer = client.get(LISTS[name], {"cursor": cursor})
            assert answer.status_code in {200, 400}, (name, place)
        assert set(refusal(client, LISTS["changes"], {"cursor": b64encode(b"p=abc").decode()})) == {"cursor"}


class TestQueries:
    """As many for a hundred rows as for one: of a list one for its rows and one for its count, and of all answers one
    for the state of the register, which is their ETag.
    """

    EXPECTED = {
        "documents": 3,
        "clauses": 5,  # Which texts the document has, and the one that is asked for.
        "mentions": 4,  # Whether there is such a document.
        "commitments": 3,
        "versions": 4,  # Whether there is such a commitment.
        "links": 3,
        "related": 4,
        "themes": 3,
        "regions": 3,
        "actors": 3,
        "changes": 3,
    }

    @pytest.mark.parametrize("page_size", [1, 100])
    @pytest.mark.parametrize("name", LISTS)
    def test_of_a_list(self, client, django_assert_num_queries, name, page_size):
        with django_assert_num_queries(self.EXPECTED[name]):
            client.get(LISTS[name], {"page_size": page_size})
        with django_assert_num_queries(self.EXPECTED[name] - 1):
            client.get(LISTS[name], {"page_size": page_size, "count": "false"})

    @pytest.mark.parametrize(
        ("query", "more"),
        [
            ({"kind": "call", "status": "active", "role": "makes", "made_after": "2000-01-01", "q": "paix"}, 1),
            ({"as_of": "2030-01-01", "ordering": "-date"}, 0),
            ({"theme": ["peace-and-security", "common-security"]}, 1),
            ({"theme": "peace-and-security", "region": "002", "actor": "china", "document": "xi-wuzhen-2015"}, 4),
            ({"language": "ar"}, 1),
        ],
    )
    def test_a_filter_that_names_something_takes_one_to_look_it_up(
        self, client, django_assert_num_queries, query, more
    ):
        with django_assert_num_queries(3 + more):
            assert client.get(LISTS["commitments"], query).status_code == 200

    SEVERAL = {"home": 1, "lineage": 5, "documents compared": 5, "commitments compared": 3}

    @pytest.mark.parametrize("name", [name for name in THINGS if name != "matrix"])
    def test_of_a_thing_is_one_or_as_many_as_it_is_made_of(self, client, django_assert_num_queries, name):
        with django_assert_num_queries(self.SEVERAL.get(name, 2)):
            client.get(THINGS[name])

    def test_of_a_text(self, client, django_assert_num_queries):
        with django_assert_num_queries(3):
            client.get(TEXT)

    def test_nothing_is_written_by_reading(self, client):
        with CaptureQueriesContext(connection) as captured:
            for url in [*LISTS.values(), *THINGS.values(), TEXT]:
                client.get(url)
        assert {query["sql"].split()[0] for query in captured} == {"SELECT", "WITH"}
