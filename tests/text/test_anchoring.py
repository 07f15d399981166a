import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.text import Anchor, Quote, TextError, find_quote, quote


@pytest.mark.parametrize(
    ("text", "asked", "anchor"),
    [
        ("une paix durable", {"exact": "paix"}, Anchor("exact", 4, 8)),
        ("une paix durable", {"exact": "paix", "start_hint": 4}, Anchor("exact", 4, 8)),
        ("une paix durable", {"exact": "paix", "start_hint": 5}, Anchor("moved", 4, 8)),
        ("une paix durable", {"exact": "paix", "start_hint": 99}, Anchor("moved", 4, 8)),
        ("une paix durable", {"exact": "guerre"}, Anchor("lost")),
        ("la paix, la paix", {"exact": "paix"}, Anchor("ambiguous")),
        ("la paix, la paix", {"exact": "paix", "start_hint": 12}, Anchor("exact", 12, 16)),
        ("la paix, la paix", {"exact": "paix", "start_hint": 5}, Anchor("ambiguous")),
        ("la paix, la paix", {"exact": "paix", "prefix": ", la "}, Anchor("exact", 12, 16)),
        ("la paix, la paix", {"exact": "paix", "suffix": ",", "start_hint": 0}, Anchor("moved", 3, 7)),
        ("la paix, la paix", {"exact": "paix", "suffix": ",", "start_hint": 12}, Anchor("moved", 3, 7)),
        ("« une\n paix »", {"exact": "une paix"}, Anchor("fuzzy", 2, 11)),
        ("«\u00a0une paix\u00a0»", {"exact": "« une paix »"}, Anchor("fuzzy", 0, 12)),
        ("une  paix, une  paix", {"exact": "une paix"}, Anchor("ambiguous")),
        ("une  paix, une  paix", {"exact": "une paix", "prefix": "paix ,"}, Anchor("fuzzy", 11, 20)),
        ("aaaa", {"exact": "aa"}, Anchor("ambiguous")),
        ("a" * 5000, {"exact": "a", "start_hint": 4000}, Anchor("exact", 4000, 4001)),
        ("a" * 5000, {"exact": "a"}, Anchor("ambiguous")),
    ],
)
def test_a_quotation_is_found_or_not(text: str, asked: dict[str, str], anchor: Anchor) -> None:
    assert find_quote(text, **asked) == anchor  # type: ignore[arg-type]


def test_a_quote_has_its_surroundings() -> None:
    assert quote("une paix durable", 4, 8, context=3) == Quote("paix", "ne ", " du")
    assert quote("paix", 0, 4) == Quote("paix", "", "")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 17)])
def test_what_is_outside_the_text_cannot_be_quoted(start: int, end: int) -> None:
    with pytest.raises(TextError):
        quote("une paix durable", start, end)


def test_a_blank_quotation_is_refused() -> None:
    with pytest.raises(TextError):
        find_quote("a b", " ")


@pytest.mark.parametrize("values", [("lost", 1, 2), ("exact", None, None), ("moved", 2, 2)])
def test_an_invalid_anchor_cannot_be_constructed(values: tuple[object, ...]) -> None:
    with pytest.raises(ValueError):
        Anchor(*values)  # type: ignore[arg-type]


TEXTS = st.text(st.sampled_from("ab \n«é"), min_size=1, max_size=60)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_quote_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    taken = quote(text, start, end)
    if taken.exact.strip():
        anchor = find_quote(text, taken.exact, prefix=taken.prefix, suffix=taken.suffix, start_hint=start)
        assert anchor == Anchor("exact", start, end)


@settings(deadline=None)
@given(TEXTS, TEXTS, st.data())
def test_a_quote_is_found_after_something_was_put_before(text: str, before: str, data: st.DataObject) -> None:
    marked = text + "XYZ" + text
    start, end = len(text), len(text) + 3 + data.draw(st.integers(0, len(text)))
    taken = quote(marked, start, end)
    anchor = find_quote(before + marked, taken.exact, prefix=taken.prefix, suffix=taken.suffix, start_hint=start)
    assert anchor == Anchor("moved", start + len(before), end + len(before))


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_white_space_may_change(text: str, other: str) -> None:
    exact = f"X{text}Y"
    changed = f"X{text.replace(' ', chr(0xA0) * 2)}Y"
    corrected = f"{other}{changed}{other}"
    anchor = find_quote(corrected, exact)
    assert anchor.status in ("exact", "fuzzy")
    assert (anchor.start, anchor.end) == (len(other), len(other) + len(changed))
