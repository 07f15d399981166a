"""The shapes of the contract, and that the description at schema/ is of the answers that are given."""

import hashlib

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from commitments.api.urls import urlpatterns

from .asking import API, LISTS, TEXT, THINGS, every

pytestmark = pytest.mark.usefixtures("corpus")

KEYS = {
    "document": "slug url title kind symbol date place actors alternative_names note expressions version published_at"
    " sequence",
    "expression": "language edition direction translation publisher source_url retrieved_on note file_name file_sha256"
    " text_sha256 length clauses references text_url clauses_url version published_at sequence",
    "clause": "eid parent kind label number path locator heading depth start end text references",
    "reference": "document article start end exact",
    "mention": "document date language direction edition clause locator article start end exact prefix suffix url",
    "commitment": "key url document locator kind title summary themes regions actors due_on target legal_character"
    " status last_verified_on citations links assessments version published_at sequence",
    "citation": "document language edition direction translation clause locator start end exact prefix suffix publisher"
    " source_url text_url",
    "commitment link": "relation direction key document title rationale state",
    "link": "key source target relation rationale origin state decided_on version published_at sequence",
    "link end": "key document locator title",
    "theme": "slug url label broader ancestors position alternative_labels definition exact_match close_match version"
    " published_at sequence",
    "region": "code url kind label broader ancestors note members version published_at sequence",
    "actor": "slug url type label broader ancestors iso3166 alternative_names version published_at sequence",
    "change": "sequence kind key action version at reason payload hash previous_hash",
}


def keys_of(results):
    """The keys that all results have, which are the keys that any has."""
    assert results
    first = set(results[0])
    assert all(set(result) == first for result in results)
    return first


@pytest.mark.parametrize(
    ("what", "results"),
    [
        ("document", lambda get: get("documents")),
        ("expression", lambda get: [text for document in get("documents") for text in document["expressions"]]),
        ("clause", lambda get: get("clauses")),
        ("reference", lambda get: [reference for clause in get("clauses") for reference in clause["references"]]),
        ("mention", lambda get: get("mentions")),
        ("commitment", lambda get: get("commitments")),
        ("citation", lambda get: [citation for found in get("commitments") for citation in found["citations"]]),
        ("commitment link", lambda get: [link for found in get("commitments") for link in found["links"]]),
        ("link", lambda get: get("links")),
        ("link end", lambda get: [link[end] for link in get("links") for end in ("source", "target")]),
        ("theme", lambda get: get("themes")),
        ("region", lambda get: get("regions")),
        ("actor", lambda get: get("actors")),
        ("change", lambda get: get("changes")),
    ],
)
def test_results_have_the_keys_of_the_contract(client, what, results):
    assert keys_of(results(lambda name: every(client, LISTS[name]))) == set(KEYS[what].split())


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("document", {"slug", "title", "date"}),
        ("themes", {"slug", "label"}),
        ("regions", {"code", "label"}),
        ("actors", {"slug", "label", "role"}),
        ("target", {"quantity", "unit"}),
        ("legal_character", {"value", "source"}),
    ],
)
def test_the_parts_of_a_commitment_have_theirs(client, part, keys):
    found = [commitment[part] for commitment in every(client, LISTS["commitments"]) if commitment[part]]
    found = [one for part in found for one in (part if isinstance(part, list) else [part])]
    assert keys_of(found) == keys


@pytest.mark.parametrize("name", LISTS)
def test_a_list_answers_with_its_count_its_neighbours_and_results(client, name):
    answer = client.get(LISTS[name]).json()
    assert set(answer) == {"count", "next", "previous", "results"}
    assert answer["count"] == len(every(client, LISTS[name]))
    assert answer["previous"] is None


@pytest.mark.parametrize(
    ("thing", "list_name", "key"),
    [
        ("document", "documents", "slug"),
        ("commitment", "commitments", "key"),
        ("theme", "themes", "slug"),
        ("region", "regions", "code"),
        ("actor", "actors", "slug"),
    ],
)
def test_a_thing_is_the_same_alone_and_in_its_list_and_at_its_url(client, thing, list_name, key):
    for listed in every(client, LISTS[list_name])[:25]:
        assert client.get(listed["url"]).json() == listed
        assert listed["url"] == f"http://testserver{LISTS[list_name]}{listed[key]}/"
    assert client.get(THINGS[thing]).status_code == 200


def test_the_versions_of_a_commitment_say_when_they_ended(client):
    current = client.get(THINGS["commitment"]).json()
    assert every(client, LISTS["versions"]) == [current | {"ended_at": None}]
    assert client.get(THINGS["version"]).json() == current | {"ended_at": None}


