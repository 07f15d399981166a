"""Clauses → draft commitments and the citations they rest on."""

from collections.abc import Iterator
from functools import partial
from typing import Literal

from django.db.models import F, Max

from commitments.models import Citation, Clause, Commitment, Expression
from commitments.models.choices import CommitmentKind
from commitments.text import (
    Segmentation,
    quote,
)
from commitments.text.meaning import encode_again
from commitments.text.pairing import own_words, pair_meanings, pair_paths

Which = Literal["none", "numbered", "all"]
LONGEST_KEY = 200
# Headings that group clauses promise nothing themselves: they become no commitment while they hold clauses that do.
DIVISIONS = frozenset({"part", "book", "title", "chapter", "section", "division", "annex"})


def commitment_key(document: str, locator: str) -> str:
    """The permanent key of the commitment at a locator: gsi-concept-paper-2023 and III.13 →
    gsi-concept-paper-2023-iii-13.
    """
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in locator.lower()).split()
    return "-".join([document, *words])[:LONGEST_KEY].rstrip("-")


def add_citations(*, expression: Expression, against: Expression, by_meaning: bool = False) -> list[Citation]:
    """Each commitment that cites a whole clause of `against` cites its counterpart in `expression` too, after the rest.

    Counterparts have the same path or, with `by_meaning`, are the nearest in meaning of those left alone. A commitment
    that cites this expression already is left alone.
    """
    theirs, ours = list(against.clauses.order_by("position")), list(expression.clauses.order_by("position"))
    pairing = pair_paths([tuple(clause.path) for clause in theirs], [tuple(clause.path) for clause in ours])
    if by_meaning:
        pairing = pair_meanings(
            pairing,
            partial(own_words, against.text, theirs),
            partial(own_words, expression.text, ours),
            encode_again,
        )
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
        # A key is ASCII, and so is a path, in whatever script the clause has its letter: أ and а are a.
        place = clause.locator if clause.locator.isascii() else ".".join(clause.path)
        key = commitment_key(expression.document.slug, place)
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
