"""Layer 3: the curated corpus in fixtures/ → drafts, through the importer → published, through the register.

No row bypasses either. Loading again changes nothing but what the files say differently; what editors added by hand is
left alone. The shape of the files is described in docs/reference/corpus.md.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction

from commitments.importing import ImportRefused, Source, cite, commitment_key, import_expression
from commitments.models import (
    Actor,
    Citation,
    Clause,
    Commitment,
    Document,
    Expression,
    Link,
    Region,
    Theme,
)
from commitments.models.choices import EditorialState
from commitments.publishing import PublicationRefused, publish

Progress = Callable[[str, int, int], None]
CURATOR = "load_corpus"
# The C parser is ten times faster, and is in every wheel of PyYAML; a build from source may lack it.
YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CorpusError(Exception):
    """A file of the corpus cannot be loaded; nothing was stored. The message names the file and the entry."""


@dataclass
class Loaded:
    """How many things of each kind the corpus holds, and how many register entries the load wrote."""

    counts: dict[str, int] = field(default_factory=dict)
    entries: int = 0


def ignore(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@transaction.atomic
def load_corpus(*, folder: Path, person: str = CURATOR, progress: Progress = ignore) -> Loaded:
    """Loads and publishes everything below `folder`. All or nothing."""
    outcome = Loaded()
    things: list[Any] = []

    def step(name: str, entries: list[Any], load: Callable[[Any], Any]) -> list[Any]:
        outcome.counts[name] = len(entries)
        loaded = []
        for done, entry in enumerate(entries, start=1):
            try:
                loaded.append(load(entry))
            except (ImportRefused, ValidationError, LookupError, TypeError, DatabaseError, OSError) as error:
                named = entry.get("key") or entry.get("slug") or entry.get("code") or entry.get("locator") or entry
                raise CorpusError(f"{name}: {named}: {describe(error)}") from error
            progress(name, done, len(entries))
        things.extend(loaded)
        return loaded

    themes, regions, actors = Shelf(Theme, "slug"), Shelf(Region, "code", "members"), Shelf(Actor, "slug")
    step("themes", broader_first(read(folder / "vocabularies/themes.yaml"), "slug"), partial(load_theme, themes))
    step("regions", broader_first(read(folder / "vocabularies/regions.yaml"), "code"), partial(load_region, regions))
    step("actors", broader_first(read(folder / "vocabularies/actors.yaml"), "slug"), partial(load_actor, actors))

    files = [read(path) for path in sorted((folder / "documents").glob("*.yaml"))]
    entries = [entry for found in files for entry in (found if isinstance(found, list) else [found])]
    documents = Shelf(Document, "slug", "actor_roles")
    step("documents", entries, partial(load_document, documents, actors))
    texts = [text | {"document": entry["slug"]} for entry in entries for text in entry.get("expressions", ())]
    step("texts", texts, partial(load_expression, documents, folder / "sources"))
    commitments = Shelf(Commitment, "key", "actor_roles", "themes", "regions", "citations")
    promises = [
        commitment | {"document": entry["slug"], "position": position}
        for entry in entries
        for position, commitment in enumerate(entry.get("commitments") or ())
    ]
    shelves = Shelves(themes, regions, actors, documents, commitments, Texts())
    step("commitments", promises, partial(load_commitment, shelves))
    step("links", read(folder / "links.yaml"), partial(load_link, commitments))
    progress("register", 0, 1)
    try:
        outcome.entries = len(publish(things, person=person, reason="Curated corpus").entries)
    except PublicationRefused as error:
        raise CorpusError(str(error)) from error
    progress("register", 1, 1)
    return outcome


def read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), YAML_LOADER) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path}: {error}") from error


def describe(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def broader_first(entries: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """The terms of a tree in an order in which each comes after its broader one; siblings keep their order."""
    position = {entry[key]: place for place, entry in enumerate(entries)}
    by_key = {entry[key]: entry for entry in entries}

    def depth(entry: dict[str, Any]) -> int:
        above, steps = entry.get("broader"), 0
        while above:
            if above not in by_key or steps > len(entries):
                raise CorpusError(f"{entry[key]}: its broader term {above} is not in the file, or lies in a circle.")
            above, steps = by_key[above].get("broader"), steps + 1
        return steps

    return sorted(({**entry, "position": position[entry[key]]} for entry in entries), key=depth)


class Shelf:
    """The rows of one model by key, read at once with what hangs on them: a load asks little of the database."""

    def __init__(self, model: type[models.Model], key: str, *related: str) -> None:
        self.model, self.key = model, key
        self.related = related
        self.rows: dict[str, Any] = {
            getattr(row, key): row for row in model._default_manager.prefetch_related(*related)
        }  # fmt: skip
        self.new: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        if key not in self.rows:
            raise LookupError(f"there is no {self.model._meta.verbose_name} “{key}”")
        return self.rows[key]

    def store(self, key: str, values: dict[str, Any]) -> Any:
        """The row with this key, made or brought to these values; saved only if something differs."""
        row = self.rows.get(key)
        if row is None:
            row = self.rows[key] = self.model(**{self.key: key})
            self.new.add(key)
        elif all(getattr(row, name) == value for name, value in values.items()):
            return row
        for name, value in values.items():
            setattr(row, name, value)
        save(row)
        return row

    def match(self, key: str, related: str, wanted: list[dict[str, Any]]) -> None:
        """Makes the rows that hang on this one those that are wanted, in that order; leaves them alone if they are."""
        manager = getattr(self.rows[key], related)
        if key not in self.new:
            names = sorted({name for values in wanted for name in values})
            if [{name: getattr(row, name) for name in names} for row in manager.all()] == [
                {name: values[name] for name in names} for values in wanted
            ]:
                return
            manager.all().delete()
        manager.bulk_create(manager.model(**{manager.field.name: self.rows[key]}, **values) for values in wanted)


def save(row: models.Model) -> None:
    """Checks the fields of a row and saves it. Constraints are the database's to check, with the same outcome."""
    foreign = {found.name for found in row._meta.get_fields() if isinstance(found, models.ForeignKey)}
    row.clean_fields(exclude=foreign)
    row.save()


class Texts:
    """The newest text of each document in each language, and its clauses by locator."""

    def __init__(self) -> None:
        self.expressions: dict[str, dict[str, Expression]] = {}
        for expression in Expression.objects.select_related("document").order_by("edition"):
            self.expressions.setdefault(expression.document.slug, {})[expression.language] = expression
        self.clauses = {(clause.expression_id, clause.locator): clause for clause in Clause.objects.all()}


@dataclass(frozen=True)
class Shelves:
    themes: Shelf
    regions: Shelf
    actors: Shelf
    documents: Shelf
    commitments: Shelf
    texts: Texts


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
    clause = texts.clauses.get((expression.pk, str(entry["clause"])))
    if clause is None:
        raise LookupError(f"there is no clause {entry['clause']} in {expression}")
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
    if link.pk is None or any(getattr(link, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(link, name, value)
        save(link)
    return link
