"""What the admin of every curated thing shares: boxes for translations, and the history that the database keeps."""

from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from .translations import form_field


class TrackedAdmin(admin.ModelAdmin):
    """Texts in several languages get a box for each, other long texts a few lines; the history is the database's."""

    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget({"rows": 3})}}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return form_field(db_field, **kwargs) or super().formfield_for_dbfield(db_field, request, **kwargs)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every change of the row, from whichever path, in place of Django's list of what was done in this admin."""
        thing = self.get_object(request, unquote(object_id))
        if thing is None or not self.has_view_permission(request, thing):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(thing)s") % {"thing": thing},
            "opts": self.opts,
            "original": thing,
            "changes": history_of(thing),
        }
        return TemplateResponse(request, "admin/commitments/history.html", context)

    class Media:
        css = {"all": ["admin_commitments/admin.css"]}


def history_of(thing: Any) -> list[dict[str, Any]]:
    """The changes of a row, newest first: when, by whom, and each field that changed, before and after."""
    events = list(thing.events.select_related("pgh_context").order_by("pgh_id"))
    users = {user for event in events if (user := user_of(event)) is not None}
    people = dict(User.objects.filter(pk__in=users).values_list("pk", "username"))
    fields = [field for field in thing._meta.concrete_fields if hasattr(events[0], field.attname)] if events else []
    changes = []
    for before, after in pairwise([None, *events]):
        changed = [
            {"name": field.verbose_name, "before": shown(before, field), "after": shown(after, field)}
            for field in fields
            if before is not None and getattr(before, field.attname) != getattr(after, field.attname)
        ]
        if changed or after.pgh_label != "update":
            who = people.get(user_of(after) or 0, "")
            changes.append({"at": after.pgh_created_at, "what": after.pgh_label, "who": who, "fields": changed})
    return changes[::-1]


def user_of(event: Any) -> int | None:
    context = event.pgh_context
    return context.metadata.get("user") if context else None


def shown(event: Any, field: Any) -> str:
    value = getattr(event, field.attname)
    if isinstance(value, dict):
        return "\n".join(f"{language}: {text}" for language, text in value.items())
    return "—" if value in (None, "") else str(value)
