"""The vocabularies: a tree of each, and a page for each term."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from commitments.models.register import PublishedTerm

from .. import figures, trees
from ..feeding import feed_links
from ..rendering import answer
from ..wording import localise, words
from .gone import gone_or_missing

SDG = "metadata.un.org/sdg/"


@dataclass(frozen=True)
class Vocabulary:
    kind: str
    title: Promise
    introduction: Promise

    @property
    def address(self) -> str:
        return f"pages:{self.kind}s"


VOCABULARIES = {
    vocabulary.kind: vocabulary
    for vocabulary in (
        Vocabulary(
            "theme",
            _("Themes"),
            _("What the commitments are about. The number beside a theme counts its narrower themes in."),
        ),
        Vocabulary(
            "region",
            _("Regions"),
            _("The regions that commitments speak of: areas of the UN standard M49, and groupings of countries."),
        ),
        Vocabulary(
            "actor",
            _("Actors"),
            _("Those who make commitments, to whom they are addressed, or who benefit from them."),
        ),
    )
}
ACTOR_TYPES = {
    "state": _("States"),
    "organisation": _("Organisations"),
    "body": _("Bodies"),
    "group": _("Groups"),
    "person": _("Persons"),
}


@require_safe
def index(request: HttpRequest, kind: str) -> HttpResponse:
    nodes = trees.tree(figures.register_state(), kind)
    groups: list[tuple[Promise | str, list[trees.Node]]] = [("", nodes)]
    if kind == "actor":
        known = [(title, [node for node in nodes if node.type == type]) for type, title in ACTOR_TYPES.items()]
        groups = [*known, ("", [node for node in nodes if node.type not in ACTOR_TYPES])]
    context = {
        "vocabulary": VOCABULARIES[kind],
        "groups": [(title, members) for title, members in groups if members],
    }
    return answer(request, "pages/terms.html", context)


@require_safe
def term(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    found = PublishedTerm.objects.filter(kind=kind, key=key).values("payload", "ancestors").first()
    if found is None:
        return gone_or_missing(request, kind, key)
    state = figures.register_state()
    counts = figures.by_term(state, kind)
    labels = {term.key: words(term.label) for term in figures.terms(state, kind)}
    payload = found["payload"]
    matches = [*payload.get("exact_match", ()), *payload.get("close_match", ())]
    shown = localise(payload)
    context = {
        "vocabulary": VOCABULARIES[kind],
        "key": key,
        "term": shown,
        "names": shown.get("alternative_labels") or shown.get("alternative_names"),
        "count": counts.get(key, 0),
        "broader": [(above, labels.get(above, above)) for above in reversed(found["ancestors"])],
        "narrower": [
            trees.node_of(term, kind, counts) for term in figures.terms(state, kind) if term.broader == key
        ],
        "goals": [(uri, uri.rpartition("/")[2]) for uri in matches if SDG in uri],
        "matches": [uri for uri in matches if SDG not in uri],
        "feeds": feed_links("theme", words(payload["label"]).text, key) if kind == "theme" else [],
        "machine": request.build_absolute_uri(payload["url"]),
    }  # fmt: skip
    return answer(request, "pages/term.html", context)
