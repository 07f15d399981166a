"""What the admin of every publishable thing shares: its state beside the register, and publish and withdraw with a
reason.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.models.register import (
    PublishedCommitment,
    PublishedDocument,
    PublishedLink,
    PublishedTerm,
    RegisterEntry,
)
from commitments.publishing import PublicationRefused, PublicationState, missing, publication_states, publish, withdraw

from .base import TrackedAdmin

PUBLISH_PERMISSION = "commitments.publish_register"
STATE_LABELS = {
    PublicationState.NEVER: gettext_lazy("not published"),
    PublicationState.PUBLISHED: gettext_lazy("published"),
    PublicationState.CHANGED: gettext_lazy("changed since published"),
    PublicationState.WITHDRAWN: gettext_lazy("withdrawn"),
}


class PublicationChangeList(ChangeList):
    """A list whose rows know their publication state, found for all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        states = publication_states(rows)
        for row in rows:
            row.publication_state = states.get(row.pk, PublicationState.NEVER)
        self.result_list = rows


class PublishedFilter(admin.SimpleListFilter):
    """Published or not, by the projection of the model."""

    title = gettext_lazy("published")
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("published")), ("no", _("not published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in {"yes", "no"}:
            return queryset
        there = Exists(projection_of(queryset.model.register_kind))
        return queryset.filter(there if self.value() == "yes" else ~there)


def projection_of(kind: str) -> QuerySet[Any]:
    """The published row of the outer query's row."""
    if kind == "document":
        return PublishedDocument.objects.filter(slug=OuterRef("slug"))
    if kind == "commitment":
        return PublishedCommitment.objects.current().filter(key=OuterRef("key"))
    if kind == "link":
        return PublishedLink.objects.filter(source=OuterRef("source__key"), target=OuterRef("target__key"))
    return PublishedTerm.objects.filter(kind=kind, key=OuterRef("code" if kind == "region" else "slug"))


class PublishableAdmin(TrackedAdmin):
    """An admin with the state of each row, and with publishing and withdrawing, from the list or from one row."""

    change_form_template = "admin/commitments/publishable_change_form.html"
    actions = ["publish_selected", "withdraw_selected"]

    # Fields that the permanent key is made of: read-only once the register has it.
    key_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        known = obj is not None and RegisterEntry.objects.filter(kind=obj.register_kind, key=obj.register_key).exists()
        return [*super().get_readonly_fields(request, obj), *(self.key_fields if known else ())]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, Any, Any, Any]:
        """What is published is withdrawn before it is deleted; the page says so in place of failing."""
        to_delete, counts, permissions, protected = super().get_deleted_objects(objs, request)
        states = publication_states(list(objs))
        public = {PublicationState.PUBLISHED, PublicationState.CHANGED}
        blocked = [
            _("%(thing)s: published, withdraw it first") % {"thing": thing}
            for thing in objs
            if states[thing.pk] in public
        ]
        return to_delete, counts, permissions, [*protected, *blocked]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as error:
            # The form checks what it can; what two editors do at the same moment only the database sees.
            messages.error(request, _("Not saved: %(problem)s") % {"problem": str(error).splitlines()[0]})
            return HttpResponseRedirect(request.get_full_path())

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PublicationChangeList

    @admin.display(description=gettext_lazy("register"))
    def register_state(self, thing: Any) -> str:
        state = getattr(thing, "publication_state", None) or publication_states([thing])[thing.pk]
        return format_html('<span class="state state-{}">{}</span>', state.value, STATE_LABELS[state])

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH_PERMISSION)

    @admin.action(description=gettext_lazy("Publish the selected %(verbose_name_plural)s"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask(request, list(queryset), "publish")

    @admin.action(description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s"), permissions=["publish"])
    def withdraw_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.ask(request, list(queryset), "withdraw")

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(f"<path:object_id>/{verb}/", self.admin_site.admin_view(self.view_of(verb)), name=f"{name}_{verb}")
            for verb in ("publish", "withdraw")
        ]
        return own + super().get_urls()

    def view_of(self, verb: str) -> Callable[..., HttpResponse]:
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            thing = self.get_object(request, unquote(object_id))
            if thing is None:
                raise Http404
            back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[thing.pk])
            return self.ask(request, [thing], verb) or HttpResponseRedirect(back)

        return view

    def ask(self, request: HttpRequest, things: list[Any], verb: str) -> HttpResponse | None:
        """The page that shows what would be published or withdrawn and asks for the reason; done once confirmed."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        confirmed = request.method == "POST" and "confirmed" in request.POST
        if confirmed and self.carry_out(request, things, verb):
            return None
        problems = missing(things) if verb == "publish" else {}
        states = publication_states(things)
        rows = [
            {
                "thing": thing,
                "key": thing.register_key,
                "state": STATE_LABELS[states[thing.pk]],
                "problems": problems.get(thing.register_key, []),
            }
            for thing in things
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish") if verb == "publish" else _("Withdraw"),
            "verb": verb,
            "opts": self.opts,
            "rows": rows,
            "blocked": any(row["problems"] for row in rows),
            "reason": request.POST.get("reason", ""),
            "action": f"{verb}_selected",
            "selected": [thing.pk for thing in things],
            "media": self.media,
        }
        return TemplateResponse(request, "admin/commitments/confirm.html", context)

    def carry_out(self, request: HttpRequest, things: list[Any], verb: str) -> bool:
        """Publishes or withdraws, and says so; False, with the problems said, if it was refused."""
        person, reason = request.user.get_username(), request.POST.get("reason", "")
        try:
            outcome = (publish if verb == "publish" else withdraw)(things, person=person, reason=reason)
        except PublicationRefused as refusal:
            for thing, problems in refusal.problems.items():
                messages.error(request, f"{thing}: {' '.join(problems)}")
            return False
        written = len(outcome.entries)
        if written:
            said = ngettext(
                "%(count)d entry was added to the register.", "%(count)d entries were added to the register.", written
            )
            messages.success(request, said % {"count": written})
        else:
            messages.info(request, _("Nothing has changed since it was published: the register stays as it is."))
        return True

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        thing = kwargs.get("obj")
        context["may_publish"] = self.has_publish_permission(request)
        if thing is not None:
            context["publication"] = publication_states([thing]).get(thing.pk)
            context["publication_label"] = STATE_LABELS.get(context["publication"], "")
        return super().render_change_form(request, context, *args, **kwargs)
