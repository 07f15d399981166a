"""What published things are found by beside their own tables: words as they are spelled, and meaning."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..vectors import Embedding, nearest_index


class PublishedWord(models.Model):
    """A word of the register in its folded form, for searches that are mistyped or give only its beginning.

    One that stood in something withdrawn may still be here, so a word is offered only where it finds something.
    """

    word = models.CharField(max_length=100, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="published_word_spelling")]
        default_permissions = ()

    def __str__(self) -> str:
        return self.word


class PublishedEmbedding(Embedding):
    """The meaning of a passage of a published clause or commitment: of each of a commitment's citations, and its title.

    Made after publication by `manage.py embed`, and made again only for another wording: `sequence` is that of the
    register entry it was made from. What has been withdrawn may still be here for a moment: ask together with the
    published row itself.
    """

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("clause")
        COMMITMENT = "commitment", _("commitment")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=620, help_text="Of a commitment its key, of a clause the id of its row.")
    sequence = models.PositiveBigIntegerField()
    document = models.CharField(max_length=120)
    language = models.CharField(max_length=35)
    citation = models.PositiveSmallIntegerField(null=True, help_text="Which of the citations, from 0; null: the title.")

    class Meta:
        indexes = [
            nearest_index("published_embedding_nearest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "citation", "part"], name="published_embedding_part_once", nulls_distinct=False
            ),
        ]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key}.{self.part}"
