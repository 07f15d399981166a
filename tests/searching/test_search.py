"""The search over a small register in six languages, through REST: what finds what, and what is said about it."""

import pytest

from commitments.linking import embed_backlog
from commitments.models import PublishedEmbedding
from commitments.publishing import withdraw
from tests.api.asking import refusal
from tests.factories import (
    PERSON,
    make_actor,
    make_commitment,
    make_document,
    make_expression,
    make_region,
    make_theme,
    publish_whole,
)

pytestmark = pytest.mark.django_db
URL = "/api/v1/search/"

TEXTS = {
    "en": "1. Nuclear war cannot be won and must never be fought.\n2. The parties train police officers every year.\n",
    "fr": "1. Une guerre nucléaire ne peut être gagnée et ne doit pas être menée.\n2. Le droit à la sécurité.\n",
    "ar": "1. الحرب النووية لا يمكن كسبها ويجب ألا تخاض أبدا.\n2. تتحمل الدول المسؤولية عن صون الأمن في عام ٢٠٢٥.\n",
    "ru": "1. Ядерную войну нельзя выиграть.\n2. Российские власти ускорят переговоры.\n",
    "es": "1. La guerra nuclear no se puede ganar.\n2. Las naciones protegen los océanos.\n",
    "zh-Hans": "1. 核战争打不赢，也打不得。\n2. 各国应当保护海洋环境。\n",
}


@pytest.fixture
def register():
    """A document in each language; the English one makes two commitments, the French one a commitment."""
    theme = make_theme("arms", label={"en": "Arms control"})
    made = {}
    for language, text in TEXTS.items():
        slug = f"paper-{language.lower()}"
        made[language] = make_expression(text, document=make_document(slug), language=language)
    things = [
        make_commitment("en-1", expression=made["en"], locator="1", title={"en": "Avoid atomic conflict"},
                        themes=[theme], regions=[make_region("150")], actors=[(make_actor("un"), "makes")]),
        make_commitment("en-2", expression=made["en"], locator="2", title={"en": "Train the police"}),
        make_commitment("fr-1", expression=made["fr"], locator="1", themes=[theme], title={"en": "Avoid war"}),
    ]  # fmt: skip
    publish_whole(*things, *(expression.document for expression in made.values()))
    return made


@pytest.fixture
def ask(client, register):
    def found(q, **query):
        answer = client.get(URL, {"q": q, "page_size": 100} | query)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return found


def keys(answer):
    return [hit["key"] for hit in answer["results"]]


def clause(language, number):
    return f"paper-{language.lower()}/{language}/1#" + f"item_{number}"


def texts_of(answer):
    """The languages of the clauses found."""
    return {hit["language"] for hit in answer["results"] if hit["kind"] == "clause"}


@pytest.mark.parametrize(
    ("typed", "language", "marked"),
    [
        ("securite", "fr", "sécurité"),
        ("SÉCURITÉ", "fr", "sécurité"),
        ("nucléaires guerres", "fr", "guerre"),
        ("مسوولية", "ar", "المسؤولية"),
        ("المسؤوليه", "ar", "المسؤولية"),
        ("الأَمْن", "ar", "الأمن"),
        ("امن", "ar", "الأمن"),
        ("الأمـــن", "ar", "الأمن"),
        ("2025", "ar", "٢٠٢٥"),
        ("российского", "ru", "Российские"),
        ("переговоров", "ru", "переговоры"),
        ("nación", "es", "naciones"),
        ("oceano", "es", "océanos"),
        ("海洋", "zh-Hans", "海洋"),
        ("战争", "zh-Hans", "战争"),
        ("核战争", "zh-Hans", "核战争"),
        ("赢", "zh-Hans", "赢"),
        ("polic*", "en", "police"),
        ("officer", "en", "officers"),
    ],
)
def test_a_word_is_found_in_its_language_and_marked_as_it_stands(ask, typed, language, marked):
    answer = ask(typed, mode="words", only="clauses")
    (hit,) = [hit for hit in answer["results"] if hit["language"] == language]
    assert marked in [part["text"] for part in hit["snippet"] if part["hit"]]
    assert hit["direction"] == ("rtl" if language == "ar" else "ltr")
    assert {"field": "text", "language": language, "words": hit["why"]["words"][0]["words"]} in hit["why"]["words"]
    assert marked in hit["why"]["words"][0]["words"]
    assert hit["why"]["meaning"] is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("nuclear war", {"en-1"}),
        ("war police", set()),
        ("war OR police", {"en-1", "en-2", "fr-1"}),
        ("avoid -atomic", {"fr-1"}),
        ("avoid NOT atomic", {"fr-1"}),
        ('"be won"', {"en-1"}),
        ('"won war"', set()),
        ("theme:arms", {"en-1", "fr-1"}),
        ("theme:arms -document:paper-fr", {"en-1"}),
        ("avoid -theme:arms", set()),
        ("avoid region:150", {"en-1"}),
        ("la guerre", {"fr-1"}),
        ("arms control", {"en-1", "fr-1"}),
        ("%", set()),
    ],
)
def test_the_query_language(ask, client, typed, expected):
    assert set(keys(ask(typed, mode="words", only="commitments"))) == expected
    listed = client.get("/api/v1/commitments/", {"q": typed}).json()
    assert {one["key"] for one in listed["results"]} == expected, "the list speaks the same language"


