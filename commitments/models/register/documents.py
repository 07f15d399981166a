"""Documents as published: their texts, the clauses in these, and where they mention each other."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from ..backlog import backlog_triggers
from .projections import Published


class PublishedDocument(Published):
    """A document as published, its language versions in its payload."""

    slug = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=20)
    adopted_on = models.DateField(null=True)
    languages = ArrayField(models.CharField(max_length=35))
    actors = ArrayField(models.CharField(max_length=120))
    place = models.CharField(max_length=140, unique=True, help_text="Sorts by date, then slug.")
    search_text = models.TextField()

    class Meta:
        ordering = ["place"]

    def __str__(self) -> str:
        return self.slug


class PublishedExpression(Published):
    """A language version of a document as published, with its text. `latest`: the newest edition in its language."""

    key = models.CharField(max_length=200, primary_key=True)
    document = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=35)
    edition = models.PositiveSmallIntegerField()
    latest = models.BooleanField()
    text = models.TextField()

    class Meta:
        ordering = ["document", "language", "-edition"]

    def __str__(self) -> str:
        return self.key


class PublishedClause(models.Model):
    """A clause of a published expression. `words`: those of its own that a search finds; null in earlier editions."""

    id = models.CharField(max_length=620, primary_key=True)
    expression = models.ForeignKey(PublishedExpression, models.CASCADE, related_name="clauses")
    position = models.PositiveIntegerField()
    eid = models.CharField(max_length=400)
    payload = models.JSONField()
    own_length = models.PositiveIntegerField(default=0, help_text="Of its text, without that of the clauses inside it.")
    words = SearchVectorField(null=True)

    class Meta:
        ordering = ["expression", "position"]
        indexes = [GinIndex(fields=["words"], name="published_clause_words")]
        constraints = [
            models.UniqueConstraint(fields=["expression", "position"], name="published_clause_position_once")
        ]
        triggers = backlog_triggers("published_clause", deletions=True)

    def __str__(self) -> str:
        return self.id


class PublishedReferenceQuerySet(models.QuerySet["PublishedReference"]):
    def mentions_of(self, slug: str) -> Self:
        """What the newest texts say of a document."""
        return self.filter(target=slug, latest=True, shown=True)


class PublishedReference(models.Model):
    """A mention of a document in a published text: `target` is the document mentioned, `document` the one that does.

    `latest`: the text is the newest edition in its language. `shown`: the document mentioned is published.
    """

    id = models.CharField(max_length=400, primary_key=True)
    expression = models.CharField(max_length=200)
    document = models.CharField(max_length=120, db_index=True)
    language = models.CharField(max_length=35)
    clause = models.CharField(max_length=400)
    target = models.CharField(max_length=120)
    article = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    made_on = models.DateField(null=True)
    latest = models.BooleanField()
    shown = models.BooleanField()
    place = models.CharField(max_length=400, help_text="Sorts by date, document, language and place in the text.")
    payload = models.JSONField()

    objects = PublishedReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["place"]
        indexes = [models.Index(fields=["target", "place"], name="published_reference_target")]

    def __str__(self) -> str:
        return self.id
