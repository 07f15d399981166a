"""Which keys the register knows: a value that names nothing is an error, never an empty answer.

What has been withdrawn is known still: wordings that stood on an earlier day have it.
"""

import re
from collections.abc import Callable

from commitments.models.choices import UNDATED
from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedFacet,
    PublishedReference,
    PublishedTerm,
)

Known = Callable[[list[str]], set[str]]
YEAR = re.compile("[0-9]{4}", re.ASCII)


def or_ever(dimension: str, keys: list[str], now: set[str]) -> set[str]:
    """Those that are published now, and those that some wording has had."""
    missing = [key for key in keys if key not in now]
    if not missing:
        return now
    had = PublishedFacet.objects.filter(dimension=dimension, value__in=missing)
    return now | set(had.values_list("value", flat=True).distinct())


def terms(kind: str) -> Known:
    def known(keys: list[str]) -> set[str]:
        now = PublishedTerm.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True)
        return or_ever(kind, keys, set(now))

    return known


def documents(keys: list[str]) -> set[str]:
    now = PublishedDocument.objects.filter(slug__in=keys).values_list("slug", flat=True)
    return or_ever("document", keys, set(now))


def commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.filter(key__in=keys).values_list("key", flat=True))


def languages(keys: list[str]) -> set[str]:
    now = PublishedExpression.objects.filter(language__in=keys).values_list("language", flat=True)
    return or_ever("language", keys, set(now))


def articles(keys: list[str]) -> set[str]:
    return set(PublishedReference.objects.filter(article__in=keys).values_list("article", flat=True))


def years(keys: list[str]) -> set[str]:
    """The years of documents, and the word for what has none."""
    known = PublishedDocument.objects.filter(adopted_on__year__in=[int(key) for key in keys if YEAR.fullmatch(key)])
    now = {f"{day.year:04d}" for day in known.values_list("adopted_on", flat=True) if day} | {UNDATED}
    return or_ever("year", keys, now)


def current_commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.current().filter(key__in=keys).values_list("key", flat=True))
