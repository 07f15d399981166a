"""The public JSON of a draft, as the register keeps it: its own facts, and other things by their keys.

Labels of terms, the text behind a citation and links are things of their own in the register; `composing.py` adds them
for readers. A payload holds only text, whole numbers, lists, objects and null, so that its canonical JSON is
unambiguous.
"""

from datetime import date
from typing import Any

from commitments.models import Actor, AgreementReport, Commitment, Document, Expression, Link, Region, Theme


def day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def theme_payload(theme: Theme) -> dict[str, Any]:
    return {
        "slug": theme.slug,
        "label": theme.label,
        "broader": theme.broader.slug if theme.broader else None,
        "position": theme.position,
        "alternative_labels": theme.alternative_labels,
        "definition": theme.definition,
        "exact_match": list(theme.exact_match),
        "close_match": list(theme.close_match),
    }


def region_payload(region: Region) -> dict[str, Any]:
    return {
        "code": region.code,
        "kind": region.kind,
        "label": region.label,
        "broader": region.broader.code if region.broader else None,
        "note": region.note,
        "members": [
            {"country": member.country, "since": day(member.since), "until": day(member.until)}
            for member in region.members.all()
        ],
    }


def actor_payload(actor: Actor) -> dict[str, Any]:
    return {
        "slug": actor.slug,
        "type": actor.type,
        "label": actor.label,
        "broader": actor.broader.slug if actor.broader else None,
        "iso3166": actor.iso3166 or None,
        "alternative_names": actor.alternative_names,
    }


def document_payload(document: Document) -> dict[str, Any]:
    return {
        "slug": document.slug,
        "title": document.title,
        "kind": document.kind,
        "symbol": document.symbol or None,
        "date": day(document.adopted_on),
        "place": document.place,
        "actors": [{"slug": role.actor.slug, "role": role.role} for role in document.actor_roles.all()],
        "alternative_names": document.alternative_names,
        "note": document.note,
    }


def expression_payload(expression: Expression) -> dict[str, Any]:
    clauses: list[Any] = list(expression.clauses.all())
    eids = {clause.pk: clause.eid for clause in clauses}
    return {
        "document": expression.document.slug,
        "language": expression.language,
        "edition": expression.edition,
        "direction": expression.direction,
        "translation": expression.translation,
        "publisher": expression.publisher,
        "source_url": expression.source_url or None,
        "retrieved_on": day(expression.retrieved_on),
        "note": expression.note,
        "file_name": expression.file_name,
        "file_sha256": expression.file_sha256,
        "text_sha256": expression.text_sha256,
        "text": expression.text,
        "clauses": [
            {
                "eid": clause.eid,
                "parent": eids[clause.parent_id] if clause.parent_id else None,
                "kind": clause.kind,
                "label": clause.label,
                "number": clause.number,
                "path": list(clause.path),
                "locator": clause.locator,
                "heading": clause.heading,
                "depth": clause.depth,
                "start": clause.start,
                "end": clause.end,
            }
            for clause in clauses
        ],
        "references": [
            {
                "clause": clause.eid,
                "document": reference.document.slug,
                "article": reference.article,
                "start": reference.start,
                "end": reference.end,
                "exact": reference.exact,
            }
            for clause in clauses
            for reference in sorted(clause.public_references, key=lambda each: (each.start, each.document.slug))
        ],
    }


def commitment_payload(commitment: Commitment) -> dict[str, Any]:
    return {
        "key": commitment.key,
        "document": {"slug": commitment.document.slug},
        "locator": commitment.locator,
        "position": commitment.position,
        "kind": commitment.kind,
        "title": commitment.title,
        "summary": commitment.summary,
        "themes": [{"slug": theme.slug} for theme in sorted(commitment.themes.all(), key=lambda theme: theme.slug)],
        "regions": [
            {"code": region.code} for region in sorted(commitment.regions.all(), key=lambda region: region.code)
        ],
        "actors": [{"slug": role.actor.slug, "role": role.role} for role in commitment.actor_roles.all()],
        "due_on": day(commitment.due_on),
        "target": {"quantity": commitment.target_quantity, "unit": commitment.target_unit}
        if commitment.target_quantity is not None
        else None,
        "legal_character": {"value": commitment.legal_character, "source": commitment.legal_character_source}
        if commitment.legal_character
        else None,
        "status": commitment.status,
        "last_verified_on": day(commitment.last_verified_on),
        "citations": [
            {
                "document": citation.expression.document.slug,
                "language": citation.expression.language,
                "edition": citation.expression.edition,
                "clause": citation.clause.eid if citation.clause else None,
                "locator": citation.clause.locator if citation.clause else None,
                "start": citation.start,
                "end": citation.end,
                "exact": citation.exact,
                "prefix": citation.prefix,
                "suffix": citation.suffix,
            }
            for citation in commitment.citations.all()
        ],
    }


def link_payload(link: Link) -> dict[str, Any]:
    return {
        "key": link.register_key,
        "source": link.source.key,
        "target": link.target.key,
        "relation": link.relation,
        "rationale": link.rationale,
        "origin": link.origin,
        "state": link.state,
        "decided_on": day(link.decided_at.date()) if link.decided_at else None,
    }


def agreement_payload(report: AgreementReport) -> dict[str, Any]:
    return {"key": report.register_key, **report.figures, "computed_on": day(report.computed_on)}