def test_both_ends_of_a_link_show_it(client):
    commitments = {found["key"]: found for found in every(client, LISTS["commitments"])}
    for link in every(client, LISTS["links"]):
        for end, other, direction in (("source", "target", "outgoing"), ("target", "source", "incoming")):
            commitment = commitments[link[end]["key"]]
            shown = {
                "relation": link["relation"],
                "direction": direction,
                "key": link[other]["key"],
                "document": link[other]["document"],
                "title": link[other]["title"],
                "rationale": link["rationale"],
                "state": link["state"],
            }
            assert shown in commitment["links"]


def test_what_is_related_is_what_the_commitment_shows_of_its_links(client):
    key = LISTS["related"].split("/")[-3]
    shown = client.get(f"{LISTS['commitments']}{key}/").json()["links"]
    accepted = {"suggested": False, "score": None, "reasons": []}
    found = every(client, LISTS["related"])
    assert len(found) == len(shown) > 3
    assert all(link | accepted in found for link in shown)


def test_the_first_page_leads_to_every_list(client):
    home = client.get(API).json()
    assert {"documents", "commitments", "links", "themes", "regions", "actors", "changes", "schema", "docs"} <= set(
        home
    )
    for url in home.values():
        assert client.get(url).status_code == 200


class TestDocumentsAndTexts:
    def test_the_text_is_the_one_that_was_hashed_to_the_byte(self, client):
        for document in every(client, LISTS["documents"]):
            for expression in document["expressions"]:
                answer = client.get(expression["text_url"])
                assert answer["Content-Type"] == "text/plain; charset=utf-8"
                assert answer["Content-Language"] == expression["language"]
                assert hashlib.sha256(answer.content).hexdigest() == expression["text_sha256"]
                assert len(answer.content.decode()) == expression["length"]

    def test_clauses_are_in_reading_order_and_quote_the_text(self, client):
        for document in every(client, LISTS["documents"]):
            for expression in document["expressions"]:
                text = client.get(expression["text_url"]).content.decode()
                clauses = every(client, expression["clauses_url"])
                assert len(clauses) == expression["clauses"]
                assert [clause["start"] for clause in clauses] == sorted(clause["start"] for clause in clauses)
                eids = [clause["eid"] for clause in clauses]
                for clause in clauses:
                    assert clause["text"] == text[clause["start"] : clause["end"]]
                    assert clause["parent"] is None or clause["parent"] in eids[: eids.index(clause["eid"])]

    @pytest.mark.parametrize("accept", ["text/plain", "text/plain, */*;q=0.1", "*/*", "text/html"])
    def test_a_text_is_given_to_whoever_asks_for_plain_text(self, client, accept):
        answer = client.get(TEXT, headers={"accept": accept})
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")


