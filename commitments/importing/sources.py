"""A file to import → its text and its clauses. Touches no database."""

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from commitments.text import (
    Hint,
    Segmentation,
    SourceText,
    TextError,
    clauses_of,
    normalise_language,
    read,
)
from commitments.text.trimming import keep_lines, keep_structure


@dataclass(frozen=True)
class Source:
    """A file to import, and what is known about it."""

    data: bytes
    language: str
    file_name: str = ""
    format: str = "auto"
    from_line: int | None = None
    to_line: int | None = None
    translation: str = "unofficial"
    publisher: str = ""
    source_url: str = ""
    retrieved_on: date | None = None
    note: dict[str, str] = field(default_factory=dict)


class ImportRefused(Exception):
    """The import was refused and nothing was stored; the message says what to do."""


def read_text(source: Source) -> SourceText:
    """The text of a source. Its language may be "": it then only helps less with old encodings."""
    try:
        return read(
            source.data,
            format=source.format,
            from_line=source.from_line,
            to_line=source.to_line,
            language=normalise_language(source.language) if source.language else "",
        )
    except TextError as error:
        raise ImportRefused(str(error)) from error


def read_source(source: Source) -> tuple[SourceText, Segmentation, str]:
    """The text and clauses of a source, and its language in canonical form. Touches no database."""
    try:
        language = normalise_language(source.language)
        text = read_text(source)
        return text, clauses_of(text, language), language
    except TextError as error:
        raise ImportRefused(str(error)) from error


def part_of(whole: SourceText, *, from_line: int | None, to_line: int | None) -> SourceText:
    """The part of an extracted text that an editor asks for, as reading the file anew with these lines would give it.

    Raises ImportRefused for lines outside the text.
    """
    if from_line is None and to_line is None:
        return whole
    skipped = whole.first_line - 1
    try:
        text, first, start = keep_lines(
            whole.text,
            None if from_line is None else from_line - skipped,
            None if to_line is None else to_line - skipped,
        )
    except TextError as error:
        raise ImportRefused(str(error)) from error
    end = start + len(text)
    return replace(
        whole,
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        first_line=first + skipped,
        hints=tuple(
            Hint(hint.start - start, hint.kind, hint.level) for hint in whole.hints if start <= hint.start < end
        ),
        structure=keep_structure(whole.structure, start, end) if whole.structure else None,
    )
