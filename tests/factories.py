"""Makers of small things with defaults: texts through the importer, publications through the register, else rows."""

from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from commitments.importing import Source, cite, import_expression
from commitments.models import (
    Actor,
    Clause,
    Commitment,
    CommitmentActor,
    Document,
    DocumentActor,
    Expression,
    Link,
    Region,
    Theme,
)
from commitments.publishing import Published, publish

TEXT = """I. Principes
1. Les Parties soutiennent la paix.
2. Les Parties forment 5 000 policiers en cinq ans.
II. Suivi
1. Les Parties se réunissent chaque année.
"""
PERSON = "tester"
numbers = count(1)


def make_theme(slug: str = "", *, broader: Theme | None = None, **values: Any) -> Theme:
    slug = slug or f"theme-{next(numbers)}"
    return Theme.objects.create(slug=slug, broader=broader, **({"label": {"en": f"Theme {slug}"}} | values))


def make_region(code: str = "", *, broader: Region | None = None, **values: Any) -> Region:
    code = code or f"region-{next(numbers)}"
    kind = Region.Kind.M49 if code.isdigit() else Region.Kind.GROUPING
    return Region.objects.create(
        code=code, broader=broader, **({"kind": kind, "label": {"en": f"Region {code}"}} | values)
    )


def make_actor(slug: str = "", *, broader: Actor | None = None, **values: Any) -> Actor:
    slug = slug or f"actor-{next(numbers)}"
    values = {"type": Actor.Type.ORGANISATION, "label": {"en": f"Actor {slug}"}} | values
    return Actor.objects.create(slug=slug, broader=broader, **values)


def make_document(slug: str = "", *, issuers: Iterable[Actor] = (), **values: Any) -> Document:
    slug = slug or f"document-{next(numbers)}"
    given = {"title": {"en": f"Document {slug}"}, "kind": "declaration", "adopted_on": date(2021, 6, 28)} | values
    document = Document.objects.create(slug=slug, **given)
    for actor in issuers:
        DocumentActor.objects.create(document=document, actor=actor, role="issuer")
    return document


def make_expression(
    text: str = TEXT, *, document: Document | None = None, language: str = "fr", **values: Any
) -> Expression:
    source = Source(data=text.encode(), language=language, **values)
    return import_expression(document=document or make_document(), source=source).expression


def clause_of(expression: Expression, locator: str) -> Clause:
    return expression.clauses.get(locator=locator)


def make_commitment(
    key: str = "",
    *,
    expression: Expression | None = None,
    locator: str = "I.1",
    themes: Iterable[Theme] | None = None,
    regions: Iterable[Region] = (),
    actors: Iterable[tuple[Actor, str]] = (),
    cited: bool = True,
    **values: Any,
) -> Commitment:
    """A commitment that could be published, with a theme and the citation of a whole clause, unless told otherwise."""
    if expression is None and not values.get("document"):
        expression = make_expression()
    document = values.pop("document", None) or expression.document
    key = key or f"{document.slug}-{next(numbers)}"
    given = {"kind": "undertaking", "title": {"en": f"Keep the promise {key}"}, "locator": locator} | values
    commitment = Commitment.objects.create(key=key, document=document, **given)
    commitment.themes.set([make_theme()] if themes is None else themes)
    commitment.regions.set(regions)
    for actor, role in actors:
        CommitmentActor.objects.create(commitment=commitment, actor=actor, role=role)
    if cited and expression is not None:
        cite(commitment, expression, clause_of(expression, locator)).save()
    return commitment


def make_link(source: Commitment, target: Commitment, relation: str = "restates", **values: Any) -> Link:
    given = {"state": Link.State.ACCEPTED, "rationale": {"en": "The same words."}} | values
    return Link.objects.create(source=source, target=target, relation=relation, **given)


def with_needs(*things: Any) -> list[Any]:
    """The things and all that they need in order to be published."""
    needed: dict[tuple[type, int], Any] = {}

    def add(thing: Any) -> None:
        if thing is None or (type(thing), thing.pk) in needed:
            return
        needed[type(thing), thing.pk] = thing
        match thing:
            case Theme() | Region() | Actor():
                add(thing.broader)
            case Document():
                every(role.actor for role in thing.actor_roles.all())
            case Commitment():
                add(thing.document)
                every([*thing.themes.all(), *thing.regions.all()])
                every(role.actor for role in thing.actor_roles.all())
                every(citation.expression.document for citation in thing.citations.all())
            case Link():
                every([thing.source, thing.target])

    def every(others: Iterable[Any]) -> None:
        for other in others:
            add(other)

    every(things)
    return list(needed.values())


def publish_whole(*things: Any, reason: str = "") -> Published:
    """Publishes the things with all that they need."""
    return publish(with_needs(*things), person=PERSON, reason=reason)
