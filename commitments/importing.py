"""Layer 2: a file → an expression with its clauses, and draft commitments where asked for. All or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from commitments.models import Citation, Clause, Commitment, Document, Expression
from commitments.models.choices import CommitmentKind
from commitments.text import Segmentation, SourceText, TextError, clauses_of, direction, normalise_language, quote, read

Which = Literal["none", "numbered", "all"]
LONGEST_KEY = 200
# Headings that group clauses promise nothing themselves: they become no commitment while they hold clauses that do.
DIVISIONS = frozenset({"part", "book", "title", "chapter", "section", "division", "annex"})


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


@dataclass(frozen=True)
class Imported:
    """What an import made; `created` is False where the very text was there already and nothing changed."""

    expression: Expression
    created: bool
    clauses: int
    commitments: list[Commitment]
    warnings: list[str]


class ImportRefused(Exception):
    """The import was refused and nothing was stored; the message says what to do."""


def read_source(source: Source) -> tuple[SourceText, Segmentation, str]:
    """The text and clauses of a source, and its language in canonical form. Touches no database."""
    try:
        language = normalise_language(source.language)
        text = read(
            source.data,
            format=source.format,
            from_line=source.from_line,
            to_line=source.to_line,
            language=language,
        )
        return text, clauses_of(text, language), language
    except TextError as error:
        raise ImportRefused(str(error)) from error


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
    # One import of a document at a time, so that two cannot take the same edition number.
    Document.objects.select_for_update().get(pk=document.pk)
    editions = Expression.objects.filter(document=document, language=language)
    if same := editions.filter(text_sha256=text.text_sha256).first():
        made = draft_commitments(expression=same, which=commitments)
        return Imported(same, False, same.clauses.count(), made, warnings)

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
    store_clauses(expression, segmentation)
    made = draft_commitments(expression=expression, which=commitments)
    return Imported(expression, True, len(segmentation.clauses), made, warnings)


def store_clauses(expression: Expression, segmentation: Segmentation) -> None:
    """Saves the clauses with a few statements, whatever their number: one for each depth of the tree."""
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


def commitment_key(document: str, locator: str) -> str:
    """The permanent key of the commitment at a locator: gsi-concept-paper-2023 and III.13 →
    gsi-concept-paper-2023-iii-13.
    """
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in locator.lower()).split()
    return "-".join([document, *words])[:LONGEST_KEY].rstrip("-")


def draft_commitments(*, expression: Expression, which: Which) -> list[Commitment]:
    """A draft for each numbered clause, or for each clause; divisions that hold other chosen clauses are passed over.

    So is a clause that a commitment cites already, and one whose key is taken: the same clause in another language of
    the document, to which an editor adds the citation.
    """
    if which == "none":
        return []
    chosen = [clause for clause in expression.clauses.order_by("position") if which == "all" or clause.number]
    holders = {clause.parent_id for clause in chosen}
    cited = set(Citation.objects.filter(expression=expression).values_list("clause_id", flat=True))
    wanted = [
        clause
        for clause in chosen
        if clause.pk not in cited and not (clause.kind in DIVISIONS and clause.pk in holders)
    ]
    taken = set(Commitment.objects.filter(document=expression.document).values_list("key", flat=True))
    drafts = list(new_drafts(expression, wanted, taken))
    Commitment.objects.bulk_create([draft for draft, _ in drafts], batch_size=1000)
    Citation.objects.bulk_create([cite(draft, expression, clause) for draft, clause in drafts], batch_size=1000)
    return [draft for draft, _ in drafts]


def new_drafts(expression: Expression, clauses: list[Clause], taken: set[str]) -> Iterator[tuple[Commitment, Clause]]:
    for clause in clauses:
        key = commitment_key(expression.document.slug, clause.locator)
        if key in taken:
            continue
        taken.add(key)
        yield (
            Commitment(
                key=key,
                document=expression.document,
                locator=clause.locator,
                position=clause.position,
                kind=CommitmentKind.UNDERTAKING,
            ),
            clause,
        )


def cite(commitment: Commitment, expression: Expression, clause: Clause | None, *, start: int | None = None,
         end: int | None = None, position: int = 0) -> Citation:  # fmt: skip
    """A citation, not yet saved, of a whole clause, or of the text from `start` to `end` (code points) in it."""
    if clause is not None:
        start = clause.start if start is None else start
        end = clause.end if end is None else end
    if start is None or end is None:
        raise ValueError("Name a clause, or where the quotation starts and ends.")
    words = quote(expression.text, start, end)
    return Citation(
        commitment=commitment,
        expression=expression,
        clause=clause,
        position=position,
        start=start,
        end=end,
        exact=words.exact,
        prefix=words.prefix,
        suffix=words.suffix,
    )