def test_what_was_understood_is_told(ask):
    told = ask('avoid "nuclear war" OR polic* -fish theme:arms -kind:call the', mode="words")["query"]
    assert told["phrases"] == ["nuclear war"]
    assert told["beginnings"] == ["polic*"]
    assert told["excluded"] == ["fish"]
    assert told["terms"] == ["avoid", "the"]
    assert told["ignored"] == ["the"]
    assert told["filters"] == {"theme": ["arms"]}
    assert told["excluded_filters"] == {"kind": ["call"]}
    assert told["mode"] == "words"
    assert told["corrected"] is None


@pytest.mark.parametrize(
    ("typed", "ignored"),
    [
        ("un conflict", ["un"]),
        ("UN conflict", []),
        ("UN CONFLICT", ["UN"]),
        ("UN 2025", ["UN"]),
        ("A conflict", ["A"]),
        ("conflict -UN the", ["the"]),
    ],
)
def test_what_is_typed_in_capitals_among_other_words_is_a_name(ask, typed, ignored):
    assert ask(typed, mode="words")["query"]["ignored"] == ignored


def test_a_name_is_looked_for_though_it_has_no_weight_elsewhere(ask):
    assert "en-1" in keys(ask("un conflict", mode="words", only="commitments"))
    assert keys(ask("UN police", mode="words", only="commitments")) == []
    assert keys(ask("un police", mode="words", only="commitments")) == ["en-2"]


def test_what_is_mistyped_is_corrected_and_said_so(ask):
    answer = ask("nuclaer war", mode="words")
    assert answer["query"]["corrected"] == {"from": "nuclaer war", "to": "nuclear war"}
    assert "en-1" in keys(answer)
    assert ask("nucleus -nuclear", mode="words")["query"]["corrected"] is None


def test_words_of_what_was_withdrawn_are_not_suggested(ask, register):
    things = list(register["es"].document.expressions.all())
    withdraw([register["es"].document], person=PERSON, reason="A test.")
    answer = ask("naciones", mode="words")
    assert answer["results"] == []
    assert ask("nacoines", mode="words")["query"]["corrected"] is None
    assert things


def test_titles_count_most(ask):
    assert keys(ask("avoid OR parties", mode="words", only="commitments"))[-1] == "en-2"


def test_the_address_of_a_hit_answers_with_it(ask, client):
    for hit in ask("nuclear OR nucléaire", mode="words")["results"]:
        found = client.get(hit["url"]).json()
        if hit["kind"] == "clause":
            (found,) = found["results"]
            assert found["eid"] == hit["eid"]
        else:
            assert found["key"] == hit["key"]


