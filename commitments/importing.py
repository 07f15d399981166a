"""Layer 2: a file → an expression with its clauses, and draft commitments where asked for. All or nothing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max

from commitments.models import Citation, Clause, Commitment, Document, Expression
from commitments.models.choices import CommitmentKind
from commitments.text import (
    Hint,
    Segmentation,
    SourceText,
    TextError,
    clauses_of,
    direction,
    normalise_language,
    quote,
    read,
)
from commitments.text.pairing import pair_paths
from commitments.text.trimming import keep_lines, keep_structure

Which = Literal["none", "numbered", "all"]
LONGEST_KEY = 200
# What the database keeps of a clause's names, in characters.
LONGEST = {"kind": 20, "label": 200, "number": 40, "locator": 200, "eid": 400}
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
) -> Imported:
    """Stores a language version with clauses that an editor has seen and changed; `text` is what was read of `source`.

    `commitments` are the eIds of the clauses that become drafts. With `against`, another language version of the
    document, each commitment that cites a whole clause of it cites its counterpart here as well. Raises ImportRefused,
    storing nothing, where the very text is there already or something about it cannot be stored.
    """
    language = normalise_language(source.language)
    if same := same_text(document=document, language=language, text=text):
        raise ImportRefused(f"This very text is here already, as {same}. Nothing was imported.")
    if against is not None and against.document_id != document.pk:
        raise ImportRefused(f"{against} is a text of another document. Nothing was imported.")
    expression = store_expression(document=document, source=source, text=text, language=language)
    store_clauses(expression, segmentation)
    if against is not None:
        add_citations(expression=expression, against=against)
    made = draft_commitments(expression=expression, which=frozenset(commitments))
    return Imported(expression, True, len(segmentation.clauses), made, [*text.warnings, *segmentation.warnings])


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


def commitment_key(document: str, locator: str) -> str:
    """The permanent key of the commitment at a locator: gsi-concept-paper-2023 and III.13 →
    gsi-concept-paper-2023-iii-13.
    """
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in locator.lower()).split()
    return "-".join([document, *words])[:LONGEST_KEY].rstrip("-")


def add_citations(*, expression: Expression, against: Expression) -> list[Citation]:
    """Each commitment that cites a whole clause of `against` cites its counterpart in `expression` too, after the rest.

    A commitment that cites this expression already is left alone.
    """
    theirs, ours = list(against.clauses.order_by("position")), list(expression.clauses.order_by("position"))
    pairing = pair_paths([tuple(clause.path) for clause in theirs], [tuple(clause.path) for clause in ours])
    counterpart = {theirs[first].pk: ours[second] for first, second in pairing.pairs}
    whole = Citation.objects.filter(expression=against, clause__in=counterpart, start=F("clause__start"),
                                    end=F("clause__end"))  # fmt: skip
    known = Citation.objects.filter(expression=expression).values("commitment")
    cited = list(
        whole.exclude(commitment__in=known)
        .select_related("commitment")
        .annotate(last=Max("commitment__citations__position"))
        .order_by("commitment", "position", "pk")
    )
    added = [
        cite(citation.commitment, expression, counterpart[citation.clause_id], position=citation.last + 1)
        for citation in cited
        if citation.clause_id is not None
    ]
    return Citation.objects.bulk_create(added, batch_size=1000)


def wanted_clauses(segmentation: Segmentation, which: Which) -> list[int]:
    """The indices of the clauses that draft_commitments() would choose by number: the editor's starting point."""
    if which == "none":
        return []
    clauses = segmentation.clauses
    chosen = [index for index, clause in enumerate(clauses) if which == "all" or clause.number]
    holders = {clauses[index].parent for index in chosen}
    return [index for index in chosen if not (clauses[index].kind in DIVISIONS and index in holders)]


def draft_commitments(*, expression: Expression, which: Which | frozenset[str]) -> list[Commitment]:
    """A draft for each numbered clause, for each clause, or for those whose eIds are given.

    Unless a clause is asked for by its eId, divisions that hold other chosen clauses are passed over. So is, in any
    case, a clause that a commitment cites already, and one whose key is taken: the same clause in another language of
    the document, to which an editor adds the citation.
    """
    if which == "none":
        return []
    chosen = [
        clause
        for clause in expression.clauses.order_by("position")
        if (clause.eid in which if isinstance(which, frozenset) else which == "all" or clause.number)
    ]
    holders = set() if isinstance(which, frozenset) else {clause.parent_id for clause in chosen}
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
