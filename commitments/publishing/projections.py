"""The register → the Published* tables.

refresh() brings them up to date after new entries, for the things that these touch; rebuild() makes them anew from the
whole log. Both go through the same project_*() functions, each of which writes the rows of some keys again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pgtrigger
from django.db import connection, transaction
from django.db.models import Q

from commitments.models.register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedFacet,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    PublishedWord,
    RegisterEntry,
)

from .dependents import TAGS
from .projecting import (
    as_date,
    project_commitments,
    project_documents,
    project_expressions,
    project_links,
    project_terms,
)

CHUNK = 500
Progress = Callable[[str, int, int], None]


def chunks(keys: Iterable[str]) -> Iterator[list[str]]:
    listed = sorted(keys)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def refresh(entries: list[RegisterEntry]) -> None:
    """Projects what new entries touch: the things themselves, and those that show something of them."""
    new: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        new[entry.kind].add(entry.key)

    documents = set(new["document"])
    commitments = PublishedCommitment.objects.none()
    for kind, column in TAGS.items():
        if not new[kind]:
            continue
        below = PublishedTerm.objects.filter(kind=kind, ancestors__overlap=sorted(new[kind]))
        terms = new[kind] | set(below.values_list("key", flat=True))
        project_terms(kind, sorted(terms))
        commitments |= PublishedCommitment.objects.filter(**{f"{column}__overlap": sorted(terms)})
    if new["actor"]:
        shown = PublishedDocument.objects.filter(actors__overlap=sorted(new["actor"]))
        documents |= set(shown.values_list("slug", flat=True))
    if changed := {key.split("/")[0] for key in new["expression"]} | texts_to_mend(entries):
        # All texts of the document: a new edition ends the reign of the one before it.
        before = set(PublishedExpression.objects.filter(document__in=changed).values_list("key", flat=True))
        for chunk in chunks(changed):
            project_expressions(chunk)
        documents |= changed
        commitments |= PublishedCommitment.objects.filter(expressions__overlap=sorted(before | new["expression"]))
    for chunk in chunks(documents):
        project_documents(chunk)
    if documents:
        commitments |= PublishedCommitment.objects.filter(document__in=documents)

    # A link shows the titles of its ends, and they show it.
    own = new["commitment"] | set(ends_of(RegisterEntry.objects.latest_of("link", sorted(new["link"]))))
    touching = PublishedLink.objects.filter(Q(source__in=new["commitment"]) | Q(target__in=new["commitment"]))
    links = new["link"] | set(touching.values_list("key", flat=True))
    own |= {end for link in touching for end in (link.source, link.target)}
    own |= {end for link in PublishedLink.objects.filter(key__in=new["link"]) for end in (link.source, link.target)}
    for chunk in chunks(links):
        project_links(chunk)
    for chunk in chunks(own | set(commitments.values_list("key", flat=True))):
        project_commitments(chunk)


def texts_to_mend(entries: list[RegisterEntry]) -> set[str]:
    """Documents whose texts mention one that comes or goes with these entries, or whose own date changes."""
    days = {entry.key: entry.payload and entry.payload["date"] for entry in entries if entry.kind == "document"}
    if not days:
        return set()
    coming = [entry.key for entry in entries if entry.key in days and entry.payload]
    going = sorted(days.keys() - set(coming))
    flipped = Q(target__in=coming, shown=False) | Q(target__in=going, shown=True)
    texts = set(PublishedReference.objects.filter(flipped).values_list("document", flat=True).distinct())
    dated = PublishedReference.objects.filter(document__in=days).values_list("document", "made_on").distinct()
    return texts | {slug for slug, day in dated if as_date(days[slug]) != day}


def ends_of(entries: Iterable[RegisterEntry]) -> Iterator[str]:
    """The commitments at both ends of published links."""
    for entry in entries:
        if entry.payload:
            yield from (entry.payload["source"], entry.payload["target"])


def ignore(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@transaction.atomic
def rebuild(*, progress: Progress = ignore) -> None:
    """Empties the projections and makes them again from the register. Readers see the old rows until it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('commitments_registerentry'))")
    # The bitmaps go as a whole, not a bit for each row that goes.
    with pgtrigger.ignore("commitments.PublishedCommitment:gone_commitment_is_counted"):
        for model in (
            PublishedClause,
            PublishedExpression,
            PublishedDocument,
            PublishedCommitment,
            PublishedFacet,
            PublishedLink,
            PublishedReference,
            PublishedTerm,
            PublishedWord,
        ):
            model.objects.all().delete()
    for kind in TAGS:
        terms = keys_of(kind)
        project_terms(kind, terms)
        progress(f"{kind}s", len(terms), len(terms))
    for step, kind, project in (
        ("texts", "document", project_expressions),
        ("documents", "document", project_documents),
        ("links", "link", project_links),
        ("commitments", "commitment", project_commitments),
    ):
        keys, done = keys_of(kind), 0
        for chunk in chunks(keys):
            project(chunk)
            done += len(chunk)
            progress(step, done, len(keys))


def keys_of(kind: str) -> list[str]:
    """Every key that the register knows of one kind."""
    return list(RegisterEntry.objects.filter(kind=kind).order_by("key").values_list("key", flat=True).distinct())
