"""Comparisons made ready for their pages: a table of documents by theme, and two commitments in the words of both."""

from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.models.choices import DocumentKind

from .rows import SHORT_QUOTE, Titles
from .timelines import commitment_of, shown_difference
from .wording import Payload, Words, label, language_name, localise, shorten, words


def documents_table(compared: Payload) -> Payload:
    """Columns for the documents; a row for each theme, with what each of them says on it, and nothing where silent."""
    documents = [
        localise(document) | {"kind_label": label(DocumentKind, document["kind"])} for document in compared["documents"]
    ]
    says = {key: cell_of(commitment) for key, commitment in compared["commitments"].items()}
    for document in documents:
        document["count"] = sum(each["document"] == document["slug"] for each in says.values())
    return {
        "documents": documents,
        "themes": [
            {
                "slug": theme["slug"],
                "label": words(theme["label"]) or theme["slug"],
                "depth": len(theme["ancestors"]),
                "cells": [
                    {
                        "document": document,
                        "says": [says[key] for key in theme["says"][document["slug"]]],
                        "is_silent": document["slug"] in theme["silent"],
                    }
                    for document in documents
                ],
            }
            for theme in compared["themes"]
        ],
        "silent": [{"slug": theme["slug"], "label": words(theme["label"])} for theme in compared["silent_themes"]],
    }


def cell_of(commitment: Payload) -> Payload:
    own = get_language()
    quotes = commitment["quotes"]
    chosen = next((each for each in quotes if each["language"] == own), quotes[0] if quotes else None)
    quote = chosen and Words(shorten(chosen["exact"], SHORT_QUOTE), chosen["language"])
    return {
        "key": commitment["key"],
        "document": commitment["document"],
        "locator": commitment["locator"],
        "title": words(commitment["title"]),
        "quote": quote,
    }


def commitments_compared(compared: Payload, titles: Titles) -> Payload:
    """`titles` are those of the documents that are quoted."""
    commitments = [commitment_of(payload, titles) for payload in compared["commitments"]]
    change, aligned = compared["change"], compared["aligned"]
    chosen = change["language"] if change else ""
    keys = [("commitment", commitment["key"]) for commitment in commitments]
    return {
        "commitments": commitments,
        "sides": list(zip((_("First"), _("Second")), commitments, strict=True)),
        "change": change and shown_difference(change),
        "language_name": language_name(chosen),
        "aligned": aligned and aligned_rows(aligned),
        "languages": [
            {"name": language_name(each), "query": urlencode([*keys, ("language", each)]), "chosen": each == chosen}
            for each in compared["shared_languages"]
        ],
        "turned": urlencode([*reversed(keys), *([("language", chosen)] if chosen else [])]),
    }


def aligned_rows(aligned: Payload) -> list[Payload]:
    first, second = aligned["languages"]
    return [
        {
            "first": [Words(text, first) for text in row["first"]],
            "second": [Words(text, second) for text in row["second"]],
        }
        for row in aligned["rows"]
    ]
