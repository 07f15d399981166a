"""What readers of the interface see of publications and withdrawals, and what they can check for themselves."""

import hashlib
import json

import pytest

from commitments.importing import cite
from commitments.models import Commitment
from commitments.publishing import publish, withdraw
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

from .asking import API, LISTS, TEXT, THINGS, every, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment():
    commitment = make_commitment(
        "paper-1",
        expression=make_expression(document=make_document("paper")),
        themes=[make_theme("peace")],
        regions=[make_region("002")],
        actors=[(make_actor("un"), "makes")],
    )
    publish_whole(commitment, reason="First edition")
    return commitment


def shown(client, url):
    return client.get(f"{API}{url}").json()


class TestVersions:
    def test_a_draft_changes_nothing_until_it_is_published_and_the_old_wording_stays(self, client, commitment):
        first = shown(client, "commitments/paper-1/")
        Commitment.objects.update(title={"en": "Second wording"})
        assert shown(client, "commitments/paper-1/") == first
        publish([commitment], person=PERSON)
        second = shown(client, "commitments/paper-1/")
        assert (second["title"], second["version"]) == ({"en": "Second wording"}, 2)
        old = shown(client, "commitments/paper-1/versions/1/")
        assert (old["title"], old["version"], old["ended_at"]) == (first["title"], 1, second["published_at"])
        assert old["citations"] == first["citations"]
        assert [one["version"] for one in every(client, f"{API}commitments/paper-1/versions/")] == [1, 2]
        assert [one["version"] for one in every(client, LISTS["commitments"])] == [2]

    def test_an_old_edition_keeps_its_address_and_its_text(self, client, commitment):
        quoted = commitment.citations.get()
        make_expression("1. Une autre traduction.\n", document=commitment.document)
        publish([commitment.document], person=PERSON)
        (citation,) = shown(client, "commitments/paper-1/")["citations"]
        assert citation["text_url"] == f"http://testserver{API}documents/paper/text/fr/?edition=1"
        text = client.get(citation["text_url"]).content.decode()
        assert text[citation["start"] : citation["end"]] == citation["exact"] == quoted.exact
        assert client.get(f"{API}documents/paper/text/fr/").content.decode().strip() == "1. Une autre traduction."
        expressions = shown(client, "documents/paper/")["expressions"]
        assert [(one["edition"], client.get(one["clauses_url"]).json()["count"]) for one in expressions] == [
            (2, 1),
            (1, 5),
        ]

    def test_a_language_is_asked_for_where_there_are_several(self, client, commitment):
        clauses = f"{API}documents/paper/clauses/"
        assert client.get(clauses).json()["count"] == 5
        make_expression("1. نص\n", document=commitment.document, language="ar")
        publish([commitment.document], person=PERSON)
        assert client.get(clauses).json()["errors"] == {"language": ["Choose one of ar, fr."]}
        assert client.get(clauses, {"language": "ar"}).json()["count"] == 1
        assert client.get(clauses, {"language": "en"}).status_code == 404

    def test_one_clause_has_an_address(self, client, commitment):
        clauses = f"{API}documents/paper/clauses/"
        every = client.get(clauses).json()["results"]
        for clause in every:
            assert client.get(clauses, {"eid": clause["eid"]}).json()["results"] == [clause]
        for unknown in ("nowhere", "a\0b"):
            refused = client.get(clauses, {"eid": unknown})
            assert refused.status_code == 400
            assert "eid" in refused.json()["errors"]

    def test_citations_in_several_languages_make_one_commitment_multilingual(self, client, commitment):
        arabic = make_expression("1. نص\n", document=commitment.document, language="ar")
        cite(commitment, arabic, clause_of(arabic, "1"), position=1).save()
        publish_whole(commitment)
        citations = shown(client, "commitments/paper-1/")["citations"]
        assert [(one["language"], one["direction"]) for one in citations] == [("fr", "ltr"), ("ar", "rtl")]
        assert len(every(client, LISTS["commitments"], language="ar")) == 1


