"""Stored JSON → words in the reader's language, each of which knows the language that it is in."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.formats import number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info

from commitments.models.translations import translated
from commitments.text import TextError, direction, normalise_language

Payload = dict[str, Any]

TRANSLATED = frozenset({"title", "label", "summary", "note", "definition", "rationale", "place", "unit"})
TRANSLATED_LISTS = frozenset({"alternative_names", "alternative_labels"})
DAYS = frozenset({"date", "due_on", "last_verified_on", "retrieved_on", "since", "until"})


class Words(str):
    """A text and its language. A template writes it with `lang` and `dir` wherever that is not the page's own."""

    language: str

    def __new__(cls, text: str, language: str) -> "Words":
        words = super().__new__(cls, text)
        words.language = language
        return words

    @property
    def text(self) -> str:
        """The bare text, for attributes and titles."""
        return str(self)

    @property
    def attributes(self) -> SafeString:
        """` lang="fr" dir="ltr"`, for an element that holds this text alone."""
        return format_html(' lang="{}" dir="{}"', language_tag(self.language), direction_of(self.language))

    def __html__(self) -> SafeString:
        if not self or self.language.lower() == (get_language() or "").lower():
            return escape(self.text)
        return format_html("<span{}>{}</span>", self.attributes, self.text)


def language_tag(language: str) -> str:
    try:
        return normalise_language(language)
    except TextError:
        return language


def direction_of(language: str) -> str:
    try:
        return direction(language)
    except TextError:
        return "auto"


def language_name(language: str) -> str:
    """The name of a language in the reader's language; its tag where the name is not known."""
    try:
        return str(get_language_info(language.lower())["name_translated"])
    except KeyError:
        return language


def label(choices: type[models.TextChoices], value: str | None) -> str:
    """The label of a value of a closed vocabulary; the value itself if a newer register knows more than we do."""
    return str(choices(value).label) if value in choices.values else value or ""


def words(texts: dict[str, str] | None) -> Words:
    return Words(*translated(texts or {}))


def words_of_all(lists: dict[str, list[str]]) -> list[Words]:
    """Every text of every language, the reader's first."""
    own = get_language()
    ordered = sorted(lists, key=lambda language: (language != own, language))
    return [Words(text, language) for language in ordered for text in lists[language]]


def localise(payload: Payload) -> Payload:
    """A stored value in the reader's language: translated texts become Words, days become dates."""
    return {name: _localised(name, value) for name, value in payload.items()}


def _localised(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        if name in TRANSLATED:
            return words(value)
        return words_of_all(value) if name in TRANSLATED_LISTS else localise(value)
    if isinstance(value, list):
        return [_localised(name, inner) for inner in value]
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) else value


def shorten(text: str, length: int) -> str:
    """The beginning of a text, ended at a space where there is one near."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    head = flat[:length]
    space = head.rfind(" ")
    return (head[:space] if space > length // 2 else head).rstrip(" ,;:،؛") + "…"


def grouped_number(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)


def sentence(text: object) -> str:
    return str(capfirst(str(text)))
