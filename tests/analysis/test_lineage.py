"""The line of a promise through published links: who is on it, in which order, and what it comes to."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.analysis import lineage
from commitments.analysis.lineage import lineage_of
from commitments.models import DocumentActor, Link
from commitments.publishing import withdraw
from tests.factories import (
    PERSON,
    make_actor,
    make_commitment,
    make_document,
    make_expression,
    make_link,
    publish_whole,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise():
    """Makes a commitment that one clause of one document states."""

    def make(key, day, text="La paix est durable.", language="fr", actor=None):
        document = make_document(f"of-{key}", adopted_on=day and date.fromisoformat(day))
        if actor:
            DocumentActor.objects.create(document=document, actor=actor, role="issuer")
        expression = make_expression(f"1. {text}\n", document=document, language=language)
        return make_commitment(key, expression=expression, locator="1")

    return make


@pytest.fixture
def line(promise):
    """Links given as "b restates a", between promises of the years in which they are named: a2001, b2002 …"""

    def make(*links):
        made = {}
        for link in links:
            for key in link.split()[::2]:
                if key not in made:
                    made[key] = promise(key, f"{key[1:]}-05-01" if key[1:] else None)
        published = []
        for link in links:
            source, relation, target = link.split()
            published.append(make_link(made[source], made[target], relation))
        publish_whole(*made.values(), *published)
        return made

    return make


def keys(found):
    return [commitment["key"] for commitment in found["commitments"]]


def test_a_chain_is_told_from_the_first_to_the_last_from_wherever_it_is_asked(line):
    line("c2003 extends b2002", "b2002 restates a2001", "d2004 endorses c2003", "e2005 narrows d2004")
    for key in ("a2001", "b2002", "c2003", "d2004", "e2005"):
        found = lineage_of(key)
        assert keys(found) == ["a2001", "b2002", "c2003", "d2004", "e2005"]
        assert found["key"] == key
        assert found["first_said"] == ["a2001"]
        assert found["last_reaffirmed"] == ["d2004"], "what narrows a promise does not reaffirm it"
        assert found["complete"]
        assert [(link["source"], link["relation"], link["target"]) for link in found["links"]] == [
            ("b2002", "restates", "a2001"),
            ("c2003", "extends", "b2002"),
            ("d2004", "endorses", "c2003"),
            ("e2005", "narrows", "d2004"),
        ]


def test_others_who_took_up_the_same_are_on_the_line(line):
    line("b2002 restates a2001", "c2003 restates a2001")
    assert keys(lineage_of("b2002")) == ["a2001", "b2002", "c2003"]


def test_what_takes_up_two_promises_does_not_make_them_one(line):
    line("c2003 extends a2001", "c2003 extends b2002")
    assert keys(lineage_of("a2001")) == ["a2001", "c2003"]
    assert keys(lineage_of("c2003")) == ["a2001", "b2002", "c2003"]


def test_a_line_ends_where_it_diverges(line):
    line("b2002 diverges a2001", "c2003 restates b2002", "d2004 restates a2001")
    assert keys(lineage_of("a2001")) == ["a2001", "b2002", "d2004"]
    found = lineage_of("b2002")
    assert keys(found) == ["a2001", "b2002", "c2003"]
    assert found["first_said"] == ["b2002"], "what it diverges from did not say it"


def test_a_ring_is_walked_once(line):
    line("b2002 restates a2001", "c2003 restates b2002", "a2001 restates c2003")
    assert keys(lineage_of("b2002")) == ["a2001", "b2002", "c2003"]


def test_what_has_no_date_comes_last_and_is_neither_first_nor_last_said(line):
    line("b2002 restates a", "c restates b2002")
    found = lineage_of("b2002")
    assert keys(found) == ["b2002", "a", "c"]
    assert (found["first_said"], found["last_reaffirmed"]) == (["b2002"], ["b2002"])
    line("d restates e")
    assert (lineage_of("d")["first_said"], lineage_of("d")["last_reaffirmed"]) == ([], [])


def test_a_commitment_without_links_is_a_line_of_its_own(promise):
    publish_whole(promise("a", "2001-05-01"))
    found = lineage_of("a")
    assert (keys(found), found["links"], found["first_said"], found["last_reaffirmed"]) == (["a"], [], ["a"], [])


def test_a_long_line_shows_the_nearest_and_says_that_there_is_more(line, monkeypatch):
    monkeypatch.setattr(lineage, "MOST_COMMITMENTS", 4)
    line(*[f"x{year + 1} restates x{year}" for year in range(2000, 2008)])
    found = lineage_of("x2004")
    assert not found["complete"]
    assert len(keys(found)) == 4
    assert set(keys(found)) <= {"x2002", "x2003", "x2004", "x2005", "x2006"}
    assert lineage_of("x2000")["commitments"][0]["key"] == "x2000"


def test_as_many_as_are_shown_are_complete(line, monkeypatch):
    monkeypatch.setattr(lineage, "MOST_COMMITMENTS", 3)
    line("b2002 restates a2001", "c2003 restates b2002")
    assert lineage_of("b2002")["complete"]


def test_drafts_and_what_was_withdrawn_are_not_on_it(line, promise):
    made = line("b2002 restates a2001", "c2003 restates b2002")
    make_link(promise("d2004", "2004-05-01"), made["c2003"])
    assert keys(lineage_of("c2003")) == ["a2001", "b2002", "c2003"]
    withdraw([Link.objects.get(source=made["c2003"])], person=PERSON, reason="Not so")
    assert keys(lineage_of("b2002")) == ["a2001", "b2002"]
    withdraw([made["a2001"]], person=PERSON, reason="By mistake")
    assert keys(lineage_of("b2002")) == ["b2002"]
    assert lineage_of("a2001") is None
    assert lineage_of("d2004") is None
    assert lineage_of("never") is None


def test_who_endorses_is_who_speaks_in_the_document_not_who_reports(promise):
    country, agency = make_actor("country", label={"en": "Country"}), make_actor("agency")
    said, endorsing = promise("a", "2001-05-01"), promise("b", "2002-05-01", actor=country)
    DocumentActor.objects.create(document=endorsing.document, actor=agency, role="reporter")
    publish_whole(make_link(endorsing, said, "endorses"))
    assert lineage_of("a")["endorsed_by"] == [{"slug": "country", "label": {"en": "Country"}, "commitments": ["b"]}]


class TestWords:
    def test_the_change_leads_from_the_older_to_the_newer_whichever_was_linked_to_which(self, promise):
        older = promise("old", "2001-05-01", "La paix est durable.")
        newer = promise("new", "2002-05-01", "La paix est juste et durable.")
        publish_whole(make_link(older, newer, "endorses"))
        (link,) = lineage_of("old")["links"]
        assert (link["source"], link["target"]) == ("old", "new")
        assert link["changes"] == [
            {
                "language": "fr",
                "shared": 0.833,
                "segments": [
                    {"kind": "same", "text": "1. La paix est "},
                    {"kind": "added", "text": "juste et "},
                    {"kind": "same", "text": "durable."},
                ],
            }
        ]

    def test_words_of_different_languages_are_not_compared(self, promise):
        arabic = promise("new", "2002-05-01", "السلام دائم.", language="ar")
        publish_whole(make_link(arabic, promise("old", "2001-05-01")))
        assert lineage_of("new")["links"][0]["changes"] == []


@pytest.mark.parametrize("length", [1, 2, 12])
def test_the_number_of_queries_does_not_grow_with_the_line(line, length):
    line(*[f"x{year + 1} endorses x{year}" for year in range(2000, 2000 + length)])
    with CaptureQueriesContext(connection) as queries:
        assert len(keys(lineage_of("x2000"))) == length + 1
    assert len(queries) == 4
