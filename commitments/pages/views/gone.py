"""What is answered in place of a thing: 410 for what was withdrawn, 404 for what never was."""

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from commitments.models.register import Action, PublishedCommitment, RegisterEntry

from ..rendering import answer


def missing(key: str) -> NoReturn:
    raise Http404(_("There is nothing named “%(key)s” in the register.") % {"key": key})


def gone_or_missing(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    entry = RegisterEntry.objects.latest_of(kind, [key]).defer("payload").first()
    if entry is None or entry.action != Action.WITHDRAW:
        missing(key)
    wordings = PublishedCommitment.objects.all() if kind == "commitment" else PublishedCommitment.objects.none()
    context = {
        "kind": kind,
        "key": key,
        "entry": entry,
        "versions": wordings.filter(key=key).order_by("-version").values("version", "published_at", "ended_at"),
    }
    return answer(request, "pages/gone.html", context, status=410)
