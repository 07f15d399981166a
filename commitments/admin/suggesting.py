"""“Look for suggestions” on a document: fills the review without a command line, where that is quickly done."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.linking import suggest_links
from commitments.models import Commitment, Document, EmbeddingTask, Link

from .review import NAME as REVIEW

# More commitments than this, or more passages that wait for their vectors, take longer than a person waits for a page.
# 150 commitments of the demonstration corpus with 500 passages take ten seconds.
MOST_COMMITMENTS = 300
MOST_WAITING = 1000


class SuggestingAdmin(admin.ModelAdmin):
    """The button on the page of a document, and the action on the list."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [path("<int:pk>/suggest/", wrap(self.suggest), name="commitments_document_suggest")]
        return own + super().get_urls()

    def has_suggest_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("commitments.change_link"))

    @admin.action(description=gettext_lazy("Look for suggestions of links"), permissions=["suggest"])
    def suggest_selected(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        look(request, list(queryset))

    def suggest(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Looks, and goes on to the review of what was found."""
        if not self.has_suggest_permission(request):
            raise PermissionDenied
        document = Document.objects.filter(pk=pk).first()
        if document is None or request.method != "POST":
            return HttpResponseRedirect(reverse("admin:commitments_document_changelist"))
        if not look(request, [document]):
            return HttpResponseRedirect(reverse("admin:commitments_document_change", args=[pk]))
        return HttpResponseRedirect(f"{reverse(f'admin:{REVIEW}')}?document={pk}")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_suggest"] = self.has_suggest_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)


def look(request: HttpRequest, documents: list[Document]) -> bool:
    """Makes the suggestions of some documents and says what came of it; False where that would take too long."""
    pks = [document.pk for document in documents]
    commitments = Commitment.objects.filter(document__in=pks).count()
    if not commitments:
        messages.warning(request, _("There are no commitments to look for: draft some first."))
        return False
    if commitments > MOST_COMMITMENTS or EmbeddingTask.objects.count() > MOST_WAITING:
        commands = " ; ".join(f"manage.py suggest_links --document {document.slug}" for document in documents)
        said = _("There is too much to look through while you wait. Ask the operator to run: {}")
        messages.warning(request, format_html(said, format_html("<code>{}</code>", commands)))
        return False
    for document in documents:
        for _suggestion in suggest_links(document=document.slug):
            pass  # It works as it is read.
    ends = Q(source__document__in=pks) | Q(target__document__in=pks)
    left = Link.objects.filter(ends, state=Link.State.PROPOSED).count()
    said = ngettext("%(count)d link waits for a decision.", "%(count)d links wait for a decision.", left)
    messages.success(request, said % {"count": left})
    return True
