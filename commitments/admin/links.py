"""Links between commitments, both quotations in view."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import Commitment, Link

from .publishing import PublishableAdmin, PublishedFilter
from .quoting import show_quote


@admin.register(Link)
class LinkAdmin(PublishableAdmin):
    list_display = ["source_end", "relation", "target_end", "state", "origin", "register_state"]
    list_display_links = ["relation"]
    list_filter = [
        PublishedFilter,
        "state",
        "relation",
        "origin",
        ("source__document", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["source__key", "target__key", "source__title", "target__title", "rationale"]
    list_select_related = ["source", "target"]
    key_fields = ("source", "target")
    autocomplete_fields = ["source", "target"]
    readonly_fields = ["both_quotes", "origin", "score", "reasons", "decided_by", "decided_at"]
    fields = [
        "source",
        "relation",
        "target",
        "both_quotes",
        "rationale",
        "state",
        "origin",
        "score",
        "reasons",
        "decided_by",
        "decided_at",
    ]

    @admin.display(description=_("source"), ordering="source__key")
    def source_end(self, link: Link) -> SafeString:
        return format_html("{}<br><small><bdi>{}</bdi></small>", link.source, link.source.key)

    @admin.display(description=_("target"), ordering="target__key")
    def target_end(self, link: Link) -> SafeString:
        return format_html("{}<br><small><bdi>{}</bdi></small>", link.target, link.target.key)

    @admin.display(description=_("the words of both"))
    def both_quotes(self, link: Link) -> SafeString | str:
        if link.pk is None:
            return "—"
        ends = format_html_join("", "<div>{}</div>", ((quotes_of(end),) for end in (link.source, link.target)))
        return format_html('<div class="quotes-side-by-side">{}</div>', ends)

    def save_model(self, request: HttpRequest, obj: Link, form: Any, change: bool) -> None:
        if "state" in form.changed_data or not change:
            obj.decided_by, obj.decided_at = request.user.get_username(), timezone.now()
        super().save_model(request, obj, form, change)


def quotes_of(commitment: Commitment) -> SafeString:
    citations = commitment.citations.select_related("expression")
    return format_html(
        "<p><strong>{}</strong><br>{}</p>{}",
        commitment,
        commitment.key,
        format_html_join("", "{}", ((show_quote(citation),) for citation in citations)),
    )
