"""“Already said in …”: what is near to a commitment while it is drafted, with one button to link."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.linking import Near, nearest, nearest_to, propose_link
from commitments.models import Clause, Commitment, Link

from .review import NAME as REVIEW
from .review import is_number

_CITATION = re.compile(r"citations-\d+-(exact|clause)")


class RadarAdmin(admin.ModelAdmin):
    """The panel on the page of a commitment, from the vectors that it has; and the same for words not saved yet."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("said/", wrap(self.said), name="commitments_commitment_said"),
            path("<int:pk>/propose/", wrap(self.propose), name="commitments_commitment_propose"),
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        commitment: Commitment | None = kwargs.get("obj")
        near = nearest_to(commitment, language=get_language() or "en") if commitment and request.method == "GET" else []
        context["near"] = linked(commitment, near)
        context["may_propose"] = request.user.has_perm("commitments.add_link")
        return super().render_change_form(request, context, *args, **kwargs)

    def said(self, request: HttpRequest) -> HttpResponse:
        """What is near to the words that are in the form now. Opens beside it, so that nothing typed is lost."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        words, document = words_in(request), request.POST.get("document", "")
        near = nearest(
            words=words,
            language=get_language() or "en",
            exclude_document=int(document) if is_number(document) else None,
        )
        values = {"title": _("Already said in …"), "opts": self.opts, "media": self.media, "words": words}
        values |= {"near": linked(None, near)}
        return TemplateResponse(
            request, "admin/commitments/said.html", {**self.admin_site.each_context(request), **values}
        )

    def propose(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Proposes a link of a commitment to another, and goes on to the decision on it."""
        if not request.user.has_perm("commitments.add_link"):
            raise PermissionDenied
        target = request.POST.get("target", "")
        ends = Commitment.objects.select_related("document").in_bulk([pk, int(target) if is_number(target) else pk])
        if request.method != "POST" or len(ends) != 2:
            raise Http404
        link = propose_link(source=ends.pop(pk), target=ends.popitem()[1])
        return HttpResponseRedirect(f"{reverse(f'admin:{REVIEW}')}?link={link.pk}")


def words_in(request: HttpRequest) -> str:
    """The words that the form of a commitment quotes; a clause that is named without words counts whole. Its title
    where it quotes nothing.
    """
    sent = request.POST.dict()
    quoted, clauses = [], []
    for name, value in sent.items():
        match = _CITATION.fullmatch(name)
        if match is None or not value.strip():
            continue
        if match[1] == "exact":
            quoted.append(value)
        elif is_number(value) and not sent.get(name.removesuffix("clause") + "exact", "").strip():
            clauses.append(int(value))
    for clause in Clause.objects.filter(pk__in=clauses).select_related("expression"):
        quoted.append(clause.expression.text[clause.start : clause.end])
    titles = [value for name, value in sent.items() if name.startswith("title_")]
    return "\n".join(quoted) or next((title for title in titles if title.strip()), "")


def linked(commitment: Commitment | None, near: list[Near]) -> list[tuple[Near, Link | None]]:
    """Each with the link that there is already, whatever it says."""
    if commitment is None or not near:
        return [(each, None) for each in near]
    others = [each.commitment for each in near]
    links = Link.objects.filter(Q(source=commitment, target__in=others) | Q(target=commitment, source__in=others))
    known = {link.target_id if link.source_id == commitment.pk else link.source_id: link for link in links}
    return [(each, known.get(each.commitment.pk)) for each in near]
