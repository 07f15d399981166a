"""The five source documents give exactly the clauses that the corpus cites, on their lines of the file."""

from pathlib import Path

import pytest

from commitments.text import outline, read, segment

from .invariants import check

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "sources"
EXPECTED = Path(__file__).with_name("locators.txt")


def expectations() -> list[tuple[str, int, int, list[tuple[str, int]]]]:
    found: list[tuple[str, int, int, list[tuple[str, int]]]] = []
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            _, name, first, last = line.split()
            found.append((name, int(first), int(last), []))
        else:
            locator, number = line.split()
            found[-1][3].append((locator, int(number)))
    return found


@pytest.mark.parametrize(("name", "first", "last", "clauses"), expectations(), ids=[each[0] for each in expectations()])
def test_a_source(name: str, first: int, last: int, clauses: list[tuple[str, int]]) -> None:
    language = name.split(".")[1]
    source = read((SOURCES / name).read_bytes(), from_line=first, to_line=last)
    found = outline(source, language)
    text = found["text"]
    check(text, segment(text, language))
    lines = [(each["locator"], first + text.count("\n", 0, each["start"])) for each in found["clauses"]]
    assert lines == clauses


def test_the_outline_is_the_contract() -> None:
    source = read((SOURCES / "gsi-concept-paper-2023.fr.txt").read_bytes(), from_line=14, to_line=108)
    found = outline(source, "FR")
    assert list(found) == ["language", "direction", "format", "text", "text_sha256", "clauses", "warnings"]
    assert (found["language"], found["direction"], found["format"]) == ("fr", "ltr", "text")
    assert found["text_sha256"] == source.text_sha256
    (clause,) = (clause for clause in found["clauses"] if clause["locator"] == "III.13")
    assert {key: value for key, value in clause.items() if key not in ("start", "end")} == {
        "eid": "sec_III__item_13",
        "kind": "item",
        "label": "13.",
        "number": "13",
        "path": ["3", "13"],
        "locator": "III.13",
        "heading": "",
        "depth": 1,
    }
    quote = found["text"][clause["start"] : clause["end"]]
    assert quote.startswith("13. Approfondir la coopération")
    assert "sécurité des données" in quote
    sections = [(each["label"], each["heading"]) for each in found["clauses"] if each["kind"] == "section"]
    assert sections == [
        ("II.", "Concepts et principes fondamentaux"),
        ("III.", "Priorités de la coopération"),
        ("IV.", "Plateformes et mécanismes de coopération"),
    ]
    assert [warning.partition(":")[0] for warning in found["warnings"]] == ["line 18", "line 42", "line 108"]


def test_the_arabic_ordinals_keep_their_spelling() -> None:
    source = read((SOURCES / "wang-yi-brics-2024.ar.txt").read_bytes(), from_line=1, to_line=37)
    found = outline(source, "ar")
    assert found["direction"] == "rtl"
    sections = [(each["label"], each["number"], each["heading"]) for each in found["clauses"] if each["label"]]
    assert sections == [
        ("أولاً،", "1", "الالتزام بالمبادئ الصحيحة."),
        ("ثانيًا،", "2", "تعزيز التعاون العملي."),
        ("ثالثا،", "3", "إظهار روح التضامن."),
        ("رابعا،", "4", "السعي إلى تحسين الحوكمة العالمية."),
    ]


def test_the_french_number_words_are_labels_in_any_case() -> None:
    source = read((SOURCES / "china-russia-joint-statement-2021.fr.txt").read_bytes(), from_line=42, to_line=173)
    found = outline(source, "fr")
    labels = [each["label"] for each in found["clauses"] if each["kind"] == "section"]
    assert labels == ["Un", "deux", "Trois", "quatre", "Cinq", "six", "Sept", "Huit"]
    assert found["warnings"] == []
