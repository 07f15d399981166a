"""Commitments as JSON-LD: ELI for the documents, SKOS for the vocabularies, Web Annotation for the quotations, and
schema.org for the rest.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.conf import settings

from commitments.models.choices import Relation

from .columns import Payload
from .origin import PUBLISHER, Origin
from .reading import loaded

# What a commitment says of another, in the terms of ELI and SKOS; what these lack is a term of our own.
RELATIONS = {
    Relation.RESTATES: "skos:exactMatch",
    Relation.EXTENDS: "eli:changes",
    Relation.NARROWS: "eli:changes",
    Relation.IMPLEMENTS: "eli:ensures_implementation_of",
    Relation.ENDORSES: "ct:endorses",
    Relation.SUPERSEDES: "eli:repeals",
    Relation.DIVERGES: "ct:diverges",
}
ROLES = ("makes", "addressed_to", "beneficiary")
IN_LANGUAGES = {"@container": "@language"}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "ct": "urn:commitment-tracker:",
    "schema": "http://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "key": "dcterms:identifier",
    "version": {"@id": "schema:version", "@type": "xsd:integer"},
    "sequence": {"@id": "ct:sequence", "@type": "xsd:integer"},
    "published_at": {"@id": "schema:datePublished", "@type": "xsd:dateTime"},
    "retrieved_at": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
    "licence": {"@id": "dcterms:license", "@type": "@id"},
    "how_to_cite": "dcterms:bibliographicCitation",
    "publisher": "dcterms:publisher",
    "commitments": {"@id": "schema:hasPart", "@container": "@set"},
    "document": "eli:is_part_of",
    "date": {"@id": "eli:date_document", "@type": "xsd:date"},
    "title": {"@id": "eli:title", **IN_LANGUAGES},
    "summary": {"@id": "schema:abstract", **IN_LANGUAGES},
    "label": {"@id": "skos:prefLabel", **IN_LANGUAGES},
    "notation": "skos:notation",
    "locator": "eli:number",
    "kind": "schema:additionalType",
    "status": "schema:creativeWorkStatus",
    "themes": {"@id": "eli:is_about", "@container": "@set"},
    "regions": {"@id": "schema:spatialCoverage", "@container": "@set"},
    "makes": {"@id": "eli:passed_by", "@container": "@set"},
    "addressed_to": {"@id": "schema:audience", "@container": "@set"},
    "beneficiary": {"@id": "ct:beneficiary", "@container": "@set"},
    "due_on": {"@id": "schema:expires", "@type": "xsd:date"},
    "target": "ct:target",
    "quantity": {"@id": "schema:value", "@type": "xsd:integer"},
    "unit": {"@id": "schema:unitText", **IN_LANGUAGES},
    "legal_character": "eli:type_document",
    "last_verified_on": {"@id": "ct:last_verified_on", "@type": "xsd:date"},
    # An annotation has the commitment as its body and the words of the source as its target.
    "quotations": {"@reverse": "oa:hasBody", "@container": "@set"},
    "target_text": "oa:hasTarget",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selectors": {"@id": "oa:hasSelector", "@container": "@set"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "language": "dcterms:language",
    **{relation.value: {"@id": uri, "@type": "@id", "@container": "@set"} for relation, uri in RELATIONS.items()},
}


def as_json_ld(blocks: Iterable[bytes], origin: Origin) -> Iterator[bytes]:
    """One JSON document, a line for each commitment."""
    head = {
        "@context": CONTEXT,
        "@id": origin.address,
        "@type": "schema:Dataset",
        "licence": settings.DATA_LICENCE["url"],
        "publisher": PUBLISHER,
        "retrieved_at": origin.moment,
        "sequence": origin.sequence,
        "how_to_cite": origin.how_to_cite,
    }
    yield orjson.dumps(head)[:-1] + b',"commitments":['
    between = b"\n"
    for block in blocks:
        yield between + b",\n".join([orjson.dumps(commitment(row, origin.root)) for row in loaded(block)])
        between = b",\n"
    yield b"\n]}\n"


def commitment(row: Payload, root: str) -> Payload:
    api = f"{root}/api/v1"
    linked: Payload = {
        "id": root + row["url"],
        "type": ["eli:LegalResourceSubdivision", "schema:CreativeWork"],
        "key": row["key"],
        "title": row["title"],
        "summary": row["summary"],
        "locator": row["locator"],
        "kind": row["kind"],
        "status": row["status"],
        "document": {
            "id": f"{api}/documents/{row['document']['slug']}/",
            "type": "eli:LegalResource",
            "title": row["document"]["title"],
            "date": row["document"]["date"],
        },
        "themes": [concept(f"{api}/themes/{tag['slug']}/", tag["slug"], tag["label"]) for tag in row["themes"]],
        "regions": [concept(f"{api}/regions/{tag['code']}/", tag["code"], tag["label"]) for tag in row["regions"]],
        "due_on": row["due_on"],
        "target": row["target"],
        "legal_character": (row["legal_character"] or {}).get("value"),
        "last_verified_on": row["last_verified_on"],
        "quotations": [quotation(citation, root) for citation in row["citations"]],
        "version": row["version"],
        "published_at": row["published_at"],
        "sequence": row["sequence"],
    }
    for role in ROLES:
        if actors := [each for each in row["actors"] if each["role"] == role]:
            linked[role] = [concept(f"{api}/actors/{a['slug']}/", a["slug"], a["label"]) for a in actors]
    for link in row["links"]:
        if link["direction"] == "outgoing":
            linked.setdefault(link["relation"], []).append(f"{api}/commitments/{link['key']}/")
    return {name: value for name, value in linked.items() if value not in (None, {}, [])}


def concept(address: str, key: str, label: dict[str, str]) -> Payload:
    return {"id": address, "type": "skos:Concept", "notation": key, "label": label}


def quotation(citation: Payload, root: str) -> Payload:
    return {
        "type": "oa:Annotation",
        "motivation": "oa:identifying",
        "target_text": {
            "type": "oa:SpecificResource",
            "source": root + citation["text_url"],
            "language": citation["language"],
            "selectors": [
                {"type": "oa:TextPositionSelector", "start": citation["start"], "end": citation["end"]},
                {"type": "oa:TextQuoteSelector"} | {name: citation[name] for name in ("exact", "prefix", "suffix")},
            ],
        },
    }
