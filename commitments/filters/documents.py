"""The filters of documents, and of where they are mentioned."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.db.models.functions import Concat

from commitments.models.choices import DocumentKind
from commitments.models.register import PublishedDocument, PublishedReference
from commitments.text.folding import fold

from .commitments import SPACE
from .fields import RegisterFilterSet, as_text, choice, day, keys
from .known import articles, documents, languages, terms


def containing_words(queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
    """Rows that hold every word, whatever its case, accents or Arabic spelling."""
    for word in fold(value).split():
        queryset = queryset.filter(search_text__contains=word)
    return queryset


class DocumentFilterSet(RegisterFilterSet):
    kind = choice("kind", DocumentKind, help_text="Kind of document.")
    language = keys(languages, "languages", "overlap", help_text="BCP 47 language of a text.")
    actor = keys(terms("actor"), "actors", "overlap", help_text="Slug of an actor of the document.")
    made_before = day("adopted_on", "lte", help_text="Of this day or before.")
    made_after = day("adopted_on", "gte", help_text="Of this day or after.")
    q = django_filters.CharFilter(method=containing_words, help_text="Words of the title or of another name.")

    orderings = {
        "newest": "place",
        "slug": "slug",
        "date": Concat(as_text("adopted_on", "9999"), SPACE, as_text("slug")),
    }

    class Meta:
        model = PublishedDocument
        fields: list[str] = []


class MentionFilterSet(RegisterFilterSet):
    article = keys(articles, "article", help_text="Number of an article of the document, as the mentions have it.")
    document = keys(documents, "document", help_text="Slug of a document that mentions this one.")
    language = keys(languages, "language", help_text="BCP 47 language of the text.")

    orderings = {"newest": "place"}

    class Meta:
        model = PublishedReference
        fields: list[str] = []
