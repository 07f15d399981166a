"""Benches come to their tables, at sizes that take no time. No time is asserted: those depend on the machine."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench import bluebell_akn
from bench.judging import judge, missed, read_truth
from bench.parallel import TEXTS as LANGUAGE_TEXTS
from bench.texts import SEED, STYLES, count, document, document_of, han, plain
from bench.timing import parse_size, size_name
from commitments.text import read, segment
from commitments.text.numerals import chinese

ROOT = Path(__file__).resolve().parents[1]


def run(name, *options):
    """What a bench prints, as a user starts it."""
    return subprocess.run(
        [sys.executable, "-m", f"bench.{name}", *options], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


def rows(printed):
    """The cells of the tables' rows."""
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in printed.splitlines() if line.startswith("│")]


@pytest.mark.parametrize("language", STYLES)
def test_the_tracker_finds_the_very_clauses_that_were_written(language):
    tree = document(language, 60_000)
    text = read(plain(tree, language).encode(), language=language).text
    found = segment(text, language)
    written = [(STYLES[language].label(part), part.number) for outer in tree for part in outer.all()]
    assert [clause.label.rstrip(".") for clause in found.clauses] == [label.rstrip(".") for label, _ in written]
    assert found.warnings == ()


@pytest.mark.parametrize("language", STYLES)
def test_a_document_is_the_same_each_time_and_has_the_size_asked_for(language):
    text = plain(document(language, 50_000), language)
    assert text == plain(document(language, 50_000), language)
    assert text != plain(document(language, 50_000, seed=SEED + 1), language)
    assert 50_000 <= len(text.encode()) < 60_000
    assert 300 <= count(document_of(language, 300)) < 350


def test_chinese_numerals_are_those_that_the_tracker_reads():
    assert [han(number) for number in (10, 12, 20, 205, 1010, 2005)] == [
        "十", "十二", "二十", "二百零五", "一千零一十", "二千零五",
    ]  # fmt: skip
    assert [chinese(han(number)) for number in range(1, 10_000)] == list(range(1, 10_000))


@pytest.mark.parametrize(
    ("typed", "size", "name"), [("10KB", 10_000, "10 KB"), ("1.5mb", 1_500_000, "1.5 MB"), ("500", 500, "500 bytes")]
)
def test_sizes_are_read_as_they_are_written(typed, size, name):
    assert (parse_size(typed), size_name(size)) == (size, name)


def test_segmentation_prints_growth_and_says_whether_it_is_flat():
    printed = run("segmentation", "--sizes", "2KB", "4KB", "--languages", "en", "--compared")
    found = rows(printed)
    assert [row[0] for row in found] == ["2 KB", "4 KB"]
    assert found[0][5] == "1.00"
    assert re.search(r"(?m)^flat within 1.5 times: (?:yes|no)$", printed)


def test_segmentation_says_how_to_install_what_it_compares_with(monkeypatch, capsys):
    from bench.segmentation import comparison

    monkeypatch.setattr(bluebell_akn, "installed", lambda: False)
    comparison([2_000], 10)
    assert "pip install -r bench/requirements.txt" in capsys.readouterr().out


def test_bluebell_gets_the_same_clauses_in_its_own_syntax():
    if not bluebell_akn.installed():
        pytest.skip("bluebell-akn is not installed: pip install -r bench/requirements.txt")
    found = rows(run("segmentation", "--sizes", "1KB", "--languages", "en", "--compared", "4KB"))[1:]
    assert [row[1].partition(":")[0] for row in found] == ["tracker", "tracker", "bluebell"]
    for row in found:
        made, _, there = row[2].partition(" of ")
        assert made == there, row


def test_what_marked_text_looks_like():
    lines = bluebell_akn.marked(document("en", 4_000)).splitlines()
    assert lines[:3] == ["BODY", "", lines[2]]
    assert re.fullmatch(r"CHAPTER 1 - \w[\w ]+", lines[2])
    assert {line.split()[0] for line in lines if re.match(r" *[A-Z]{4,} ", line)} == set(bluebell_akn.KEYWORDS.values())


