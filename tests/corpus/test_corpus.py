"""The curated corpus, as it stands published: complete, exactly quoted, in three languages."""

import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from commitments.corpus import load_corpus
from commitments.models import Commitment, Document, Expression, RegisterEntry
from commitments.publishing import rebuild, verify
from tests.api.asking import every
from tests.publishing.snapshots import snapshot

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
pytestmark = pytest.mark.usefixtures("corpus")


@pytest.fixture
def commitments(client):
    return every(client, "/api/v1/commitments/")


@pytest.fixture
def by_key(commitments):
    return {commitment["key"]: commitment for commitment in commitments}


class TestExtent:
    @pytest.mark.parametrize(
        ("document", "least", "most"),
        [
            ("gsi-concept-paper-2023", 31, 31),
            ("china-russia-joint-statement-2021", 51, 200),
            ("wang-yi-brics-2024", 4, 40),
            ("chen-wenqing-saint-petersburg-2024", 4, 20),
            ("xi-wuzhen-2015", 5, 40),
            ("china-russia-treaty-2001", 5, 5),
        ],
    )
    def test_each_document_has_its_commitments(self, client, document, least, most):
        answer = client.get("/api/v1/commitments/", {"document": document, "page_size": 1}).json()
        assert least <= answer["count"] <= most

    def test_the_concept_paper_has_its_principles_priorities_and_mechanisms(self, commitments):
        kinds = {
            found["locator"]: found["kind"]
            for found in commitments
            if found["document"]["slug"] == "gsi-concept-paper-2023"
        }
        expected = {f"II.{number}": "principle" for number in range(1, 7)}
        expected |= {f"III.{number}": "priority" for number in range(1, 21)}
        expected |= {f"IV.{number}": "mechanism" for number in range(1, 6)}
        assert kinds == expected

    def test_the_joint_statement_has_all_bullets_of_sections_5_and_7(self, commitments):
        statement = [found for found in commitments if found["document"]["slug"] == "china-russia-joint-statement-2021"]
        sections = Counter(found["locator"].split(".")[0] for found in statement)
        assert sections["5"] >= 10
        assert sections["7"] >= 11
        assert sum(sections[number] for number in "3468") >= 30

    def test_the_treaty_is_known_through_the_statement_that_reports_it(self, commitments):
        treaty = [found for found in commitments if found["document"]["slug"] == "china-russia-treaty-2001"]
        assert sorted((found["locator"] for found in treaty), key=int) == ["7", "10", "16", "17", "25"]
        for article in treaty:
            assert article["kind"] == "obligation"
            assert {citation["document"] for citation in article["citations"]} == {"china-russia-joint-statement-2021"}
            words = " ".join(citation["exact"] for citation in article["citations"])
            assert re.search(rf"articles? (\d+ et )?{article['locator']}\b", words), article["key"]

    def test_the_vocabularies_are_of_the_size_that_editors_can_oversee(self, client):
        themes = every(client, "/api/v1/themes/")
        assert 40 <= len(themes) <= 60
        assert any(theme["broader"] for theme in themes)
        assert any(
            address.startswith("http://metadata.un.org/sdg/") for theme in themes for address in theme["exact_match"]
        )
        codes = {region["code"] for region in every(client, "/api/v1/regions/")}
        assert {"001", "002", "019", "142", "150", "009", "011", "014", "035", "145"} <= codes

    def test_what_the_texts_cite_is_known_by_reference(self, client):
        documents = {document["slug"]: document for document in every(client, "/api/v1/documents/")}
        assert {"un-charter", "agenda-2030", "a-res-74-247", "a-res-75-282", "china-russia-treaty-2001"} <= set(
            documents
        )
        assert documents["un-charter"]["expressions"] == []
        with_texts = {slug for slug, document in documents.items() if document["expressions"]}
        assert with_texts == {
            "gsi-concept-paper-2023",
            "china-russia-joint-statement-2021",
            "wang-yi-brics-2024",
            "chen-wenqing-saint-petersburg-2024",
            "xi-wuzhen-2015",
        }

    def test_there_are_links_between_documents_with_their_reasons(self, client):
        links = every(client, "/api/v1/links/")
        between = [link for link in links if link["source"]["document"] != link["target"]["document"]]
        assert len(between) >= 30
        assert [link["key"] for link in links if not link["rationale"].get("en")] == []


