"""Documents, their language versions, clauses and references."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commitments.importing import find_references
from commitments.models import Clause, Document, DocumentActor, Expression, Reference

from .base import TrackedAdmin
from .importing import ImportScreen
from .publishing import PublishableAdmin, PublishedFilter
from .quoting import QuoteForm
from .suggesting import SuggestingAdmin


class ReferenceInline(admin.TabularInline):
    """What a clause mentions; an editor changes it on its own page."""

    model = Reference
    fields = ["document", "article", "exact", "origin"]
    readonly_fields = ["document", "article", "exact", "origin"]
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class DocumentActorInline(admin.TabularInline):
    model = DocumentActor
    autocomplete_fields = ["actor"]
    extra = 0


@admin.register(Document)
class DocumentAdmin(SuggestingAdmin, PublishableAdmin):
    change_form_template = "admin/commitments/document_change_form.html"
    list_display = ["shown", "kind", "adopted_on", "languages", "register_state"]
    list_filter = [PublishedFilter, "kind", "expressions__language"]
    search_fields = ["slug", "title", "alternative_names", "symbol"]
    key_fields = ("slug",)
    date_hierarchy = "adopted_on"
    fields = [
        "slug", "title", "kind", "symbol", "adopted_on", "place", "alternative_names", "note", "language_versions",
        "mentions",
    ]  # fmt: skip
    readonly_fields = ["language_versions", "mentions"]
    inlines = [DocumentActorInline]
    actions = ["suggest_selected", *PublishableAdmin.actions, "find_mentions"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("expressions")

    @admin.display(description=_("title"))
    def shown(self, document: Document) -> str:
        return str(document)

    @admin.display(description=_("languages"))
    def languages(self, document: Document) -> str:
        return ", ".join(sorted({text.language for text in document.expressions.all()})) or "—"

    @admin.display(description=_("language versions"))
    def language_versions(self, document: Document) -> SafeString:
        if document.pk is None:
            return format_html("{}", _("Save the document first, then import its texts."))
        add = reverse("admin:commitments_expression_import") + f"?document={document.pk}"
        texts = format_html_join(
            " · ",
            '<a href="{}">{}</a>',
            (
                (
                    reverse("admin:commitments_expression_change", args=[text.pk]),
                    f"{text.language}, {text.get_translation_display()}",
                )
                for text in document.expressions.all()
            ),
        )
        return format_html('{} <a class="addlink" href="{}">{}</a>', texts, add, _("Import a text…"))

    @admin.display(description=_("mentioned in"))
    def mentions(self, document: Document) -> SafeString:
        count = document.mentions.count() if document.pk else 0
        return references_link(f"document__id__exact={document.pk}", count)

    @admin.action(description=_("Find references to the selected documents"), permissions=["change"])
    def find_mentions(self, request: HttpRequest, queryset: Any) -> None:
        """In all texts, for a new name may take words from another one."""
        before = Reference.objects.filter(document__in=queryset).count()
        found = find_references()
        after = Reference.objects.filter(document__in=queryset).count()
        said = ngettext(
            "Looked through %(texts)d text: %(after)d references to what was selected, %(before)d before.",
            "Looked through %(texts)d texts: %(after)d references to what was selected, %(before)d before.",
            found.texts,
        )
        self.message_user(request, said % {"texts": found.texts, "after": after, "before": before})


def references_link(query: str, count: int) -> SafeString:
    return format_html('<a href="{}?{}">{}</a>', reverse("admin:commitments_reference_changelist"), query, count)


@admin.register(Expression)
class ExpressionAdmin(TrackedAdmin):
    change_list_template = "admin/commitments/expression_change_list.html"
    list_display = ["__str__", "language", "direction", "translation", "publisher", "edition", "length"]
    list_filter = ["language", "translation"]
    search_fields = ["document__slug", "document__title", "publisher"]
    autocomplete_fields = ["document"]
    list_select_related = ["document"]
    described = ["translation", "publisher", "source_url", "retrieved_on", "note"]
    facts = [
        "edition",
        "direction",
        "file_name",
        "file_sha256",
        "text_sha256",
        "from_line",
        "to_line",
        "clauses_link",
        "references_shown",
        "shown_text",
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("file")

    def get_fields(self, request: HttpRequest, obj: Expression | None = None) -> Any:
        return ["document", "language", *self.described, *self.facts]

    def get_readonly_fields(self, request: HttpRequest, obj: Expression | None = None) -> list[str]:
        return ["document", "language", *self.facts]

    def get_urls(self) -> list[URLPattern]:
        return ImportScreen(self).urls() + super().get_urls()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A text comes in by the import screen only."""
        asked = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponseRedirect(reverse("admin:commitments_expression_import") + asked)

    @admin.display(description=_("clauses"))
    def clauses_link(self, expression: Expression) -> SafeString:
        address = reverse("admin:commitments_clause_changelist") + f"?expression__id__exact={expression.pk}"
        return format_html('<a href="{}">{}</a>', address, expression.clauses.count())

    @admin.display(description=_("references to documents"))
    def references_shown(self, expression: Expression) -> SafeString:
        count = Reference.objects.filter(clause__expression=expression).count()
        return references_link(f"clause__expression__id__exact={expression.pk}", count)

    @admin.display(description=_("text"))
    def shown_text(self, expression: Expression) -> SafeString:
        return format_html(
            '<div class="source-text" lang="{}" dir="{}" tabindex="0">{}</div>',
            expression.language, expression.direction, expression.text,
        )  # fmt: skip


