"""Bytes → text: the format told by content, its reader, and the part of the text that is wanted.

A format is a module of `formats`. Those of text are given characters, whatever the encoding they came in; DOCX and
PDF are given bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from commitments.text.clauses import Segmentation
from commitments.text.errors import TextError
from commitments.text.formats.akn import read_akn
from commitments.text.formats.blocks import Extracted
from commitments.text.formats.docx import read_docx
from commitments.text.formats.encodings import decode
from commitments.text.formats.html import read_html
from commitments.text.formats.markdown import read_markdown
from commitments.text.formats.pdf import read_pdf
from commitments.text.formats.plain import read_plain
from commitments.text.formats.sniffing import binary_format, is_markup, text_format
from commitments.text.hints import Hint
from commitments.text.languages import primary_language
from commitments.text.limits import USUAL, Limits
from commitments.text.trimming import keep_lines, keep_structure

TEXT_READERS: dict[str, Callable[[str], Extracted]] = {"text": read_plain, "markdown": read_markdown, "html": read_html}
BINARY_READERS: dict[str, Callable[[bytes, Limits], Extracted]] = {"docx": read_docx, "pdf": read_pdf}
FORMATS = (*TEXT_READERS, "akn", *BINARY_READERS)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text taken from a file. Both digests are SHA-256 in hexadecimal: of the file's bytes, and of `text` in UTF-8.

    `first_line` is the line of the whole extracted text (from 1) at which `text` begins. `hints` are what the format
    knows of lines, for `segment`. `structure` are the clauses that the file itself gives (Akoma Ntoso): where it is
    there, it is taken and nothing is segmented. `language` is the tag that the file gives itself, or "".
    """

    text: str
    format: str
    file_sha256: str
    text_sha256: str
    warnings: tuple[str, ...]
    first_line: int = 1
    hints: tuple[Hint, ...] = ()
    structure: Segmentation | None = None
    language: str = ""


def read(
    data: bytes,
    *,
    format: str = "auto",
    from_line: int | None = None,
    to_line: int | None = None,
    language: str = "",
    limits: Limits = USUAL,
) -> SourceText:
    """Take the text out of a file's bytes.

    The text is NFC with `\\n` as its only line end; in plain text, spaces, no-break spaces, tabs and invisible marks
    stay as they are. Control characters have no place in a text and become spaces, with a warning. `from_line` and
    `to_line` count lines of the extracted text from 1, both included; blank lines at either end of what is kept are
    trimmed. `language` (a BCP 47 tag) helps to tell the encoding of text that is not UTF-8.

    TextError, and nothing else, for an unknown format, content that is not of the format or that is too much
    (`limits`), an empty or blank text, or lines outside the text.
    """
    if format != "auto" and format not in FORMATS:
        raise TextError(f"The format “{format}” is not known. Known are: auto, {', '.join(FORMATS)}.")
    if not data:
        raise TextError("The file is empty. Choose the file that holds the document.")
    if len(data) > limits.most_bytes:
        raise TextError(
            f"The file has {len(data) / 1e6:.0f} MB; up to {limits.most_bytes / 1e6:.0f} MB are read. "
            "Leave out its pictures, or split it into parts."
        )
    chosen, extracted, told = _extract(data, format, primary_language(language) if language else "", limits)
    whole = extracted.text
    _refuse_excess(whole, limits)
    text, first_line, start = keep_lines(whole, from_line, to_line)
    end = start + len(text)
    hints = tuple(
        Hint(hint.start - start, hint.kind, hint.level) for hint in extracted.hints if start <= hint.start < end
    )
    structure = extracted.structure
    return SourceText(
        text=text,
        format=chosen,
        file_sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        warnings=(*told, *extracted.warnings),
        first_line=first_line,
        hints=hints,
        structure=keep_structure(structure, start, end) if structure else None,
        language=extracted.language,
    )


def _extract(data: bytes, format: str, language: str, limits: Limits) -> tuple[str, Extracted, list[str]]:
    """The format chosen, what its reader gives, and what decoding had to tell."""
    binary = binary_format(data)
    if format in BINARY_READERS and binary != format:
        raise TextError(f"The file is not {format.upper()}: its content says otherwise. Choose “auto” as its format.")
    if binary:
        if format not in ("auto", binary):
            raise TextError(f"The file is a {binary.upper()} file, not {format}. Choose “auto” as its format.")
        return binary, BINARY_READERS[binary](data, limits), []
    text, told = decode(data, language=language, markup=is_markup(data))
    chosen = format if format != "auto" else text_format(text)
    if chosen == "xml":
        raise TextError(
            "The file is XML of a kind that is not read here; Akoma Ntoso and XHTML are. "
            "Save it in one of these, or choose “text” to read it with its tags."
        )
    if chosen == "akn":
        return chosen, read_akn(text, language), told
    return chosen, TEXT_READERS[chosen](text), told


def _refuse_excess(text: str, limits: Limits) -> None:
    if len(text) > limits.most_characters:
        raise TextError(
            f"The text has {len(text)} characters; up to {limits.most_characters} are read. Split it into parts."
        )
    if text.count("\n") >= limits.most_lines:
        raise TextError(
            f"The text has {text.count(chr(10)) + 1} lines; up to {limits.most_lines} are read. Split it into parts."
        )
    if len(text) <= limits.longest_line:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > limits.longest_line:
            raise TextError(
                f"Line {number} has {len(line)} characters; no paragraph is longer than {limits.longest_line}. "
                "Save the document with its line ends."
            )
