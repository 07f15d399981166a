"""Hits of a search and facets, made ready for their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commitments.analysis.facets import Facets, Value

from .filtering import field_labels, value_name
from .rows import reader_address
from .wording import Payload, Words, language_name, words

# Of a facet, so many values are shown before the reader asks for all of them.
SHOWN_FIRST = 8


def hit_row(hit: Payload) -> Payload:
    """A hit: where it leads, the passage with its words marked, and why it is one in words."""
    document = words(hit["document"]["title"]) or Words(hit["document"]["slug"], "")
    if hit["kind"] == "commitment":
        address = reverse("pages:commitment", args=[hit["key"]])
        title = words(hit["title"]) or Words(hit["key"], "")
    else:
        text, _sign, eid = hit["key"].partition("#")
        slug, language, edition = text.split("/")
        address = reader_address(slug, language, edition=int(edition), eid=eid)
        title = words(hit["title"]) or Words(_("Clause %(locator)s") % {"locator": isolated(hit["locator"] or eid)}, "")
    return hit | {
        "address": address,
        "title": title,
        "document_title": document,
        "attributes": Words("", hit["language"] or "").attributes if hit["language"] else "",
        "passage": passage(hit),
        "reasons": reasons(hit["why"]),
    }


def passage(hit: Payload) -> SafeString:
    marked = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part["text"]) if part["hit"] else escape(part["text"]),)
                   for part in hit["snippet"])
    )  # fmt: skip
    before, after = ("…" if hit["cut"][end] else "" for end in ("start", "end"))
    return format_html("{}{}{}", before, marked, after)


def field_names() -> dict[str, str]:
    return {
        "title": _("title"),
        "quote": _("quotation"),
        "summary": _("summary"),
        "text": _("text"),
        "key": _("key"),
        "locator": _("place in the document"),
        "document": _("name of the document"),
        "theme": _("theme"),
        "region": _("region"),
        "actor": _("actor"),
    }


def reasons(why: Payload) -> list[Payload]:
    """Each field and language once, with its words as they stand there; then the meaning."""
    names = field_names()
    found: dict[tuple[str, str], list[str]] = {}
    for match in why["words"]:
        found.setdefault((match["field"], match["language"] or ""), []).extend(match["words"])
    rows: list[Payload] = [
        {"field": names[field], "language": language_name(language) if language else "",
         "words": [Words(word, language) for word in dict.fromkeys(said)]}
        for (field, language), said in found.items()
    ]  # fmt: skip
    if meaning := why["meaning"]:
        field = names.get(meaning["field"], "")
        rows.append({"field": field, "language": language_name(meaning["language"]), "nearness": meaning["nearness"]})
    return rows


@dataclass(frozen=True)
class FacetValue:
    label: Words | str
    count: int
    query: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A dimension with its values, greatest number first; `more` are those that the reader has to ask for."""

    name: str
    label: str
    first: list[FacetValue]
    more: list[FacetValue]


def facet_rows(facets: Facets, given: QueryDict) -> list[Facet]:
    labels = field_labels()
    found = []
    for dimension, values in facets.items():
        rows = list(value_rows(dimension, values, given))
        if rows:
            found.append(Facet(dimension, labels[dimension], rows[:SHOWN_FIRST], rows[SHOWN_FIRST:]))
    return found


def value_rows(dimension: str, values: Iterable[Value], given: QueryDict) -> Iterable[FacetValue]:
    """Each leads to as many rows as it counts: in place of another value of its dimension, from the first page."""
    for value in values:
        asked: Any = given.copy()
        asked[dimension] = value.key
        label = words(value.label) or value_name(dimension, value.key)
        yield FacetValue(label, value.count, asked.urlencode(), value.key in given.getlist(dimension))


def isolated(text: str) -> str:
    """A text with its own direction, wherever it stands: in Arabic, 8.p11 would turn into p11.8."""
    return f"\u2068{text}\u2069"
