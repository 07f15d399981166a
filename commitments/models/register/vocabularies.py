"""Themes, regions and actors as published."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from .projections import Published


class PublishedTerm(Published):
    """A theme, region or actor as published. `ancestors` are the keys of all broader terms, nearest first."""

    id = models.CharField(max_length=440, primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=410)
    broader = models.CharField(max_length=410, blank=True)
    ancestors = ArrayField(models.CharField(max_length=410))
    place = models.CharField(max_length=1000, help_text="Sorts a tree so that each term follows its broader one.")

    class Meta:
        ordering = ["kind", "place"]
        indexes = [models.Index(fields=["kind", "place"], name="published_term_kind_place")]

    def __str__(self) -> str:
        return self.id
