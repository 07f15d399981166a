"""The matrix over REST: its parameters, its forms, and what they cost."""

import csv
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .asking import API, THINGS, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("corpus")]
MATRIX = THINGS["matrix"]


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def test_the_contract(client):
    answer = client.get(MATRIX, {"theme": ["disarmament", "climate-change"], "q": "armes"}).json()
    assert set(answer) == {"dimensions", "rows", "columns", "cells", "total", "filters", "sequence"}
    assert answer["dimensions"] == {"rows": "theme", "columns": "document"}
    assert answer["filters"] == {"theme": ["disarmament", "climate-change"], "q": ["armes"]}
    assert answer["sequence"] == client.get(f"{API}changes/").json()["count"]
    assert [row["key"] for row in answer["rows"]] == ["disarmament", "climate-change"]
    assert [len(cells) for cells in answer["cells"]] == [len(answer["columns"])] * 2
    for head in [*answer["rows"], *answer["columns"]]:
        assert set(head) == {"key", "label", "depth", "narrower", "count", "url"}
        assert client.get(head["url"]).json()["count"] == head["count"]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"rows": "colour"}, {"rows"}),
        ({"rows": "theme", "columns": "theme"}, {"columns"}),
        ({"rows": "document", "columns": "theme", "rows_depth": "1"}, {"rows_depth"}),
        ({"columns_depth": "0"}, {"columns_depth"}),
        ({"rows_depth": "10"}, {"rows_depth"}),
        ({"rows_depth": "-1"}, {"rows_depth"}),
        ({"rows_depth": "all"}, {"rows_depth"}),
        ({"rows": ["theme", "kind"]}, {"rows"}),
        ({"empty": "no"}, {"empty"}),
        ({"format": "xlsx"}, {"format"}),
        ({"bom": "true"}, {"bom"}),
        ({"label_language": "fr"}, {"label_language"}),
        ({"format": "svg", "bom": "true"}, {"bom"}),
        ({"format": "csv", "label_language": "xx"}, {"label_language"}),
        ({"theme": "nowhere", "columns": "colour"}, {"theme", "columns"}),
        ({"year": "1066"}, {"year"}),
        ({"year": "soon"}, {"year"}),
        ({"rows": ""}, {"rows"}),
        ({"rows": "\x00"}, {"rows"}),
    ],
)
def test_what_means_nothing_is_refused_by_name(client, query, named):
    assert set(refusal(client, MATRIX, query)) == named


def test_themes_stand_against_documents_whichever_is_named(client):
    assert client.get(MATRIX, {"columns": "theme"}).json()["dimensions"] == {"rows": "document", "columns": "theme"}
    assert client.get(MATRIX, {"rows": "document"}).json()["dimensions"] == {"rows": "document", "columns": "theme"}
    assert client.get(MATRIX, {"rows": "kind"}).json()["dimensions"] == {"rows": "kind", "columns": "document"}


@pytest.mark.parametrize("accept", ["*/*", "text/csv", "image/svg+xml", "text/html"])
def test_all_forms_say_the_same(client, accept):
    query = {"rows": "theme", "columns": "region", "rows_depth": "9", "kind": "undertaking"}
    numbers = client.get(MATRIX, query).json()
    answer = client.get(MATRIX, query | {"format": "csv", "label_language": "fr"}, headers={"accept": accept})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="matrix-theme-region.csv"' in answer["Content-Disposition"]
    keys, _labels, _totals, *rows = csv.reader(io.StringIO(answer.content.decode()))
    assert {row[0]: dict(zip(keys[4:], map(int, row[4:]), strict=True)) for row in rows} == {
        row["key"]: dict(zip((column["key"] for column in numbers["columns"]), cells, strict=True))
        for row, cells in zip(numbers["rows"], numbers["cells"], strict=True)
    }
    picture = client.get(MATRIX, query | {"format": "svg", "label_language": "ar"}, headers={"accept": accept})
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Content-Language"] == "ar"
    assert 'direction="rtl"' in picture.content.decode()
    assert "kind=undertaking" in picture.content.decode()


@pytest.mark.parametrize(
    ("query", "first", "later"),
    [
        # The state of the register, two axes and the counts; then the state alone.
        ({}, 4, 1),
        ({"rows": "actor", "columns": "region", "rows_depth": "9", "columns_depth": "9"}, 4, 1),
        ({"rows": "kind", "columns": "theme", "format": "svg"}, 3, 1),
        # A filter that names something is looked up, and what it leaves is counted each time.
        ({"theme": "disarmament", "role": "makes", "rows": "actor"}, 5, 3),
    ],
)
def test_the_number_of_queries_is_fixed_and_one_of_them_counts(client, query, first, later):
    counted = []
    for _visit in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MATRIX, query).status_code == 200
        counted.append(len(queries) - 1)  # The state of the register, for the ETag.
        assert sum("array_append" in query["sql"] for query in queries) <= 1
    assert counted == [first, later]
