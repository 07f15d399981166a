"""The register as readers follow it: what was published or withdrawn, when and why."""

from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.models.choices import Relation
from commitments.models.register import Action, PublishedCommitment, PublishedDocument, RegisterEntry

from ..paging import page_of
from ..rendering import answer
from ..rows import reader_address
from ..wording import Payload, Words, label, language_name, words

PAGE_SIZE = 50
KINDS = {
    "commitment": _("Commitment"),
    "document": _("Document"),
    "expression": _("Text"),
    "link": _("Link"),
    "agreement": _("Agreement of coders"),
    "theme": _("Theme"),
    "region": _("Region"),
    "actor": _("Actor"),
}
# An entry may hold a whole text: only what a line of the list shows is read.
COLUMNS = {
    "title": F("payload__title"),
    "name": F("payload__label"),
    "document": F("payload__document"),
    "language": F("payload__language"),
    "edition": F("payload__edition"),
    "source": F("payload__source"),
    "target": F("payload__target"),
    "relation": F("payload__relation"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    entries = readable(RegisterEntry.objects.all())
    page = page_of(entries, request, column="sequence", size=PAGE_SIZE, descending=True, convert=int)
    return answer(request, "pages/changes.html", {"page": page, "changes": described(page.rows)})


def readable(entries: QuerySet[RegisterEntry]) -> QuerySet[Any]:
    return entries.values("sequence", "kind", "key", "action", "version", "at", "reason", **COLUMNS)


def change_rows(entries: QuerySet[RegisterEntry], limit: int) -> list[Payload]:
    return described(list(readable(entries)[:limit]))


def described(entries: list[Payload]) -> list[Payload]:
    """Each entry with a title and an address, in two queries for whatever number."""
    documents = {entry["document"] for entry in entries if entry["kind"] == "expression" and entry["document"]}
    documents |= {entry["key"].split("/")[0] for entry in entries if entry["kind"] == "expression"}
    ends = {entry[end] for entry in entries if entry["kind"] == "link" for end in ("source", "target") if entry[end]}
    named = PublishedDocument.objects.filter(slug__in=documents)
    current = PublishedCommitment.objects.current().filter(key__in=ends)
    titles: dict[str, Any] = dict(named.values_list("slug", "payload__title"))
    titles |= dict(current.values_list("key", "payload__title"))
    return [describe(entry, titles) for entry in entries]


def describe(entry: Payload, titles: dict[str, Any]) -> Payload:
    kind, key = entry["kind"], entry["key"]
    shown = entry | {
        "kind_label": str(KINDS.get(kind, kind)),
        "is_withdrawal": entry["action"] == Action.WITHDRAW,
        "title": words(entry["title"] or entry["name"]) or Words(key, ""),
        "address": "",
    }
    if kind in {"commitment", "document", "theme", "region", "actor"}:
        return shown | {"address": reverse(f"pages:{kind}", args=[key])}
    if kind == "expression":
        document, language, _edition = key.split("/")
        return shown | {
            "title": words(titles.get(document)) or Words(key, ""),
            "language_name": language_name(language),
            "address": "" if shown["is_withdrawal"] else reader_address(document, language),
        }
    if kind == "agreement":
        return shown | {
            "title": Words(str(_("How far those who decide on links agree")), ""),
            "address": reverse("pages:methodology"),
        }
    if kind == "link" and entry["source"]:
        ends = [(end, words(titles.get(end)) or Words(end, "")) for end in (entry["source"], entry["target"])]
        return shown | {"ends": ends, "relation_label": label(Relation, entry["relation"])}
    return shown
