"""Every number of a matrix is that of the list which it leads to."""

import random
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone

from commitments.analysis.matrix import counting
from commitments.analysis.matrix.asking import MatrixForm
from commitments.analysis.matrix.axes import DIMENSIONS
from commitments.analysis.matrix.labels import narrowing
from commitments.analysis.states import register_state
from commitments.filters import CommitmentFilterSet
from commitments.models import Commitment
from commitments.models.register import PublishedCommitment, PublishedTerm
from commitments.publishing import publish, withdraw
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


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def filtered(filters):
    filterset = CommitmentFilterSet(data=QueryDict(filters), queryset=PublishedCommitment.objects.all())
    assert not filterset.problems
    return filterset


def matrix_of(filters="", language=None, **asked):
    filterset, form = filtered(filters), MatrixForm(asked)
    assert not form.problems
    return form.answer(register_state(), filterset.bitmap, filterset.form.cleaned_data, language)


def found(filters):
    return set(filtered(filters).qs.values_list("key", flat=True))


def numbers(matrix):
    """The counts by key: of rows, of columns, of cells."""
    return (
        {row.key: row.count for row in matrix.rows},
        {column.key: column.count for column in matrix.columns},
        {
            (row.key, column.key): number
            for row, cells in zip(matrix.rows, matrix.cells, strict=True)
            for column, number in zip(matrix.columns, cells, strict=True)
        },
    )


@pytest.mark.usefixtures("corpus")
class TestCorpus:
    @pytest.mark.parametrize(
        "filters",
        [
            "",
            "theme=disarmament",
            "theme=climate-change&theme=peace-and-security&region=001",
            "role=makes",
            "role=addressed_to&role=beneficiary&actor=china&actor=united-nations",
            "document=gsi-concept-paper-2023&document=xi-wuzhen-2015&kind=priority&kind=principle",
            "year=2021&year=2023&made_after=2021-06-28",
            "q=nucl%C3%A9aire&language=fr",
            "as_of=2100-01-01",
            "as_of=2000-01-01",
        ],
    )
    def test_each_number_is_that_of_the_list_with_the_same_filters(self, filters):
        """Of all pairs of dimensions with all narrower terms. Two filters narrow each other down, so that the list of a
        cell is what those of its row and its column have in common.
        """
        given = QueryDict(filters)
        lists = {
            name: {
                entry.key: found(narrowing(given, **{name: entry.key})) for entry in dimension.entries(register_state())
            }
            for name, dimension in DIMENSIONS.items()
        }
        met = 0
        for rows, columns in permutations(DIMENSIONS, 2):
            depths = {
                f"{side}_depth": 9 for side, name in (("rows", rows), ("columns", columns)) if DIMENSIONS[name].is_tree
            }
            matrix = matrix_of(filters, rows=rows, columns=columns, **depths)
            assert matrix.total == len(found(filters))
            by_row, by_column, by_cell = numbers(matrix)
            in_rows = {key: lists[rows][key] for key in by_row}
            in_columns = {key: lists[columns][key] for key in by_column}
            assert by_row == {key: len(keys) for key, keys in in_rows.items()}
            assert by_column == {key: len(keys) for key, keys in in_columns.items()}
            assert by_cell == {
                (row, column): len(in_rows[row] & in_columns[column]) for row in by_row for column in by_column
            }
            for row, column in random.Random(rows + columns).sample(sorted(by_cell), min(3, len(by_cell))):
                both = narrowing(given, **{rows: row, columns: column})
                assert by_cell[row, column] == len(found(both)), both
            met += sum(by_cell.values())
        assert bool(met) == (filters != "as_of=2000-01-01")

    def test_all_that_there_is_has_its_row_whether_anything_is_counted_or_not(self):
        for kind in ("theme", "region", "actor"):
            terms = PublishedTerm.objects.filter(kind=kind)
            every = matrix_of("q=zzzzz", rows=kind, columns="document", rows_depth=9)
            assert [row.key for row in every.rows] == list(terms.values_list("key", flat=True))
            assert {number for cells in every.cells for number in cells} == {0}
        assert [row.key for row in matrix_of(rows="kind", columns="year").rows][:2] == ["principle", "priority"]
        assert [column.key for column in matrix_of(columns="year").columns] == ["2001", "2015", "2021", "2023", "2024"]

    def test_it_begins_at_the_top_or_where_a_filter_says(self):
        def rows(filters="", **asked):
            return [(row.key, row.depth) for row in matrix_of(filters, **asked).rows]

        tops = PublishedTerm.objects.filter(kind="theme", ancestors=[]).values_list("key", flat=True)
        below = PublishedTerm.objects.filter(kind="theme", broader="disarmament").values_list("key", flat=True)
        assert rows() == [(key, 0) for key in tops]
        assert rows("theme=disarmament") == [("disarmament", 0), *((key, 1) for key in below)]
        assert rows("theme=disarmament", rows_depth=0) == [("disarmament", 0)]
        both = "theme=disarmament&theme=chemical-weapons"
        assert rows(both) == [("disarmament", 0), ("chemical-weapons", 1)]
        assert rows(both, rows_depth=1) == rows("theme=disarmament")
        # The world is the only region without a broader one, and says little alone.
        assert rows(rows="region")[0] == ("001", 0)
        assert {depth for _key, depth in rows(rows="region")} == {0, 1}

    def test_readers_find_actors_by_the_alphabet_of_their_language(self):
        def labels(language):
            rows = matrix_of(rows="actor", columns="theme", language=language, rows_depth=0).rows
            return [row.label.get("fr", "") for row in rows]

        assert labels("fr").index("Fédération de Russie") < labels("fr").index("Tous les États")
        assert labels("fr") != labels(None)
        assert sorted(labels("fr")) == sorted(labels(None))

    def test_empty_rows_and_columns_can_be_left_out(self):
        whole, kept = (matrix_of("theme=disarmament", rows="actor", columns="document", empty=e) for e in ("", "false"))
        assert [row for row in whole.rows if row.count] == kept.rows
        assert [column for column in whole.columns if column.count] == kept.columns
        assert numbers(kept)[2].items() <= numbers(whole)[2].items()
        assert sum(map(sum, kept.cells)) == sum(map(sum, whole.cells)) > 0

    def test_a_cut_says_how_much_is_left_out(self):
        whole = matrix_of()
        cut = whole.cut(rows=2, columns=4)
        assert (cut.rows, cut.columns) == (whole.rows[:2], whole.columns[:4])
        assert cut.cells == [cells[:4] for cells in whole.cells[:2]]
        assert (cut.rows_left_out, cut.columns_left_out) == (len(whole.rows) - 2, len(whole.columns) - 4)
        assert whole.cut(rows=99, columns=99) == whole

    def test_what_would_be_too_large_is_refused_before_it_is_counted(self, monkeypatch, django_assert_num_queries):
        monkeypatch.setattr(counting, "MOST_CELLS", 53)
        filterset, form = filtered(""), MatrixForm({})
        assert not form.problems
        with django_assert_num_queries(3):
            assert form.answer(register_state(), filterset.bitmap, filterset.form.cleaned_data) is None
        assert "9 × 6" in form.problems["rows"][0]
        monkeypatch.setattr(counting, "MOST_CELLS", 54)
        assert matrix_of().total


