"""The outline of a document as a plain value: what `import_document --dry-run --json` prints."""

from typing import TypedDict

from commitments.text.clauses import Segmentation
from commitments.text.languages import direction, normalise_language
from commitments.text.reading import SourceText
from commitments.text.segmenting import segment


class OutlinedClause(TypedDict):
    """A clause; `start` and `end` are code points into the outline's text."""

    eid: str
    kind: str
    label: str
    number: str
    path: list[str]
    locator: str
    heading: str
    depth: int
    start: int
    end: int


class Outline(TypedDict):
    """A text, its clauses in reading order, and what to look at before it is imported."""

    language: str
    direction: str
    format: str
    text: str
    text_sha256: str
    clauses: list[OutlinedClause]
    warnings: list[str]


def clauses_of(source: SourceText, language: str) -> Segmentation:
    """The clauses of what was read: those that the file itself gives (Akoma Ntoso), else those that are found.

    What the format knows of lines goes to `segment` as hints. A structure that is given is not segmented: its eIds
    and numbers are the document's own, and must not be found anew.
    """
    if source.structure is not None:
        return source.structure
    return segment(source.text, language, first_line=source.first_line, hints=source.hints)


def outline(source: SourceText, language: str) -> Outline:
    """Segment what was read. Warnings name lines of the whole file. TextError for what is no language tag."""
    segmentation = clauses_of(source, language)
    return Outline(
        language=normalise_language(language),
        direction=direction(language),
        format=source.format,
        text=source.text,
        text_sha256=source.text_sha256,
        clauses=[
            OutlinedClause(
                eid=clause.eid,
                kind=clause.kind,
                label=clause.label,
                number=clause.number,
                path=list(clause.path),
                locator=clause.locator,
                heading=clause.heading,
                depth=clause.depth,
                start=clause.start,
                end=clause.end,
            )
            for clause in segmentation.clauses
        ],
        warnings=[*source.warnings, *segmentation.warnings],
    )
