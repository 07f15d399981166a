"""The files of the corpus, in the order in which they build on each other, and their publication."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from commitments.importing import ImportRefused, find_references
from commitments.models import Actor, Commitment, Document, Region, Theme
from commitments.publishing import PublicationRefused, publish

from .rows import load_actor, load_commitment, load_document, load_expression, load_link, load_region, load_theme
from .shelves import Shelf, Shelves, Texts

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
            if not isinstance(entry, dict):
                raise CorpusError(f"{name}: entry {done} is not a mapping of names to values: {entry}")
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
    # Again for the texts that were there before: a name may have come since.
    find_references(expressions=step("texts", texts, partial(load_expression, documents, folder / "sources")))
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
