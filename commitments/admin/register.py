"""The register, to be read."""

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import RegisterEntry


@admin.register(RegisterEntry)
class RegisterEntryAdmin(admin.ModelAdmin):
    """Entries are written by publishing and withdrawing only, and never change."""

    list_display = ["sequence", "at", "action", "kind", "key", "version", "person", "reason"]
    list_filter = ["action", "kind", "person"]
    search_fields = ["key", "reason", "hash"]
    date_hierarchy = "at"
    ordering = ["-sequence"]
    readonly_fields = (
        "sequence",
        "at",
        "action",
        "kind",
        "key",
        "version",
        "person",
        "reason",
        "hash",
        "previous_hash",
        "shown_payload",
    )
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("payload")

    @admin.display(description=_("payload"))
    def shown_payload(self, entry: RegisterEntry) -> SafeString:
        shown = json.dumps(entry.payload, ensure_ascii=False, indent=2)
        return format_html('<pre class="source-text" dir="ltr" tabindex="0">{}</pre>', shown)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    class Media:
        css = {"all": ["admin_commitments/admin.css"]}
