import hashlib
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.text import TextError, read


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfabc\n", "abc"),
        ("a\r\nb\rc\u2028d\u2029e\x85f".encode(), "a\nb\nc\nd\ne\nf"),
        ("e\u0301te\u0301".encode(), "été"),
        ("\u00a0 a\u00a0b \n\n \tc \n".encode(), "\u00a0 a\u00a0b \n\n \tc "),
        ("ثالثًا،".encode(), "ثالثًا،"),
        ("\u200fأولاً".encode(), "\u200fأولاً"),
    ],
)
def test_text_is_decoded_and_normalised_and_nothing_else(data: bytes, text: str) -> None:
    source = read(data)
    assert source.text == unicodedata.normalize("NFC", text)
    assert source.format == "text"
    assert source.file_sha256 == hashlib.sha256(data).hexdigest()
    assert source.text_sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    assert source.warnings == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "blank"),
        (b"\xef\xbb\xbf", "blank"),
        ("été à l’âge prévu\n".encode() * 9 + b"caf\xe9", r"byte 228 \(line 10\).*damaged"),
        (b"abc\0def", "byte 3 is NUL"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<?xml version='1.0'?><note>abc</note>", "XML of a kind"),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1", "Word"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\x89PNG\r\n", "PNG"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read(data)


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(TextError, match=r"rtf.*auto, text"):
        read(b"abc", format="rtf")


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_format_that_the_content_denies_is_refused(format: str) -> None:
    with pytest.raises(TextError, match="content says otherwise"):
        read(b"abc", format=format)


@pytest.mark.parametrize(
    ("data", "warning"),
    [
        (b"a\nb\x07\x01c", r"line 2: control characters .*\(2 in"),
        ("a\ufffdb".encode(), "line 1: .*lost"),
        (b"<!DOCTYPE html><p>a", "line 1: .*HTML"),
        (b"abc\ncaf\xe9 noir", "windows-1252"),
        ("مرحبا".encode("cp1256"), "windows-1256"),
        ("abc".encode("utf-16"), "UTF-16"),
    ],
)
def test_what_is_doubtful_gives_a_warning(data: bytes, warning: str) -> None:
    source = read(data, format="text")
    assert len(source.warnings) == 1
    with pytest.raises(AssertionError, match=warning):
        raise AssertionError(source.warnings[0])


def test_a_control_character_becomes_a_space() -> None:
    assert read(b"a\x07b").text == "a b"


LINES = b"one\n\n  two \nthree\n\n"


@pytest.mark.parametrize(
    ("from_line", "to_line", "text", "first_line"),
    [
        (None, None, "one\n\n  two \nthree", 1),
        (1, 5, "one\n\n  two \nthree", 1),
        (2, 4, "  two \nthree", 3),
        (2, None, "  two \nthree", 3),
        (None, 2, "one", 1),
        (3, 3, "  two ", 3),
    ],
)
def test_lines_count_from_one_and_both_are_kept(
    from_line: int | None, to_line: int | None, text: str, first_line: int
) -> None:
    source = read(LINES, from_line=from_line, to_line=to_line)
    assert (source.text, source.first_line) == (text, first_line)


@pytest.mark.parametrize(
    ("from_line", "to_line", "reason"),
    [
        (0, None, "first line asked for is 0.*1 to 5"),
        (6, None, "first line asked for is 6.*1 to 5"),
        (1, 6, "last line asked for is 6.*1 to 5"),
        (None, -1, "last line"),
        (3, 1, "3 to 1 are in reverse order.*1 to 5"),
        (2, 2, "blank"),
    ],
)
def test_lines_outside_the_text_are_refused(from_line: int | None, to_line: int | None, reason: str) -> None:
    with pytest.raises(TextError, match=reason):
        read(LINES, from_line=from_line, to_line=to_line)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = read(data)
    except TextError:
        return
    assert source.text.strip()
    assert unicodedata.is_normalized("NFC", source.text)
    assert "\r" not in source.text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_no_word_is_lost(text: str) -> None:
    if text.strip() and "\ufffd" not in text and not text.startswith("\ufeff"):
        data = f"x{text}".encode()
        assert read(data, format="text").text == unicodedata.normalize("NFC", f"x{text}")
