"""RegisterEntry: the append-only log of what was published and withdrawn."""

from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