@pytest.mark.django_db  # So that the server is up, and the bench uses it.
def test_importing_prints_statements_and_ratios_and_leaves_no_database():
    from django.db import connection

    printed = run("importing", "--clauses", "20", "60", "--runs", "1")
    found = rows(printed)
    assert [int(row[0]) // 20 for row in found] == [1, 3]
    assert all(int(row[1]) > 0 for row in found)
    assert "times" in printed.splitlines()[-1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'")
        assert cursor.fetchall() == []


def test_without_a_server_importing_runs_on_one_in_a_temporary_folder(tmp_path):
    environment = {
        name: value for name, value in os.environ.items() if name not in {"TRACKER_DATA_DIR", "DATABASE_URL"}
    }
    environment |= {"TMPDIR": str(tmp_path), "TRACKER_DATABASE_FSYNC": "off"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.importing", "--clauses", "20", "--runs", "1"],
        cwd=ROOT, check=True, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert len(rows(done.stdout)) == 1
    assert list(tmp_path.iterdir()) == []


def test_truth_names_each_pair_once_and_judging_counts_from_both_ends():
    truth = read_truth()
    assert (len(truth), sum(true.strength == "same" for true in truth)) == (146, 51)
    true = [frozenset("ab"), frozenset("ac"), frozenset("de")]
    given = {"a": ["c", "x", "b"], "b": ["x", "a"], "c": ["a"], "d": ["x"]}
    found = judge(true, given)
    assert (found.pairs, found.asked, found.counterparts, found.found) == (3, 5, 6, 4)
    assert found.precision_at_1 == 2 / 5
    assert judge(true, given, lambda pair: "x" not in pair).precision_at_1 == 3 / 5
    assert missed(true, given) == [frozenset("de")]


@pytest.mark.django_db
def test_suggestions_are_compared_with_the_reader():
    found = rows(run("suggestions", "--failures"))
    assert found[0][:2] == ["all", "146"]
    assert all(0 < float(row[3]) <= 1 for row in found[:6])
    assert [row[0] for row in found[-4:-1]] == ["best 20", "best 40", "best 60"]


@pytest.mark.django_db
def test_parallel_texts_are_compared_in_both_directions(tmp_path):
    for language in ("en", "fr"):
        text = (LANGUAGE_TEXTS / f"{language}.txt").read_text(encoding="utf-8")
        (tmp_path / f"{language}.txt").write_text(text.partition("\n\n")[2][:900], encoding="utf-8")
    [[languages, asked, right, recall]] = rows(run("parallel", "--texts", str(tmp_path), "--languages", "en", "fr"))
    assert languages == "en–fr"
    assert 20 < int(asked) < 40
    assert float(recall) == round(int(right) / int(asked), 3) > 0.9


@pytest.mark.django_db
def test_nearest_prints_recall_ratio_and_growth():
    printed = run("nearest", "--rows", "800", "--queries", "5", "--commitments", "150", "300")
    [recall, look_up, *runs] = rows(printed)
    assert recall[0] == "5"
    assert 0.9 < float(recall[2]) <= 1
    assert float(look_up[2]) > 0
    assert [row[:2] for row in runs] == [["150", "750"], ["300", "1,500"]]
    assert re.search(r"(?m)^flat within 1.5 times: (?:yes|no)$", printed)


@pytest.mark.django_db
def test_synthetic_commitments_are_stored_as_publication_stores_them(monkeypatch, client):
    from django.db import connection

    from bench import lexicon
    from bench.registers import copy_rows, load_vocabularies, plan_of
    from bench.synthetic import Made, Maker
    from commitments.models.register import PublishedClause, PublishedCommitment
    from commitments.models.words import Words, searched_clause, searched_commitment

    monkeypatch.setattr(lexicon, "NAMES", 60)
    load_vocabularies()
    maker, made = Maker(plan_of(150), lexicon.speakers.__wrapped__()), Made()
    for number in (0, 1):
        maker.document(number, made)
    with connection.cursor() as cursor:
        copy_rows(cursor, maker, made)
    stored = PublishedCommitment.objects.order_by("sequence")
    assert [row.sequence for row in stored] == list(range(stored[0].sequence, stored[0].sequence + 150))
    for row in stored[::10]:
        again = PublishedCommitment.objects.annotate(again=Words(searched_commitment(row.payload))).get(pk=row.pk)
        assert again.words == again.again
    languages = set()
    for clause in PublishedClause.objects.select_related("expression")[::10]:
        text = clause.expression.text[clause.payload["start"] : clause.payload["end"]]
        assert text == clause.payload["text"]
        languages.add(clause.expression.language)
        texts = searched_clause(clause.payload, clause.expression.language, clause.own_length)
        again = PublishedClause.objects.annotate(again=Words(texts)).get(pk=clause.pk)
        assert again.words == again.again
    assert len(languages) > 1
    theme = stored[0].themes[0]
    answer = client.get("/api/v1/commitments/", {"theme": theme, "page_size": 150}).json()
    assert {row["key"] for row in answer["results"]} == {row.key for row in stored if theme in row.themes}


def test_cursors_are_those_of_the_tracker():
    from rest_framework.pagination import Cursor, CursorPagination

    from bench.questions import cursor

    pages = CursorPagination()
    pages.base_url, pages.cursor_query_param = "/", "cursor"
    place = "79999386 accord-000000 000000 accord-000000-001"
    written = pages.encode_cursor(Cursor(offset=0, reverse=False, position=place))
    assert parse_qs(urlsplit(written).query)["cursor"] == [cursor(place)]


def test_the_register_is_measured_beside_what_else_answers(tmp_path):
    options = ["--data", str(tmp_path), "--rows", "120", "--seconds", "0.1", "--rounds", "1", "--exports", "1"]
    options += ["--only", "list", "detail", "rare", "facets"]
    environment = os.environ | {"TRACKER_DATABASE_FSYNC": "off", "TRACKER_DATABASE_IDLE_SECONDS": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "bench.register", *options],
        cwd=ROOT, check=True, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    found = {row[0]: row for row in rows(done.stdout)}
    assert float(found["list"][4]) > 0
    assert float(found["detail"][4]) > 0
    assert float(found["word search, rare"][4]) > 0
    assert found["facets, again"][2] == "–"
    assert float(found["all columns"][2]) > 0
    assert found["CSV, peak MB, 120"][2] == "≤ 200"
    assert re.search(r"(?m)^reached: \d+ of \d+$", done.stdout)
    assert (tmp_path / "bench_120.json").exists()
