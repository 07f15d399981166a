"""Bytes → text: decoding, Unicode and line ends, and the part of the text that is wanted.

A format is a reader in `READERS`; today there is plain text, and what is not is refused by its first bytes.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from commitments.text.errors import TextError

# What a file's first bytes say it is, and what an editor can do about it.
BINARY_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (DOCX, ODT and EPUB files are)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
)
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
HOW_TO_SAVE = "Open it in the program it was made with and save it as plain text in UTF-8."

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text taken from a file. Both digests are SHA-256 in hexadecimal: of the file's bytes, and of `text` in UTF-8.

    `first_line` is the line of the whole extracted text (from 1) at which `text` begins.
    """

    text: str
    format: str
    file_sha256: str
    text_sha256: str
    warnings: tuple[str, ...]
    first_line: int = 1


def read(data: bytes, *, format: str = "auto", from_line: int | None = None, to_line: int | None = None) -> SourceText:
    """Take the text out of a file's bytes.

    The text is NFC with `\\n` as its only line end; spaces, no-break spaces, tabs and invisible marks stay as they
    are. Control characters have no place in a text and become spaces, with a warning. `from_line` and `to_line`
    count lines of the extracted text from 1, both included; blank lines at either end of what is kept are trimmed.

    TextError for an unknown format, binary content, another encoding than UTF-8, an empty or blank text, or lines
    outside the text.
    """
    if format != "auto" and format not in READERS:
        raise TextError(f"The format “{format}” is not known. Known are: auto, {', '.join(READERS)}.")
    if not data:
        raise TextError("The file is empty. Choose the file that holds the document.")
    chosen = "text" if format == "auto" else format
    whole, warnings = READERS[chosen](data)
    text, first_line = _keep(whole, from_line, to_line)
    return SourceText(
        text=text,
        format=chosen,
        file_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        warnings=tuple(warnings),
        first_line=first_line,
    )


def _read_text(data: bytes) -> tuple[str, list[str]]:
    _refuse_binary(data)
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TextError(
            f"The file stops being UTF-8 at byte {error.start} (line {line}). "
            "Save it as plain text in UTF-8 and try again."
        ) from error
    warnings = []
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", decoded))
    found = _CONTROLS.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        text, count = _CONTROLS.subn(" ", text)
        warnings.append(f"line {line}: control characters were replaced by spaces ({count} in the whole file)")
    if "\ufffd" in text:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        warnings.append(f"line {line}: “\ufffd” stands where a character was lost before the file came here")
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:1000]):
        warnings.append("line 1: the file looks like HTML or XML and was read as plain text, its tags included")
    return text, warnings


def _refuse_binary(data: bytes) -> None:
    for magic, name in BINARY_FORMATS:
        if data.startswith(magic):
            raise TextError(f"The file is {name}, not plain text. {HOW_TO_SAVE}")
    if data.startswith(UTF_16_MARKS):
        raise TextError("The file is text in UTF-16. Save it as plain text in UTF-8 and try again.")
    position = data.find(b"\0")
    if position >= 0:
        raise TextError(f"The file is not text: byte {position} is NUL. {HOW_TO_SAVE}")


def _keep(text: str, from_line: int | None, to_line: int | None) -> tuple[str, int]:
    """The lines asked for, without blank ones at either end, and the number of the first line kept."""
    lines = text.split("\n")
    if text.endswith("\n"):
        lines.pop()
    first, last = from_line if from_line is not None else 1, to_line if to_line is not None else len(lines)
    for name, line in (("first", from_line), ("last", to_line)):
        if line is not None and not 1 <= line <= len(lines):
            raise TextError(f"The {name} line asked for is {line}, but the text has lines 1 to {len(lines)}.")
    if first > last:
        raise TextError(f"The lines {first} to {last} are in reverse order; the text has lines 1 to {len(lines)}.")
    while first <= last and not lines[first - 1].strip():
        first += 1
    while first <= last and not lines[last - 1].strip():
        last -= 1
    if first > last:
        which = "The file" if from_line is None and to_line is None else "The part of the text asked for"
        raise TextError(f"{which} is blank; the text has lines 1 to {len(lines)}. Choose lines that hold words.")
    return "\n".join(lines[first - 1 : last]), first


READERS: dict[str, Callable[[bytes], tuple[str, list[str]]]] = {"text": _read_text}
