"""Commitments as CSV, XLSX, NDJSON and JSON-LD: the same rows as the list, and nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import UTC, datetime
from itertools import chain

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyld import jsonld

from commitments.exports import xlsx_file
from commitments.exports.columns import COLUMNS, SEPARATOR, Wording
from commitments.exports.csv_file import as_csv
from commitments.exports.origin import Origin
from commitments.text.cells import FORMULA, harmless
from tests.api.asking import API, every, refusal
from tests.factories import make_commitment, publish_whole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]
EXPORT = f"{API}commitments/export/"
ROOT = "http://testserver"
FORMATS = ("csv", "xlsx", "ndjson", "jsonld")


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def exported(client, format, **query):
    answer = client.get(EXPORT, {"format": format} | query)
    assert answer.status_code == 200, answer.content
    assert answer.streaming
    return b"".join(answer.streaming_content)


def csv_rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def sheet_rows(content, sheet=1):
    book = load_workbook(io.BytesIO(content), read_only=True)
    names, *rows = book.worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def keys_of(client, format, query):
    content = exported(client, format, **query)
    if format == "csv":
        return [row["key"] for row in csv_rows(content)]
    if format == "xlsx":
        return [row["key"] for row in sheet_rows(content)]
    if format == "ndjson":
        return [json.loads(line)["key"] for line in content.splitlines()]
    return [row["key"] for row in json.loads(content)["commitments"]]


CHOSEN = {
    "theme": st.lists(st.sampled_from(["disarmament", "peace-and-security", "digital-and-cyber"]), max_size=2),
    "region": st.lists(st.sampled_from(["002", "142", "middle-east"]), max_size=2),
    "document": st.lists(st.sampled_from(["gsi-concept-paper-2023", "xi-wuzhen-2015"]), max_size=2),
    "kind": st.lists(st.sampled_from(["undertaking", "priority", "position"]), max_size=2),
    "language": st.lists(st.sampled_from(["fr", "ar"]), max_size=1),
    "actor": st.lists(st.sampled_from(["china", "russia"]), max_size=1),
    "role": st.lists(st.sampled_from(["makes", "addressed_to"]), max_size=1),
    "made_after": st.lists(st.sampled_from(["2016-01-01"]), max_size=1),
    "q": st.lists(st.sampled_from(["paix", "الأمن", "nuclear"]), max_size=1),
    "ordering": st.lists(st.sampled_from(["newest", "-key", "date", "due_on", "-published_at"]), max_size=1),
}


# Each example asks the site six times.
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(CHOSEN))
def test_the_same_filters_give_the_same_rows_on_page_list_and_in_every_format(client, chosen):
    query = {name: values for name, values in chosen.items() if values}
    listed = every(client, f"{API}commitments/", **query)
    keys = [row["key"] for row in listed]
    for format in FORMATS:
        assert keys_of(client, format, query) == keys
    shown = client.get("/en/commitments/", {name: values for name, values in query.items() if name != "ordering"})
    assert shown.context["count"] == len(keys)
    assert [json.loads(line) for line in exported(client, "ndjson", **query).splitlines()] == listed


def test_what_is_of_an_earlier_day_is_exported_too(client):
    assert keys_of(client, "csv", {"as_of": "2000-01-01"}) == []
    assert len(keys_of(client, "ndjson", {"as_of": "2999-01-01"})) == 148


def test_csv_says_what_the_list_says(client):
    listed = {row["key"]: row for row in every(client, f"{API}commitments/")}
    rows = csv_rows(exported(client, "csv", label_language="ar"))
    assert len(rows) == len(listed) == 148
    for row in rows:
        payload = listed[row["key"]]
        for name in ("url", "locator", "kind", "status", "published_at"):
            assert row[name] == payload[name]
        assert row["title"] == payload["title"]["ar"]
        assert row["document"] == payload["document"]["slug"]
        assert row["document_date"] == (payload["document"]["date"] or "")
        assert row["themes"] == SEPARATOR.join(theme["slug"] for theme in payload["themes"])
        assert row["theme_labels"] == SEPARATOR.join(theme["label"]["ar"] for theme in payload["themes"])
        assert (
            row["makes"].split(SEPARATOR) == [each["slug"] for each in payload["actors"] if each["role"] == "makes"]
            or not row["makes"]
        )
        assert row["target_quantity"] == str((payload["target"] or {}).get("quantity", ""))
        quoted = {citation["exact"] for citation in payload["citations"]}
        assert row["quotation"].removeprefix("'") in quoted


def test_a_row_for_each_citation(client):
    listed = every(client, f"{API}commitments/")
    rows = csv_rows(exported(client, "csv", rows="citation"))
    wanted = [(row["key"], each) for row in listed for each in row["citations"]]
    assert [row["key"] for row in rows] == [key for key, _citation in wanted]
    for row, (_key, citation) in zip(rows, wanted, strict=True):
        for name in set(citation) - {"exact", "prefix", "suffix"}:
            assert row[f"citation_{name}"] == ("" if citation[name] is None else str(citation[name]))
        for name in ("exact", "prefix", "suffix"):
            assert row[f"citation_{name}"] in {citation[name], f"'{citation[name]}"}


def test_columns_are_chosen_and_ordered(client):
    content = exported(client, "csv", columns="title,key", label_language="fr", bom="true")
    assert content.startswith("\ufefftitle,key\r\n".encode())
    assert not exported(client, "csv", columns="title,key").startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({}, {"format"}),
        ({"format": "pdf"}, {"format"}),
        ({"format": "csv", "columns": "colour"}, {"columns"}),
        ({"format": "csv", "columns": "citation_exact"}, {"columns"}),
        ({"format": "csv", "rows": "word"}, {"rows"}),
        ({"format": "csv", "label_language": "xx"}, {"label_language"}),
        ({"format": "csv", "bom": "yes"}, {"bom"}),
        ({"format": "csv", "page_size": "5"}, {"page_size"}),
        ({"format": "csv", "theme": "nowhere", "ordering": "key"}, {"theme"}),
        ({"format": "csv", "ordering": "colour"}, {"ordering"}),
        ({"format": "xlsx", "bom": "true"}, {"bom"}),
        ({"format": "ndjson", "columns": "key", "rows": "citation"}, {"columns", "rows"}),
        ({"format": "jsonld", "label_language": "fr"}, {"label_language"}),
    ],
)
def test_what_means_nothing_is_refused_by_name(client, query, named):
    assert set(refusal(client, EXPORT, query)) == named


def test_an_unknown_column_is_told_with_the_known_ones(client):
    told = refusal(client, EXPORT, {"format": "csv", "columns": "key,colour"})["columns"][0]
    assert "colour" in told
    assert all(name in told for name in COLUMNS["commitment"])


def test_a_repeated_column_is_told(client):
    [told] = refusal(client, EXPORT, {"format": "csv", "columns": "key,title,key"})["columns"]
    assert told.startswith("Repeated: key. ")


def test_pages_of_other_sites_see_where_a_file_is_from(client):
    answer = client.get(EXPORT, {"format": "csv"}, headers={"origin": "https://elsewhere.example"})
    exposed = set(answer["Access-Control-Expose-Headers"].split(", "))
    assert {name for name in answer.headers if name.startswith("X-")} - exposed <= {
        "X-Frame-Options",
        "X-Content-Type-Options",
    }
    assert {"X-Register-Sequence", "X-How-To-Cite"} <= exposed


@pytest.mark.parametrize("format", FORMATS)
def test_every_file_says_where_it_is_from(client, format):
    answer = client.get(EXPORT, {"format": format, "theme": "disarmament"})
    content = b"".join(answer.streaming_content)
    address = f"{ROOT}{EXPORT}?format={format}&theme=disarmament"
    sequence = client.get(f"{API}changes/").json()["count"]
    assert answer["X-Source-Address"] == address
    assert answer["X-Register-Sequence"] == str(sequence)
    assert answer["X-Licence"] == "CC-BY-4.0"
    assert address in answer["X-How-To-Cite"]
    assert 'rel="license"' in answer["Link"]
    assert answer["Content-Disposition"].endswith(f'-entry-{sequence}.{format}"')
    if format == "jsonld":
        head = json.loads(content)
        assert (head["@id"], head["sequence"]) == (address, sequence)
    if format == "xlsx":
        about = load_workbook(io.BytesIO(content)).worksheets[0]
        facts = {row[0].value: row[1].value for row in about.iter_rows()}
        assert (facts["address"], facts["register_sequence"]) == (address, sequence)
    head = client.head(EXPORT, {"format": format, "theme": "disarmament"})
    assert (head.status_code, head.content) == (200, b"")
    assert head["X-Register-Sequence"] == str(sequence)


@pytest.mark.parametrize("format", FORMATS)
def test_the_number_of_queries_is_fixed(client, format):
    with CaptureQueriesContext(connection) as queries:
        exported(client, format)
    # The version of the register for the ETag, its state as the rows are read, and the rows.
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 3, statements


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
CELLS = WORDS | st.builds(str.__add__, st.sampled_from(FORMULA), WORDS)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=CELLS, summary=CELLS)
def test_any_text_comes_back_and_none_is_a_formula(title, summary):
    columns = [COLUMNS["commitment"][name] for name in ("title", "summary", "version")]
    stored = json.dumps({"title": {"en": title}, "summary": {"en": summary}, "version": -3}).encode()
    content = b"".join(as_csv([stored], columns, Wording("en", ROOT), rows="commitment"))
    _names, row = csv.reader(io.StringIO(content.decode(), newline=""))
    for given_text, cell in zip((title, summary), row[:2], strict=True):
        assert cell in {given_text, f"'{given_text}"}
        assert not cell.startswith(FORMULA)
        assert cell == given_text or given_text.startswith(FORMULA)
    assert row[2] == "-3"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(CELLS | st.sampled_from(['"', "a,b", "a\r\nb", ""]), CELLS, st.none() | st.integers(0, 2**53)))
)
def test_csv_is_written_as_the_csv_module_writes_it(rows):
    names = ("title", "locator", "version")
    stored = [
        json.dumps({"title": {"en": title}, "locator": locator, "version": number}) for title, locator, number in rows
    ]
    block = "".join(f"{line}\n" for line in stored).encode()
    for chosen in (names, names[:1], names[2:]):
        columns = [COLUMNS["commitment"][name] for name in chosen]
        wanted = io.StringIO()
        writer = csv.writer(wanted)
        writer.writerow(chosen)
        for row in rows:
            cells = dict(zip(names, row, strict=True))
            texts = [cells[name] for name in chosen]
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in texts])
        content = b"".join(as_csv([block] * bool(rows), columns, Wording("en", ROOT), rows="commitment"))
        assert content == wanted.getvalue().encode()


@pytest.mark.parametrize("rows", COLUMNS)
def test_a_column_alone_has_the_same_cells_as_among_all(client, rows):
    # What no chosen column is made of is not even read from the database.
    whole = csv_rows(exported(client, "csv", rows=rows, document="gsi-concept-paper-2023", label_language="fr"))
    for name in COLUMNS[rows]:
        query = {"rows": rows, "document": "gsi-concept-paper-2023", "label_language": "fr", "columns": name}
        alone = csv_rows(exported(client, "csv", **query))
        assert [row[name] for row in alone] == [row[name] for row in whole]


def test_xlsx_holds_texts_and_numbers_and_nothing_that_runs(client):
    evil = {"en": '=HYPERLINK("http://evil.example","x")', "fr": "+1", "ar": "@SUM(1)"}
    publish_whole(make_commitment("evil", title=evil, summary={"en": "x" * 40_000}))
    content = exported(client, "xlsx", label_language="ar", q="hyperlink")
    book = load_workbook(io.BytesIO(content))
    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True, True]
    cells = list(chain.from_iterable(book.worksheets[1].iter_rows()))
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    [row] = sheet_rows(content)
    assert row["title"] == "@SUM(1)"
    assert row["version"] == 1
    assert row["summary"].endswith(xlsx_file.CUT)
    assert len(row["summary"]) == xlsx_file.LONGEST_TEXT
    assert not load_workbook(io.BytesIO(exported(client, "xlsx"))).worksheets[1].sheet_view.rightToLeft


def test_xlsx_has_the_cells_of_csv(client):
    query = {"label_language": "fr", "rows": "citation"}
    in_csv = csv_rows(exported(client, "csv", **query))
    in_xlsx = sheet_rows(exported(client, "xlsx", **query))
    assert [
        {name: "" if value is None else str(value) for name, value in row.items()} for row in in_xlsx
    ] == [{name: value.removeprefix("'") for name, value in row.items()} for row in in_csv]  # fmt: skip


def test_more_rows_than_a_sheet_holds_go_on_another_one(monkeypatch):
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 4)
    columns = [COLUMNS["commitment"]["key"]]
    stored = [json.dumps({"key": f"k{number}"}).encode() + b"\n" for number in range(7)]
    origin = Origin(root=ROOT, address=ROOT, retrieved_at=datetime(2026, 1, 31, tzinfo=UTC), sequence=1)
    pieces = xlsx_file.as_xlsx(stored, columns, Wording("en", ROOT), origin, rows="commitment")
    book = load_workbook(io.BytesIO(b"".join(pieces)))
    assert [[cell.value for cell in sheet["A"]] for sheet in book.worksheets[1:]] == [
        ["key", "k0", "k1", "k2"],
        ["key", "k3", "k4", "k5"],
        ["key", "k6"],
    ]


def test_linked_data_is_read_as_it_is_meant(client):
    content = json.loads(exported(client, "jsonld", document="gsi-concept-paper-2023"))
    [dataset] = jsonld.expand(content)
    row = next(each for each in every(client, f"{API}commitments/") if each["key"] == "gsi-concept-paper-2023-iii-3")
    parts = {part["@id"]: part for part in dataset["http://schema.org/hasPart"]}
    part = parts[row["url"]]
    titles = {each["@language"]: each["@value"] for each in part["http://data.europa.eu/eli/ontology#title"]}
    assert titles == row["title"]
    [annotation] = part["@reverse"]["http://www.w3.org/ns/oa#hasBody"]
    [target] = annotation["http://www.w3.org/ns/oa#hasTarget"]
    position, quote = target["http://www.w3.org/ns/oa#hasSelector"]
    [citation] = row["citations"]
    assert position["http://www.w3.org/ns/oa#start"][0]["@value"] == citation["start"]
    assert quote["http://www.w3.org/ns/oa#exact"][0]["@value"] == citation["exact"]
    assert target["http://www.w3.org/ns/oa#hasSource"] == [{"@id": citation["text_url"]}]
    concepts = part["http://data.europa.eu/eli/ontology#is_about"]
    assert {each["http://www.w3.org/2004/02/skos/core#notation"][0]["@value"] for each in concepts} == {
        theme["slug"] for theme in row["themes"]
    }
    linked = {link["key"] for link in row["links"] if link["direction"] == "outgoing"}
    told = [each["@id"] for each in part.get("http://data.europa.eu/eli/ontology#changes", [])]
    assert {address.rstrip("/").rpartition("/")[2] for address in told} <= linked
    triples = jsonld.to_rdf(content, {"format": "application/n-quads"})
    assert triples.count("TextQuoteSelector") == sum(
        len(each["citations"]) for each in every(client, f"{API}commitments/", document="gsi-concept-paper-2023")
    )
