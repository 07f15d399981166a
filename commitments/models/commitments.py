"""Commitment (the row of the tracker) and Citation (its words, at their place in an expression)."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .backlog import backlog_triggers
from .choices import ActorRole, CommitmentKind, EditorialState, LegalCharacter, Status, one_of
from .documents import Clause, Document, Expression, quotes_its_expression
from .history import tracked
from .publishable import Publishable, guards, slug_shaped
from .translations import TranslatedField, translated
from .vocabularies import Actor, Region, Theme


@tracked
class Commitment(Publishable):
    """One numbered priority, clause or article of a document: what it says, on what, by whom, to whom, by when.

    One clause is one commitment by default; an editor may split one into several or gather several into one.
    """

    register_kind = "commitment"

    key = models.SlugField(
        _("key"),
        max_length=200,
        unique=True,
        help_text=_("Permanent: the document's slug and the locator, such as gsi-concept-paper-2023-iii-13."),
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="commitments", verbose_name=_("document"))
    locator = models.CharField(
        _("locator"), max_length=200, help_text=_("Where it stands, as a reader would cite it: III.13.")
    )
    position = models.PositiveIntegerField(
        pgettext_lazy("order", "position"), default=0, help_text=_("Order within the document.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=CommitmentKind.choices)
    title = TranslatedField(_("title"), blank=True, help_text=_("Short and neutral, beginning with a verb."))
    summary = TranslatedField(_("summary"), blank=True)
    themes = models.ManyToManyField(Theme, related_name="commitments", blank=True, verbose_name=_("themes"))
    regions = models.ManyToManyField(Region, related_name="commitments", blank=True, verbose_name=_("regions"))
    due_on = models.DateField(
        _("due date"), null=True, blank=True, help_text=_("Only where the text gives a time limit.")
    )
    target_quantity = models.PositiveBigIntegerField(
        _("target quantity"), null=True, blank=True, help_text=_("Only where the text gives a quantity.")
    )
    target_unit = TranslatedField(_("target unit"), blank=True)
    legal_character = models.CharField(_("legal character"), max_length=24, choices=LegalCharacter.choices, blank=True)
    legal_character_source = models.TextField(
        _("source of the legal character"), blank=True, help_text=_("Why it is so, or who says so.")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.ACTIVE)
    last_verified_on = models.DateField(_("last verified"), null=True, blank=True)
    editorial_state = models.CharField(
        _("editorial state"), max_length=12, choices=EditorialState.choices, default=EditorialState.DRAFT
    )

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["document", "position", "key"]
        permissions = [("publish_register", _("Can publish to and withdraw from the register"))]
        constraints = [
            slug_shaped("key", "commitment_key_is_an_address"),
            one_of("kind", CommitmentKind, "commitment_kind_is_known"),
            one_of("status", Status, "commitment_status_is_known"),
            one_of("editorial_state", EditorialState, "commitment_editorial_state_is_known"),
            one_of("legal_character", LegalCharacter, "commitment_legal_character_is_known", blank=True),
            models.CheckConstraint(
                condition=Q(legal_character="") | ~Q(legal_character_source=""),
                name="commitment_legal_character_has_a_source",
                violation_error_message=_("Say where the legal character comes from."),
            ),
            models.CheckConstraint(
                condition=Q(target_quantity__isnull=True) | ~Q(target_unit={}),
                name="commitment_target_has_a_unit",
                violation_error_message=_("Say what the target quantity counts."),
            ),
        ]
        triggers = [
            *guards("commitment", "key"),
            *backlog_triggers("commitment"),
            pgtrigger.Trigger(
                name="embeddings_follow_their_commitment",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("document"),
                func="""
                    UPDATE commitments_commitmentembedding SET document_id = NEW.document_id
                    WHERE commitment_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self) -> str:
        return translated(self.title)[0] or self.key

    @property
    def register_key(self) -> str:
        return self.key


@tracked
class CommitmentActor(models.Model):
    """Who makes a commitment, to whom it is addressed, or who benefits."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="actor_roles", verbose_name=_("commitment"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="commitment_roles", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=20, choices=ActorRole.choices)

    class Meta:
        verbose_name = _("actor of the commitment")
        verbose_name_plural = _("actors of the commitment")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "actor", "role"], name="commitment_actor_role_once"),
            one_of("role", ActorRole, "commitment_actor_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


# Proxies, because migrations make no triggers for the tables that Django makes by itself.
@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class CommitmentTheme(Commitment.themes.through):  # type: ignore[name-defined, misc]  # made at run time
    """A theme of a commitment; its history is in CommitmentThemeEvent."""

    class Meta:
        proxy = True
        verbose_name = _("theme of the commitment")
        verbose_name_plural = _("themes of the commitment")


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class CommitmentRegion(Commitment.regions.through):  # type: ignore[name-defined, misc]  # made at run time
    """A region of a commitment; its history is in CommitmentRegionEvent."""

    class Meta:
        proxy = True
        verbose_name = _("region of the commitment")
        verbose_name_plural = _("regions of the commitment")


@tracked
class Citation(models.Model):
    """The words of an expression that a commitment rests on: position and quotation with its context, together.

    `start` and `end` are code points into the expression's text (a W3C TextPositionSelector); `exact`, `prefix` and
    `suffix` a TextQuoteSelector. The database refuses a citation whose `exact` is not the text at that place.
    """

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="citations", verbose_name=_("commitment"))
    expression = models.ForeignKey(
        Expression, models.PROTECT, related_name="citations", verbose_name=_("language version")
    )
    clause = models.ForeignKey(
        Clause, models.PROTECT, related_name="citations", null=True, blank=True, verbose_name=_("clause")
    )
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("quotation"))
    prefix = models.CharField(_("words before"), max_length=200, blank=True)
    suffix = models.CharField(_("words after"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "expression", "start", "end"], name="citation_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="citation_is_not_empty"),
        ]
        triggers = [
            *backlog_triggers("citation"),
            quotes_its_expression("citation_quotes_its_text", "NEW.expression_id"),
            pgtrigger.Trigger(
                name="citation_surroundings_are_true",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM commitments_expression AS expression WHERE expression.id = NEW.expression_id
                        AND NEW.prefix = right(left(expression.text, NEW.start), char_length(NEW.prefix))
                        AND NEW.suffix = substring(expression.text FROM NEW."end" + 1 FOR char_length(NEW.suffix))) THEN
                        RAISE EXCEPTION 'The words before or after the quotation are not those of the text.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expression} {self.start}–{self.end}"
