"""References of clauses to documents: found in the texts by the names that the tracker knows, and found anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, count

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from commitments.models import Clause, Document, Expression, Reference
from commitments.models.choices import DocumentKind
from commitments.text import normalise_language
from commitments.text.mentions import Mention, Proposal
from commitments.text.names import KnownNames
from commitments.text.referring import find_mentions

from .sources import ImportRefused

# Articles with longer numbers than the database keeps are left out, with nothing lost but the number.
LONGEST_ARTICLE = 60
# As long as the field of the model.
LONGEST_SLUG, LONGEST_SYMBOL = 120, 60


@dataclass
class ReferencesFound:
    """What finding the references of some texts changed, and the instruments that no document is known for."""

    texts: int = 0
    made: int = 0
    removed: int = 0
    kept: int = 0
    unknown: list[tuple[Expression, Mention]] = field(default_factory=list)


def known_names() -> KnownNames:
    """Every title, alternative name and symbol of every document."""
    names = KnownNames()
    rows = Document.objects.order_by("slug").values_list("slug", "title", "alternative_names", "symbol")
    for slug, title, others, symbol in rows:
        for language, name in title.items():
            names.add(slug, name, language.partition("-")[0])
        for language, several in others.items():
            for name in several:
                names.add(slug, name, language.partition("-")[0])
        if symbol:
            names.add(slug, symbol, "")
    return names


def title_in(document: Document, language: str) -> str:
    """The title of a document in the language of a text, "" where it has none."""
    return str(document.title.get(site_language(language), ""))


def mentions_in(text: str, *, language: str, document: Document, names: KnownNames) -> list[Mention]:
    """What a text of a document says of others; where it names itself is left out."""
    found = find_mentions(text, language, names, title=title_in(document, language))
    return [mention for mention in found if document.slug not in mention.documents]


def site_language(tag: str) -> str:
    """Which of the site's languages a name in the language of a text is kept under; "" for none of them."""
    wanted = normalise_language(tag).lower()
    primary = wanted.partition("-")[0]
    languages = settings.CONTENT_LANGUAGES
    same = [key for key in languages if key == wanted] or [key for key in languages if key.partition("-")[0] == primary]
    return same[0] if same else ""


@transaction.atomic
def make_instruments(proposals: Iterable[Proposal], *, language: str) -> list[Document]:
    """Documents known by reference only, for instruments that an editor has chosen of those offered; each name once."""
    kept = site_language(language)
    if not kept:
        raise ImportRefused(f"The site keeps no titles in “{language}”: make the documents by hand.")
    made = []
    for proposal in {proposal.name: proposal for proposal in proposals}.values():
        document = Document(
            slug=free_slug(proposal),
            title={kept: proposal.name},
            kind=proposal.kind if proposal.kind in DocumentKind.values else DocumentKind.OTHER,
            symbol=proposal.symbol[:LONGEST_SYMBOL],
        )
        document.full_clean()
        document.save()
        made.append(document)
    return made


def free_slug(proposal: Proposal) -> str:
    """A slug of the symbol or the name; of the kind and a number where these have no Latin letters."""
    stem = slugify(proposal.symbol.replace("/", "-") or proposal.name)[: LONGEST_SLUG - 5].strip("-") or proposal.kind
    taken = set(Document.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in chain([stem], (f"{stem}-{number}" for number in count(2))) if slug not in taken)


@transaction.atomic
def find_references(
    *, expressions: Iterable[Expression] | None = None, names: KnownNames | None = None
) -> ReferencesFound:
    """Brings the references of texts (of all, by default) to what the names known now find in them.

    Safe to repeat. References that an editor made stay, and nothing is put beside them for the same document at the
    same words.
    """
    names = names or known_names()
    outcome = ReferencesFound()
    if expressions is None:
        expressions = Expression.objects.select_related("document").defer("file").order_by("pk").iterator(chunk_size=20)
    slugs = dict(Document.objects.values_list("slug", "pk"))
    for expression in expressions:
        found_in(expression, names, slugs, outcome)
    return outcome


def found_in(expression: Expression, names: KnownNames, slugs: dict[str, int], outcome: ReferencesFound) -> None:
    """The references of one text, in at most four statements."""
    mentions = mentions_in(expression.text, language=expression.language, document=expression.document, names=names)
    clauses = list(Clause.objects.filter(expression=expression).order_by("position"))
    there = list(Reference.objects.filter(clause__expression=expression))
    by_hand = [reference for reference in there if reference.origin == Reference.Origin.EDITOR]
    wanted = {
        identity(reference): reference
        for reference in references_of(mentions, clauses, slugs)
        if not any(same_words(reference, other) for other in by_hand)
    }
    old = {identity(reference): reference for reference in there if reference.origin == Reference.Origin.FOUND}
    gone = [reference.pk for known, reference in old.items() if known not in wanted]
    new = [reference for known, reference in wanted.items() if known not in old]
    if gone:
        Reference.objects.filter(pk__in=gone).delete()
    Reference.objects.bulk_create(new, batch_size=1000)
    outcome.texts += 1
    outcome.made += len(new)
    outcome.removed += len(gone)
    outcome.kept += len(wanted) - len(new) + len(by_hand)
    outcome.unknown += [(expression, mention) for mention in mentions if mention.proposed]


def identity(reference: Reference) -> tuple[int, int, int, int, str]:
    return reference.clause_id, reference.document_id, reference.start, reference.end, reference.article


def same_words(one: Reference, other: Reference) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def references_of(mentions: Sequence[Mention], clauses: Sequence[Clause], slugs: dict[str, int]) -> list[Reference]:
    """Rows, not yet saved, for what is known; each in the deepest clause that holds it. Clauses in reading order."""
    rows: list[Reference] = []
    around: list[Clause] = []
    coming = list(clauses)[::-1]
    for mention in mentions:
        while coming and coming[-1].start <= mention.start:
            clause = coming.pop()
            while around and around[-1].end <= clause.start:
                around.pop()
            around.append(clause)
        while around and around[-1].end <= mention.start:
            around.pop()
        holder = next((clause for clause in reversed(around) if mention.end <= clause.end), None)
        if holder is None:
            continue
        rows += [
            Reference(
                clause=holder,
                document_id=slugs[slug],
                article=mention.article if len(mention.article) <= LONGEST_ARTICLE else "",
                start=mention.start,
                end=mention.end,
                exact=mention.exact,
                origin=Reference.Origin.FOUND,
            )
            for slug in mention.documents
            if slug in slugs
        ]
    return rows
