"""Which keys the register knows: a value that names nothing is an error, never an empty answer."""

import re
from collections.abc import Callable

from commitments.models.choices import UNDATED
from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedReference,
    PublishedTerm,
)

Known = Callable[[list[str]], set[str]]
YEAR = re.compile("[0-9]{4}", re.ASCII)


def terms(kind: str) -> Known:
    return lambda keys: set(PublishedTerm.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True))


def documents(keys: list[str]) -> set[str]:
    return set(PublishedDocument.objects.filter(slug__in=keys).values_list("slug", flat=True))


def commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.filter(key__in=keys).values_list("key", flat=True))


def languages(keys: list[str]) -> set[str]:
    return set(PublishedExpression.objects.filter(language__in=keys).values_list("language", flat=True))


def articles(keys: list[str]) -> set[str]:
    return set(PublishedReference.objects.filter(article__in=keys).values_list("article", flat=True))


def years(keys: list[str]) -> set[str]:
    """The years of documents, and the word for what has none."""
    known = PublishedDocument.objects.filter(adopted_on__year__in=[int(key) for key in keys if YEAR.fullmatch(key)])
    return {f"{day.year:04d}" for day in known.values_list("adopted_on", flat=True) if day} | {UNDATED}


def current_commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.current().filter(key__in=keys).values_list("key", flat=True))
