"""The imports themselves: a text with its clauses, in one transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from commitments.models import Clause, Commitment, Document, Expression
from commitments.text import (
    Segmentation,
    SourceText,
    direction,
    normalise_language,
)
from commitments.text.mentions import Proposal

from .drafting import Which, add_citations, draft_commitments
from .references import find_references, make_instruments
from .sources import ImportRefused, Source, read_source

# What the database keeps of a clause's names, in characters.
LONGEST = {"kind": 20, "label": 200, "number": 40, "locator": 200, "eid": 400}


@dataclass(frozen=True)
class Imported:
    """What an import made; `created` is False where the very text was there already and nothing changed."""

    expression: Expression
    created: bool
    clauses: int
    commitments: list[Commitment]
    warnings: list[str]


@transaction.atomic
def import_document(*, document: Document, source: Source, commitments: Which = "none") -> Imported:
    """import_expression() for a document that may be new: it is then checked and saved in the same transaction."""
    if document.pk is None:
        document.full_clean()
        document.save()
    return import_expression(document=document, source=source, commitments=commitments)


@transaction.atomic
def import_expression(*, document: Document, source: Source, commitments: Which = "none") -> Imported:
    """Stores a language version of a document with its clauses.

    The same text again changes nothing. Another text in the same language is a new edition; the earlier one keeps its
    clauses and citations. Raises ImportRefused, storing nothing, if the file cannot be read.
    """
    text, segmentation, language = read_source(source)
    warnings = [*text.warnings, *segmentation.warnings]
    if same := same_text(document=document, language=language, text=text):
        made = draft_commitments(expression=same, which=commitments)
        return Imported(same, False, same.clauses.count(), made, warnings)
    expression = store_expression(document=document, source=source, text=text, language=language)
    store_clauses(expression, segmentation)
    find_references(expressions=[expression])
    made = draft_commitments(expression=expression, which=commitments)
    return Imported(expression, True, len(segmentation.clauses), made, warnings)


@transaction.atomic
def import_edited(
    *,
    document: Document,
    source: Source,
    text: SourceText,
    segmentation: Segmentation,
    commitments: Collection[str] = (),
    against: Expression | None = None,
    by_meaning: bool = False,
    instruments: Collection[Proposal] = (),
) -> Imported:
    """Stores a language version with clauses that an editor has seen and changed; `text` is what was read of `source`.

    `commitments` are the eIds of the clauses that become drafts. With `against`, another language version of the
    document, each commitment that cites a whole clause of it cites its counterpart here as well. `instruments` that the
    text names become documents known by reference only. Raises ImportRefused,
    storing nothing, where the very text is there already or something about it cannot be stored.
    """
    language = normalise_language(source.language)
    if same := same_text(document=document, language=language, text=text):
        raise ImportRefused(f"This very text is here already, as {same}. Nothing was imported.")
    if against is not None and against.document_id != document.pk:
        raise ImportRefused(f"{against} is a text of another document. Nothing was imported.")
    expression = store_expression(document=document, source=source, text=text, language=language)
    store_clauses(expression, segmentation)
    if instruments:
        make_instruments(instruments, language=language)
    find_references(expressions=[expression])
    if against is not None:
        add_citations(expression=expression, against=against, by_meaning=by_meaning)
    made = draft_commitments(expression=expression, which=frozenset(commitments))
    return Imported(expression, True, len(segmentation.clauses), made, [*text.warnings, *segmentation.warnings])


def same_text(*, document: Document, language: str, text: SourceText) -> Expression | None:
    """The language version that has this very text. Locks the document: one import at a time, so that two cannot take
    the same edition number.
    """
    Document.objects.select_for_update().get(pk=document.pk)
    return Expression.objects.filter(document=document, language=language, text_sha256=text.text_sha256).first()


def store_expression(*, document: Document, source: Source, text: SourceText, language: str) -> Expression:
    """Saves the next edition of a document in a language, without clauses. The document is locked: see same_text()."""
    editions = Expression.objects.filter(document=document, language=language)
    newest = editions.aggregate(newest=Max("edition"))["newest"] or 0
    expression = Expression(
        document=document,
        language=language,
        edition=newest + 1,
        direction=direction(language),
        translation=source.translation,
        publisher=source.publisher,
        source_url=source.source_url,
        retrieved_on=source.retrieved_on,
        note=source.note,
        file=source.data,
        file_name=source.file_name,
        file_sha256=text.file_sha256,
        from_line=source.from_line,
        to_line=source.to_line,
        text=text.text,
        text_sha256=text.text_sha256,
    )
    try:
        expression.full_clean(validate_constraints=False)  # The database computes the checksums anew; once is enough.
    except ValidationError as error:
        raise ImportRefused(
            " ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
        ) from error
    expression.save()
    return expression


def store_clauses(expression: Expression, segmentation: Segmentation) -> None:
    """Saves the clauses with a few statements, whatever their number: one for each depth of the tree.

    Raises ImportRefused for a name that is too long to be kept.
    """
    for name, longest in LONGEST.items():
        for span in segmentation.clauses:
            if len(getattr(span, name)) > longest:
                raise ImportRefused(
                    f"The {name} of clause {span.locator[:80]} is too long: make the clause less deep. "
                    "Nothing was imported."
                )
    rows = [
        Clause(
            expression=expression,
            position=position,
            depth=span.depth,
            kind=span.kind,
            label=span.label,
            number=span.number,
            path=list(span.path),
            locator=span.locator,
            eid=span.eid,
            heading=span.heading,
            start=span.start,
            end=span.end,
        )
        for position, span in enumerate(segmentation.clauses)
    ]
    for depth in range(max((row.depth for row in rows), default=-1) + 1):
        level = [(row, span) for row, span in zip(rows, segmentation.clauses, strict=True) if row.depth == depth]
        for row, span in level:
            row.parent = rows[span.parent] if span.parent is not None else None
        Clause.objects.bulk_create([row for row, _ in level], batch_size=1000)
