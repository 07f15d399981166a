"""Who mentions a document: rows of the register, grouped by the document that they stand in and by article."""

import re
from itertools import groupby
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from commitments.models.register import PublishedDocument

from .rows import reader_address
from .wording import Payload, Words, language_name, localise


def articles_of(mentions: QuerySet[Any]) -> list[Payload]:
    """Which articles are mentioned and how often, in their order; the document as a whole first."""
    counted = mentions.order_by().values("article").annotate(count=Count("pk"))
    found = [{"number": row["article"], "count": row["count"]} for row in counted]
    return sorted(found, key=lambda article: in_order(article["number"]))


def in_order(number: str) -> list[tuple[int, str]]:
    """Sorts 2 before 10, and 2(4) after 2."""
    return [(int(digits or 0), letters) for digits, letters in re.findall(r"(\d*)([^\d]*)", number)]


def by_document(mentions: list[Payload]) -> list[Payload]:
    """Mentions, in the order of their documents, as groups with the title and date of each document: one query."""
    slugs = {mention["document"] for mention in mentions}
    rows = PublishedDocument.objects.filter(slug__in=slugs) if slugs else PublishedDocument.objects.none()
    documents = {row["payload"]["slug"]: localise(row["payload"]) for row in rows.values("payload")}
    return [
        {
            "slug": slug,
            "address": reverse("pages:document", args=[slug]),
            "title": documents[slug]["title"] if slug in documents else Words(slug, ""),
            "date": documents[slug]["date"] if slug in documents else None,
            "mentions": [mention_row(mention) for mention in group],
        }
        for slug, group in groupby(mentions, key=lambda mention: mention["document"])
    ]


def mention_row(mention: Payload) -> Payload:
    return mention | {
        "words": Words(mention["exact"], mention["language"]),
        "language_name": language_name(mention["language"]),
        "reader": reader_address(mention["document"], mention["language"], eid=mention["clause"]),
    }
