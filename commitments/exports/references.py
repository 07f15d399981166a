"""What is to be cited → CSL-JSON, from which the other formats are made: one item for one thing."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commitments.models.choices import DocumentKind, Relation
from commitments.models.translations import translated

from .columns import Payload
from .origin import PUBLISHER, Origin

# Item types of CSL 1.0.2.
TYPES = {
    DocumentKind.TREATY: "treaty",
    DocumentKind.AGREEMENT: "treaty",
    DocumentKind.RESOLUTION: "legislation",
    DocumentKind.SPEECH: "speech",
    DocumentKind.NEWS_REPORT: "article-newspaper",
    DocumentKind.CONCEPT_PAPER: "report",
    DocumentKind.ACTION_PLAN: "report",
}
Item = dict[str, Any]


def day_of(value: str | date | datetime | None) -> Item | None:
    """A day as CSL writes it; a moment of the register is in UTC."""
    if not value:
        return None
    found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return {"date-parts": [[found.year, found.month, found.day]]}


def page(origin: Origin, language: str, name: str, *args: Any) -> str:
    """The address of a page in a language."""
    with override(language):
        return origin.root + reverse(f"pages:{name}", args=args)


def authors_of(document: Payload, language: str) -> list[Item]:
    """Those who speak or have issued or signed, as CSL names that are not to be taken apart."""
    wanted = ("speaker", "issuer", "signatory")
    role = next((role for role in wanted if any(each["role"] == role for each in document["actors"])), None)
    chosen = [each for each in document["actors"] if each["role"] == role]
    return [{"literal": translated(each["label"], language)[0] or each["slug"]} for each in chosen]


def entry_of(sequence: int, language: str) -> str:
    """Which entry of the register it is, for people."""
    with override(language):
        return f"{_('register entry')} {sequence}"


def full(item: Item) -> Item:
    """Without what is not known."""
    return {name: value for name, value in item.items() if value not in (None, "", [], {})}


def document_item(document: Payload, origin: Origin, language: str) -> Item:
    """A document itself, as its source has published it; the address is that of the source where one is known."""
    title, written_in = translated(document["title"], language)
    texts = [text for text in document["expressions"] if text["source_url"]]
    original = next((text for text in texts if text["translation"] == "original"), texts[0] if texts else None)
    return full(
        {
            "id": document["slug"],
            "type": TYPES.get(document["kind"], "document"),
            "title": title or document["slug"],
            "author": authors_of(document, language),
            "number": document["symbol"],
            "issued": day_of(document["date"]),
            "event-place": translated(document["place"], language)[0],
            "publisher": original["publisher"] if original else None,
            "URL": original["source_url"] if original else page(origin, language, "document", document["slug"]),
            "accessed": day_of(origin.retrieved_at),
            "language": written_in,
        }
    )


def commitment_item(commitment: Payload, document: Payload, origin: Origin, language: str) -> Item:
    """A commitment in one wording, at the address that will always show it."""
    title, written_in = translated(commitment["title"], language)
    key, version = commitment["key"], commitment["version"]
    return full(
        {
            "id": f"{key}-v{version}",
            "type": "entry",
            "title": title or key,
            "author": authors_of(document, language) if document else [],
            "container-title": translated(commitment["document"]["title"], language)[0],
            "section": commitment["locator"],
            "issued": day_of(commitment["document"]["date"]),
            "publisher": PUBLISHER,
            "version": str(version),
            "archive_location": entry_of(commitment["sequence"], language),
            "URL": page(origin, language, "commitment-version", key, version),
            "accessed": day_of(origin.retrieved_at),
            "language": written_in,
        }
    )


def link_item(link: Payload, origin: Origin, language: str) -> Item:
    """A link: what one commitment says of another is the tracker's own statement."""
    with override(language):
        relation = str(Relation(link["relation"]).label) if link["relation"] in Relation.values else link["relation"]
    source, target = (translated(link[end]["title"], language)[0] or link[end]["key"] for end in ("source", "target"))
    return full(
        {
            "id": f"{link['key']}-v{link['version']}",
            "type": "entry",
            "title": f"{source} — {relation} — {target}",
            "author": [{"literal": PUBLISHER}],
            "container-title": PUBLISHER,
            "issued": day_of(link["published_at"]),
            "publisher": PUBLISHER,
            "version": str(link["version"]),
            "archive_location": entry_of(link["sequence"], language),
            "URL": page(origin, language, "lineage", link["source"]["key"]),
            "accessed": day_of(origin.retrieved_at),
            "language": language,
        }
    )


def list_item(origin: Origin, language: str, *, at: datetime | None) -> Item:
    """A filtered list of commitments, as it stood at an entry of the register."""
    with override(language):
        title = _("Commitments in the register up to entry %(number)s") % {"number": origin.sequence}
    return full(
        {
            "id": f"commitments-entry-{origin.sequence}",
            "type": "dataset",
            "title": title,
            "author": [{"literal": PUBLISHER}],
            "issued": day_of(at),
            "publisher": PUBLISHER,
            "version": str(origin.sequence),
            "URL": origin.address,
            "accessed": day_of(origin.retrieved_at),
            "language": language,
            "note": settings.DATA_LICENCE["name"],
        }
    )
