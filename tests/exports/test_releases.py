"""Dated releases: complete, described, the same bytes for the same register, and safe to serve."""

import csv
import hashlib
import io
import json
from datetime import date, datetime

import jsonschema
import pytest
import yaml
from django.core.management import CommandError, call_command
from pyld import jsonld

from commitments.exports.releasing.releases import releases
from commitments.models import Commitment
from commitments.publishing import publish, withdraw
from tests.api.asking import API, every
from tests.factories import PERSON, make_commitment, publish_whole
from tests.test_docs import the_program

pytestmark = pytest.mark.django_db
SITE = "http://testserver"

# What the Data Package specification (version 1) demands of a descriptor, as far as ours has it.
NAME = {"type": "string", "pattern": "^[-a-z0-9._/]+$"}
PACKAGE = {
    "type": "object",
    "required": ["name", "resources", "profile"],
    "properties": {
        "profile": {"const": "data-package"},
        "name": NAME,
        "homepage": {"type": "string", "format": "uri"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {"type": "array", "minItems": 1, "items": {"required": ["name", "path"]}},
        "contributors": {"type": "array", "items": {"required": ["title"]}},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path"],
                "properties": {
                    "name": NAME,
                    "path": {"type": "string", "pattern": r"^[^./~][^/]*$"},
                    "profile": {"const": "tabular-data-resource"},
                    "bytes": {"type": "integer"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "required": ["name", "type"],
                                    "properties": {
                                        "type": {"enum": ["string", "integer", "date", "datetime"]},
                                        "constraints": {"properties": {"enum": {"type": "array", "minItems": 1}}},
                                    },
                                },
                            },
                            "primaryKey": {"type": "string"},
                            "foreignKeys": {"items": {"required": ["fields", "reference"]}},
                        },
                    },
                },
            },
        },
    },
}
CASTS = {"string": str, "integer": int, "date": date.fromisoformat, "datetime": datetime.fromisoformat}


def made(folder):
    call_command("make_release", folder=folder, site=SITE, stdout=io.StringIO())
    return releases(folder)[0]


def content(release):
    return {path.name: path.read_bytes() for path in release.files}


def table(release, name):
    return list(csv.DictReader(io.StringIO((release.folder / name).read_text("utf-8"), newline="")))


def json_lines(release, name):
    return [json.loads(line) for line in (release.folder / name).read_text("utf-8").splitlines()]


@pytest.fixture
def release(corpus, tmp_path):
    return made(tmp_path)


def test_the_same_register_gives_the_same_bytes(release, tmp_path):
    first = content(release)
    again = made(tmp_path)
    assert again.name == release.name
    assert content(again) == first
    assert content(made(tmp_path / "elsewhere")) == first
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_it_holds_all_that_is_published(client, release):
    for name in ("commitments", "documents", "links", "themes", "regions", "actors"):
        listed = every(client, f"{API}{name}/")
        told = json_lines(release, f"{name}.ndjson")
        key = next(key for key in ("key", "slug", "code") if key in listed[0])
        assert {row[key]: row for row in told} == {row[key]: row for row in listed}
        assert [row[key] for row in table(release, f"{name}.csv")] == [row[key] for row in told]
    for text in json_lines(release, "texts.ndjson"):
        path = f"{API}documents/{text['document']}/text/{text['language']}/"
        assert client.get(path).content.decode() == text["text"]
        assert hashlib.sha256(text["text"].encode()).hexdigest() == text["text_sha256"]
    texts = {text["key"]: text["text"] for text in json_lines(release, "texts.ndjson")}
    clauses = json_lines(release, "clauses.ndjson")
    assert {clause["text_key"] for clause in clauses} == set(texts)
    assert all(texts[each["text_key"]][each["start"] : each["end"]] == each["text"] for each in clauses)
    for row in table(release, "citations.csv"):
        key = "/".join(row[f"citation_{name}"] for name in ("document", "language", "edition"))
        exact = texts[key][int(row["citation_start"]) : int(row["citation_end"])]
        assert row["citation_exact"] in {exact, f"'{exact}"}


def test_the_chain_in_it_can_be_verified(client, release):
    entries = json_lines(release, "register.ndjson")
    program = the_program()
    newest = client.get(f"{API}changes/", {"ordering": "-sequence", "page_size": 1}).json()["results"][0]
    assert program.verify(entries) == (newest["sequence"], newest["hash"])
    assert release.package["register"] == {"sequence": newest["sequence"], "hash": newest["hash"]}


