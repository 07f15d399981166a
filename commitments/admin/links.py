"""Links between commitments, both quotations in view."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from commitments.linking import reason_in_words
from commitments.models import Commitment, Link, LinkDecision

from .publishing import PublishableAdmin, PublishedFilter
from .quoting import show_quote
from .review import NAME, ReviewScreen


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
    change_form_template = "admin/commitments/link_change_form.html"
    change_list_template = "admin/commitments/link_change_list.html"
    # What persons decide is decided in the review, where each decision is kept.
    readonly_fields = ["both_quotes", "state", "decided", "origin", "score", "why"]
    fields = [
        "source",
        "relation",
        "target",
        "both_quotes",
        "rationale",
        "state",
        "decided",
        "origin",
        "score",
        "why",
    ]

    def get_urls(self) -> list[URLPattern]:
        return ReviewScreen(self).urls() + super().get_urls()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """What somebody has decided on stays what it was, until that is taken back."""
        decided = obj is not None and obj.decisions.exists()
        return [*super().get_readonly_fields(request, obj), *(("source", "relation", "target") if decided else ())]

    def response_add(self, request: HttpRequest, obj: Link, post_url_continue: str | None = None) -> HttpResponse:
        """A link that an editor makes is a proposal too: what comes next is the decision on it."""
        if "_addanother" in request.POST or "_continue" in request.POST or "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(f"{reverse(f'admin:{NAME}')}?link={obj.pk}")

    @admin.display(description=_("decisions"))
    def decided(self, link: Link) -> SafeString | str:
        decisions = link.decisions.all() if link.pk else ()
        return format_html_join("", "<p>{}</p>", ((in_words(each),) for each in decisions)) or "—"

    @admin.display(description=_("reasons"))
    def why(self, link: Link) -> SafeString | str:
        return format_html_join("", "<p>{}</p>", ((reason_in_words(reason),) for reason in link.reasons)) or "—"

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


def in_words(decision: LinkDecision) -> SafeString:
    """Who decided what, when and why."""
    relation = decision.get_relation_display() if decision.relation else ""
    return format_html(
        '<b><bdi>{}</bdi></b>, {}: {} <i>{}</i> <span dir="auto">{}</span>',
        decision.person,
        date_format(localtime(decision.decided_at), "SHORT_DATETIME_FORMAT"),
        decision.get_verdict_display(),
        relation,
        decision.rationale,
    )


def quotes_of(commitment: Commitment) -> SafeString:
    citations = commitment.citations.select_related("expression")
    return format_html(
        "<p><strong>{}</strong><br>{}</p>{}",
        commitment,
        commitment.key,
        format_html_join("", "{}", ((show_quote(citation),) for citation in citations)),
    )
