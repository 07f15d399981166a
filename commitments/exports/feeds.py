"""The register's entries as Atom (RFC 4287) and JSON Feed 1.1, newest first, in pages (RFC 5005)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

import orjson
from django.conf import settings
from lxml import etree

from .origin import PUBLISHER

ATOM = "http://www.w3.org/2005/Atom"
XML = "http://www.w3.org/XML/1998/namespace"
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Entry:
    """A publication or a withdrawal. `hash` is that of the register entry, which is never another one's."""

    hash: str
    title: str
    summary: str
    address: str
    at: datetime
    category: str

    @property
    def id(self) -> str:
        """The same on every host and in every language."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'urn:commitment-tracker:entry:{self.hash}')}"


@dataclass(frozen=True)
class Feed:
    """One page of a feed. `first` is its lasting address; `next` is that of older entries, "" where there are none."""

    title: str
    language: str
    page: str
    address: str
    first: str
    next: str
    updated: datetime
    entries: Sequence[Entry]


def moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def as_atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    root.set(f"{{{XML}}}lang", feed.language)

    def add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
        element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
        element.text = storable(text) if text is not None else None
        return element

    add(root, "title", feed.title)
    add(root, "id", feed.first)
    add(root, "updated", moment(feed.updated))
    add(add(root, "author"), "name", PUBLISHER)
    add(root, "rights", settings.DATA_LICENCE["name"])
    add(root, "link", rel="self", href=feed.address, type="application/atom+xml")
    add(root, "link", rel="first", href=feed.first, type="application/atom+xml")
    add(root, "link", rel="alternate", href=feed.page, type="text/html")
    add(root, "link", rel="license", href=settings.DATA_LICENCE["url"])
    if feed.next:
        add(root, "link", rel="next", href=feed.next, type="application/atom+xml")
    for each in feed.entries:
        entry = add(root, "entry")
        add(entry, "title", each.title)
        add(entry, "id", each.id)
        # An entry of the register never changes.
        add(entry, "published", moment(each.at))
        add(entry, "updated", moment(each.at))
        add(entry, "link", rel="alternate", href=each.address, type="text/html")
        add(entry, "category", term=each.category)
        add(entry, "summary", each.summary)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def storable(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(
        letter for letter in text if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff")
    )  # fmt: skip


def as_json_feed(feed: Feed) -> bytes:
    told = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.first,
        "next_url": feed.next,
        "language": feed.language,
        "authors": [{"name": PUBLISHER}],
        "items": [
            {
                "id": each.id,
                "url": each.address,
                "title": each.title,
                "content_text": each.summary,
                "date_published": moment(each.at),
                "date_modified": moment(each.at),
                "language": feed.language,
                "tags": [each.category],
            }
            for each in feed.entries
        ],
    }
    return orjson.dumps({name: value for name, value in told.items() if value != ""})


FEEDS = {
    "atom": ("application/atom+xml; charset=utf-8", as_atom),
    "json": ("application/feed+json; charset=utf-8", as_json_feed),
}
