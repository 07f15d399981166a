"""Vectors of the meaning of clauses and commitments; linking/embedding.py makes them."""

from django.db import models
from django.db.models import F, Q

from .commitments import Citation, Commitment
from .documents import Clause, Document
from .vectors import Embedding, nearest_index


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