def test_the_data_package_says_what_the_files_are(release):
    package = release.package
    jsonschema.validate(package, PACKAGE)
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert len(resources) == len(package["resources"])
    rows = {}
    for name, resource in resources.items():
        written = (release.folder / resource["path"]).read_bytes()
        assert len(written) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(written).hexdigest()}" == resource["hash"]
        if "schema" not in resource:
            continue
        rows[name] = table(release, resource["path"])
        fields = resource["schema"]["fields"]
        assert written.decode().split("\r\n", 1)[0] == ",".join(field["name"] for field in fields)
        for field in fields:
            values = {row[field["name"]] for row in rows[name]} - {""}
            for value in values:
                CASTS[field["type"]](value)
            if allowed := field.get("constraints", {}).get("enum"):
                assert values <= set(allowed)
    assert set(rows) == {f"{name}-csv" for name in
                         ("commitments", "citations", "documents", "links", "themes", "regions", "actors")}  # fmt: skip
    for name, resource in resources.items():
        told = resource.get("schema", {})
        if key := told.get("primaryKey"):
            assert len({row[key] for row in rows[name]}) == len(rows[name])
        for foreign in told.get("foreignKeys", ()):
            other = foreign["reference"]
            known = {row[other["fields"]] for row in rows[other["resource"]]}
            assert {row[foreign["fields"]] for row in rows[name]} <= known


def test_checksums_catalogue_and_citation_are_true(release):
    files = content(release)
    sums = dict(reversed(line.split("  ")) for line in files["checksums.sha256"].decode().splitlines())
    assert sums == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != "checksums.sha256"
    }
    [dataset] = jsonld.expand(json.loads(files["dcat.jsonld"]))
    for told in dataset["http://www.w3.org/ns/dcat#distribution"]:
        name = told["@id"].rpartition("/")[2]
        assert int(told["http://www.w3.org/ns/dcat#byteSize"][0]["@value"]) == len(files[name])
        [checksum] = told["http://spdx.org/rdf/terms#checksum"]
        assert checksum["http://spdx.org/rdf/terms#checksumValue"][0]["@value"] == sums[name]
    cited = yaml.safe_load(files["CITATION.cff"])
    assert {"cff-version", "message", "title", "authors", "version", "date-released", "license", "url"} <= set(cited)
    assert cited["cff-version"] == "1.2.0"
    assert all(name in files["README.md"].decode() for name in files if name.endswith((".csv", ".ndjson", ".jsonld")))


def test_the_codebook_explains_every_column(release):
    rows = table(release, "codebook.csv")
    told = {(row["name"], row["field"]) for row in rows if row["description"]}
    for resource in release.package["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            assert (resource["path"], field["name"]) in told
    kinds = next(row["values"] for row in rows if (row["name"], row["field"]) == ("commitments.csv", "kind"))
    assert "undertaking (undertaking)" in kinds
    assert {"Commitment", "Citation", "Document", "Link"} <= {row["name"] for row in rows}


def test_a_later_release_says_what_has_changed(tmp_path):
    one, two = make_commitment("one"), make_commitment("two")
    publish_whole(one, two)
    first = made(tmp_path)
    assert (first.folder / "CHANGELOG.md").read_text().count("commitment | 2 | 0 | 0") == 1
    one.title = {"en": "Keep it better"}
    one.save()
    publish([one], person=PERSON, reason="A better title")
    withdraw(Commitment.objects.filter(pk=two.pk), person=PERSON, reason="An error")
    second = made(tmp_path)
    changes = (second.folder / "CHANGELOG.md").read_text()
    assert first.name in changes
    assert "commitment `two`, version 1: An error" in changes
    assert "commitment `one`, version 2: A better title" in changes
    assert [row["key"] for row in table(second, "commitments.csv")] == ["one"]
    assert [each.name for each in releases(tmp_path)] == [second.name, first.name]


def test_an_empty_register_is_not_released(tmp_path):
    with pytest.raises(CommandError, match="nothing to release"):
        made(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_site_lists_releases_and_serves_their_files(client, release, tmp_path, settings, language):
    settings.RELEASES_DIR = tmp_path
    listed = client.get(f"/{language}/releases/")
    assert release.name in listed.content.decode()
    shown = client.get(f"/{language}/releases/{release.name}/")
    assert shown.status_code == 200
    for name, written in content(release).items():
        assert name in shown.content.decode()
        answer = client.get(f"/{language}/releases/{release.name}/{name}")
        assert b"".join(answer.streaming_content) == written
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path",
    ["nowhere/", "nowhere/README.md", "{name}/secret", "{name}/..%2fsecret", "{name}/.hidden", "..%2f..%2f/README.md",
     "{name}/%2fetc%2fpasswd", "{name}/README.md%00"],
)  # fmt: skip
def test_nothing_but_the_files_of_releases_is_served(client, release, tmp_path, settings, path):
    settings.RELEASES_DIR = tmp_path
    (tmp_path / "secret").write_text("secret")
    (release.folder / ".hidden").write_text("hidden")
    assert client.get(f"/en/releases/{path.format(name=release.name)}").status_code == 404


def test_without_a_release_the_page_says_so(client, tmp_path, settings):
    settings.RELEASES_DIR = tmp_path / "missing"
    assert client.get("/en/releases/").status_code == 200
