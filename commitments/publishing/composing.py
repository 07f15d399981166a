"""The JSON that readers get: a payload of the register with the labels, texts and links of other entries put in.

Pure functions of register payloads, so that a rebuilt projection is the same to the letter. Addresses are paths; the
API puts its own host before them when it answers.
"""

from dataclasses import dataclass, field
from typing import Any

from commitments.models.register import RegisterEntry
from commitments.text.anchoring import quote

from .chain import timestamp

Payload = dict[str, Any]
# The state of links whose entries are older than that of any disputed one, and do not say it.
ACCEPTED = "accepted"
# Characters on either side of a mention: about the sentence that it stands in.
WORDS_AROUND = 120


@dataclass
class Surroundings:
    """Current payloads of the things that others refer to, by key; None of a key means that it is not published."""

    themes: dict[str, Payload] = field(default_factory=dict)
    regions: dict[str, Payload] = field(default_factory=dict)
    actors: dict[str, Payload] = field(default_factory=dict)
    documents: dict[str, Payload] = field(default_factory=dict)
    expressions: dict[str, Payload] = field(default_factory=dict)
    commitments: dict[str, Payload] = field(default_factory=dict)
    links: dict[str, list[Payload]] = field(default_factory=dict)

    def latest_edition(self, document: str, language: str) -> int:
        return max(
            (text["edition"] for text in self.expressions.values()
             if (text["document"], text["language"]) == (document, language)),
            default=1,
        )  # fmt: skip


def stamp(entry: RegisterEntry) -> Payload:
    return {"version": entry.version, "published_at": timestamp(entry.at), "sequence": entry.sequence}


def text_path(document: str, language: str, edition: int, latest: int) -> str:
    path = f"/api/v1/documents/{document}/text/{language}/"
    return path if edition == latest else f"{path}?edition={edition}"


def label_of(terms: dict[str, Payload], key: str) -> dict[str, str]:
    return dict(terms[key]["label"]) if key in terms else {}


def compose_term(entry: RegisterEntry, ancestors: list[str]) -> Payload:
    folder = {"theme": "themes", "region": "regions", "actor": "actors"}[entry.kind]
    return {**entry.content, "ancestors": ancestors, "url": f"/api/v1/{folder}/{entry.key}/", **stamp(entry)}


def compose_actors(roles: list[Payload], around: Surroundings) -> list[Payload]:
    return [
        {"slug": role["slug"], "label": label_of(around.actors, role["slug"]), "role": role["role"]} for role in roles
    ]


def compose_expression(entry: RegisterEntry, latest: int) -> Payload:
    """An expression without its text and clauses, which have addresses of their own."""
    own = {
        key: value for key, value in entry.content.items() if key not in {"text", "clauses", "references", "document"}
    }
    document, language, edition = (entry.content[name] for name in ("document", "language", "edition"))
    clauses = f"/api/v1/documents/{document}/clauses/?language={language}"
    return {
        **own,
        "length": len(entry.content["text"]),
        "clauses": len(entry.content["clauses"]),
        "references": len(entry.content["references"]),
        "text_url": text_path(document, language, edition, latest),
        "clauses_url": clauses if edition == latest else f"{clauses}&edition={edition}",
        **stamp(entry),
    }


def compose_mention(entry: RegisterEntry, reference: Payload, clause: Payload, day: str | None, url: str) -> Payload:
    """What a text says of another document, with the words around it; `day` is the date of the text's document."""
    own = entry.content
    found = quote(own["text"], reference["start"], reference["end"], context=WORDS_AROUND)
    return {
        "document": own["document"],
        "date": day,
        "language": own["language"],
        "direction": own["direction"],
        "edition": own["edition"],
        "clause": reference["clause"],
        "locator": clause["locator"],
        "article": reference["article"],
        "start": reference["start"],
        "end": reference["end"],
        "exact": found.exact,
        "prefix": found.prefix,
        "suffix": found.suffix,
        "url": url,
    }


def compose_document(entry: RegisterEntry, expressions: list[Payload], around: Surroundings) -> Payload:
    return {
        **entry.content,
        "url": f"/api/v1/documents/{entry.key}/",
        "actors": compose_actors(entry.content["actors"], around),
        "expressions": expressions,
        **stamp(entry),
    }


def compose_citation(citation: Payload, around: Surroundings) -> Payload:
    document, language, edition = citation["document"], citation["language"], citation["edition"]
    text = around.expressions.get(f"{document}/{language}/{edition}", {})
    return {
        "document": document,
        "language": language,
        "edition": edition,
        "direction": text.get("direction"),
        "translation": text.get("translation"),
        "clause": citation["clause"],
        "locator": citation["locator"],
        "start": citation["start"],
        "end": citation["end"],
        "exact": citation["exact"],
        "prefix": citation["prefix"],
        "suffix": citation["suffix"],
        "publisher": text.get("publisher"),
        "source_url": text.get("source_url"),
        "text_url": text_path(document, language, edition, around.latest_edition(document, language)),
    }


def compose_commitment_links(key: str, around: Surroundings) -> list[Payload]:
    """The links of a commitment, outgoing ones first, each with the other end's title."""
    composed = []
    for link in around.links.get(key, []):
        outgoing = link["source"] == key
        other = around.commitments.get(link["target" if outgoing else "source"])
        if other is None:
            continue
        composed.append(
            {
                "relation": link["relation"],
                "direction": "outgoing" if outgoing else "incoming",
                "key": other["key"],
                "document": other["document"]["slug"],
                "title": other["title"],
                "rationale": link["rationale"],
                "state": link["state"],
            }
        )
    return sorted(composed, key=lambda link: (link["direction"] != "outgoing", link["relation"], link["key"]))


def compose_commitment(entry: RegisterEntry, *, current: bool, around: Surroundings) -> Payload:
    own = entry.content
    document = around.documents.get(own["document"]["slug"], {})
    folder = f"/api/v1/commitments/{entry.key}/"
    return {
        "key": entry.key,
        "url": folder if current else f"{folder}versions/{entry.version}/",
        "document": {
            "slug": own["document"]["slug"],
            "title": document.get("title", {}),
            "date": document.get("date"),
        },
        "locator": own["locator"],
        "kind": own["kind"],
        "title": own["title"],
        "summary": own["summary"],
        "themes": [{"slug": tag["slug"], "label": label_of(around.themes, tag["slug"])} for tag in own["themes"]],
        "regions": [{"code": tag["code"], "label": label_of(around.regions, tag["code"])} for tag in own["regions"]],
        "actors": compose_actors(own["actors"], around),
        "due_on": own["due_on"],
        "target": own["target"],
        "legal_character": own["legal_character"],
        "status": own["status"],
        "last_verified_on": own["last_verified_on"],
        "citations": [compose_citation(citation, around) for citation in own["citations"]],
        # Links are things of their own, not part of an earlier wording.
        "links": compose_commitment_links(entry.key, around) if current else [],
        "assessments": [],
        **stamp(entry),
    }


def compose_link(entry: RegisterEntry, around: Surroundings) -> Payload:
    def end(key: str) -> Payload:
        commitment = around.commitments.get(key, {})
        slug = commitment.get("document", {}).get("slug")
        return {
            "key": key,
            "document": slug,
            "locator": commitment.get("locator"),
            "title": commitment.get("title", {}),
        }

    return {
        "state": ACCEPTED,
        **entry.content,
        "source": end(entry.content["source"]),
        "target": end(entry.content["target"]),
        **stamp(entry),
    }