class TestRegister:
    def test_a_total_counts_a_commitment_once_however_many_of_its_terms_are_in_it(self):
        above = make_theme("above")
        below = [make_theme(f"below-{number}", broader=above) for number in range(3)]
        regions = [make_region("002"), make_region("019")]
        expression = make_expression(document=make_document("paper"))
        make = [
            make_commitment(expression=expression, themes=below, regions=regions),
            make_commitment(expression=expression, themes=[above], regions=[]),
        ]
        publish_whole(*make)
        by_row, by_column, by_cell = numbers(matrix_of(columns="region", rows_depth=1))
        assert by_row == {"above": 2, "below-0": 1, "below-1": 1, "below-2": 1}
        assert by_column == {"002": 1, "019": 1}
        assert by_cell == {(row, column): 1 for row in by_row for column in by_column}
        assert matrix_of(columns="region").total == 2

    def test_a_role_is_that_of_the_actor_in_the_row(self):
        maker, hearer = make_actor("maker"), make_actor("hearer")
        body = make_actor("body", broader=maker)
        publish_whole(make_commitment(themes=[make_theme("peace")], actors=[(body, "makes"), (hearer, "addressed_to")]))

        def rows(filters):
            return numbers(matrix_of(filters, rows="actor", columns="theme", rows_depth=1))[0]

        assert rows("") == {"maker": 1, "body": 1, "hearer": 1}
        assert rows("role=makes") == {"maker": 1, "body": 1, "hearer": 0}
        assert rows("role=addressed_to") == {"maker": 0, "body": 0, "hearer": 1}
        assert rows("role=makes&role=addressed_to") == {"maker": 1, "body": 1, "hearer": 1}

    def test_what_has_no_date_has_a_column_of_its_own(self):
        undated = make_expression(document=make_document(adopted_on=None))
        publish_whole(
            make_commitment(expression=undated, themes=[make_theme("peace")]),
            make_commitment(expression=make_expression(document=make_document(adopted_on=date(987, 1, 2)))),
        )
        assert numbers(matrix_of(columns="year"))[1] == {"0987": 1, "undated": 1}
        assert len(found("year=undated")) == len(found("year=0987")) == 1
        assert len(found("year=undated&year=0987")) == 2

    def test_drafts_and_what_was_withdrawn_are_not_counted_but_their_day_is_remembered(self, monkeypatch):
        now = [datetime(2024, 1, 10, tzinfo=UTC)]
        monkeypatch.setattr(timezone, "now", lambda: now[0])
        expression = make_expression(document=make_document("paper"))
        first = make_commitment(expression=expression, themes=[make_theme("peace")], kind="call")
        make_commitment(expression=expression, themes=[make_theme("draft")])
        publish_whole(first)
        assert numbers(matrix_of(columns="kind"))[2]["peace", "call"] == 1
        assert [row.key for row in matrix_of().rows] == ["peace"]
        Commitment.objects.filter(pk=first.pk).update(kind="principle")
        first.refresh_from_db()
        now[0] = datetime(2024, 2, 10, tzinfo=UTC)
        publish([first], person=PERSON)
        now[0] = datetime(2024, 3, 10, tzinfo=UTC)
        withdraw([first], person=PERSON, reason="By mistake")

        def kinds(filters=""):
            return {kind for kind, number in numbers(matrix_of(filters, columns="kind"))[1].items() if number}

        assert kinds() == set()
        assert kinds("as_of=2024-01-15") == {"call"}
        assert kinds("as_of=2024-02-15") == {"principle"}
        assert kinds("as_of=2024-03-15") == set()

    def test_an_empty_register_has_a_matrix(self):
        matrix = matrix_of()
        assert (matrix.rows, matrix.columns, matrix.cells, matrix.total) == ([], [], [], 0)

    def test_a_new_state_of_the_register_is_counted_anew(self):
        expression = make_expression()
        publish_whole(make_commitment(expression=expression))
        assert matrix_of().total == 1
        publish_whole(make_commitment(expression=expression))
        assert matrix_of().total == 2
