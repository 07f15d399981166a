"""Hints of a format: headings nest by their level, lists by their depth; what they don't speak of is as without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.text import segment
from commitments.text.hints import Hint

from .invariants import check

KINDS = {"h": "heading", "i": "item", "b": "bullet", "p": "plain"}


def marked(lines: str) -> tuple[str, list[Hint]]:
    """`h2|Title` → the text and the hint of each line that has one."""
    text, hints = "", []
    for line in lines.split("\n"):
        mark, bar, words = line.rpartition("|")
        if bar:
            hints.append(Hint(len(text), KINDS[mark[0]], int(mark[1:])))  # type: ignore[arg-type]
        text += words + "\n"
    return text, hints


TREES = {
    "headings nest by level": (
        "h1|Plan\nh2|Aims\nText a.\nh3|First\nText b.\nh3|Then\nText c.\nh2|Means\nText d.",
        "p1 s1 s1.p1 s1.s1 s1.s1.p1 s1.s2 s1.s2.p1 s2 s2.p1",
    ),
    "the document's title heads nothing": (
        "h1|Treaty\nh2|Article 1\nText a.\nh2|Article 2\nText b.",
        "p1 1 1.p1 2 2.p1",
    ),
    "items below headings": ("h2|Aims\n1. a\n2. b\nh2|Means\n3. c", "s1 s1.1 s1.2 s2 s2.3"),
    "a numbered heading": ("h2|I. Aims\n1. a\n2. b\nh2|II. Means\n3. c\n4. d", "I I.1 I.2 II II.3 II.4"),
    "a title as a heading of its own": (
        "h2|Article 1\nh3|Aims\nText a.\nText b.\nh2|Article 2\nh3|Means\nText c.\nText d.",
        "1 1.p1 1.p2 2 2.p1 2.p2",
    ),
    "lists nest by depth": ("i1|1. a\ni2|1. b\ni2|2. c\ni1|2. d", "1 1.1 1.2 2"),
    "bullets nest by depth": ("b1|• a\nb2|• b\nb2|• c\nb1|• d", "b1 b1.b1 b1.b2 b2"),
    "bullets without a mark": ("b1|a\nb2|b\nb1|c", "b1 b1.b1 b2"),
    "a paragraph of an item": ("i1|1. a\np1|b\ni1|2. c\np0|d", "1 1.p1 2 p1"),
    "plain opens nothing": ("1. a\np0|2. b\n2. c", "1 1.p1 2"),
    "letters of a list": ("i1|(h) a\ni1|(i) b\ni1|(j) c", "h i j"),
    "bullets inside items that nothing hints at": ("1. a\nb1|b\nb1|c\n2. d", "1 1.b1 1.b2 2"),
}


@pytest.mark.parametrize(("lines", "locators"), TREES.values(), ids=TREES)
def test_the_tree(lines: str, locators: str) -> None:
    text, hints = marked(lines)
    found = segment(text, "en", hints=hints)
    check(text, found)
    assert [clause.locator for clause in found.clauses] == locators.split()


SNIPPETS = [
    "1. a",
    "(a) b",
    "(i) c",
    "I. D",
    "Article 5",
    "ANNEX",
    "Preamble",
    "- e",
    "text.",
    "第一条 总则",
    "",
    "1. (a) x",
    "Contents",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(SNIPPETS), st.sampled_from([*KINDS.values(), None]), st.integers(1, 6)), max_size=25
    ),
    st.sampled_from(["en", "fr", "zh"]),
)
def test_any_hints_give_a_valid_tree(lines: list[tuple[str, str | None, int]], language: str) -> None:
    text, hints = "", []
    for words, kind, level in lines:
        if kind:
            hints.append(Hint(len(text), kind, level))  # type: ignore[arg-type]
        text += words + "\n"
    check(text, segment(text, language, hints=hints))
