"""Commitments as published, in all their wordings, and the links between them."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from ..backlog import backlog_triggers
from .facets import facet_triggers
from .projections import Published


class PublishedCommitmentQuerySet(models.QuerySet["PublishedCommitment"]):
    def current(self) -> Self:
        """The wordings that stand now."""
        return self.filter(ended_at__isnull=True)

    def as_of(self, moment: datetime) -> Self:
        """The wordings that stood at a moment."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), published_at__lte=moment)


class PublishedCommitment(Published):
    """A wording of a commitment as published: the current one where `ended_at` is empty, else an earlier one.

    Arrays hold what the filters ask for: `themes`, `regions` and `actors` with all their broader terms.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    key = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True)
    document = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    status = models.CharField(max_length=12)
    made_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    languages = ArrayField(models.CharField(max_length=35))
    themes = ArrayField(models.CharField(max_length=120))
    regions = ArrayField(models.CharField(max_length=60))
    actors = ArrayField(models.CharField(max_length=120))
    actor_roles = ArrayField(models.CharField(max_length=150), help_text="Each actor with its role: china:makes.")
    roles = ArrayField(models.CharField(max_length=20))
    expressions = ArrayField(models.CharField(max_length=200), help_text="Keys of the expressions it cites.")
    place = models.CharField(max_length=400, help_text="Sorts by date, document and order within it.")
    words = SearchVectorField(
        null=True, help_text="Titles (A), quotations (B), summaries (C) and names (D), each stemmed."
    )

    objects = PublishedCommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="published_commitment_version_once"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(ended_at__isnull=True), name="published_commitment_current_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place"], condition=Q(ended_at__isnull=True), name="published_commitment_place"),
            models.Index(fields=["document", "place"], name="published_commitment_document"),
            GinIndex(fields=["themes"], name="published_commitment_themes"),
            GinIndex(fields=["regions"], name="published_commitment_regions"),
            GinIndex(fields=["actors"], name="published_commitment_actors"),
            GinIndex(fields=["actor_roles"], name="published_commitment_roles"),
            GinIndex(fields=["expressions"], name="published_commitment_cites"),
            GinIndex(fields=["words"], name="published_commitment_words"),
        ]
        triggers = [*backlog_triggers("published_commitment", "key", deletions=True), *facet_triggers()]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class PublishedLink(Published):
    """A link as published."""

    key = models.CharField(max_length=410, primary_key=True)
    source = models.CharField(max_length=200, db_index=True)
    target = models.CharField(max_length=200, db_index=True)
    relation = models.CharField(max_length=12)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key
