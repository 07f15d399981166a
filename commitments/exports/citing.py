"""A CSL-JSON item → BibTeX, RIS, and a reference to read.

The reference is in a style of our own, after the United Nations Editorial Manual, unless another is asked for: author,
“title”, where it stands, place, date, symbol, address.
"""

import re
from collections.abc import Callable
from datetime import date

import orjson
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from .references import Item
from .styling import STYLES, as_styled

# What LaTeX would take for an order. Letters of any script stay as they are: biber reads UTF-8.
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
BIBTEX_TYPES = {"report": "techreport", "article-newspaper": "article", "entry": "incollection"}
RIS_TYPES = {
    "treaty": "LEGAL",
    "legislation": "GOVDOC",
    "report": "RPRT",
    "speech": "GEN",
    "article-newspaper": "NEWS",
    "dataset": "DATA",
    "entry": "GOVDOC",
}
# The name that biblatex's babel and polyglossia know a language by.
BABEL = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian", "zh": "chinese"}


def flat(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str) -> str:
    return "".join(LATEX.get(letter, letter) for letter in flat(text))


def parts_of(item: Item, name: str) -> list[int]:
    return list(item[name]["date-parts"][0]) if name in item else []


def as_csl(item: Item) -> str:
    """A list, as citation processors and Zotero read it."""
    return orjson.dumps([item], option=orjson.OPT_INDENT_2).decode() + "\n"


def as_bibtex(item: Item) -> str:
    issued = parts_of(item, "issued")
    accessed = parts_of(item, "accessed")
    # Double braces: neither capitals nor the word “and” in a name are BibTeX's to change.
    fields = {
        "author": " and ".join(f"{{{escaped(each['literal'])}}}" for each in item.get("author", ())),
        "title": f"{{{escaped(item['title'])}}}",
        "booktitle": f"{{{escaped(item['container-title'])}}}" if "container-title" in item else "",
        "chapter": escaped(item.get("section", "")),
        "number": escaped(item.get("number", "")),
        "institution" if item["type"] == "report" else "publisher": escaped(item.get("publisher", "")),
        "address": escaped(item.get("event-place", "")),
        "year": f"{issued[0]:04d}" if issued else "",
        "date": date(*issued).isoformat() if issued else "",
        "version": escaped(item.get("version", "")),
        "note": escaped(item.get("archive_location") or item.get("note") or ""),
        "url": item["URL"].replace("%", r"\%").replace("{", "%7B").replace("}", "%7D"),
        "urldate": date(*accessed).isoformat() if accessed else "",
        "langid": BABEL.get(item["language"].partition("-")[0], ""),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = BIBTEX_TYPES.get(item["type"], "misc")
    key = re.sub(r"[^A-Za-z0-9_:.-]", "-", item["id"])
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def as_ris(item: Item) -> str:
    issued = parts_of(item, "issued")
    accessed = parts_of(item, "accessed")
    lines = [
        ("TY", RIS_TYPES.get(item["type"], "GEN")),
        *(("AU", each["literal"]) for each in item.get("author", ())),
        ("TI", item["title"]),
        ("T2", item.get("container-title", "")),
        ("SE", item.get("section", "")),
        ("PY", f"{issued[0]:04d}" if issued else ""),
        ("DA", ris_day(issued)),
        ("CY", item.get("event-place", "")),
        ("PB", item.get("publisher", "")),
        ("M1", item.get("number", "")),
        ("ET", item.get("version", "")),
        ("N1", item.get("archive_location", item.get("note", ""))),
        ("LA", item["language"]),
        ("Y2", ris_day(accessed)),
        ("UR", item["URL"]),
        ("ID", item["id"]),
    ]
    written = [f"{tag}  - {flat(value)}" for tag, value in lines if value]
    return "\r\n".join([*written, "ER  - ", ""])


def ris_day(parts: list[int]) -> str:
    return "{:04d}/{:02d}/{:02d}".format(*parts) if parts else ""


def as_text(item: Item, language: str) -> str:
    """One line, in the manner and language of the page."""
    with override(language):
        days = {name: date_format(date(*parts_of(item, name))) for name in ("issued", "accessed") if name in item}
        version = item.get("version") and _("version %(number)s") % {"number": item["version"]}
        told = [
            _("; ").join(each["literal"] for each in item.get("author", ())),
            _("“%(title)s”") % {"title": flat(item["title"])},
            item.get("container-title"),
            item.get("section"),
            item.get("event-place"),
            days.get("issued"),
            item.get("number"),
            item.get("publisher") if item.get("publisher") != item.get("container-title") else None,
            version,
            item.get("archive_location"),
        ]
        read = _("consulted on %(day)s") % {"day": days["accessed"]}
        return f"{_(', ').join(part for part in told if part)}. {item['URL']} ({read})."


# The style of our own, and those that styling.py knows.
OWN_STYLE = "un"
REFERENCE_STYLES = (OWN_STYLE, *STYLES)


def as_reference(item: Item, language: str, style: str) -> str:
    return (as_text(item, language) if style == OWN_STYLE else as_styled(item, language, style)) + "\n"


# Media type, ending of a file name, and what writes it, of the item, a language and a style.
CITATIONS: dict[str, tuple[str, str, Callable[[Item, str, str], str]]] = {
    "csl": ("application/vnd.citationstyles.csl+json", "json", lambda item, _language, _style: as_csl(item)),
    "bibtex": ("application/x-bibtex; charset=utf-8", "bib", lambda item, _language, _style: as_bibtex(item)),
    "ris": ("application/x-research-info-systems; charset=utf-8", "ris", lambda item, _language, _style: as_ris(item)),
    "text": ("text/plain; charset=utf-8", "txt", as_reference),
}
