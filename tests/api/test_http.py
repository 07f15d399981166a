"""What HTTP asks of the answers: validators, caches, other sites, compression, limits, and the form of errors."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from commitments.analysis import freshness
from commitments.api.problems import PROBLEMS
from commitments.models import Commitment, RegisterEntry
from commitments.publishing import publish, withdraw
from tests.factories import PERSON, make_commitment, make_expression, publish_whole
from tracker.settings import Limit, rate_limit

from .asking import API, LISTS, TEXT, THINGS, every

ANSWERS = {
    **LISTS,
    **THINGS,
    "text": TEXT,
    "old text": f"{TEXT}?edition=1",
    "past": f"{API}commitments/?as_of=2030-01-01",
    "schema": f"{API}schema/",
    "docs": f"{API}docs/",
    "problems": f"{API}problems/",
    "home page": "/fr/",
    "list page": "/ar/commitments/?theme=peace-and-security",
    "page": "/en/commitments/gsi-concept-paper-2023-iii-13/",
    "reader page": "/fr/documents/gsi-concept-paper-2023/text/fr/",
    "matrix page": "/en/matrix/",
    "changes page": "/es/changes/",
}


def settle(monkeypatch):
    """As if the newest entry were older than the moment of which a time says nothing."""
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr(freshness.timezone, "now", lambda: later)


@pytest.mark.usefixtures("corpus")
class TestValidators:
    @pytest.mark.parametrize("name", ANSWERS)
    def test_a_kept_answer_is_found_good_by_one_query(self, client, django_assert_num_queries, monkeypatch, name):
        settle(monkeypatch)
        first = client.get(ANSWERS[name])
        assert first.status_code == 200
        for condition in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
            with django_assert_num_queries(1):
                again = client.get(ANSWERS[name], headers=condition)
            assert (again.status_code, again.content) == (304, b"")
            assert {again[header] for header in ("ETag", "Last-Modified")} == {first["ETag"], first["Last-Modified"]}
            assert "public" in again["Cache-Control"]
            assert again["Vary"] == first["Vary"]
            assert "Content-Length" not in again

    @pytest.mark.parametrize("name", ANSWERS)
    def test_head_and_another_get_have_the_same_validator(self, client, name):
        get, again, head = client.get(ANSWERS[name]), client.get(ANSWERS[name]), client.head(ANSWERS[name])
        assert get["ETag"] == again["ETag"] == head["ETag"]
        assert (head.status_code, head.content) == (200, b"")
        assert client.head(ANSWERS[name], headers={"if-none-match": get["ETag"]}).status_code == 304

    def test_no_two_addresses_share_one(self, client):
        tags = [client.get(url)["ETag"] for url in ANSWERS.values()]
        assert len(set(tags)) == len(tags)
        other = client.get(ANSWERS["commitment"], headers={"if-none-match": client.get(ANSWERS["theme"])["ETag"]})
        assert other.status_code == 200

    def test_another_host_has_another_one(self, client, settings):
        settings.ALLOWED_HOSTS = ["one.example", "two.example"]
        assert len({client.get(API, headers={"host": host})["ETag"] for host in settings.ALLOWED_HOSTS}) == 2

    def test_any_version_will_do_only_where_there_is_one(self, client):
        assert client.get(ANSWERS["commitment"], headers={"if-none-match": "*"}).status_code == 304
        assert client.get(f"{API}commitments/nowhere/", headers={"if-none-match": "*"}).status_code == 404
        assert client.get(ANSWERS["commitment"], headers={"if-match": '"other"'}).status_code == 412

    def test_an_error_has_none_and_is_not_kept(self, client):
        for url in (f"{API}commitments/nowhere/", f"{API}commitments/?theme=nope", f"{API}none/", "/en/themes/nope/"):
            answer = client.get(url)
            assert "ETag" not in answer
            assert answer["Cache-Control"] == "no-cache"

    def test_whoever_works_on_templates_sees_them(self, client, settings):
        settings.DEBUG = True
        assert "ETag" not in client.get("/en/")


@pytest.mark.django_db
class TestChangesOfTheRegister:
    @pytest.fixture
    def commitment(self):
        commitment = make_commitment("paper-1", expression=make_expression())
        publish_whole(commitment)
        return commitment

    @pytest.mark.parametrize("url", [f"{API}commitments/paper-1/", "/en/commitments/paper-1/", f"{API}changes/"])
    def test_a_publication_makes_every_kept_answer_doubtful(self, client, commitment, url):
        first = client.get(url)
        known = {"if-none-match": first["ETag"]}
        Commitment.objects.update(title={"en": "Second"})
        assert client.get(url, headers=known).status_code == 304
        publish([commitment], person=PERSON)
        second = client.get(url, headers=known)
        assert second.status_code == 200
        assert second.content != first.content
        assert second["ETag"] != first["ETag"]

    @pytest.mark.parametrize("door", [f"{API}commitments/paper-1/", "/en/commitments/paper-1/"])
    def test_what_was_withdrawn_is_gone_whatever_was_kept(self, client, commitment, monkeypatch, door):
        settle(monkeypatch)
        kept = client.get(door)
        withdraw([commitment], person=PERSON, reason="By mistake")
        assert client.get(door, headers={"if-none-match": kept["ETag"]}).status_code == 410

    def test_a_second_that_is_not_over_is_no_date_of_change(self, client, commitment, monkeypatch):
        assert "Last-Modified" not in client.get(LISTS["commitments"])
        settle(monkeypatch)
        assert "Last-Modified" in client.get(LISTS["commitments"])

    def test_what_depends_on_something_else_changes_with_that(self, client, commitment, monkeypatch):
        versions = iter("112")
        view = resolve("/en/").func
        monkeypatch.setattr(view, "also_depends_on", lambda _request: next(versions), raising=False)
        first = client.get("/en/")
        assert "Last-Modified" not in first
        statuses = [client.get("/en/", headers={"if-none-match": first["ETag"]}).status_code for _ in range(2)]
        assert statuses == [304, 200]


@pytest.mark.usefixtures("corpus")
class TestCaches:
    def test_how_long_an_answer_may_be_kept(self, client, settings):
        settings.CACHE_SECONDS = 90
        assert client.get(LISTS["commitments"])["Cache-Control"] == (
            "public, max-age=90, stale-while-revalidate=60, stale-if-error=86400"
        )
        assert client.get("/en/")["Cache-Control"] == "public, max-age=0, s-maxage=90, stale-if-error=86400"

    def test_a_full_page_of_the_register_is_for_ever_where_it_says_nothing_of_the_rest(self, client):
        def kept(**query):
            return "immutable" in client.get(LISTS["changes"], query)["Cache-Control"]

        last = RegisterEntry.objects.count()
        assert kept(since=5, page_size=10, count="false")
        assert kept(since=5, page_size=10, count="false", kind="theme", fields="sequence,hash")
        assert not kept(since=5, page_size=10)
        assert not kept(since=last - 5, page_size=10, count="false")
        assert not kept(since=last - 10, page_size=10, count="false"), "The next page is not there yet."
        assert not kept(page_size=10, count="false", ordering="-sequence")

    def test_what_cannot_change_its_words_is_kept_for_a_day(self, client):
        assert client.get(f"{TEXT}?edition=1")["Cache-Control"] == "public, max-age=86400"
        assert "max-age=60" in client.get(THINGS["version"])["Cache-Control"], "It is the current one."

    def test_answers_vary_by_encoding_alone(self, client):
        for name, url in ANSWERS.items():
            vary = client.get(url, headers={"accept-encoding": "gzip", "accept-language": "ar"}).get("Vary", "")
            assert set(filter(None, vary.split(", "))) <= {"Accept-Encoding", "origin", "Accept"}, name
            english, arabic = (client.get(url, headers={"accept-language": one}) for one in ("en", "ar"))
            assert english.content == arabic.content, name
        assert "Accept-Language" in client.get(f"{API}none/")["Vary"]


@pytest.mark.django_db
def test_an_ended_wording_is_kept_for_a_day(client):
    commitment = make_commitment("paper-1", expression=make_expression())
    publish_whole(commitment)
    Commitment.objects.update(title={"en": "Second"})
    publish([commitment], person=PERSON)
    assert client.get(f"{API}commitments/paper-1/versions/1/")["Cache-Control"] == "public, max-age=86400"


@pytest.mark.usefixtures("corpus")
class TestCompression:
    @pytest.mark.parametrize("name", ["commitments", "commitment", "text", "page", "list page"])
    def test_what_is_long_is_sent_short_under_a_weak_validator(self, client, name):
        plain = client.get(ANSWERS[name])
        packed = client.get(ANSWERS[name], headers={"accept-encoding": "gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == f"W/{plain['ETag']}"
        assert "Accept-Encoding" in packed["Vary"]
        again = client.get(ANSWERS[name], headers={"accept-encoding": "gzip", "if-none-match": packed["ETag"]})
        assert again.status_code == 304


@pytest.mark.usefixtures("corpus")
class TestOtherSites:
    ORIGIN = "https://elsewhere.example"

    def test_any_site_may_read_and_see_the_headers_that_matter(self, client):
        for url in (LISTS["commitments"], f"{API}commitments/nowhere/", f"{API}commitments/?theme=nope", TEXT):
            answer = client.get(url, headers={"origin": self.ORIGIN})
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert {"etag", "link", "ratelimit", "retry-after"} <= set(
                answer["Access-Control-Expose-Headers"].lower().split(", ")
            )
            assert "Access-Control-Allow-Credentials" not in answer

    def test_a_browser_that_asks_first_is_told_what_it_may(self, client):
        asked = {"origin": self.ORIGIN, "access-control-request-method": "GET",
                 "access-control-request-headers": "if-none-match"}  # fmt: skip
        answer = client.options(LISTS["commitments"], headers=asked)
        assert answer.status_code == 200
        assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "if-none-match" in answer["Access-Control-Allow-Headers"]

    def test_pages_and_the_admin_are_not_read_by_other_sites(self, client):
        for url in ("/en/", "/admin/login/"):
            assert "Access-Control-Allow-Origin" not in client.get(url, headers={"origin": self.ORIGIN})

    def test_a_list_names_its_neighbours_in_a_header_too(self, client):
        first = client.get(LISTS["commitments"])
        assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
        assert 'rel="previous"' in client.get(first.json()["next"])["Link"]

    @pytest.mark.parametrize("name", [*LISTS, *THINGS, "text"])
    def test_options_says_what_may_be_done(self, client, name):
        answer = client.options(ANSWERS[name])
        assert answer.status_code == 200
        assert answer["Allow"] == "GET, HEAD, OPTIONS"

    def test_options_of_the_page_to_try_it(self, client):
        answer = client.options(f"{API}docs/")
        assert (answer.status_code, answer["Allow"]) == (200, "GET, HEAD, OPTIONS")
        assert client.post(f"{API}docs/")["Content-Type"] == "application/problem+json"
        assert client.get(f"{API}docs/")["Content-Type"].startswith("text/html")


@pytest.mark.usefixtures("corpus")
class TestLimits:
    @pytest.fixture(autouse=True)
    def limit(self, settings, monkeypatch):
        settings.RATE_LIMIT = Limit(3, 60)
        now = [60_000_020.0]  # 20 seconds into a minute.
        monkeypatch.setattr("commitments.api.limits.time.time", lambda: now[0])
        caches["limits"].clear()
        yield now
        caches["limits"].clear()

    def test_every_answer_says_what_is_left_and_too_many_are_refused(self, client, limit):
        left = [client.get(LISTS["themes"])["RateLimit"] for _ in range(3)]
        assert left == [f'"default";r={number};t=40' for number in (2, 1, 0)]
        refused = client.get(LISTS["themes"])
        assert refused.status_code == 429
        assert refused["Retry-After"] == "40"
        assert refused["RateLimit-Policy"] == '"default";q=3;w=60'
        assert refused["Content-Type"] == "application/problem+json"
        assert refused["Cache-Control"] == "no-cache"
        limit[0] += 40
        assert client.get(LISTS["themes"]).status_code == 200

    def test_an_answer_that_was_kept_does_not_count(self, client):
        known = {"if-none-match": client.get(LISTS["themes"])["ETag"]}
        assert {client.get(LISTS["themes"], headers=known).status_code for _ in range(9)} == {304}
        assert '"default";r=1;' in client.get(LISTS["themes"])["RateLimit"]

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("192.0.2.1", "192.0.2.2", False),
            ("2001:db8::1", "2001:db8::2", True),
            ("2001:db8::1", "2001:db8:0:1::1", False),
            ("::ffff:192.0.2.1", "192.0.2.1", True),
        ],
    )
    def test_each_address_is_counted_for_itself(self, client, one, other, same):
        client.get(LISTS["themes"], REMOTE_ADDR=one)
        left = client.get(LISTS["themes"], REMOTE_ADDR=other)["RateLimit"]
        assert left.startswith('"default";r=1;' if same else '"default";r=2;')

    def test_what_a_visitor_says_of_himself_is_believed_only_of_a_proxy(self, client, settings):
        for number in range(3):
            client.get(LISTS["themes"], headers={"x-forwarded-for": f"192.0.2.{number}"})
        assert client.get(LISTS["themes"], headers={"x-forwarded-for": "192.0.2.9"}).status_code == 429
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
        for number in range(3):
            client.get(LISTS["themes"], headers={"x-forwarded-for": f"198.51.100.{number}, 192.0.2.7"})
        assert client.get(LISTS["themes"], headers={"x-forwarded-for": "1.2.3.4, 192.0.2.7"}).status_code == 429
        assert client.get(LISTS["themes"], headers={"x-forwarded-for": "192.0.2.7, 192.0.2.8"}).status_code == 200

    def test_it_can_be_turned_off(self, client, settings):
        settings.RATE_LIMIT = None
        answers = [client.get(LISTS["themes"]) for _ in range(5)]
        assert {answer.status_code for answer in answers} == {200}
        assert not any("RateLimit" in answer for answer in answers)

    @pytest.mark.parametrize(
        ("given", "limit"),
        [("", Limit(10, 60)), ("5/second", Limit(5, 1)), ("7/Hour", Limit(7, 3600)), ("off", None)],
    )
    def test_the_variable(self, monkeypatch, given, limit):
        monkeypatch.setenv("TRACKER_RATE_LIMIT", given)
        assert rate_limit("TRACKER_RATE_LIMIT", "10/minute") == limit


@pytest.mark.django_db
class TestProblems:
    @pytest.fixture
    def withdrawn(self):
        commitment = make_commitment("paper-1", expression=make_expression())
        publish_whole(commitment)
        withdraw([commitment], person=PERSON, reason="By mistake")

    @pytest.mark.parametrize(
        ("status", "url", "headers"),
        [
            (400, f"{API}commitments/?theme=nope&status=kept", {}),
            (404, f"{API}commitments/nowhere/", {}),
            (404, f"{API}nothing/of/this/", {}),
            (404, "/api/v2/", {}),
            (406, f"{API}commitments/", {"accept": "image/png"}),
            (410, f"{API}commitments/paper-1/", {}),
        ],
    )
    def test_an_error_says_what_it_is_and_where_that_is_explained(self, client, withdrawn, status, url, headers):
        answer = client.get(url, headers=headers)
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
        told = answer.json()
        assert {"type", "title", "status", "detail", "instance"} <= told.keys()
        assert (told["status"], told["instance"]) == (status, url)
        explained, _, anchor = told["type"].partition("#")
        page = client.get(explained)
        assert page.status_code == 200
        assert f'id="{anchor}"' in page.text
        assert told["title"] in page.text

    def test_what_belongs_to_one_kind_is_kept(self, client, withdrawn):
        told = client.get(f"{API}commitments/?theme=nope&status=kept").json()
        assert told["errors"].keys() == {"theme", "status"}
        assert told["status"] == 400
        told = client.get(f"{API}commitments/paper-1/").json()
        assert told["reason"] == "By mistake"
        assert told["withdrawn_at"].endswith("Z")

    def test_another_method(self, client):
        told = client.post(LISTS["commitments"])
        assert told.status_code == 405
        assert told["Content-Type"] == "application/problem+json"
        assert told["Allow"] == "GET, HEAD, OPTIONS"

    def test_our_own_mistake(self, monkeypatch):
        client = Client(raise_request_exception=False)
        monkeypatch.setattr("commitments.api.vocabularies.Themes.rows", lambda self: 1 / 0)
        told = client.get(LISTS["themes"])
        assert (told.status_code, told["Content-Type"]) == (500, "application/problem+json")
        assert told.json()["type"].endswith(f"{reverse('api:problems')}#server-error")
        assert "division" not in told.text

    def test_another_host(self, client):
        told = client.get(LISTS["themes"], headers={"host": "elsewhere.example"})
        assert (told.status_code, told["Content-Type"]) == (400, "application/problem+json")
        assert client.get("/en/", headers={"host": "elsewhere.example"})["Content-Type"].startswith("text/html")

    def test_every_problem_has_a_name_of_its_own(self):
        assert len({name for name, _, _ in PROBLEMS.values()}) == len(PROBLEMS)


@pytest.mark.usefixtures("corpus")
class TestFields:
    @pytest.mark.parametrize(
        ("name", "fields", "keys"),
        [
            ("commitments", "key,title.fr,document.slug", {"key": None, "title": {"fr"}, "document": {"slug"}}),
            ("commitments", "citations.exact,citations.language", {"citations": {"exact", "language"}}),
            ("commitments", "citations.exact,citations", {"citations": None}),
            ("commitments", "citations,citations.exact", {"citations": None}),
            ("documents", "slug,expressions.text_sha256", {"slug": None, "expressions": {"text_sha256"}}),
            ("clauses", "eid,text", {"eid": None, "text": None}),
            ("mentions", "exact", {"exact": None}),
            ("versions", "version,ended_at", {"version": None, "ended_at": None}),
            ("related", "key,suggested", {"key": None, "suggested": None}),
            ("links", "source.key,relation", {"source": {"key"}, "relation": None}),
            ("themes", "slug,label.ar", {"slug": None, "label": {"ar"}}),
            ("changes", "sequence,hash", {"sequence": None, "hash": None}),
        ],
    )
    def test_a_list_has_the_fields_named_and_no_others(self, client, name, fields, keys):
        whole = every(client, LISTS[name])
        some = every(client, LISTS[name], fields=fields)
        assert len(some) == len(whole) > 0

        def pruned(value, below):
            if below is None:
                return value
            if isinstance(value, list):
                return [pruned(one, below) for one in value]
            return {key: value[key] for key in below if key in value} if value is not None else None

        assert some == [{key: pruned(one[key], below) for key, below in keys.items()} for one in whole]

    @pytest.mark.parametrize("thing", ["document", "commitment", "version", "theme", "region", "actor"])
    def test_a_thing_too(self, client, thing):
        whole = client.get(THINGS[thing]).json()
        first, second = sorted(whole)[:2]
        assert client.get(THINGS[thing], {"fields": f"{first},{second}"}).json() == {
            first: whole[first],
            second: whole[second],
        }

    @pytest.mark.parametrize("url", [LISTS["commitments"], THINGS["commitment"]])
    @pytest.mark.parametrize("field", ["nope", "key,nope", "key.nope", "title.xx", "title.", ".", "key,", "Key"])
    def test_an_unknown_one_is_refused_with_those_there_are(self, client, url, field):
        answer = client.get(url, {"fields": field})
        assert answer.status_code == 400
        assert answer.json()["errors"].keys() == {"fields"}
        if field == "nope":
            assert "citations" in answer.json()["errors"]["fields"][0]

    def test_it_takes_no_query_more(self, client, django_assert_num_queries):
        with django_assert_num_queries(3):
            client.get(LISTS["commitments"], {"fields": "key,citations.exact", "page_size": 100})
