"""What each parameter finds, and what it is told that means nothing."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from commitments import filters
from commitments.models import Commitment
from commitments.publishing import publish, withdraw
from tests.factories import PERSON, make_commitment, make_expression, publish_whole

from .asking import API, LISTS, TEXT, THINGS, every, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitments(client):
    return every(client, LISTS["commitments"])


@pytest.fixture
def broader(client):
    """The keys of all terms above each term, with itself, by kind."""
    return {
        kind: {term[key]: {term[key], *term["ancestors"]} for term in every(client, LISTS[kind])}
        for kind, key in (("themes", "slug"), ("regions", "code"), ("actors", "slug"))
    }


def keys(found):
    return {one["key"] for one in found}


@pytest.mark.usefixtures("corpus")
class TestCommitments:
    """Every value of every filter, against what the rows themselves say."""

    @pytest.mark.parametrize(
        ("name", "has"),
        [
            ("document", lambda one, value, above: one["document"]["slug"] == value),
            ("kind", lambda one, value, above: one["kind"] == value),
            ("status", lambda one, value, above: one["status"] == value),
            ("role", lambda one, value, above: value in {actor["role"] for actor in one["actors"]}),
            ("language", lambda one, value, above: value in {quoted["language"] for quoted in one["citations"]}),
            (
                "theme",
                lambda one, value, above: any(value in above["themes"][theme["slug"]] for theme in one["themes"]),
            ),
            (
                "region",
                lambda one, value, above: any(value in above["regions"][region["code"]] for region in one["regions"]),
            ),
            (
                "actor",
                lambda one, value, above: any(value in above["actors"][actor["slug"]] for actor in one["actors"]),
            ),
        ],
    )
    def test_a_value_finds_the_rows_that_have_it_or_something_narrower(self, client, commitments, broader, name, has):
        known = {
            "document": {one["document"]["slug"] for one in commitments} | {"un-charter"},
            "kind": {"principle", "priority", "undertaking", "obligation", "position", "mechanism", "call"},
            "status": {"active", "fulfilled", "superseded", "lapsed"},
            "role": {"makes", "addressed_to", "beneficiary"},
            "language": {"fr", "ar"},
            "theme": broader["themes"],
            "region": broader["regions"],
            "actor": broader["actors"],
        }
        for value in known[name]:
            expected = {one["key"] for one in commitments if has(one, value, broader)}
            assert keys(every(client, LISTS["commitments"], **{name: value})) == expected, value

    @pytest.mark.parametrize(
        ("query", "key"),
        [({"region": "002"}, "gsi-concept-paper-2023-iii-8"), ({"region": "019"}, "gsi-concept-paper-2023-iii-9")],
    )
    def test_africa_and_the_americas_are_found_by_their_codes(self, client, query, key):
        assert key in keys(every(client, LISTS["commitments"], **query))

    def test_several_values_are_alternatives_and_several_parameters_narrow(self, client):
        def found(**query):
            return keys(every(client, LISTS["commitments"], **query))

        either = found(document=["xi-wuzhen-2015", "wang-yi-brics-2024"])
        assert either == found(document="xi-wuzhen-2015") | found(document="wang-yi-brics-2024")
        assert found(document=["xi-wuzhen-2015", "wang-yi-brics-2024"], language="ar", kind=["call", "position"]) == {
            key for key in either if key in found(kind="call") | found(kind="position")
        }

    def test_actor_and_role_are_about_the_same_actor(self, client, commitments, broader):
        for actor in ("china", "united-nations"):
            for role in ("makes", "addressed_to", "beneficiary"):
                expected = {
                    one["key"]
                    for one in commitments
                    if any(
                        found["role"] == role and actor in broader["actors"][found["slug"]] for found in one["actors"]
                    )
                }
                assert keys(every(client, LISTS["commitments"], actor=actor, role=role)) == expected

    @pytest.mark.parametrize(
        "day", ["2001-07-16", "2015-12-16", "2021-06-28", "2023-02-21", "1900-01-01", "2100-01-01"]
    )
    def test_dates_include_the_day_itself(self, client, commitments, day):
        for name, fits in (("made_before", str.__le__), ("made_after", str.__ge__)):
            expected = {
                one["key"] for one in commitments if one["document"]["date"] and fits(one["document"]["date"], day)
            }
            assert keys(every(client, LISTS["commitments"], **{name: day})) == expected
        assert keys(every(client, LISTS["commitments"], made_before=day, made_after=day)) == {
            one["key"] for one in commitments if one["document"]["date"] == day
        }

    @pytest.mark.parametrize(
        ("words", "key"),
        [
            ("Initiative mondiale sur la sécurité des données", "gsi-concept-paper-2023-iii-13"),
            ("initiative MONDIALE securite donnees", "gsi-concept-paper-2023-iii-13"),
            ("donnees initiative", "gsi-concept-paper-2023-iii-13"),
            ("Charter of the United Nations", "gsi-concept-paper-2023-ii-3"),
            ("gsi-concept-paper-2023-iii-13", "gsi-concept-paper-2023-iii-13"),
            ("التمسك بمفهوم الأمن المشترك", "gsi-concept-paper-2023-ii-1"),
            ("التمسك بمفهوم الامن المشترك", "gsi-concept-paper-2023-ii-1"),
            ("ٱلتَّمَسُّك بمفهـــوم الإمن", "gsi-concept-paper-2023-ii-1"),
        ],
    )
    def test_words_are_found_whatever_their_case_accents_or_spelling(self, client, words, key):
        assert key in keys(every(client, LISTS["commitments"], q=words))

    @pytest.mark.parametrize("words", ["%", "_", "\\", "zz%", "' OR 77=77 --", "zzzzz", "securite zzzzz"])
    def test_marks_that_mean_something_to_a_database_mean_nothing(self, client, words):
        assert every(client, LISTS["commitments"], q=words) == []

    def test_blank_words_find_all(self, client, commitments):
        assert every(client, LISTS["commitments"], q="  ") == commitments


class TestDates:
    """Wordings over time, and due dates, in a small register."""

    @pytest.fixture
    def history(self, monkeypatch):
        """v1 on 10 January, v2 on 10 February, withdrawn on 10 March, published again on 10 April."""
        now = []
        monkeypatch.setattr(timezone, "now", lambda: now[-1])
        commitment = make_commitment(
            "paper-1", expression=make_expression(), title={"en": "First"}, due_on="2030-06-30"
        )
        now.append(datetime(2024, 1, 10, 12, tzinfo=UTC))
        publish_whole(commitment)
        Commitment.objects.update(title={"en": "Second"}, due_on=None)
        now.append(datetime(2024, 2, 10, 0, tzinfo=UTC))
        publish([commitment], person=PERSON)
        now.append(datetime(2024, 3, 10, 23, 59, 59, 999_999, tzinfo=UTC))
        withdraw([commitment], person=PERSON, reason="By mistake")
        return commitment, now

    @pytest.mark.parametrize(
        ("day", "title"),
        [
            ("2024-01-09", None),
            ("2024-01-10", "First"),
            ("2024-02-09", "First"),
            ("2024-02-10", "Second"),
            ("2024-03-09", "Second"),
            ("2024-03-10", None),
            ("2024-04-10", None),
            ("0001-01-01", None),
            ("9999-12-31", None),
        ],
    )
    def test_the_wordings_that_stood_on_a_day(self, client, history, day, title):
        found = every(client, LISTS["commitments"], as_of=day)
        assert [one["title"]["en"] for one in found] == ([title] if title else [])

    def test_a_wording_of_the_past_says_which_it_is(self, client, history):
        (found,) = every(client, LISTS["commitments"], as_of="2024-01-31")
        assert (found["version"], found["published_at"]) == (1, "2024-01-10T12:00:00.000000Z")
        assert found["url"] == f"http://testserver{API}commitments/paper-1/versions/1/"
        again = client.get(found["url"]).json()
        assert again == found | {"ended_at": "2024-02-10T00:00:00.000000Z"}

    def test_published_again_it_stands_again(self, client, history):
        commitment, now = history
        now.append(datetime(2024, 4, 10, tzinfo=UTC))
        publish([commitment], person=PERSON)
        assert [one["version"] for one in every(client, LISTS["commitments"])] == [3]
        assert every(client, LISTS["commitments"], as_of="2024-04-09") == []

    def test_what_was_withdrawn_with_its_document_is_found_as_of_then(self, client, history):
        commitment, now = history
        document = commitment.document
        (expression,) = document.expressions.all()
        now.append(datetime(2024, 5, 10, tzinfo=UTC))
        withdraw([document], person=PERSON, reason="A test.")
        address = f"{LISTS['commitments']}?as_of=2024-01-31"
        facets = client.get(f"{address}&facets=true").json()["facets"]
        assert {value["key"] for value in facets["document"]} == {document.slug}
        assert {value["key"] for value in facets["language"]} == {expression.language}
        for found in facets.values():
            for value in found:
                assert client.get(f"{LISTS['commitments']}?{value['filter']}").json()["count"] == value["count"], value
        assert every(client, LISTS["commitments"], document=document.slug) == []
        assert client.get(LISTS["commitments"], {"document": "nowhere"}).status_code == 400

    def test_due_dates_include_the_day_itself_and_leave_out_what_has_none(self, client):
        expression = make_expression()
        due = {None: "paper-0", "2030-06-29": "paper-1", "2030-06-30": "paper-2", "2030-07-01": "paper-3"}
        publish_whole(*[make_commitment(key, expression=expression, due_on=day) for day, key in due.items()])
        assert keys(every(client, LISTS["commitments"], due_before="2030-06-30")) == {"paper-1", "paper-2"}
        assert keys(every(client, LISTS["commitments"], due_after="2030-06-30")) == {"paper-2", "paper-3"}
        in_order = [one["key"] for one in every(client, LISTS["commitments"], ordering="due_on")]
        assert in_order == ["paper-1", "paper-2", "paper-3", "paper-0"]


@pytest.mark.usefixtures("corpus")
class TestOtherLists:
    @pytest.mark.parametrize(
        ("name", "query", "fits"),
        [
            ("documents", {"kind": "treaty"}, lambda one: one["kind"] == "treaty"),
            ("documents", {"language": "ar"}, lambda one: "ar" in {text["language"] for text in one["expressions"]}),
            ("documents", {"actor": "china"}, lambda one: "china" in {actor["slug"] for actor in one["actors"]}),
            ("documents", {"made_after": "2021-01-01"}, lambda one: (one["date"] or "") >= "2021-01-01"),
            ("documents", {"made_before": "2001-07-16"}, lambda one: (one["date"] or "9") <= "2001-07-16"),
            ("documents", {"q": "charte nations unies"}, lambda one: one["slug"] == "un-charter"),
            ("documents", {"q": "ميثاق الامم المتحده"}, lambda one: one["slug"] == "un-charter"),
            ("links", {"relation": "endorses"}, lambda one: one["relation"] == "endorses"),
            ("links", {"relation": ["endorses", "extends"]}, lambda one: one["relation"] in {"endorses", "extends"}),
            (
                "links",
                {"source": "gsi-concept-paper-2023-iii-13"},
                lambda one: one["source"]["key"] == "gsi-concept-paper-2023-iii-13",
            ),
            (
                "links",
                {"commitment": "gsi-concept-paper-2023-iii-13"},
                lambda one: "gsi-concept-paper-2023-iii-13" in {one["source"]["key"], one["target"]["key"]},
            ),
            ("related", {"relation": "endorses"}, lambda one: one["relation"] == "endorses"),
            ("themes", {"broader": "peace-and-security"}, lambda one: one["broader"] == "peace-and-security"),
            ("regions", {"broader": "002"}, lambda one: one["broader"] == "002"),
            ("actors", {"broader": "united-nations"}, lambda one: one["broader"] == "united-nations"),
            ("changes", {"since": 400}, lambda one: one["sequence"] > 400),
            ("changes", {"kind": ["link", "theme"]}, lambda one: one["kind"] in {"link", "theme"}),
            ("changes", {"action": "publish"}, lambda one: one["action"] == "publish"),
        ],
    )
    def test_a_filter_finds_what_the_rows_say(self, client, name, query, fits):
        expected = [one for one in every(client, LISTS[name]) if fits(one)]
        assert expected
        assert every(client, LISTS[name], **query) == expected

    def test_a_tree_is_listed_with_each_term_after_its_broader_one(self, client):
        for name in ("themes", "regions", "actors"):
            seen = set()
            for term in every(client, LISTS[name]):
                assert term["broader"] is None or term["broader"] in seen
                seen.add(term.get("slug") or term.get("code"))


@pytest.mark.usefixtures("corpus")
class TestRefusals:
    """What means nothing is a 400 that names it."""

    @pytest.mark.parametrize("url", [*LISTS.values(), *THINGS.values(), TEXT])
    def test_an_unknown_parameter(self, client, url):
        for name in ("nonsense", "Theme", "themes", "page", "limit", "search"):
            assert set(refusal(client, url, {name: "1"})) == {name}

    @pytest.mark.parametrize(
        ("name", "parameter", "value"),
        [
            *[
                ("commitments", parameter, "nowhere")
                for parameter in ("document", "theme", "region", "actor", "role", "kind", "language", "status")
            ],
            *[
                ("commitments", parameter, value)
                for parameter in ("due_before", "due_after", "made_before", "made_after", "as_of")
                for value in ("soon", "2024-13-01", "2024-02-30", "20240101x")
            ],
            ("commitments", "theme", "\x00"),
            ("commitments", "q", "\x00"),
            ("commitments", "language", "xx"),
            ("documents", "kind", "novel"),
            ("documents", "actor", "nowhere"),
            ("documents", "language", "xx"),
            ("documents", "made_after", "soon"),
            ("links", "relation", "likes"),
            ("links", "source", "nowhere"),
            ("links", "target", "nowhere"),
            ("links", "commitment", "nowhere"),
            ("themes", "broader", "nowhere"),
            ("regions", "broader", "peace-and-security"),
            ("actors", "broader", "nowhere"),
            ("changes", "since", "yesterday"),
            ("changes", "since", "NaN"),
            ("changes", "since", "1" * 400),
            ("changes", "kind", "wish"),
            ("changes", "action", "burn"),
            ("clauses", "edition", "first"),
            ("clauses", "edition", "-1"),
        ],
    )
    def test_an_unknown_value(self, client, name, parameter, value):
        assert set(refusal(client, LISTS[name], {parameter: value})) == {parameter}

    @pytest.mark.parametrize(
        ("parameter", "value"),
        [
            ("page_size", "0"),
            ("page_size", "501"),
            ("page_size", "-1"),
            ("page_size", "many"),
            ("page_size", ""),
            ("page_size", "٥"),
            ("page_size", "9" * 5000),
            ("count", "no"),
            ("count", ""),
            ("ordering", "nonsense"),
            ("ordering", ""),
            ("ordering", "--key"),
            ("cursor", "nonsense"),
            ("cursor", "////"),
            ("cursor", "\x00"),
        ],
    )
    def test_a_bad_page(self, client, parameter, value):
        for url in LISTS.values():
            assert set(refusal(client, url, {parameter: value})) == {parameter}

    def test_one_bad_value_among_good_ones_is_the_one_named(self, client):
        told = refusal(client, LISTS["commitments"], {"theme": ["peace-and-security", "nowhere"], "kind": "call"})
        assert set(told) == {"theme"}
        assert "nowhere" in told["theme"][0]
        assert "peace-and-security" not in told["theme"][0]

    @pytest.mark.parametrize(
        ("name", "parameter", "values"),
        [
            ("commitments", "due_before", ["2024-01-01", "2025-01-01"]),
            ("commitments", "as_of", ["2024-01-01", "2025-01-01"]),
            ("commitments", "ordering", ["key", "date"]),
            ("commitments", "page_size", ["1", "2"]),
            ("commitments", "count", ["true", "false"]),
            ("changes", "since", ["1", "2"]),
        ],
    )
    def test_a_parameter_that_takes_one_value_does_not_ignore_another(self, client, name, parameter, values):
        assert set(refusal(client, LISTS[name], {parameter: values})) == {parameter}

    def test_all_that_is_wrong_is_said_at_once(self, client):
        assert set(
            refusal(client, LISTS["commitments"], {"theme": "nowhere", "made_after": "soon", "kind": "wish"})
        ) == {
            "theme",
            "made_after",
            "kind",
        }


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "0", "-1", "1e400", "9" * 30, "2024-01-01", "9999-12-31", "0001-01-01", "\x00", "fr", "002", "%", "null"]
    ),
    st.sampled_from(["peace-and-security", "china", "key", "-date", "treaty", "cD0x", "bz0xJnA9MQ==", "cj0xJnA9YWJj"]),
)
PARAMETERS = sorted(
    {"cursor", "page_size", "count", "ordering", "edition", "language"}
    | {
        name
        for filterset in vars(filters).values()
        if hasattr(filterset, "base_filters")
        for name in filterset.base_filters
    }
)


@pytest.mark.usefixtures("corpus")
def test_whatever_is_asked_is_answered_or_refused(client):
    @given(
        st.sampled_from(sorted(LISTS)),
        st.dictionaries(st.sampled_from(PARAMETERS), st.lists(VALUES, min_size=1, max_size=2), max_size=3),
    )
    def check(name, query):
        answer = client.get(LISTS[name], query)
        assert answer.status_code in {200, 400, 404}
        assert answer.json()

    check()
