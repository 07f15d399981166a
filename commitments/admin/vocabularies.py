"""Themes, regions and actors."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.forms import SimpleArrayField
from django.utils.translation import gettext_lazy as _

from commitments.models import Actor, Region, RegionMember, Theme

from .publishing import PublishableAdmin, PublishedFilter


class TermAdmin(PublishableAdmin):
    """What the three vocabularies share."""

    list_select_related = ["broader"]
    autocomplete_fields = ["broader"]
    list_per_page = 200

    @admin.display(description=_("label"))
    def shown(self, term: Any) -> str:
        return str(term)


class ThemeForm(forms.ModelForm):
    exact_match = SimpleArrayField(
        forms.URLField(assume_scheme="http"), required=False, delimiter="\n", widget=forms.Textarea({"rows": 2}),
        label=_("Exact match"), help_text=_("Addresses of the same concept elsewhere (SDGs, UNBIS), one a line."),
    )  # fmt: skip
    close_match = SimpleArrayField(
        forms.URLField(assume_scheme="http"), required=False, delimiter="\n", widget=forms.Textarea({"rows": 2}),
        label=_("Close match"), help_text=_("Addresses of nearly the same concept, one a line."),
    )  # fmt: skip


@admin.register(Theme)
class ThemeAdmin(TermAdmin):
    form = ThemeForm
    list_display = ["shown", "slug", "broader", "register_state"]
    key_fields = ("slug",)
    list_filter = [PublishedFilter, ("broader", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["slug", "label", "alternative_labels"]
    fields = [
        "slug", "label", "broader", "position", "definition", "alternative_labels", "exact_match", "close_match",
    ]  # fmt: skip


class RegionMemberInline(admin.TabularInline):
    model = RegionMember
    extra = 0


@admin.register(Region)
class RegionAdmin(TermAdmin):
    key_fields = ("code",)
    list_display = ["shown", "code", "kind", "broader", "register_state"]
    list_filter = [PublishedFilter, "kind"]
    search_fields = ["code", "label"]
    fields = ["code", "kind", "label", "broader", "note"]
    inlines = [RegionMemberInline]


@admin.register(Actor)
class ActorAdmin(TermAdmin):
    key_fields = ("slug",)
    list_display = ["shown", "slug", "type", "iso3166", "broader", "register_state"]
    list_filter = [PublishedFilter, "type"]
    search_fields = ["slug", "label", "alternative_names", "iso3166"]
    fields = ["slug", "type", "label", "iso3166", "broader", "alternative_names"]
