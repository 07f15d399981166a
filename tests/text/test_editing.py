"""An editor's operations on clauses: whatever their sequence, the tree stays a tree and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.text import TextError, segment
from commitments.text.editing import edit, keys_of
from commitments.text.lines import BLANKS
from commitments.text.operations import KINDS, VERBS, Operation, parse_operations

TEXT = """Préambule du texte.
Une suite du préambule.
I. Principes
Une introduction.
1. Les Parties soutiennent la paix.
(a) par ceci ;
(b) par cela.
Un alinéa de plus.
2. Les Parties forment 5 000 policiers.
II. Suivi
1. Les Parties se réunissent.
3.1 Un renvoi.
Fait à Genève."""


def edited(*operations, text=TEXT, origin=0):
    return edit(text, segment(text, "fr"), operations, language="fr", origin=origin)


def outline(result):
    return [f"{'  ' * clause.depth}{clause.locator}" for clause in result.segmentation.clauses]


def key(words, text=TEXT):
    """The key of the clause that begins with these words."""
    return str(text.index(words))


def check(text, result, dropped):
    """Segmentation itself refuses what does not nest, overlaps or is named twice."""
    clauses = result.segmentation.clauses
    assert [clause.start for clause in clauses] == sorted(clause.start for clause in clauses)
    assert len(set(result.keys)) == len(clauses)
    covered = set()
    for clause in clauses:
        words = text[clause.start : clause.end]
        assert words.startswith(clause.label)
        assert words == words.strip(BLANKS)
        covered |= set(range(clause.start, clause.end))
        if clause.parent is not None:
            above = clauses[clause.parent]
            assert clause.path[:-1] == above.path
            assert clause.eid.startswith(above.eid + "__")
            assert clause.locator.startswith(above.locator + ".")
    if not dropped:
        assert all(place in covered or char in BLANKS for place, char in enumerate(text)), "every word is in a clause"


@st.composite
def operations(draw):
    found = []
    keys = [*keys_of(segment(TEXT, "fr")), "7"]
    lines = [place for place, char in enumerate(TEXT) if not place or TEXT[place - 1] == "\n" or char == "("]
    for _ in range(draw(st.integers(1, 12))):
        verb = draw(st.sampled_from(VERBS))
        if verb == "split":
            offset = draw(st.one_of(st.sampled_from(lines), st.integers(0, len(TEXT) + 3)))
            found.append(Operation("split", offset=offset))
            keys.append(str(offset))
            continue
        at = tuple(draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4)))
        found.append(Operation(verb, at, draw(st.sampled_from(KINDS)) if verb == "kind" else ""))
    return found


@given(operations())
def test_after_any_operations_the_clauses_nest_and_hold_every_word(done):
    result = edited(*done)
    check(TEXT, result, dropped=any(operation.verb == "drop" for operation in done))
    assert parse_operations([operation.as_json() for operation in done]) == done


@given(operations(), st.integers(1, 50))
def test_keys_and_splits_count_from_the_origin(done, origin):
    moved = [
        Operation(
            each.verb,
            tuple(".".join([str(int(key.split(".")[0]) + origin), *key.split(".")[1:]]) for key in each.at),
            each.kind,
            each.offset + origin if each.verb == "split" else -1,
        )
        for each in done
    ]
    assert edited(*moved, origin=origin).segmentation == edited(*done).segmentation


def test_without_operations_nothing_changes():
    assert edited().segmentation == segment(TEXT, "fr")


class TestWhatOperationsDo:
    def test_indent_and_outdent_are_each_others_opposite(self):
        second = key("2. Les")
        into = edited(Operation("indent", (second,)))
        assert "    I.1.2" in outline(into)
        back = edited(Operation("indent", (second,)), Operation("outdent", (second,)))
        assert outline(back) == outline(edited())
        assert [c.eid for c in back.segmentation.clauses] == [c.eid for c in edited().segmentation.clauses]

    def test_what_follows_an_outdented_clause_is_inside_it(self):
        result = edited(Operation("outdent", (key("(a)"),)))
        assert [line for line in outline(result) if "I.a" in line] == ["  I.a", "    I.a.b", "      I.a.b.p1"]

    def test_a_run_is_outdented_as_a_whole(self):
        result = edited(Operation("outdent", (key("(a)"), key("(b)"))))
        assert [line for line in outline(result) if line.strip().startswith(("I.a", "I.b"))][:2] == ["  I.a", "  I.b"]

    def test_a_kind_renames_the_clause_and_what_is_inside_it(self):
        result = edited(Operation("kind", (key("I. P"),), "chapter"))
        clauses = {clause.locator: clause for clause in result.segmentation.clauses}
        assert (clauses["I"].kind, clauses["I"].eid) == ("chapter", "chp_I")
        assert clauses["I.1"].eid == "chp_I__item_1"
        assert clauses["II.1"].eid == "sec_II__item_1"

    def test_joined_words_belong_to_the_clause_above(self):
        result = edited(Operation("join", (key("Un alinéa"),)))
        words = [TEXT[clause.start : clause.end] for clause in result.segmentation.clauses if clause.number == "b"]
        assert words == ["(b) par cela.\nUn alinéa de plus."]

    def test_the_clauses_in_a_dropped_one_take_its_place(self):
        result = edited(Operation("drop", (key("1. Les Parties sout"),)))
        assert "  I.a" in outline(result)
        assert "I.1" not in [line.strip() for line in outline(result)]

    def test_a_split_takes_the_label_that_stands_there(self):
        text = "1. Paix. (a) ceci\nIci b) et (c) ou\n2. Suite.\n3. Suite : 4. Fin."
        at = text.index("4. Fin")
        result = edited(Operation("split", offset=at), text=text)
        assert result.segmentation.clauses[-1].label == "4."
        assert result.segmentation.clauses[-1].locator == "4"

    def test_a_split_in_an_introduction_is_a_clause_inside(self):
        text = "I. Principes\nUne phrase.\n1. Un.\n2. Deux."
        joined = [Operation("join", (key("Une phrase", text),)), Operation("split", offset=text.index("Une"))]
        assert outline(edited(*joined, text=text)) == outline(edited(text=text))

    @pytest.mark.parametrize(
        ("operation", "reason"),
        [
            (Operation("indent", (key("I. P"), "0")), "first"),
            (Operation("join", ("0",)), "first"),
            (Operation("outdent", (key("II."),)), "top"),
            (Operation("drop", ("99999",)), "gone"),
            (Operation("split", offset=0), "begins"),
            (Operation("split", offset=TEXT.index("I. P") + 1), "label"),
            (Operation("split", offset=99999), "gone"),
        ],
    )
    def test_what_cannot_be_done_is_refused_with_a_reason(self, operation, reason):
        assert reason in [refusal.reason for refusal in edited(operation).refusals]

    def test_not_everything_can_be_dropped(self):
        everything = Operation("drop", keys_of(segment(TEXT, "fr")))
        assert [refusal.reason for refusal in edited(everything).refusals] == ["clauseless"]


@pytest.mark.parametrize(
    "given",
    [
        None, "[]", {}, [1], [{"do": "explode", "at": ["0"]}], [{"do": "indent"}], [{"do": "indent", "at": [0]}],
        [{"do": "kind", "at": ["0"], "kind": "<b>"}], [{"do": "split", "offset": "1"}],
        [{"do": "split", "offset": True}],
        [{"do": "drop", "at": ["0"]}] * 2001,
    ],
)  # fmt: skip
def test_what_is_no_list_of_operations_is_refused(given):
    with pytest.raises(TextError):
        parse_operations(given)
