"""Link: a directed, typed, reasoned relation from one commitment to another; what persons say of it, and how far they
agree.
"""

from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import Relation, Verdict, one_of
from .commitments import Commitment
from .history import tracked
from .publishable import Publishable, guards
from .translations import TranslatedField

# A link's key follows from its two ends, whose keys are permanent once published.
OLD_KEY = """(SELECT key FROM commitments_commitment WHERE id = OLD.source_id) || '--' ||
              (SELECT key FROM commitments_commitment WHERE id = OLD.target_id)"""


@tracked
class Link(Publishable):
    """`source` restates, extends, … `target`, for a stated reason; decided by a person.

    Two commitments have at most one link, whatever its direction; nobody links a commitment to itself; supersession has
    no cycle: all by constraint.
    """

    register_kind = "link"

    class Origin(models.TextChoices):
        EDITOR = "editor", _("editor")
        SUGGESTED = "suggested", _("suggested")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ACCEPTED = "accepted", _("accepted")
        REJECTED = "rejected", _("rejected")
        DISPUTED = "disputed", _("disputed")

    source = models.ForeignKey(Commitment, models.PROTECT, related_name="links_out", verbose_name=_("source"))
    target = models.ForeignKey(Commitment, models.PROTECT, related_name="links_in", verbose_name=_("target"))
    relation = models.CharField(_("relation"), max_length=12, choices=Relation.choices)
    rationale = TranslatedField(_("rationale"), blank=True, help_text=_("Which words on both sides bear it out."))
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices, default=Origin.EDITOR)
    score = models.FloatField(_("score"), null=True, blank=True)
    reasons: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        _("reasons for the score"), default=list, blank=True
    )
    state = models.CharField(
        pgettext_lazy("of a link", "state"), max_length=12, choices=State.choices, default=State.PROPOSED
    )
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["source__key", "target__key"]
        constraints = [
            one_of("relation", Relation, "link_relation_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "accepted", "rejected", "disputed"]), name="link_state_is_known"
            ),
            models.CheckConstraint(condition=Q(origin__in=["editor", "suggested"]), name="link_origin_is_known"),
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="link_is_not_to_itself",
                violation_error_message=_("A commitment cannot be linked to itself."),
            ),
            models.UniqueConstraint(
                Least("source", "target"),
                Greatest("source", "target"),
                name="link_pair_once",
                violation_error_message=_("These two commitments are linked already, in this or the other direction."),
            ),
        ]
        triggers = [
            *guards("link", "source", "target", key=OLD_KEY),
            pgtrigger.Trigger(
                name="supersession_has_no_cycle",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__relation="supersedes"),
                func="""
                    -- One writer at a time: two concurrent halves of a cycle would not see each other.
                    PERFORM pg_advisory_xact_lock(hashtext('commitments_link supersedes'));
                    IF EXISTS (
                        WITH RECURSIVE below(id) AS (
                            SELECT NEW.target_id
                            UNION
                            SELECT link.target_id FROM commitments_link AS link JOIN below ON link.source_id = below.id
                            WHERE link.relation = 'supersedes')
                        SELECT 1 FROM below WHERE id = NEW.source_id) THEN
                        RAISE EXCEPTION 'A commitment cannot supersede one that supersedes it.'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.key} {self.relation} {self.target.key}"

    def clean(self) -> None:
        """Says of a circle of supersession what the trigger would refuse."""
        if self.relation != Relation.SUPERSEDES or not self.source_id or not self.target_id:
            return
        below, seen = {self.target_id}, set[int]()
        while below:
            if self.source_id in below:
                raise ValidationError({"target": _("A commitment cannot supersede one that supersedes it.")})
            seen |= below
            found = Link.objects.filter(source__in=below, relation=Relation.SUPERSEDES).exclude(pk=self.pk)
            below = set(found.values_list("target_id", flat=True)) - seen

    @property
    def register_key(self) -> str:
        return f"{self.source.key}--{self.target.key}"


@tracked
class LinkDecision(models.Model):
    """What one person says of a link: it is so, it is not, or that can be argued. Nobody's decision replaces another's.

    The link's state follows from all of them; see linking/deciding.py.
    """

    link = models.ForeignKey(Link, models.CASCADE, related_name="decisions", verbose_name=_("link"))
    person = models.CharField(_("person"), max_length=150)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    relation = models.CharField(
        _("relation"), max_length=12, choices=Relation.choices, blank=True,
        help_text=_("Empty where the link is refused."),
    )  # fmt: skip
    rationale = models.TextField(_("rationale"), blank=True)
    decided_at = models.DateTimeField(_("decided at"))

    class Meta:
        verbose_name = _("decision on a link")
        verbose_name_plural = _("decisions on links")
        ordering = ["decided_at"]
        constraints = [
            models.UniqueConstraint(fields=["link", "person"], name="link_decision_once_a_person"),
            one_of("verdict", Verdict, "link_decision_verdict_is_known"),
            one_of("relation", Relation, "link_decision_relation_is_known", blank=True),
            models.CheckConstraint(
                condition=Q(verdict="refuse") | ~Q(relation=""), name="link_decision_names_its_relation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.verdict} {self.link}"


class AgreementReport(Publishable):
    """How far those who decided on links agree, in figures without names; linking/agreement.py computes them."""

    register_kind = "agreement"
    LINKS = "links"

    subject = models.CharField(_("subject"), max_length=20, unique=True, choices=[(LINKS, _("links"))])
    figures: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(_("figures"))
    computed_on = models.DateField(_("computed on"))

    class Meta:
        verbose_name = _("report on agreement")
        verbose_name_plural = _("reports on agreement")
        default_permissions = ()
        triggers = guards("agreement", "subject")

    def __str__(self) -> str:
        return self.subject

    @property
    def register_key(self) -> str:
        return self.subject
