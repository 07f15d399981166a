"""Hits → what readers and programs are told of them, from the published rows, in a fixed number of statements."""

from collections.abc import Sequence
from urllib.parse import quote

import orjson
from django.db.models import TextField
from django.db.models.functions import Cast

from commitments.models.register import PublishedClause, PublishedCommitment, PublishedDocument
from commitments.models.words import Payload, Searched, searched_clause, searched_commitment
from commitments.text.languages import direction

from .finding import Hit, Near
from .marking import Match, Snippet, as_json, best, is_name, matches, passage, snippet_of
from .stemming import Stemmed


def results_of(hits: Sequence[Hit], stemmed: Stemmed, language: str = "") -> list[Payload]:
    """In the order of the hits, with passages in this language where others are no better.

    What was withdrawn since they were found is left out.
    """
    commitments = commitments_of([hit.id for hit in hits if hit.kind == "commitment"])
    clauses = clauses_of([hit.id for hit in hits if hit.kind == "clause"])
    shown = {("commitment", id): payload for id, payload in commitments.items()}
    shown |= {("clause", id): payload for id, payload in clauses.items()}
    there = [hit for hit in hits if (hit.kind, hit.id) in shown]
    rows = [shown[hit.kind, hit.id] for hit in there]
    texts = [row.pop("texts") for row in rows]
    found = matches(texts, stemmed)
    return [explained(*each, language) for each in zip(there, rows, texts, found, strict=True)]


def commitments_of(sequences: list[str]) -> dict[str, Payload]:
    # As text: this reads it in a third of the time.
    stored = Cast("payload", TextField())
    texts = PublishedCommitment.objects.filter(sequence__in=sequences).values_list("sequence", stored)
    rows = [(sequence, orjson.loads(text)) for sequence, text in texts]
    parts = ("key", "url", "title", "document", "locator")
    return {
        str(sequence): {
            "kind": "commitment",
            **{name: payload[name] for name in parts},
            "version": payload["version"],
            "texts": searched_commitment(payload),
            "starts": {None: 0} | {place: each["start"] for place, each in enumerate(payload["citations"])},
        }
        for sequence, payload in rows
    }


def clauses_of(ids: list[str]) -> dict[str, Payload]:
    """`url` is that of the clauses of its text, of which it is the only one named."""
    rows = list(
        PublishedClause.objects.filter(id__in=ids).values_list(
            "id", "payload", "own_length", "expression__document", "expression__language", "expression__payload"
        )
    )
    documents = PublishedDocument.objects.filter(slug__in={row[3] for row in rows}) if rows else []
    named = {
        each.slug: {"slug": each.slug, "title": each.payload["title"], "date": each.payload["date"]}
        for each in documents
    }
    return {
        id: {
            "kind": "clause",
            "key": id,
            "url": f"{text['clauses_url']}&eid={quote(payload['eid'])}",
            "title": {language: payload["heading"]} if payload["heading"] else {},
            "document": named.get(slug, {"slug": slug, "title": {}, "date": None}),
            "locator": payload["locator"],
            "eid": payload["eid"],
            "texts": searched_clause(payload, language, own_length),
            "starts": {None: payload["start"]},
        }
        for id, payload, own_length, slug, language, text in rows
    }


def explained(hit: Hit, row: Payload, texts: list[Searched], found: list[Match], language: str) -> Payload:
    """A hit with the passage that shows why it is one: its words; but rather what is near than the name of a theme."""
    starts = row.pop("starts")
    near, source = hit.near, None
    if near:
        source = next((text for text in texts if is_of(text, near, row["kind"])), None)
    match = best(found, language)
    if match and not (near and source and is_name(match.source)):
        shown: Snippet | None = snippet_of(match)
    elif near and source:
        start = starts[near.citation]
        shown = passage(source, near.start - start, near.end - start)
    else:
        first = next((text for text in texts if text.field in ("quote", "text")), None)
        shown = snippet_of(Match(first, ())) if first else None
    return row | {
        "language": shown.source.language if shown else None,
        "direction": direction(shown.source.language) if shown and shown.source.language else None,
        "field": shown.source.field if shown else None,
        "snippet": [{"text": part.text, "hit": part.hit} for part in shown.parts] if shown else [],
        "cut": {
            "start": bool(shown and shown.source.text[: shown.start].strip()),
            "end": bool(shown and shown.source.text[shown.end :].strip()),
        },
        "why": {
            "words": as_json(found),
            "meaning": {"nearness": round(near.nearness, 3), "language": near.language,
                        "field": source.field if source else None} if near else None,
        },
        "score": round(hit.score, 5),
    }  # fmt: skip


def is_of(text: Searched, near: Near, kind: str) -> bool:
    if kind == "clause":
        return text.field == "text"
    if near.citation is None:
        return text.field == "title" and text.language == near.language
    return text.citation == near.citation
