"""Which sentences answer to each other: each is placed once, in order, and with what it is most like."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from commitments.text.aligning import LEAST_ALIKE, MOVES, align

ALIKE = st.tuples(st.integers(0, 7), st.integers(0, 7)).flatmap(
    lambda shape: arrays.arrays(np.float32, shape, elements=st.floats(-1, 1, width=32))
)


def told(rows: list[list[float]], columns: int | None = None) -> list[tuple[list[int], list[int]]]:
    alike = np.array(rows, dtype=np.float32).reshape(len(rows), len(rows[0]) if rows else columns)
    return [(list(pair.first), list(pair.second)) for pair in align(alike)]


@given(alike=ALIKE)
def test_every_sentence_is_placed_once_and_in_order(alike):
    pairs = align(alike)
    assert [place for pair in pairs for place in pair.first] == list(range(alike.shape[0]))
    assert [place for pair in pairs for place in pair.second] == list(range(alike.shape[1]))
    assert {(len(pair.first), len(pair.second)) for pair in pairs} <= set(MOVES)


@given(alike=ALIKE)
def test_sentences_that_are_not_alike_stay_alone(alike):
    for pair in align(np.minimum(alike, LEAST_ALIKE - 0.01)):
        assert not (pair.first and pair.second)


@given(count=st.integers(0, 8), data=st.data())
def test_a_text_answers_to_itself_sentence_by_sentence(count, data):
    others = data.draw(arrays.arrays(np.float64, (count, count), elements=st.floats(-1, 0.5)))
    alike = np.where(np.eye(count, dtype=bool), 1.0, others)
    assert [(list(pair.first), list(pair.second)) for pair in align(alike)] == [([n], [n]) for n in range(count)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # One sentence of the first said in two of the second, and the other way round.
        ([[0.8, 0.7, 0.1], [0.1, 0.1, 0.9]], [([0], [0, 1]), ([1], [2])]),
        ([[0.8, 0.1], [0.7, 0.1], [0.1, 0.9]], [([0, 1], [0]), ([2], [1])]),
        # One left out, and one put in.
        ([[0.9, 0.0], [0.0, 0.1], [0.1, 0.9]], [([0], [0]), ([1], []), ([2], [1])]),
        ([[0.9, 0.1, 0.1], [0.1, 0.1, 0.9]], [([0], [0]), ([], [1]), ([1], [2])]),
        # What has changed places cannot stay in the order of both: the more alike is kept.
        ([[0.0, 0.6], [0.9, 0.0]], [([0], []), ([1], [0]), ([], [1])]),
        ([], [([], [0]), ([], [1])]),
    ],
)
def test_texts_that_part_and_meet_again(rows, expected):
    assert told(rows, columns=2) == expected
