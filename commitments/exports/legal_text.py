"""A published text with its clauses → Akoma Ntoso."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from commitments.models.translations import translated
from commitments.text import ClauseSpan, to_akoma_ntoso

from .origin import PUBLISHER

# Type of a work in its IRI, after AKN4UN: what a body says is a statement, what states agree on is an act.
WORKS = {"treaty": "act", "agreement": "act", "resolution": "statement", "declaration": "statement"}


def as_akoma_ntoso(document: dict[str, Any], language: str, text: str, clauses: Iterable[dict[str, Any]]) -> bytes:
    """`clauses` are stored JSON in reading order. TextError for a text with characters that XML cannot hold."""
    day = document["date"]
    work = f"/akn/un/{WORKS.get(document['kind'], 'doc')}/{day or 'nodate'}/{document['slug']}"
    return to_akoma_ntoso(
        text,
        spans(clauses),
        language=language,
        title=translated(document["title"], language.lower())[0],
        work=work,
        dated=date.fromisoformat(day) if day else None,
        author=PUBLISHER,
    )


def spans(clauses: Iterable[dict[str, Any]]) -> list[ClauseSpan]:
    """Each clause with the place of its parent in the list instead of its parent's eId."""
    places: dict[str | None, int] = {}
    found = []
    for place, clause in enumerate(clauses):
        places[clause["eid"]] = place
        own = {name: clause[name] for name in ("eid", "kind", "label", "number", "locator", "heading", "depth")}
        parent = places.get(clause["parent"])
        found.append(
            ClauseSpan(**own, path=tuple(clause["path"]), start=clause["start"], end=clause["end"], parent=parent)
        )
    return found
