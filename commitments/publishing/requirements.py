"""What a thing lacks before it can be published, in words fit for an editor.

Judged once the entries of the same publication are in the register up to its own kind, so that a whole corpus can be
published in one go, and a term together with the commitment that uses it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.models import Actor, AgreementReport, Commitment, Document, Expression, Link, Region, Theme
from commitments.models.register import Action, RegisterEntry

NOT_PUBLISHED: dict[str, Promise] = {
    "theme": gettext_lazy("The theme “%(key)s” is not published."),
    "region": gettext_lazy("The region “%(key)s” is not published."),
    "actor": gettext_lazy("The actor “%(key)s” is not published."),
    "document": gettext_lazy("Its document “%(key)s” is not published."),
    "expression": gettext_lazy("The text “%(key)s” that it cites is not published: publish that document again."),
    "commitment": gettext_lazy("The commitment “%(key)s” is not published."),
}


@dataclass(frozen=True)
class Needs:
    """What is wrong with a thing itself, and which other things must be published, as (kind, key)."""

    problems: list[str]
    others: list[tuple[str, str]]


def term_needs(term: Theme | Region | Actor) -> Needs:
    broader = [(term.register_kind, term.broader.register_key)] if term.broader else []
    return Needs([] if term.label else [_("It has no label.")], broader)


def document_needs(document: Document) -> Needs:
    actors = [("actor", role.actor.slug) for role in document.actor_roles.all()]
    return Needs([] if document.title else [_("It has no title.")], actors)


def expression_needs(expression: Expression) -> Needs:
    return Needs([], [("document", expression.document.slug)])


def commitment_needs(commitment: Commitment) -> Needs:
    problems = []
    citations = list(commitment.citations.all())
    themes = [("theme", theme.slug) for theme in commitment.themes.all()]
    if not commitment.title:
        problems.append(_("It has no title."))
    if not citations:
        problems.append(_("It has no citation: quote the words of the source that it rests on."))
    if not themes:
        problems.append(_("It has no theme."))
    return Needs(
        problems,
        [
            ("document", commitment.document.slug),
            *(("expression", str(citation.expression)) for citation in citations),
            *themes,
            *(("region", region.code) for region in commitment.regions.all()),
            *(("actor", role.actor.slug) for role in commitment.actor_roles.all()),
        ],
    )


def link_needs(link: Link) -> Needs:
    problems = []
    if link.state not in (Link.State.ACCEPTED, Link.State.DISPUTED):
        problems.append(_("It has not been accepted."))
    if not link.rationale:
        problems.append(_("It has no rationale."))
    return Needs(problems, [("commitment", link.source.key), ("commitment", link.target.key)])


def agreement_needs(report: AgreementReport) -> Needs:
    few = report.figures["coders"] < 2
    return Needs([_("No two persons have decided on the same link yet.")] if few else [], [])


def lacking(needs: Iterable[tuple[Any, Needs]]) -> Iterator[tuple[Any, list[str]]]:
    """Those things that lack something, with what they lack; one query for each kind of other thing."""
    judged = list(needs)
    wanted: dict[str, set[str]] = {}
    for _thing, need in judged:
        for kind, key in need.others:
            wanted.setdefault(kind, set()).add(key)
    published = {kind: published_keys(kind, keys) for kind, keys in wanted.items()}
    for thing, need in judged:
        absent = dict.fromkeys((kind, key) for kind, key in need.others if key not in published[kind])
        # The text of a document that is not published itself is the same lack, said once.
        for kind, key in list(absent):
            if kind == "expression" and ("document", key.split("/")[0]) in absent:
                del absent[kind, key]
        problems = need.problems + [str(NOT_PUBLISHED[kind]) % {"key": key} for kind, key in absent]
        if problems:
            yield thing, problems


def published_keys(kind: str, keys: Iterable[str]) -> set[str]:
    """Those of `keys` whose newest entry is a publication."""
    latest = RegisterEntry.objects.latest_of(kind, sorted(keys)).values_list("key", "action")
    return {key for key, action in latest if action == Action.PUBLISH}
