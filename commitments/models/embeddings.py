"""Vectors of the meaning of clauses and commitments; linking/embedding.py makes them."""

from django.db import models
from django.db.models import F, Q
from pgvector.django import HalfVectorField, HnswIndex

from commitments.text.meaning import DIMENSIONS

from .commitments import Citation, Commitment
from .documents import Clause, Document


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


class ClauseEmbedding(Embedding):
    """The meaning of a clause's own words: its heading and text, without those of the clauses below it."""

    clause = models.ForeignKey(Clause, models.CASCADE, related_name="embeddings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clause", "part"], name="clause_embedding_part_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="clause_embedding_is_not_empty"),
        ]
        indexes = [nearest_index("clause_embedding_nearest")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.clause_id}.{self.part}"


class CommitmentEmbedding(Embedding):
    """The meaning of a commitment: of the words of each of its citations, and of its title, which has no citation.

    `document` (the commitment's own) and `language` (of the citation or title) are here so that the search for
    neighbours needs no other table. The places of a title count in the title.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="embeddings")
    citation = models.ForeignKey(Citation, models.CASCADE, null=True, related_name="embeddings")
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "citation", "part"], name="commitment_embedding_part_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="commitment_embedding_is_not_empty"),
        ]
        indexes = [nearest_index("commitment_embedding_nearest")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.commitment_id}.{self.part}"
