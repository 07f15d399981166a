"""What all vectors of meaning have in common, drafts' and published ones'."""

from django.db import models
from pgvector.django import HalfVectorField, HnswIndex

from commitments.text.meaning import DIMENSIONS


def nearest_index(name: str) -> HnswIndex:
    """An index of vectors of length 1 by their inner product, which then is their cosine.

    16 and 64 are pgvector's own values; bench/nearest.py measures what they find.
    """
    return HnswIndex(name=name, fields=["vector"], m=16, ef_construction=64, opclasses=["halfvec_ip_ops"])


class Embedding(models.Model):
    """The meaning of a passage, `start` to `end` in the text of its expression, as the encoder of that name sees it.

    Part 0 is the whole, the others are its sentences where it is long. Half precision: the vectors of 300,000 passages
    take 300 MB instead of 600, and the order of neighbours stays.
    """

    encoder = models.CharField(max_length=60)
    part = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    vector = HalfVectorField(dimensions=DIMENSIONS)

    class Meta:
        abstract = True