class TestSchema:
    @pytest.fixture
    def schema(self, client):
        return client.get(f"{API}schema/").json()

    def test_it_is_openapi_3_1(self, schema):
        assert schema["openapi"].startswith("3.1")
        OpenAPIV31SpecValidator(schema).validate()

    def test_it_describes_every_address(self, schema):
        described = {path.removeprefix(API) for path in schema["paths"]}
        addresses = {str(pattern.pattern) for pattern in urlpatterns}
        for converter in ("slug", "str", "int"):
            addresses = {address.replace(f"<{converter}:", "{").replace(">", "}") for address in addresses}
        assert addresses - {"schema/", "docs/", "problems/", "<path:rest}"} == described

    @pytest.mark.parametrize("name", LISTS)
    def test_it_describes_every_parameter(self, schema, client, name):
        """What a list accepts is what an unknown parameter is answered with."""
        told = client.get(LISTS[name], {"nonsense": "1"}).json()["errors"]["nonsense"][0]
        accepted = set(told.split("There are: ")[1].rstrip(".").split(", "))
        template = next(path for path in schema["paths"] if matches(path, LISTS[name]))
        parameters = schema["paths"][template]["get"]["parameters"]
        assert {parameter["name"] for parameter in parameters if parameter["in"] == "query"} == accepted

    @pytest.mark.parametrize("name", [*LISTS, *THINGS])
    def test_every_answer_is_as_described(self, schema, client, name):
        url = LISTS.get(name) or THINGS[name]
        template = next(path for path in schema["paths"] if matches(path, url))
        described = whole(schema["paths"][template]["get"]["responses"]["200"], schema["components"]["schemas"])
        answer = client.get(url, {"page_size": 500} if name in LISTS else {}).json()
        validator = OAS31Validator(described | {"components": schema["components"]})
        problems = [
            f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator.iter_errors(answer)
        ]
        assert not problems, problems[:5]

    @pytest.mark.parametrize("name", [*LISTS, *THINGS])
    def test_every_key_of_an_answer_is_described(self, schema, client, name):
        url = LISTS.get(name) or THINGS[name]
        template = next(path for path in schema["paths"] if matches(path, url))
        described = whole(schema["paths"][template]["get"]["responses"]["200"], schema["components"]["schemas"])
        answer = client.get(url).json()
        assert undescribed(answer, described, schema["components"]["schemas"]) == set()

    def test_every_operation_is_complete(self, schema):
        assert schema["servers"] == [{"url": "http://testserver", "description": "This site."}]
        assert schema["info"]["contact"]["url"]
        assert schema["info"]["license"]["url"]
        known = {tag["name"] for tag in schema["tags"] if tag["description"]}
        operations = {path: methods["get"] for path, methods in schema["paths"].items()}
        assert len({one["operationId"] for one in operations.values()}) == len(operations)
        for path, one in operations.items():
            assert one["description"], path
            assert set(one["tags"]) <= known, path
            assert [
                parameter["name"] for parameter in one.get("parameters", ()) if not parameter.get("description")
            ] == []
            assert {"400", "429", "500"} <= one["responses"].keys()
            assert ("404" in one["responses"]) is ("{" in path)
            for status, answer in one["responses"].items():
                assert answer["description"], (path, status)
                assert (set(answer["content"]) == {"application/problem+json"}) is (status != "200")

    def test_every_answer_in_json_has_an_example_that_is_as_described(self, schema):
        for path, methods in schema["paths"].items():
            for answer in methods["get"]["responses"].values():
                for kind, content in answer["content"].items():
                    examples = [content["example"]] if "example" in content else []
                    examples += [one["value"] for one in content.get("examples", {}).values()]
                    if kind == "application/json":
                        assert examples, path
                        described = whole(answer, schema["components"]["schemas"])
                    else:
                        described = content["schema"]
                    for example in examples:
                        OAS31Validator(described | {"components": schema["components"]}).validate(example)

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            (f"{API}commitments/?theme=nope", "400"),
            (f"{API}commitments/nowhere/", "404"),
            (f"{API}documents/nowhere/clauses/", "404"),
        ],
    )
    def test_every_problem_is_as_described(self, schema, client, url, status):
        template = next(path for path in schema["paths"] if matches(path, url))
        described = schema["paths"][template]["get"]["responses"][status]["content"]["application/problem+json"]
        told = client.get(url).json()
        OAS31Validator(described["schema"] | {"components": schema["components"]}).validate(told)
        assert undescribed(told, described["schema"], schema["components"]["schemas"]) == set()

    def test_the_pages_about_it_are_there(self, client):
        answer = client.get(f"{API}docs/")
        assert answer.status_code == 200
        assert b"http" not in answer.content.replace(b"http://testserver", b"").replace(b"http://www.w3.org", b"")


def whole(response, components):
    """What an answer is without `fields=`, of which only some of a thing may be left."""
    described = response["content"]["application/json"]["schema"]
    if "anyOf" in described:
        return described["anyOf"][0]
    if described.get("$ref", "").rpartition("/")[2].startswith("Paginated"):
        page = components[described["$ref"].rpartition("/")[2]]
        items = page["properties"]["results"] | {"items": page["properties"]["results"]["items"]["anyOf"][0]}
        return page | {"properties": page["properties"] | {"results": items}}
    return described


def matches(template, url):
    """Whether a path of the schema, such as /documents/{slug}/, is that of a URL."""
    parts, given = template.strip("/").split("/"), url.partition("?")[0].strip("/").split("/")
    return len(parts) == len(given) and all(
        part == own or part[0] == "{" for part, own in zip(parts, given, strict=True)
    )


def undescribed(value, described, components, path=""):
    """The keys of a value that its description does not name."""
    while "$ref" in described:
        described = components[described["$ref"].rsplit("/", 1)[1]]
    if "allOf" in described or "oneOf" in described:
        options = described.get("allOf") or described["oneOf"]
        return set.intersection(*[undescribed(value, option, components, path) for option in options])
    if isinstance(value, list):
        return {key for one in value for key in undescribed(one, described.get("items", {}), components, path)}
    if not isinstance(value, dict) or "additionalProperties" in described:
        return set()
    properties = described.get("properties", {})
    unknown = {f"{path}.{key}" for key in value if key not in properties}
    for key in value.keys() & properties.keys():
        unknown |= undescribed(value[key], properties[key], components, f"{path}.{key}")
    return unknown