@admin.register(Clause)
class ClauseAdmin(admin.ModelAdmin):
    """The structure that the importer found. Places in the text are facts; kind and heading an editor may mend."""

    list_display = ["locator", "kind", "label", "words", "expression"]
    list_filter = ["kind", "expression__language", ("expression", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["locator", "eid", "heading", "expression__document__slug"]
    list_select_related = ["expression__document"]
    fields = [
        "expression",
        "parent",
        "locator",
        "eid",
        "label",
        "number",
        "kind",
        "heading",
        "start",
        "end",
        "shown_text",
    ]
    readonly_fields = ["expression", "parent", "locator", "eid", "label", "number", "start", "end", "shown_text"]
    inlines = [ReferenceInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """The database cuts each clause's words out of the text, which is not fetched for every row."""
        words = Substr("expression__text", F("start") + 1, F("end") - F("start"))
        return super().get_queryset(request).defer("expression__file", "expression__text").annotate(text=words)

    @admin.display(description=_("text"))
    def words(self, clause: Any) -> SafeString:
        text = " ".join(clause.text.split())
        short = text if len(text) <= 120 else text[:119] + "…"
        return format_html(
            '<span lang="{}" dir="{}">{}</span>', clause.expression.language, clause.expression.direction, short
        )

    @admin.display(description=_("text"))
    def shown_text(self, clause: Any) -> SafeString:
        return format_html(
            '<blockquote class="quoted" lang="{}" dir="{}">{}</blockquote>',
            clause.expression.language, clause.expression.direction, clause.text,
        )  # fmt: skip

    class Media:
        css = {"all": ["admin_commitments/admin.css"]}


@admin.register(Reference)
class ReferenceAdmin(TrackedAdmin):
    form = QuoteForm
    list_display = ["clause", "document", "article", "exact", "origin"]
    list_filter = ["origin", ("document", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["exact", "document__slug", "clause__locator"]
    autocomplete_fields = ["clause", "document"]
    list_select_related = ["clause__expression__document", "document"]
    fields = ["clause", "document", "article", "exact", "start", "end", "origin"]
    readonly_fields = ["start", "end", "origin"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The references of one text, as its page leads to them."""
        return lookup == "clause__expression__id__exact" or super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Reference, form: Any, change: bool) -> None:
        """What an editor has put right is the editor's: no later search takes it away."""
        obj.origin = Reference.Origin.EDITOR
        super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("clause__expression__file", "clause__expression__text")

    class Media:
        css = {"all": ["admin_commitments/admin.css"]}
