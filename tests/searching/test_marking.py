"""Passages and their marks: whatever is found where, the parts of a snippet are the text itself."""

from hypothesis import given
from hypothesis import strategies as st

from commitments.models.words import Searched
from commitments.searching.marking import SNIPPET, Match, merged, passage, snippet_of
from commitments.text.indexing import words_of

TEXTS = st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("核战争 أمن sécurité. \n"), max_size=900)


@given(TEXTS, st.randoms())
def test_the_parts_of_a_snippet_are_the_text(text, random):
    words = [word for word in words_of(text) if random.random() < 0.2]
    snippet = snippet_of(Match(Searched("quote", "B", "fr", text), tuple(words)))
    assert "".join(part.text for part in snippet.parts) == text[snippet.start : snippet.end]
    assert snippet.end - snippet.start <= SNIPPET + 60
    marked = [part.text for part in snippet.parts if part.hit]
    assert all(any(text[start:end].find(mark) >= 0 for start, end in merged(words)) for mark in marked)
    if words and max(word.end - word.start for word in words) < SNIPPET // 2:
        assert marked, "a snippet shows a word that was found"


@given(TEXTS, st.integers(0, 900), st.integers(0, 900))
def test_the_parts_of_a_passage_are_the_text(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = passage(Searched("quote", "B", "fr", text), start, end)
    assert "".join(part.text for part in found.parts) == text[found.start : found.end]


def test_a_snippet_is_where_the_words_stand_together():
    text = "war " + "filler " * 100 + "a nuclear war cannot be won " + "filler " * 100 + "nuclear"
    words = tuple(word for word in words_of(text) if word.text in {"war", "nuclear"})
    snippet = snippet_of(Match(Searched("quote", "B", "en", text), words))
    assert "nuclear war cannot" in text[snippet.start : snippet.end]


def test_neighbouring_chinese_pairs_are_one_mark():
    text = "我们认为核战争打不赢"
    words = tuple(word for word in words_of(text) if word.text in {"核战", "战争"})
    snippet = snippet_of(Match(Searched("quote", "B", "zh-Hans", text), words))
    assert [part.text for part in snippet.parts if part.hit] == ["核战争"]
