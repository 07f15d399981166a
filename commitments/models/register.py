"""RegisterEntry, the append-only log of what was published, and the Published* tables, projections of it.

All that faces the public reads only from here. The projections hold nothing that the log does not: `rebuild_published`
empties them and makes them again.
"""

from datetime import datetime
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .backlog import backlog_triggers
from .vectors import Embedding, nearest_index


class Action(models.TextChoices):
    PUBLISH = "publish", _("publish")
    WITHDRAW = "withdraw", _("withdraw")


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def latest_of(self, kind: str, keys: list[str] | None = None) -> Self:
        """The newest entry of each key of one kind (of `keys` only, where given)."""
        entries = self.filter(kind=kind)
        if keys is not None:
            entries = entries.filter(key__in=keys)
        return entries.order_by("key", "-sequence").distinct("key")


class RegisterEntry(models.Model):
    """One publication or withdrawal, for ever: the database refuses to change or delete it.

    `hash` is the sha256 of the entry's canonical JSON, the hash of the entry before it included; see
    publishing/chain.py.
    """

    sequence = models.PositiveBigIntegerField(_("sequence"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(_("key"), max_length=410)
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    version = models.PositiveIntegerField(_("version"), help_text=_("Counts the publications of this key, from 1."))
    at = models.DateTimeField(_("at"))
    person = models.CharField(
        _("person"), max_length=150, help_text=_("Who did it. Not public, and not part of the hash.")
    )
    reason = models.TextField(_("reason"), blank=True)
    payload = models.JSONField(
        _("payload"), null=True, help_text=_("The whole public JSON of the thing at that moment.")
    )
    previous_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("register entry")
        verbose_name_plural = _("register entries")
        ordering = ["sequence"]
        indexes = [models.Index(fields=["kind", "key", "-sequence"], name="register_kind_key")]
        constraints = [
            models.CheckConstraint(condition=Q(sequence__gte=1), name="register_counts_from_one"),
            models.UniqueConstraint(
                fields=["kind", "key", "version"], condition=Q(action="publish"), name="register_version_once"
            ),
            models.CheckConstraint(
                condition=Q(action="publish", payload__isnull=False) | Q(action="withdraw", payload__isnull=True),
                name="register_publishes_a_payload",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="register_is_append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    RAISE EXCEPTION 'The register is append-only: publish again or withdraw instead.'
                        USING ERRCODE = 'restrict_violation';
                """,
            ),
            pgtrigger.Trigger(
                name="register_is_never_emptied",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Truncate,
                func="""
                    RAISE EXCEPTION 'The register is append-only: it is never emptied.'
                        USING ERRCODE = 'restrict_violation';
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.kind} {self.key}"

    @property
    def content(self) -> dict[str, Any]:
        """The payload of a publication; a withdrawal has none, and asking for it is a mistake of the caller."""
        if self.payload is None:
            raise ValueError(f"Entry {self.sequence} is a withdrawal.")
        return dict(self.payload)


class Published(models.Model):
    """What all projections have: the public JSON, and the register entry that it comes from."""

    payload = models.JSONField()
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


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
        triggers = backlog_triggers("published_commitment", "key", deletions=True)

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


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
