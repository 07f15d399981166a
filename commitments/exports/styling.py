"""A CSL-JSON item → a reference in a style that others prescribe: by the citation processor citeproc-py, from the CSL
files in styles/.
"""

import re
from functools import lru_cache
from pathlib import Path
from threading import Lock

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from .references import Item

# The name that is asked for → the file.
STYLES = {
    "apa": "apa",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "ieee": "ieee",
    "mla": "modern-language-association",
}
FILES = Path(__file__).parent / "styles"
# The site's languages as CSL's locales are named.
LOCALES = {"ar": "ar", "en": "en-US", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh-hans": "zh-CN"}
# Cite Them Right is a British guide: single quotation marks, the day before the month.
LOCALES_OF_STYLES = {("harvard", "en"): "en-GB"}
# A style is read once and then used by one request at a time: it is not known to bear several.
_one_at_a_time = Lock()


def as_styled(item: Item, language: str, style: str) -> str:
    """One line, its own words (“Accessed”, the names of months) in `language`."""
    locale = LOCALES_OF_STYLES.get((style, language), LOCALES[language])
    with _one_at_a_time:
        source = CiteProcJSON([understood(item)])
        listed = CitationStylesBibliography(read(STYLES[style], locale), source, formatter.plain)
        listed.register(Citation([CitationItem("item")]))
        [reference] = listed.bibliography()
    # Of a list of one the number tells nothing.
    told = " ".join(re.sub(r"^\[1\]", "", str(reference)).split())
    return told if "author" in item else without_repetition(told, len(" ".join(item["title"].split())))


def without_repetition(reference: str, least: int) -> str:
    """Where a style lets the title stand for an unknown author, the processor writes it a second time."""
    return re.sub(rf"^(.{{{least},}}(?<! ))(.*?) \1", r"\1\2", reference)


@lru_cache(maxsize=len(STYLES) * len(LOCALES))
def read(name: str, locale: str) -> CitationStylesStyle:
    return CitationStylesStyle(str(FILES / f"{name}.csl"), locale=locale, validate=False)


def understood(item: Item) -> Item:
    """The item in terms that these styles do something right with."""
    found = item | {"id": "item"}
    # The place within a document, which none of them tells of an entry.
    if place := found.pop("section", None):
        found["container-title"] = f"{item['container-title']}, {place}"
    # A statute of the United States to them.
    if found["type"] == "legislation":
        found["type"] = "report"
    # A publisher of news is the paper; a number would be taken for its edition.
    if found["type"] == "article-newspaper":
        found.pop("number", None)
        if paper := found.pop("publisher", None):
            found["container-title"] = paper
    return found
