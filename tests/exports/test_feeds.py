"""Feeds: every publication and withdrawal once, with ids that stay, in Atom and as JSON."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from commitments.exports.feeds import Entry, Feed, as_atom
from commitments.models import Commitment, Theme
from commitments.models.register import RegisterEntry
from commitments.publishing import publish, withdraw
from tests.factories import PERSON, make_commitment, make_expression, make_theme, publish_whole

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
KEY = "gsi-concept-paper-2023"


def atom(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def feed(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "application/feed+json; charset=utf-8"
    return answer.json()


@pytest.mark.usefixtures("corpus")
class TestOfTheCorpus:
    def test_the_pages_of_the_register_hold_every_entry_once(self, client):
        address, found = "/fr/feeds/register.json", []
        while address:
            page = feed(client, address)
            assert 0 < len(page["items"]) <= 50
            assert page["feed_url"] == "http://testserver/fr/feeds/register.json"
            found += page["items"]
            address = page.get("next_url")
        assert len(found) == RegisterEntry.objects.count()
        assert len({item["id"] for item in found}) == len(found)
        times = [item["date_published"] for item in found]
        assert times == sorted(times, reverse=True)

    def test_both_forms_say_the_same(self, client):
        told = feed(client, "/ar/feeds/commitments.json", theme="disarmament")
        root = atom(client, "/ar/feeds/commitments.atom", theme="disarmament")
        for name in ("id", "title", "summary"):
            field = {"summary": "content_text"}.get(name, name)
            assert root.xpath(f"a:entry/a:{name}/text()", namespaces=ATOM) == [each[field] for each in told["items"]]
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == told["language"] == "ar"
        assert root.xpath("a:entry/a:link/@href", namespaces=ATOM) == [each["url"] for each in told["items"]]
        for required in ("id", "title", "updated", "author/a:name"):
            assert root.xpath(f"a:{required}/text()", namespaces=ATOM)
        assert {"self", "first", "alternate", "license"} <= set(root.xpath("a:link/@rel", namespaces=ATOM))

    def test_ids_are_the_same_in_every_language(self, client):
        ids = [[item["id"] for item in feed(client, f"/{language}/feeds/register.json")["items"]] for language in
               ("en", "zh-hans")]  # fmt: skip
        assert ids[0] == ids[1]

    def test_every_entry_leads_somewhere(self, client):
        kinds = {}
        address = "/en/feeds/register.json"
        while address:
            page = feed(client, address)
            for item in page["items"]:
                kinds.setdefault(item["tags"][0], item["url"])
            address = page.get("next_url")
        assert set(kinds) == {"theme", "region", "actor", "document", "expression", "commitment", "link"}
        for url in kinds.values():
            assert client.get(url).status_code == 200

    @pytest.mark.parametrize(
        ("page", "name"),
        [
            ("changes/", "feeds/register."),
            (f"documents/{KEY}/", f"feeds/documents/{KEY}."),
            ("themes/disarmament/", "feeds/themes/disarmament."),
            ("commitments/?theme=disarmament", "feeds/commitments."),
        ],
    )
    def test_pages_tell_of_their_feeds(self, client, page, name):
        shown = html.fromstring(client.get(f"/en/{page}").content)
        told = shown.xpath("//link[@rel='alternate' and contains(@href, '/feeds/')]/@href")
        assert len(told) == 2
        for address in told:
            assert name in address
            assert client.get(address).status_code == 200
        query = page.partition("?")[2]
        assert all(address.partition("?")[2] == query for address in told)

    @pytest.mark.parametrize(
        "path",
        ["register.rss", "documents/nowhere.atom", "themes/nowhere.json", "register.atom?before=x", "commitments.xml"],
    )
    def test_what_there_is_not(self, client, path):
        assert client.get(f"/en/feeds/{path}").status_code == 404

    def test_a_filter_that_names_nothing_is_refused(self, client):
        answer = client.get("/en/feeds/commitments.atom", {"theme": "nowhere"})
        assert answer.status_code == 400
        assert b"nowhere" in answer.content

    @pytest.mark.parametrize("path", ["register.atom", "themes/disarmament.json", "commitments.json"])
    def test_a_parameter_that_is_not_known_is_refused_by_name(self, client, path):
        answer = client.get(f"/en/feeds/{path}", {"thme": "disarmament", "before": "9"})
        assert answer.status_code == 400
        assert answer.text.startswith("thme: ")
        assert "\n" not in answer.text
        assert client.get("/en/commitments/", {"thme": "disarmament"}).status_code == 200

    @pytest.mark.parametrize(
        ("path", "number"), [("register", 4), (f"documents/{KEY}", 4), ("themes/disarmament", 4), ("commitments", 2)]
    )
    def test_the_number_of_queries_is_fixed(self, client, path, number):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/feeds/{path}.atom")
        assert len(queries) <= number, [query["sql"] for query in queries]


def test_a_withdrawal_is_told_where_the_publication_was(client):
    theme, other = make_theme("kept"), make_theme("dropped")
    first = make_commitment("first", expression=make_expression(), themes=[other], title={"en": "Keep"})
    publish_whole(first, theme)
    first.themes.set([Theme.objects.get(slug="kept")])
    publish([first], person=PERSON, reason="Moved")
    withdraw(Commitment.objects.filter(pk=first.pk), person=PERSON, reason="An error <b>&")
    told = feed(client, "/en/feeds/themes/dropped.json")["items"]
    assert [item["tags"] for item in told] == [["commitment"]] * 3 + [["theme"]]
    assert "An error <b>&" in told[0]["content_text"]
    assert client.get(told[0]["url"]).status_code == 410
    assert client.get(told[1]["url"]).status_code == 200
    slug = first.document.slug
    for path, query in ((f"documents/{slug}.json", {}), ("commitments.json", {"theme": "dropped"})):
        ids = [item["id"] for item in feed(client, f"/en/feeds/{path}", **query)["items"]]
        assert [item["id"] for item in told[:3]] == ids[:3]


def test_characters_that_xml_cannot_hold_are_left_out():
    now = datetime(2026, 1, 1, tzinfo=UTC)
    entry = Entry("ab", "a\x01b\ufffe", "\x0b", "https://t.example/", now, "theme")
    written = as_atom(Feed("\x00T", "en", "p", "a", "f", "", now, [entry]))
    assert etree.fromstring(written).xpath("a:entry/a:title/text()", namespaces=ATOM) == ["ab"]
