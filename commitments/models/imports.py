"""ImportDraft: what an import on the editors' side keeps between its steps, until it is done or given up."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .choices import Translation
from .documents import Document, Expression

# An import that nobody has gone on with for so long is given up.
KEPT_FOR = timedelta(days=1)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def forgotten(self) -> "ImportDraftQuerySet":
        """Those that are older than a day."""
        return self.filter(started_at__lt=timezone.now() - KEPT_FOR)


class ImportDraft(models.Model):
    """An import that an editor has begun and not confirmed: the file, what is said of it, and the changes so far."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner"))
    started_at = models.DateTimeField(_("begun"), auto_now_add=True)
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    file = models.BinaryField(_("file as received"))
    file_name = models.CharField(_("file name"), max_length=255, blank=True)
    format = models.CharField(_("format"), max_length=20, default="auto")
    language = models.CharField(_("language"), max_length=35, blank=True)
    translation = models.CharField(
        _("translation"), max_length=12, choices=Translation.choices, default=Translation.UNOFFICIAL
    )
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    source_url = models.URLField(_("source address"), max_length=2000, blank=True)
    retrieved_on = models.DateField(_("date retrieved"), null=True, blank=True)
    from_line = models.PositiveIntegerField(_("from line"), null=True, blank=True)
    to_line = models.PositiveIntegerField(_("to line"), null=True, blank=True)
    text = models.TextField(_("text"), blank=True)
    extracted: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("extraction"), default=dict)
    operations: "models.JSONField[list[Any], list[Any]]" = models.JSONField(_("operations"), default=list)
    ticked: "models.JSONField[list[str], list[str]]" = models.JSONField(_("clauses ticked"), default=list)
    instruments: "models.JSONField[list[str], list[str]]" = models.JSONField(_("new documents ticked"), default=list)
    against = models.ForeignKey(
        Expression, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("compared with")
    )
    add_citations = models.BooleanField(_("add citations"), default=False)
    by_meaning = models.BooleanField(_("pair by meaning"), default=True)

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("unfinished import")
        verbose_name_plural = _("unfinished imports")
        ordering = ["-started_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.document or '—'} {self.file_name}".strip()
