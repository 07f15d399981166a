"""What someone gets who reads the exports with pandas: as many rows as the list, the same values, and types to count
with."""

import io
import json
from collections import Counter

import pandas
import pytest
from django.core.cache import cache

from commitments.exports.columns import COLUMNS
from commitments.exports.releasing.releases import make
from tests.api.asking import API, every
from tests.exports.test_commitment_files import exported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]
QUERIES = ({}, {"theme": "disarmament"}, {"document": ["gsi-concept-paper-2023", "xi-wuzhen-2015"], "language": "ar"})
# What no text begins with of itself: see docs/how-to/take-the-data-with-you.md.
APOSTROPHE = r"^'(?=[=+\-@\t\r\n＝＋－＠])"


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def read(client, format, **query):
    content = io.BytesIO(exported(client, format, **query))
    if format == "xlsx":
        return pandas.read_excel(content, sheet_name=1)
    if format == "ndjson":
        return pandas.read_json(content, lines=True)
    if format == "jsonld":
        return pandas.json_normalize(json.load(content)["commitments"])
    return pandas.read_csv(content)


def known(values):
    """As a list, with None for what is missing."""
    return [None if isinstance(value, float) and pandas.isna(value) else value for value in values.tolist()]


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("format", ["csv", "xlsx", "ndjson", "jsonld"])
def test_the_rows_are_those_that_the_list_counts(client, format, query):
    table = read(client, format, **query)
    assert len(table) == client.get(f"{API}commitments/", query).json()["count"]
    assert list(table["key"]) == [row["key"] for row in every(client, f"{API}commitments/", **query)]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr"])
def test_a_table_has_the_values_of_the_list_in_every_script(client, format, language):
    table = read(client, format, label_language=language)
    listed = every(client, f"{API}commitments/")
    told = table["title"].str.replace(APOSTROPHE, "", regex=True) if format == "csv" else table["title"]
    assert list(told) == [row["title"].get(language) or row["title"]["en"] for row in listed]
    assert known(table["target_quantity"]) == [row["target"] and row["target"]["quantity"] for row in listed]
    assert known(table["due_on"]) == [row["due_on"] for row in listed]
    themes = table["themes"].str.split(" | ", regex=False).explode().value_counts().to_dict()
    assert themes == Counter(theme["slug"] for row in listed for theme in row["themes"])


def test_a_byte_order_mark_makes_no_difference(client):
    pandas.testing.assert_frame_equal(read(client, "csv"), read(client, "csv", bom="true"))


@pytest.mark.parametrize("rows", COLUMNS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_numbers_are_numbers_and_dates_are_dates(client, format, rows):
    content = io.BytesIO(exported(client, format, rows=rows))
    columns = COLUMNS[rows].values()
    whole = {column.name: "Int64" for column in columns if column.data_type == "integer"}
    days = [column.name for column in columns if column.data_type in ("date", "datetime")]
    if format == "csv":
        table = pandas.read_csv(content, dtype=whole, parse_dates=days)
    else:
        table = pandas.read_excel(content, sheet_name=1, dtype=whole, parse_dates=days)
    assert list(table.columns) == list(COLUMNS[rows])
    assert {str(table[name].dtype) for name in whole} == {"Int64"}
    assert {table[name].dtype.kind for name in days} == {"M"}
    assert table["version"].min() >= 1
    assert table["document_date"].dt.year.min() > 1900
    assert str(table["published_at"].dt.tz) == "UTC"


def test_a_row_for_each_citation_counts_into_the_text(client):
    table = read(client, "csv", rows="citation")
    wanted = [citation for row in every(client, f"{API}commitments/") for citation in row["citations"]]
    assert len(table) == len(wanted)
    assert list(table["citation_start"]) == [citation["start"] for citation in wanted]
    words = table["citation_exact"].str.replace(APOSTROPHE, "", regex=True)
    assert list(words) == [citation["exact"] for citation in wanted]
    # Code points, in every script.
    assert (words.str.len() == table["citation_end"] - table["citation_start"]).all()


def test_lines_of_json_keep_the_whole_of_each_commitment(client):
    table = read(client, "ndjson", document="gsi-concept-paper-2023")
    listed = every(client, f"{API}commitments/", document="gsi-concept-paper-2023")
    assert list(table["title"]) == [row["title"] for row in listed]
    assert list(table["citations"]) == [row["citations"] for row in listed]
    assert table["published_at"].dtype.kind == "M"
    # A month or a day is not made of a key, nor a number of a locator.
    assert list(table["locator"]) == [row["locator"] for row in listed]


def test_a_graph_of_linked_data_makes_a_table(client):
    table = read(client, "jsonld", document="gsi-concept-paper-2023")
    listed = every(client, f"{API}commitments/", document="gsi-concept-paper-2023")
    assert list(table["id"]) == [row["url"] for row in listed]
    assert known(table["title.ar"]) == [row["title"].get("ar") for row in listed]
    assert list(table["document.date"].unique()) == ["2023-02-21"]


def test_the_tables_of_a_release_fit_together(client, tmp_path):
    folder = make(tmp_path, site="https://tracker.example.org", told=lambda _name: None).folder
    tables = {path.stem: pandas.read_csv(path) for path in folder.glob("*.csv")}
    lines = {path.stem: pandas.read_json(path, lines=True) for path in folder.glob("*.ndjson")}
    assert len(tables["commitments"]) == client.get(f"{API}commitments/").json()["count"] == len(lines["commitments"])
    assert len(tables["links"]) == client.get(f"{API}links/").json()["count"] == len(lines["links"])
    assert len(lines["register"]) == client.get(f"{API}changes/").json()["count"]
    joined = tables["citations"].merge(tables["documents"], left_on="citation_document", right_on="slug")
    assert len(joined) == len(tables["citations"])
    # Codes of regions are three digits, which a number would lose.
    assert "002" in set(pandas.read_csv(folder / "regions.csv", dtype={"code": str, "broader": str})["code"])
