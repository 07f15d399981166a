"""Commitments, with their citations and actors."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import Citation, Commitment, CommitmentActor

from .publishing import PublishableAdmin, PublishedFilter
from .quoting import QuoteForm, show_quote
from .radar import RadarAdmin


class CommitmentActorInline(admin.TabularInline):
    model = CommitmentActor
    autocomplete_fields = ["actor"]
    extra = 0


class CitationForm(QuoteForm):
    class Meta:
        model = Citation
        fields = ("clause", "expression", "exact", "position")
        widgets = {"exact": forms.Textarea({"rows": 4, "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expression"].required = False
        self.fields["exact"].required = False
        self.fields["exact"].help_text = _("Words of the text, to the letter. Left empty, the whole clause is quoted.")
        self.fields["expression"].help_text = _("Only needed where no clause is named.")
        if self.instance.pk:
            expression = self.instance.expression
            self.fields["exact"].widget.attrs |= {"lang": expression.language, "dir": expression.direction}


class CitationInline(admin.StackedInline):
    model = Citation
    form = CitationForm
    autocomplete_fields = ["clause", "expression"]
    fields = ["quoted", "clause", "exact", "expression", "position"]
    readonly_fields = ["quoted"]
    extra = 0

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("expression__document", "clause__expression__document")

    @admin.display(description=_("as it stands"))
    def quoted(self, citation: Citation) -> SafeString | str:
        return show_quote(citation) if citation.pk else "—"


@admin.register(Commitment)
class CommitmentAdmin(RadarAdmin, PublishableAdmin):
    change_form_template = "admin/commitments/commitment_change_form.html"
    list_display = ["shown", "source", "kind", "editorial_state", "register_state"]
    list_filter = [
        PublishedFilter, "editorial_state", "kind", "status",
        ("document", admin.RelatedOnlyFieldListFilter),
        ("themes", admin.RelatedOnlyFieldListFilter),
        ("regions", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    search_fields = ["key", "locator", "title", "summary", "citations__exact"]
    list_select_related = ["document"]
    key_fields = ("key",)
    autocomplete_fields = ["document", "themes", "regions"]
    inlines = [CitationInline, CommitmentActorInline]
    fieldsets = [
        (None, {"fields": ["title", "key", "document", "locator", "kind", "summary"]}),
        (_("Subject"), {"fields": ["themes", "regions"]}),
        (_("What it promises by when"), {"fields": ["due_on", "target_quantity", "target_unit"]}),
        (
            _("Standing"),
            {
                "fields": [
                    "legal_character",
                    "legal_character_source",
                    "status",
                    "last_verified_on",
                    "editorial_state",
                    "position",
                ]
            },
        ),
    ]

    @admin.display(description=_("source"), ordering="document__slug")
    def source(self, commitment: Commitment) -> SafeString:
        return format_html(
            "<strong><bdi>{}</bdi></strong><br><bdi>{}</bdi>", commitment.locator, commitment.document.slug
        )

    @admin.display(description=_("title"))
    def shown(self, commitment: Commitment) -> str:
        return str(commitment)