class TestMeaning:
    @pytest.fixture
    def embedded(self, register):
        embed_backlog()
        return register

    def test_one_language_finds_all(self, ask, embedded):
        answer = ask("nuclear war cannot be won", mode="meaning")
        assert texts_of(answer) == set(TEXTS)
        for hit in answer["results"]:
            assert hit["why"]["meaning"]["nearness"] > 0.25
            assert hit["why"]["meaning"]["language"]
        assert ask("nuclear war cannot be won", mode="words", only="clauses")["count"] == 1

    def test_both_orders_are_one(self, ask, embedded):
        """What has the words and is near comes before what is only one of these."""
        answer = ask("nuclear war cannot be won")
        both = [bool(hit["why"]["words"]) and bool(hit["why"]["meaning"]) for hit in answer["results"]]
        assert both == sorted(both, reverse=True)
        assert any(both)
        assert not all(both)
        assert texts_of(answer) == set(TEXTS)
        scores = [hit["score"] for hit in answer["results"]]
        assert scores == sorted(scores, reverse=True)

    def test_of_what_it_does_not_speak_nothing_is_near(self, ask, embedded):
        assert ask("banana recipes", mode="meaning")["results"] == []

    def test_excluded_words_are_excluded(self, ask, embedded):
        assert "en-1" in keys(ask("nuclear war", mode="meaning"))
        assert "en-1" not in keys(ask("nuclear war -atomic", mode="meaning"))

    def test_what_was_withdrawn_is_not_found_though_its_vectors_stay(self, ask, embedded):
        from commitments.models import Commitment

        withdraw([Commitment.objects.get(key="en-1")], person=PERSON, reason="A test.")
        assert PublishedEmbedding.objects.filter(key="en-1").exists()
        assert "en-1" not in keys(ask("nuclear war cannot be won"))

    def test_a_changed_wording_is_not_found_by_the_meaning_of_the_old_one(self, ask, embedded):
        from commitments.models import Commitment

        commitment = Commitment.objects.get(key="en-2")
        commitment.title = {"en": "Save the whales"}
        commitment.save()
        publish_whole(commitment)
        assert "en-2" not in keys(ask("train police officers", mode="meaning"))
        embed_backlog()
        assert "en-2" in keys(ask("train police officers", mode="meaning"))

    def test_suggestions_beside_links(self, client, embedded):
        url = "/api/v1/commitments/en-1/related/"
        assert client.get(url).json()["results"] == []
        answer = client.get(url, {"suggested": "true"}).json()
        assert answer["count"] == len(answer["results"]) >= 1
        assert answer["results"][0]["key"] == "fr-1"
        for one in answer["results"]:
            assert one["suggested"] is True
            assert one["relation"] is one["direction"] is None
            assert one["score"] >= 0.45
            assert one["document"] != "paper-en"
        assert client.get(url, {"suggested": "true", "relation": "restates"}).json()["results"] == []
        assert refusal(client, url, {"suggested": "yes"}).keys() == {"suggested"}

    @pytest.mark.parametrize(
        ("query", "number"),
        [
            ({"q": "nuclear war", "mode": "words"}, 8),
            ({"q": "nuclear war"}, 8),
            ({"q": "nuclear war", "mode": "meaning"}, 8),
            ({"q": "nucl*", "page_size": 1, "theme": "arms", "facets": "false"}, 8),
            ({"q": "nuclear war", "facets": "true"}, 14),
            ({"q": "nuclaer war", "mode": "words"}, 11),
        ],
    )
    def test_the_number_of_queries_is_fixed(self, client, embedded, django_assert_num_queries, query, number):
        with django_assert_num_queries(number):
            answer = client.get(URL, query).json()
        assert answer["count"], answer


class TestFacets:
    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"theme": "arms"},
            {"document": "paper-en", "kind": "undertaking"},
            {"q": "theme:arms"},
            {"q": "document:paper-en document:paper-fr", "theme": "arms"},
            {"q": "theme:arms", "theme": "arms", "document": "paper-en"},
            {"q": "actor:un -document:paper-fr", "role": "makes"},
        ],
    )
    def test_each_number_is_that_of_the_list_it_leads_to(self, client, register, query):
        url = "/api/v1/commitments/"
        facets = client.get(url, {"facets": "true"} | query).json()["facets"]
        assert set(facets) == {"document", "theme", "region", "actor", "kind", "language", "year", "status"}
        values = [value for found in facets.values() for value in found]
        assert values
        for value in values:
            assert client.get(f"{url}?{value['filter']}").json()["count"] == value["count"], value

    def test_beside_a_search(self, client, ask):
        answer = ask("war", mode="words", facets="true", language="en")
        assert answer["facets_complete"] is True
        assert "language" not in answer["facets"], "it is narrowed by language already"
        for found in answer["facets"].values():
            for value in found:
                assert client.get(f"{URL}?{value['filter']}").json()["count"] == value["count"], value

    def test_the_number_of_queries_is_fixed(self, client, register, django_assert_num_queries):
        with django_assert_num_queries(9):
            client.get("/api/v1/commitments/", {"facets": "true"})
        with django_assert_num_queries(5):
            client.get("/api/v1/commitments/", {"facets": "true"})


class TestPaging:
    def test_pages_together_are_the_whole(self, client, ask):
        whole = keys(ask("war OR police OR guerre", mode="words"))
        assert len(whole) > 3
        url, found = f"{URL}?q=war+OR+police+OR+guerre&mode=words&page_size=2", []
        while url:
            page = client.get(url).json()
            assert page["count"] == len(whole)
            found += keys(page)
            url = page["next"]
        assert found == whole
        assert client.get(page["previous"]).json()["results"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({}, "q"),
        ({"q": "x", "mode": "guess"}, "mode"),
        ({"q": "x", "only": "links"}, "only"),
        ({"q": "x", "page": "0"}, "page"),
        ({"q": "x", "page_size": "101"}, "page_size"),
        ({"q": "x", "facets": "yes"}, "facets"),
        ({"q": "x", "cursor": "y"}, "cursor"),
        ({"q": "x", "theme": "nothing"}, "theme"),
        ({"q": "x theme:nothing"}, "theme"),
        ({"q": "x -kind:nothing"}, "kind"),
        ({"q": "x", "only": "clauses", "status": "active"}, "status"),
        ({"q": "x\x00"}, "q"),
    ],
)
def test_what_means_nothing_is_refused_by_name(client, query, named):
    assert refusal(client, URL, query).keys() == {named}
