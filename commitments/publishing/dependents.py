"""Who depends on whom among published things: what a withdrawal takes along, and what stands in its way."""

from collections.abc import Iterator

from django.db.models import Q

from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedTerm,
)

TAGS = {"theme": "themes", "region": "regions", "actor": "actors"}


def links_of(commitments: set[str]) -> set[str]:
    """Keys of the published links at either end of these commitments."""
    ends = Q(source__in=commitments) | Q(target__in=commitments)
    return set(PublishedLink.objects.filter(ends).values_list("key", flat=True))


def texts_of(documents: set[str]) -> set[str]:
    """Keys of the published expressions of these documents."""
    return set(PublishedExpression.objects.filter(document__in=documents).values_list("key", flat=True))


def users_of(kind: str, key: str) -> Iterator[tuple[str, str]]:
    """Published things that need this one, as (kind, key)."""
    commitments = PublishedCommitment.objects.current()
    if kind in TAGS:
        for narrower in PublishedTerm.objects.filter(kind=kind, broader=key):
            yield kind, narrower.key
        commitments = commitments.filter(**{f"{TAGS[kind]}__contains": [key]})
    elif kind == "document":
        commitments = commitments.filter(document=key)
    elif kind == "expression":
        commitments = commitments.filter(expressions__contains=[key])
    else:
        return
    if kind == "actor":
        for slug in PublishedDocument.objects.filter(actors__contains=[key]).values_list("slug", flat=True):
            yield "document", slug
    for commitment in commitments.values_list("key", flat=True):
        yield "commitment", commitment
