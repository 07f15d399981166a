"""A lineage made ready for its page: documents in the order of time, each with what it says and what it takes up."""

from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commitments.analysis.wordings import LEAST_SHARED
from commitments.models.choices import INVERSE_LABELS, Relation

from .rows import Titles, citation_row
from .wording import Payload, Words, label, localise, shorten

# About one line in a column of facts, in characters.
SHORT_TITLE = 48
TAKEN_UP: dict[str, Promise] = {
    Relation.EXTENDS: _("Extended in"),
    Relation.NARROWS: _("Narrowed in"),
    Relation.IMPLEMENTS: _("Implemented in"),
    Relation.SUPERSEDES: _("Superseded in"),
    Relation.DIVERGES: _("Diverged from in"),
}


def documents_quoted(lineage: Payload) -> set[str]:
    return {citation["document"] for payload in lineage["commitments"] for citation in payload["citations"]}


def timeline(lineage: Payload, titles: Titles) -> Payload:
    """`titles` are those of the documents that are quoted."""
    line = {payload["key"]: commitment_of(payload, titles) for payload in lineage["commitments"]}
    place = {key: at for at, key in enumerate(line)}
    for link in lineage["links"]:
        older, newer = sorted((link["source"], link["target"]), key=lambda end: place[end])
        line[newer]["ties"].append(tie_of(link, line[older], outgoing=newer == link["source"]))
    by_document = groupby(line.values(), key=lambda each: each["document"]["slug"])
    return {
        "documents": [group_of(list(members)) for _slug, members in by_document],
        "facts": facts_of(lineage, line),
        "endorsers": [localise(actor) for actor in lineage["endorsed_by"]],
        "complete": lineage["complete"],
        "most": len(line),
        "undated": any(not each["document"]["date"] for each in line.values()),
        "commitment": line[lineage["key"]],
    }


def commitment_of(payload: Payload, titles: Titles) -> Payload:
    shown = localise(payload)
    title = shown["document"]["title"]
    return shown | {
        "citations": [citation_row(citation, titles) for citation in payload["citations"]],
        "short_title": Words(shorten(title, SHORT_TITLE), title.language),
        "ties": [],
    }


def tie_of(link: Payload, older: Payload, *, outgoing: bool) -> Payload:
    """A link as the newer end tells it."""
    relation = Relation(link["relation"])
    return localise({"rationale": link["rationale"]}) | {
        "label": label(Relation, relation) if outgoing else INVERSE_LABELS[relation],
        "is_disputed": link["state"] == "disputed",
        "other": older,
        "change": shown_change(link["changes"]),
    }


def shown_change(changes: list[Payload]) -> Payload | None:
    """The change of words in the reader's language, else in the first one; `alike` where there is enough to show."""
    own = get_language()
    chosen = next((each for each in changes if each["language"] == own), changes[0] if changes else None)
    return chosen and shown_difference(chosen)


def shown_difference(change: Payload) -> Payload:
    return change | {
        "alike": change["shared"] >= LEAST_SHARED,
        "same": change["shared"] == 1 and len(change["segments"]) == 1,
        "percent": round(100 * change["shared"]),
        "attributes": Words("", change["language"]).attributes,
    }


def group_of(members: list[Payload]) -> Payload:
    return {"document": members[0]["document"], "commitments": members}


def facts_of(lineage: Payload, line: dict[str, Payload]) -> list[tuple[Any, list[Payload]]]:
    """What the line comes to: a heading, and the commitments in question."""
    taken_up = [
        (heading, dict.fromkeys(link["source"] for link in lineage["links"] if link["relation"] == relation))
        for relation, heading in TAKEN_UP.items()
    ]
    facts = [(_("First said"), lineage["first_said"]), (_("Last reaffirmed"), lineage["last_reaffirmed"]), *taken_up]
    return [(heading, [line[key] for key in keys]) for heading, keys in facts if keys]
