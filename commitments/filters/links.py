"""The filters of links."""

from typing import Any

from django.db.models import QuerySet

from commitments.models.choices import Relation
from commitments.models.register import PublishedLink

from .fields import RegisterFilterSet, choice, keys
from .known import commitments


class LinkFilterSet(RegisterFilterSet):
    commitment = keys(commitments, "", method="touching", help_text="Key of a commitment at either end.")
    source = keys(commitments, "source", help_text="Key of the commitment that the link starts from.")
    target = keys(commitments, "target", help_text="Key of the commitment that the link leads to.")
    relation = choice("relation", Relation, help_text="How the source relates to the target.")

    orderings = {"key": "key", "published_at": "sequence"}

    class Meta:
        model = PublishedLink
        fields: list[str] = []

    def touching(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        return queryset.filter(source__in=value) | queryset.filter(target__in=value) if value else queryset


class RelatedFilterSet(RegisterFilterSet):
    relation = choice("relation", Relation, help_text="How the source relates to the target.")

    orderings = {"key": "key", "published_at": "sequence"}

    class Meta:
        model = PublishedLink
        fields: list[str] = []