class TestMissingAndGone:
    NEVER = [
        "commitments/nowhere/",
        "commitments/nowhere/versions/",
        "commitments/nowhere/versions/1/",
        "commitments/nowhere/lineage/",
        "commitments/nowhere/related/",
        "commitments/paper-1/versions/2/",
        "commitments/paper-1/versions/0/",
        "commitments/paper-1/versions/99999999999999999999/",
        "documents/nowhere/",
        "documents/nowhere/clauses/",
        "documents/nowhere/text/fr/",
        "documents/paper/text/en/",
        "documents/paper/text/fr/?edition=2",
        "documents/paper/text/fr/?edition=999999999999",
        "documents/bare/text/fr/",
        "documents/bare/clauses/",
        "themes/nowhere/",
        "regions/peace/",
        "actors/nowhere/",
    ]

    def test_what_never_was_is_not_found_and_says_so(self, client, commitment):
        publish([make_document("bare")], person=PERSON)
        for url in self.NEVER:
            answer = client.get(f"{API}{url}")
            assert answer.status_code == 404, url
            assert answer.json()["detail"]

    def test_a_draft_is_not_found_either(self, client, commitment):
        make_commitment("paper-2", expression=commitment.citations.get().expression)
        assert client.get(f"{API}commitments/paper-2/").status_code == 404
        assert client.get(f"{API}commitments/paper-2/versions/").status_code == 404

    @pytest.mark.parametrize(
        ("url", "going"),
        [
            ("commitments/paper-1/", lambda it: [it]),
            ("commitments/paper-1/lineage/", lambda it: [it]),
            ("commitments/paper-1/related/", lambda it: [it]),
            ("documents/paper/", lambda it: [it, it.document]),
            ("themes/peace/", lambda it: [it, it.themes.get()]),
            ("regions/002/", lambda it: [it, it.regions.get()]),
            ("actors/un/", lambda it: [it, it.actor_roles.get().actor]),
        ],
    )
    def test_what_was_withdrawn_is_gone_with_the_reason(self, client, commitment, url, going):
        withdraw(going(commitment), person=PERSON, reason="By mistake")
        answer = client.get(f"{API}{url}")
        assert answer.status_code == 410
        assert answer.json()["reason"] == "By mistake"
        assert answer.json()["withdrawn_at"].endswith("Z")
        assert client.get(f"{API}commitments/paper-1/versions/1/").json()["ended_at"] is not None
        assert every(client, LISTS["commitments"]) == []

    def test_the_address_of_a_withdrawn_wording_is_that_of_its_version(self, client, commitment):
        withdraw([commitment], person=PERSON, reason="By mistake")
        (wording,) = every(client, f"{API}commitments/paper-1/versions/")
        assert client.get(wording["url"]).status_code == 200

    def test_its_links_go_with_it(self, client, commitment):
        other = make_commitment("paper-2", expression=commitment.citations.get().expression)
        publish_whole(make_link(commitment, other))
        withdraw([commitment], person=PERSON, reason="By mistake")
        assert every(client, LISTS["links"]) == []
        assert shown(client, "commitments/paper-2/")["links"] == []


class TestReadOnly:
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_nothing_can_be_written(self, client, method):
        for url in [*LISTS.values(), *THINGS.values(), TEXT, f"{API}schema/", f"{API}docs/"]:
            answer = getattr(client, method)(url, data="{}", content_type="application/json")
            assert answer.status_code == 405, url
            assert "GET" in answer["Allow"]

    @pytest.mark.parametrize("url", ["commitments/", "commitments/paper-1/", "documents/paper/text/fr/", "changes/"])
    def test_a_head_is_an_answer_without_its_body(self, client, commitment, url):
        head, get = client.head(f"{API}{url}"), client.get(f"{API}{url}")
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == get["Content-Type"]

    def test_no_session_and_no_cookie(self, client, commitment):
        answer = client.get(LISTS["commitments"])
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


class TestChanges:
    @pytest.fixture
    def register(self, commitment):
        Commitment.objects.update(title={"en": "Second", "ar": "ثانيا"})
        publish([commitment], person=PERSON)
        withdraw([commitment], person=PERSON, reason="« Erreur »")
        publish([commitment], person=PERSON)

    def test_anyone_can_verify_the_chain_from_the_answers_alone(self, client, register):
        previous = "0" * 64
        for sequence, entry in enumerate(every(client, LISTS["changes"], page_size=3), start=1):
            stated = entry.pop("hash")
            canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            assert stated == hashlib.sha256(canonical.encode()).hexdigest()
            assert (entry["sequence"], entry["previous_hash"]) == (sequence, previous)
            previous = stated

    def test_a_follower_never_misses_an_entry(self, client, register):
        seen, last = [], 0
        while batch := client.get(LISTS["changes"], {"since": last, "page_size": 2}).json()["results"]:
            seen += [entry["sequence"] for entry in batch]
            last = seen[-1]
        assert seen == [entry["sequence"] for entry in every(client, LISTS["changes"])] == list(range(1, last + 1))

    def test_an_entry_says_what_happened_and_why_and_not_who(self, client, register):
        entries = every(client, LISTS["changes"], kind="commitment")
        assert [(entry["action"], entry["version"], entry["reason"]) for entry in entries] == [
            ("publish", 1, "First edition"),
            ("publish", 2, ""),
            ("withdraw", 2, "« Erreur »"),
            ("publish", 3, ""),
        ]
        assert entries[2]["payload"] is None
        assert PERSON not in json.dumps(entries)


def test_every_page_of_a_list_stays_true_while_the_register_grows(client):
    """Whoever pages through sees each of the rows that were there once, whatever is published meanwhile."""
    expression = make_expression()
    theme = make_theme()
    first = [make_commitment(f"paper-{number:02}", expression=expression, themes=[theme]) for number in range(0, 20, 2)]
    publish_whole(*first)
    seen = []
    for number, page in enumerate(pages(client, LISTS["commitments"], ordering="key", page_size=3)):
        seen += [one["key"] for one in page["results"]]
        publish([make_commitment(f"paper-{2 * number + 1:02}", expression=expression, themes=[theme])], person=PERSON)
    assert [key for key in seen if int(key[-2:]) % 2 == 0] == [commitment.key for commitment in first]
    assert len(seen) == len(set(seen))


def test_text_that_looks_like_an_address_is_left_as_it_is(client):
    title = {"en": 'url":"/api/v1/ and "url":"/api/'}
    publish_whole(make_commitment("paper-1", title=title))
    assert shown(client, "commitments/paper-1/")["title"] == title
