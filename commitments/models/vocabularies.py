"""Theme, Region, Actor: the vocabularies that commitments are tagged with. Each is a tree with translated labels.

Themes follow SKOS; regions are UN M49 areas, or groupings that are not M49 and say so; actors carry ISO 3166 codes
where they are states.
"""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .history import tracked
from .publishable import Publishable, guards, slug_shaped
from .translations import TranslatedField, TranslatedListField, translated


def no_cycle(table: str) -> pgtrigger.Trigger:
    """A trigger that refuses a term which would become broader than itself."""
    return pgtrigger.Trigger(
        name="broader_has_no_cycle",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__broader__isnull=False),
        func=f"""
            -- One writer of a tree at a time: two concurrent halves of a cycle would not see each other.
            PERFORM pg_advisory_xact_lock(hashtext('{table}'));
            IF EXISTS (
                WITH RECURSIVE above(id) AS (
                    SELECT NEW.broader_id
                    UNION
                    SELECT term.broader_id FROM {table} AS term JOIN above ON term.id = above.id
                    WHERE term.broader_id IS NOT NULL)
                SELECT 1 FROM above WHERE id = NEW.id) THEN
                RAISE EXCEPTION 'A term cannot be broader than itself.' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


class Term(Publishable):
    """What the three vocabularies share: a code, a label in several languages, and the broader term."""

    label = TranslatedField(_("label"))
    broader: models.ForeignKey[Any, Any]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return translated(self.label)[0] or self.register_key

    def clean(self) -> None:
        """Says of a circle what the trigger would refuse."""
        term, seen = self.broader, {self.pk}
        while term is not None:
            if term.pk in seen:
                raise ValidationError({"broader": _("A term cannot be broader than itself.")})
            seen.add(term.pk)
            term = term.broader


@tracked
class Theme(Term):
    """A subject, after SKOS: preferred and alternative labels, the broader theme, matches in other schemes."""

    register_kind = "theme"

    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("Permanent; part of every address."))
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("broader theme")
    )
    position = models.PositiveIntegerField(
        pgettext_lazy("order", "position"), default=0, help_text=_("Order among its siblings.")
    )
    alternative_labels = TranslatedListField(_("alternative labels"), blank=True)
    definition = TranslatedField(_("definition"), blank=True)
    exact_match = ArrayField(
        models.URLField(max_length=300), verbose_name=_("exact match"), default=list, blank=True,
        help_text=_("Addresses of the same concept in other schemes, such as the SDGs or UNBIS."),
    )  # fmt: skip
    close_match = ArrayField(models.URLField(max_length=300), verbose_name=_("close match"), default=list, blank=True)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "slug"]
        constraints = [slug_shaped("slug", "theme_slug_is_an_address")]
        triggers = [*guards("theme", "slug"), no_cycle("commitments_theme")]

    @property
    def register_key(self) -> str:
        return self.slug


@tracked
class Region(Term):
    """A UN M49 area (code of three digits, leading zeros kept), or a grouping that is not M49 (code of letters)."""

    register_kind = "region"

    class Kind(models.TextChoices):
        M49 = "m49", _("UN M49 area")
        GROUPING = "grouping", _("grouping, not a UN M49 area")

    code = models.CharField(_("code"), max_length=60, unique=True, help_text=_("M49 as three digits, or a short name."))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("broader region")
    )
    note = TranslatedField(_("note"), blank=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["-kind", "code"]
        constraints = [
            slug_shaped("code", "region_code_is_an_address"),
            models.CheckConstraint(
                condition=Q(kind="m49", code__regex=r"^[0-9]{3}$") | (Q(kind="grouping") & ~Q(code__regex=r"^[0-9]+$")),
                name="region_code_fits_its_kind",
                violation_error_message=_("A UN M49 area has a code of three digits; a grouping has a short name."),
            ),
        ]
        triggers = [*guards("region", "code"), no_cycle("commitments_region")]

    @property
    def register_key(self) -> str:
        return self.code


@tracked
class RegionMember(models.Model):
    """A state's membership of a grouping, with its dates where they are known."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="members", verbose_name=_("region"))
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1 alpha-2."))
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["region", "country", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "country", "since"], name="region_member_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="region_member_is_a_country_code"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="region_member_leaves_after_joining"),
        ]

    def __str__(self) -> str:
        return f"{self.country} in {self.region.code}"


@tracked
class Actor(Term):
    """A state, organisation, body of an organisation, person, or group of these that documents name."""

    register_kind = "actor"

    class Type(models.TextChoices):
        STATE = "state", pgettext_lazy("kind of actor", "state")
        ORGANISATION = "organisation", _("organisation")
        BODY = "body", _("body of an organisation")
        PERSON = "person", _("person")
        GROUP = "group", _("group")

    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("Permanent; part of every address."))
    type = models.CharField(_("type"), max_length=12, choices=Type.choices)
    iso3166 = models.CharField(_("ISO 3166-1 alpha-2"), max_length=2, blank=True, help_text=_("For states only."))
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("belongs to")
    )
    alternative_names = TranslatedListField(_("alternative names"), blank=True)

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["slug"]
        constraints = [
            slug_shaped("slug", "actor_slug_is_an_address"),
            models.CheckConstraint(
                condition=Q(type__in=["state", "organisation", "body", "person", "group"]), name="actor_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(iso3166="") | Q(type="state", iso3166__regex=r"^[A-Z]{2}$"),
                name="actor_only_states_have_country_codes",
                violation_error_message=_("Only states have a country code, of two capital letters."),
            ),
            models.UniqueConstraint(fields=["iso3166"], condition=~Q(iso3166=""), name="actor_country_code_once"),
        ]
        triggers = [*guards("actor", "slug"), no_cycle("commitments_actor")]

    @property
    def register_key(self) -> str:
        return self.slug