class TestWords:
    def test_every_citation_is_the_text_at_its_address(self, client, commitments):
        texts = {}
        for commitment in commitments:
            assert commitment["citations"], commitment["key"]
            for citation in commitment["citations"]:
                url = citation["text_url"]
                if url not in texts:
                    texts[url] = client.get(url).content.decode()
                text, start, end = texts[url], citation["start"], citation["end"]
                assert text[start:end] == citation["exact"], (commitment["key"], citation["locator"])
                assert text[:start].endswith(citation["prefix"])
                assert text[end:].startswith(citation["suffix"])
        assert len(texts) == 5

    def test_every_citation_lies_in_the_clause_it_names(self, client, commitments):
        clauses = {}
        for commitment in commitments:
            for citation in commitment["citations"]:
                slug = citation["document"]
                if slug not in clauses:
                    found = every(client, f"/api/v1/documents/{slug}/clauses/")
                    clauses[slug] = {clause["eid"]: clause for clause in found}
                clause = clauses[slug][citation["clause"]]
                assert clause["start"] <= citation["start"] < citation["end"] <= clause["end"]
                assert clause["locator"] == citation["locator"]

    def test_the_locators_are_those_of_the_source(self, by_key):
        quoted = by_key["gsi-concept-paper-2023-iii-13"]["citations"][0]
        assert "Initiative mondiale sur la sécurité des données" in quoted["exact"]
        assert quoted["locator"] == "III.13"

    def test_the_commands_that_check_find_nothing_wrong(self):
        call_command("check_citations", stdout=StringIO())
        call_command("verify_register", stdout=StringIO())

    @pytest.mark.parametrize("language", ["en", "fr", "ar"])
    def test_every_commitment_has_a_title(self, commitments, language):
        assert [found["key"] for found in commitments if not found["title"].get(language)] == []

    @pytest.mark.parametrize("language", ["en", "fr", "ar"])
    @pytest.mark.parametrize("path", ["themes", "regions", "actors"])
    def test_every_term_has_a_label(self, client, path, language):
        assert [found["url"] for found in every(client, f"/api/v1/{path}/") if not found["label"].get(language)] == []

    def test_arabic_titles_are_in_arabic_and_the_others_are_not(self, commitments):
        for found in commitments:
            for language, title in found["title"].items():
                assert bool(re.search(r"[\u0600-\u06ff]", title)) is (language == "ar"), (found["key"], language)

    def test_every_commitment_has_themes_and_says_who_makes_it(self, commitments):
        for found in commitments:
            assert found["themes"], found["key"]
            assert "makes" in {actor["role"] for actor in found["actors"]}, found["key"]

    def test_the_quantified_target_is_the_one_of_the_text(self, by_key):
        mechanism = by_key["gsi-concept-paper-2023-iv-5"]
        assert mechanism["target"]["quantity"] == 5000
        assert set(mechanism["target"]["unit"]) >= {"en", "fr", "ar"}

    def test_directions_follow_the_language_of_the_text(self, commitments):
        directions = {
            (quoted["language"], quoted["direction"]) for found in commitments for quoted in found["citations"]
        }
        assert directions == {("fr", "ltr"), ("ar", "rtl")}


class TestFilters:
    @pytest.mark.parametrize(
        ("query", "key"),
        [
            ({"region": "002"}, "gsi-concept-paper-2023-iii-8"),
            ({"region": "019"}, "gsi-concept-paper-2023-iii-9"),
            ({"theme": "peace-and-security"}, "gsi-concept-paper-2023-ii-1"),
        ],
    )
    def test_a_term_finds_what_its_narrower_terms_are_on(self, client, query, key):
        found = {commitment["key"] for commitment in every(client, "/api/v1/commitments/", **query)}
        assert key in found
        assert len(found) < Commitment.objects.count()


class TestLoading:
    def test_loading_again_writes_nothing(self):
        before, entries = snapshot(), RegisterEntry.objects.count()
        assert load_corpus(folder=FIXTURES).entries == 0
        assert (snapshot(), RegisterEntry.objects.count()) == (before, entries)

    def test_every_row_came_through_the_register(self):
        latest = {
            kind: RegisterEntry.objects.latest_of(kind).count() for kind in ("document", "expression", "commitment")
        }
        assert latest == {
            "document": Document.objects.count(),
            "expression": Expression.objects.count(),
            "commitment": Commitment.objects.count(),
        }

    def test_the_register_is_whole_and_the_projections_are_made_of_it_alone(self):
        before = snapshot()
        rebuild()
        assert snapshot() == before
        assert len(list(verify())) == RegisterEntry.objects.count()
