"""Properties of the reader's text, over any text, any nested clauses, and any quotations."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commitments.pages.reading import Clause, Quotation, Step, heading_end, passages, trim

TEXTS = st.text(alphabet="ab. \n\u00a0م第", min_size=1, max_size=120)


@st.composite
def clauses_of(draw, text: str, start: int, end: int, depth: int = 0) -> list[Clause]:
    """Clauses inside a span, parents first; some stretches belong to no clause."""
    edges = sorted(draw(st.lists(st.integers(start, end), max_size=6, unique=True)))
    found = []
    for left, right in pairwise(edges):
        if right - left < 1 or draw(st.booleans()):
            continue
        label = text[left : left + draw(st.integers(0, min(2, right - left)))]
        heading = draw(st.sampled_from(["", text[left + len(label) : right].split("\n")[0].strip()]))
        found.append(Clause(f"c{depth}_{left}_{len(found)}", "1", label, heading, left, right))
        if depth < 3:
            found += draw(clauses_of(text, left, right, depth + 1))
    return found


@st.composite
def readings(draw) -> tuple[str, list[Clause], list[Quotation]]:
    text = draw(TEXTS)
    clauses = draw(clauses_of(text, 0, len(text)))
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places), max_size=6))
    quotations = [
        Quotation(f"k{index % 4}", min(span), max(span)) for index, span in enumerate(spans) if span[0] != span[1]
    ]
    return text, clauses, quotations


def runs_of(steps: list[Step]):
    return [run for step in steps for block in step.blocks for run in block.runs]


@given(readings())
def test_every_character_comes_out_once_and_in_order(reading):
    text, clauses, quotations = reading
    place = 0
    for run in runs_of(passages(text, clauses, quotations)):
        assert run.start < run.end
        assert run.text == text[run.start : run.end]
        assert not text[place : run.start].strip()
        place = run.end
    assert not text[place:].strip()


@given(readings())
def test_each_character_is_marked_as_often_as_it_is_quoted(reading):
    text, clauses, quotations = reading
    spans = [trim(text, quotation.start, quotation.end) for quotation in quotations]
    for run in runs_of(passages(text, clauses, quotations)):
        for place in range(run.start, run.end):
            assert run.cited == sum(start <= place < end for start, end in spans)


@given(readings())
def test_each_quotation_begins_in_one_row_and_ends_at_one_run(reading):
    text, clauses, quotations = reading
    steps = passages(text, clauses, quotations)
    worded = [each for each in quotations if text[each.start : each.end].strip()]
    ends = sorted((run.end, key) for run in runs_of(steps) for key in run.ends)
    assert ends == sorted((trim(text, each.start, each.end)[1], each.key) for each in worded)
    for step in steps:
        spans = [(run.start, run.end) for block in step.blocks for run in block.runs]
        begun = {
            each.key
            for each in worded
            if any(start <= trim(text, each.start, each.end)[0] < end for start, end in spans)
        }
        assert set(step.quoted_by) == begun
        assert len(step.quoted_by) == len(begun)


@given(readings())
def test_clauses_open_and_close_as_they_nest_and_hold_their_own_words(reading):
    text, clauses, quotations = reading
    around: list[Clause] = []
    opened, located = [], []
    for step in passages(text, clauses, quotations):
        if step.kind == "open":
            opened.append(step.clause)
            around.append(step.clause)
        elif step.kind == "close":
            assert around.pop() is step.clause
        else:
            assert step.blocks
            located += step.begins
            for block in step.blocks:
                for run in block.runs:
                    assert all(clause.start <= run.start <= run.end <= clause.end for clause in around)
    assert not around
    assert opened == clauses
    assert len(located) == len(set(located))
    assert set(located) >= {clause for clause in clauses if text[clause.start : clause.end].strip()}


@given(readings())
def test_headings_go_down_one_level_at_a_time(reading):
    steps = passages(*reading)
    levels = [1]
    depth = 0
    for step in steps:
        depth += {"open": 1, "close": -1}.get(step.kind, 0)
        for block in step.blocks:
            if block.level:
                assert block.level <= max(levels) + 1
                assert block.level <= depth + 1
                levels.append(block.level)


def test_a_heading_is_a_line_of_label_and_heading_alone():
    def end_of(text: str, label: str, heading: str) -> int | None:
        return heading_end(text, Clause("a", "1", label, heading, 0, len(text)), len(text))

    assert end_of("II. Principes\n\nTexte", "II.", "Principes") == 13
    assert end_of("Un\nTexte", "Un", "") == 2
    assert end_of("Article 5\nObjet\nTexte", "Article 5", "Objet") == 15
    assert end_of("1. Texte", "1.", "") is None
    assert end_of("Texte", "", "") is None


def test_nested_overlapping_and_repeated_quotations():
    text = "abc def\n\nghi"
    whole, part, over = Quotation("whole", 0, 12), Quotation("part", 4, 7), Quotation("over", 5, 12)
    runs = runs_of(passages(text, [Clause("c", "1", "", "", 0, 12)], [part, over, whole]))
    assert [(run.text, run.cited, run.ends) for run in runs] == [
        ("abc ", 1, ()),
        ("d", 2, ()),
        ("ef", 3, ("part",)),
        ("ghi", 2, ("whole", "over")),
    ]


def test_what_comes_out_grows_with_what_goes_in_only():
    """Each of many quotations that cover the same words is named once, where it ends, and not at every run."""
    count = 2000
    text = "mots et mots.\n\n" * count
    length = len(text) // count
    clauses = [Clause(f"c{n}", str(n), "", "", n * length, (n + 1) * length) for n in range(count)]
    quotations = [Quotation(f"k{n}", n * length, len(text)) for n in range(count)]
    steps = passages(text, clauses, quotations)
    assert len(steps) == 3 * count
    assert sum(len(run.ends) for run in runs_of(steps)) == count
    assert sum(len(step.quoted_by) for step in steps) == count
