"""Counterparts of clauses: by path, then by meaning. The encoder is a made-up one, so that nearness is known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commitments.text.pairing import (
    MOST_COMPARED,
    SAME_MEANING,
    Pairing,
    pair_meanings,
    pair_paths,
    pair_wholes,
    parents_of,
)
from commitments.text.segmenting import segment

AXES = {"peace": 0, "trade": 1, "water": 2}


def encoder(texts):
    rows = np.zeros((len(texts), 3), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.split():
            row[AXES[word]] += 1
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def pair(first, second):
    """Clauses given as path: words."""
    ours, theirs = list(first.values()), list(second.values())
    return pair_meanings(
        pair_paths([(path,) for path in first], [(path,) for path in second]),
        ours.__getitem__, theirs.__getitem__, encoder,
    )  # fmt: skip


def test_what_has_the_same_path_goes_together_whatever_it_says():
    assert pair({"1": "peace"}, {"1": "trade"}).pairs == ((0, 0),)


def test_what_is_left_goes_with_what_is_nearest():
    found = pair({"1": "peace", "2": "trade", "3": "water"}, {"1": "peace", "8": "water", "9": "trade"})
    assert found.pairs == ((0, 0), (1, 2), (2, 1))
    assert set(found.nearness) == {1, 2}
    assert found.only_first == found.only_second == ()


def test_what_is_not_near_stays_alone():
    found = pair({"1": "peace"}, {"2": "water"})
    assert (found.pairs, found.only_first, found.only_second) == ((), (0,), (0,))


def test_two_that_want_the_same_one_do_not_both_get_it():
    found = pair({"1": "peace", "2": "peace trade"}, {"9": "peace"})
    assert found.pairs == ((0, 0),)
    assert found.only_first == (1,)


def test_clauses_without_words_and_texts_without_anything_in_common_are_left_alone():
    assert pair({"1": ""}, {"2": "peace"}).pairs == ()
    many = {str(number): "peace" for number in range(MOST_COMPARED + 1)}
    assert pair(many, {"x": "peace"}).pairs == ()


WORDS = st.lists(st.sampled_from(sorted(AXES)), min_size=1, max_size=3).map(" ".join)
CLAUSES = st.dictionaries(st.sampled_from("123456"), WORDS)


@given(CLAUSES, CLAUSES)
def test_each_clause_is_in_one_place(first, second):
    found = pair(first, second)
    assert sorted([place for place, _ in found.pairs] + list(found.only_first)) == list(range(len(first)))
    assert sorted([place for _, place in found.pairs] + list(found.only_second)) == list(range(len(second)))
    assert all(nearness >= SAME_MEANING for nearness in found.nearness.values())


def test_a_renumbered_article_goes_with_the_one_whose_paragraphs_are_its_own():
    # 0 holds 1 and 2 on the first side; on the second 1 holds 2 and 3, and 0 is another article.
    paired = Pairing(((1, 2), (2, 3)), (0,), (0, 1), {2: 0.8, 3: 0.7})
    found = pair_wholes(paired, [None, 0, 0], [None, None, 1, 1])
    assert found.pairs == ((0, 1), (1, 2), (2, 3))
    assert found.only_second == (0,)
    assert found.nearness[1] == 0.7


def test_a_whole_of_which_only_a_minor_part_is_found_stays_alone():
    paired = Pairing(((1, 1),), (0, 2, 3), (0,), {1: 0.8})
    assert pair_wholes(paired, [None, 0, 0, 0], [None, 0]).only_first == (0, 2, 3)


def test_parents_are_those_of_the_tree():
    clauses = segment("I. One\n1. First\n(a) this;\n(b) that.\n2. Second\nII. Two\n1. Third\n", "en").clauses
    assert parents_of(clauses) == [clause.parent for clause in clauses]
