"""Documents written from a known tree give that tree; any text at all gives a valid one."""

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.text import segment

from .drawing import Expected, documents
from .invariants import check

# The documents are large to draw: few of them, and no deadline on a busy machine.
FEW = settings(max_examples=30, deadline=None)
MANY = settings(max_examples=150, deadline=None)


@FEW
@given(documents())
def test_a_document_gives_the_tree_it_was_written_from(document: tuple[str, str, list[Expected]]) -> None:
    language, text, expected = document
    segmentation = segment(text, language)
    check(text, segmentation)
    found = [
        Expected(
            clause.kind,
            clause.label,
            clause.number,
            clause.path,
            tuple(clause.locator.split(".")),
            clause.heading,
            clause.start,
            clause.end,
        )
        for clause in segmentation.clauses
    ]
    assert found == expected
    assert segmentation.warnings == ()


WORDS = ["security", "cooperation", "the", "of", "peace", "and", "States", "shall", "common", "support", "nuclear", "a"]


@FEW
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=30, max_size=60), min_size=3, max_size=8), st.integers(60, 90)
)
def test_wrapping_a_document_changes_nothing_but_offsets(paragraphs: list[list[str]], width: int) -> None:
    long = "\n".join(
        f"{index}. The {' '.join(words)}.\nThey {' '.join(words)}." for index, words in enumerate(paragraphs, 1)
    )
    wrapped = "\n\n".join(textwrap.fill(line, width) for line in long.split("\n"))
    straight, joined = segment(long, "en").clauses, segment(wrapped, "en").clauses
    assert [clause.locator for clause in joined] == [clause.locator for clause in straight]
    for one, other in zip(straight, joined, strict=True):
        assert long[one.start : one.end].split() == wrapped[other.start : other.end].split()


LABELS = """1. 2. 3. 1) (1) (a) (b) (i) (ii) I. II. V. A. B. M. 1.1 1.2 3.5 2021. 8bis. § - – > • * Un deux Trois First,
Article 5 Annex أولاً، ثانيا: المادة ١- أ- ب- 第一条 一、 （一） а) Статья a b."""
SNIPPETS = [*LABELS.split(), "\u200f", "\u00a0", "\t", " ", " ", "\n", "\n", "\n\n", "\n  "]


@given(
    st.lists(st.sampled_from(SNIPPETS), max_size=60).map("".join), st.sampled_from(["fr", "en", "ar", "zh", "ru", "es"])
)
@MANY
def test_any_heap_of_labels_gives_a_valid_tree(text: str, language: str) -> None:
    check(text, segment(text, language))


@given(st.text(max_size=200), st.sampled_from(["fr", "en", "ar", "zh-Hans", "ru", "es", "haw"]))
@MANY
def test_any_text_gives_a_valid_tree(text: str, language: str) -> None:
    check(text, segment(text, language))


@settings(FEW, max_examples=20)
@given(documents(), st.integers(0, 3))
def test_the_same_text_gives_the_same_clauses(document: tuple[str, str, list[Expected]], blanks: int) -> None:
    language, text, _ = document
    first, second = segment(text, language), segment("\n" * blanks + text, language)
    assert [(each.eid, each.start + blanks) for each in first.clauses] == [
        (each.eid, each.start) for each in second.clauses
    ]
