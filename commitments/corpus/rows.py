"""One function for each kind of entry: the row it describes, made or brought to what the file says."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db import models

from commitments.importing import Source, cite, commitment_key, import_expression
from commitments.models import Actor, Citation, Commitment, Document, Expression, Link, Region, Theme
from commitments.models.choices import EditorialState

from .shelves import Shelf, Shelves, Texts, save


def load_theme(themes: Shelf, entry: dict[str, Any]) -> Theme:
    values = {
        "label": entry["label"],
        "broader": themes[entry["broader"]] if entry.get("broader") else None,
        "position": entry["position"],
        "alternative_labels": entry.get("alternative_labels") or {},
        "definition": entry.get("definition") or {},
        "exact_match": entry.get("exact_match") or [],
        "close_match": entry.get("close_match") or [],
    }
    stored: Theme = themes.store(entry["slug"], values)
    return stored


def load_region(regions: Shelf, entry: dict[str, Any]) -> Region:
    values = {
        "kind": entry["kind"],
        "label": entry["label"],
        "broader": regions[entry["broader"]] if entry.get("broader") else None,
        "note": entry.get("note") or {},
    }
    region: Region = regions.store(entry["code"], values)
    members = [
        {"country": member["country"], "since": member.get("from"), "until": member.get("until")}
        for member in sorted(
            entry.get("members") or (), key=lambda member: (member["country"], str(member.get("from")))
        )
    ]
    regions.match(region.code, "members", members)
    return region


def load_actor(actors: Shelf, entry: dict[str, Any]) -> Actor:
    values = {
        "type": entry["type"],
        "label": entry["name"],
        "iso3166": entry.get("iso3166") or "",
        "broader": actors[entry["broader"]] if entry.get("broader") else None,
        "alternative_names": entry.get("alternative_names") or {},
    }
    stored: Actor = actors.store(entry["slug"], values)
    return stored


def actor_roles(actors: Shelf, entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"actor_id": actors[role["actor"]].pk, "role": role["role"]} for role in entry.get("actors") or ()]


def load_document(documents: Shelf, actors: Shelf, entry: dict[str, Any]) -> Document:
    values = {
        "title": entry["title"],
        "kind": entry["kind"],
        "symbol": entry.get("symbol") or "",
        "adopted_on": entry.get("adopted_on"),
        "place": entry.get("place") or {},
        "alternative_names": entry.get("alternative_names") or {},
        "note": entry.get("note") or {},
    }
    document: Document = documents.store(entry["slug"], values)
    documents.match(document.slug, "actor_roles", actor_roles(actors, entry))
    return document


def load_expression(documents: Shelf, sources: Path, entry: dict[str, Any]) -> Expression:
    source = Source(
        data=(sources / entry["file"]).read_bytes(),
        file_name=entry["file"],
        language=entry["language"],
        from_line=entry.get("from_line"),
        to_line=entry.get("to_line"),
        translation=entry["translation"],
        publisher=entry.get("publisher") or "",
        source_url=entry.get("source_url") or "",
        retrieved_on=entry.get("retrieved_on"),
        note=entry.get("note") or {},
    )
    expression = import_expression(document=documents[entry["document"]], source=source).expression
    described = {
        name: getattr(source, name) for name in ("translation", "publisher", "source_url", "retrieved_on", "note")
    }
    if any(getattr(expression, name) != value for name, value in described.items()):
        for name, value in described.items():
            setattr(expression, name, value)
        save(expression)
    return expression


def load_commitment(shelves: Shelves, entry: dict[str, Any]) -> Commitment:
    document = shelves.documents[entry["document"]]
    locator = str(entry["locator"])
    target = entry.get("target") or {}
    values = {
        "document": document,
        "locator": locator,
        "position": entry["position"],
        "kind": entry["kind"],
        "title": entry["title"],
        "summary": entry.get("summary") or {},
        "due_on": entry.get("due_on"),
        "target_quantity": target.get("quantity"),
        "target_unit": target.get("unit") or {},
        "legal_character": entry.get("legal_character") or "",
        "legal_character_source": entry.get("legal_character_source") or "",
        "status": entry.get("status") or "active",
        "last_verified_on": entry.get("last_verified_on"),
        "editorial_state": EditorialState.APPROVED,
    }
    key = entry.get("key") or commitment_key(document.slug, locator)
    commitment: Commitment = shelves.commitments.store(key, values)
    tag(commitment.themes, [shelves.themes[slug] for slug in entry["themes"]])
    tag(commitment.regions, [shelves.regions[code] for code in entry.get("regions") or ()])
    shelves.commitments.match(key, "actor_roles", actor_roles(shelves.actors, entry))
    names = ("expression_id", "clause_id", "position", "start", "end", "exact", "prefix", "suffix")
    citations = [
        citation_of(shelves.texts, commitment, citation, position)
        for position, citation in enumerate(entry["citations"])
    ]
    shelves.commitments.match(key, "citations", [{name: getattr(row, name) for name in names} for row in citations])
    return commitment


def tag(manager: Any, wanted: Iterable[models.Model]) -> None:
    if {term.pk for term in manager.all()} != {term.pk for term in wanted}:
        manager.set(wanted)


def citation_of(texts: Texts, commitment: Commitment, entry: dict[str, Any], position: int) -> Citation:
    """A citation of a whole clause, or of the quoted words, which must stand exactly once in it."""
    editions = texts.expressions.get(entry.get("document") or commitment.document.slug, {})
    language = entry.get("language") or (next(iter(editions)) if len(editions) == 1 else "")
    if language not in editions:
        raise LookupError(f"name one of the languages {sorted(editions)} to cite {entry} from")
    expression = editions[language]
    clauses = texts.clauses.get((expression.pk, str(entry["clause"])), [])
    if len(clauses) != 1:
        raise LookupError(f"there are {len(clauses)} clauses {entry['clause']} in {expression}, not one")
    clause = clauses[0]
    if "quote" not in entry:
        return cite(commitment, expression, clause, position=position)
    words = unicodedata.normalize("NFC", str(entry["quote"]))
    within = expression.text[clause.start : clause.end]
    if (found := within.count(words)) != 1:
        raise LookupError(f"“{words}” stands {found} times in {clause}, not once")
    start = clause.start + within.index(words)
    return cite(commitment, expression, clause, start=start, end=start + len(words), position=position)


def load_link(commitments: Shelf, entry: dict[str, Any]) -> Link:
    source, target = commitments[entry["source"]], commitments[entry["target"]]
    link = Link.objects.filter(source=source, target=target).first() or Link(source=source, target=target)
    values = {"relation": entry["relation"], "rationale": entry["rationale"], "state": Link.State.ACCEPTED}
    if link.pk is not None and link.decisions.exists():
        del values["state"], values["relation"]  # These follow from what persons decided.
    if link.pk is None or any(getattr(link, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(link, name, value)
        save(link)
    return link
