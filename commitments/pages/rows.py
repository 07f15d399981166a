"""The stored JSON of each noun, made ready for its templates."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from commitments.models.choices import (
    INVERSE_LABELS,
    ActorRole,
    CommitmentKind,
    DocumentKind,
    DocumentRole,
    LegalCharacter,
    Relation,
    Status,
    Translation,
)

from .wording import (
    Payload,
    Words,
    grouped_number,
    label,
    language_name,
    localise,
    shorten,
    words,
)

# About two lines of a result, in characters.
SHORT_QUOTE = 200
Titles = dict[str, dict[str, str]]


def by_role(actors: list[Payload], roles: Any) -> list[Payload]:
    """Actors grouped by their role, in the order of the vocabulary of roles."""
    known = [role for role in roles.values if any(actor["role"] == role for actor in actors)]
    other = sorted({actor["role"] for actor in actors} - set(known))
    return [
        {"label": label(roles, role), "actors": [actor for actor in actors if actor["role"] == role]}
        for role in [*known, *other]
    ]


def reader_address(
    document: str, language: str, *, edition: int = 1, latest: bool = True, eid: str | None = None
) -> str:
    address = reverse("pages:text", args=[document, language])
    if not latest:
        address += "?" + urlencode({"edition": edition})
    return f"{address}#{eid}" if eid else address


def citation_row(citation: Payload, titles: Titles) -> Payload:
    return citation | {
        "quote": Words(citation["exact"], citation["language"]),
        "language_name": language_name(citation["language"]),
        "translation_label": label(Translation, citation["translation"]),
        "document_title": words(titles.get(citation["document"])) or Words(citation["document"], ""),
        "reader": reader_address(
            citation["document"],
            citation["language"],
            edition=citation["edition"],
            latest="?edition=" not in (citation["text_url"] or ""),
            eid=citation["clause"],
        ),
    }


def short_quote(citations: list[Payload]) -> Words | None:
    """The beginning of the quotation in the reader's language, else of the first one."""
    own = get_language()
    chosen = next((each for each in citations if each["language"] == own), citations[0] if citations else None)
    return Words(shorten(chosen["exact"], SHORT_QUOTE), chosen["language"]) if chosen else None


def commitment_row(payload: Payload) -> Payload:
    """A commitment as lists show it."""
    return localise(payload) | {
        "kind_label": label(CommitmentKind, payload["kind"]),
        "quote": short_quote(payload["citations"]),
    }


def commitment_page(payload: Payload, titles: Titles) -> Payload:
    """A commitment as its own page shows it; `titles` are those of the documents that it and its links name."""
    shown = commitment_row(payload)
    legal = payload["legal_character"]
    target = shown["target"]
    shown |= {
        "status_label": label(Status, payload["status"]),
        "roles": by_role(shown["actors"], ActorRole),
        "citations": [citation_row(citation, titles) for citation in payload["citations"]],
        "legal_character": legal and legal | {"label": label(LegalCharacter, legal["value"])},
        "target": target and target | {"number": grouped_number(target["quantity"])},
        "links": [link_row(link, titles) for link in shown["links"]],
    }
    return shown


def link_row(link: Payload, titles: Titles) -> Payload:
    if link["relation"] not in Relation.values:
        relation = link["relation"]
    elif link["direction"] == "outgoing":
        relation = label(Relation, link["relation"])
    else:
        relation = str(INVERSE_LABELS[Relation(link["relation"])])
    return link | {"relation_label": relation, "document_title": words(titles.get(link["document"]))}


def documents_named(payload: Payload) -> set[str]:
    """The documents whose titles a commitment's page shows."""
    cited = {citation["document"] for citation in payload["citations"]}
    return cited | {link["document"] for link in payload["links"]} | {payload["document"]["slug"]}


def document_row(payload: Payload, count: int = 0) -> Payload:
    """A document as lists show it; `count` is its number of commitments."""
    shown = localise(payload)
    shown["expressions"] = [expression_row(payload["slug"], text) for text in shown["expressions"]]
    return shown | {
        "kind_label": label(DocumentKind, payload["kind"]),
        "count": count,
        "texts": [text for text in shown["expressions"] if text["latest"]],
    }


def document_page(payload: Payload, count: int) -> Payload:
    shown = document_row(payload, count)
    return shown | {"roles": by_role(shown["actors"], DocumentRole)}


def expression_row(document: str, expression: Payload) -> Payload:
    latest = "?edition=" not in expression["text_url"]
    language = expression["language"]
    return expression | {
        "latest": latest,
        "language_name": language_name(language),
        "translation_label": label(Translation, expression["translation"]),
        "reader": reader_address(document, language, edition=expression["edition"], latest=latest),
    }
