"""The filters of the commitments list as a form, and as a line of what is applied. filters/ says what they do."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commitments.filters import CommitmentFilterSet
from commitments.models.choices import UNDATED, ActorRole, CommitmentKind, Status
from commitments.models.register import PublishedDocument, PublishedTerm

from . import figures
from .wording import Words, label, language_name, sentence, words

FORM_FIELDS = ("q", "document", "theme", "region", "kind")
# Deeper terms are set in by wider spaces: options of a list can be indented in no other way.
INDENT = "\u2003"


@dataclass(frozen=True)
class Option:
    value: str
    label: Words
    selected: bool


@dataclass(frozen=True)
class Field:
    """A choice of the form. `errors` say what was wrong with the value given."""

    name: str
    label: str
    empty: str
    options: list[Option]
    errors: list[str]


@dataclass(frozen=True)
class Applied:
    """A value that narrows the list, and the query string of the list without it."""

    label: str
    value: Words | str
    without: str


def field_labels() -> dict[str, str]:
    return {
        "document": _("Document"),
        "theme": _("Theme"),
        "region": _("Region"),
        "actor": _("Actor"),
        "role": _("Role"),
        "kind": _("Kind"),
        "language": _("Language"),
        "status": _("Status"),
        "due_before": _("Due on or before"),
        "due_after": _("Due on or after"),
        "made_before": _("Made on or before"),
        "made_after": _("Made on or after"),
        "year": _("Year"),
        "q": _("Words"),
        "as_of": _("As of"),
    }


def known_parameters(given: QueryDict, known: Iterable[str] = CommitmentFilterSet.base_filters) -> QueryDict:
    """The parameters that ask for something, without empty ones and whatever else a shared link has picked up.

    PostgreSQL has no NUL character, so a value that holds one gets another in its place, and is as unknown as it was.
    """
    kept = QueryDict(mutable=True)
    for name in known:
        if values := [value.replace("\x00", "\ufffd") for value in given.getlist(name) if value.strip()]:
            kept.setlist(name, values)
    return kept


def form_fields(state: figures.State, given: QueryDict, problems: dict[str, list[str]]) -> list[Field]:
    """The choices of the form, the first value of each selected."""
    labels = field_labels()

    def field(name: str, empty: str, options: Iterable[tuple[str, Words]]) -> Field:
        chosen = given.getlist(name)[:1]
        made = [Option(value, text, value in chosen) for value, text in options]
        return Field(name, labels[name], empty, made, problems.get(name, []))

    own = get_language() or settings.LANGUAGE_CODE
    kinds = [(value, Words(sentence(CommitmentKind(value).label), own)) for value in CommitmentKind.values]
    titles = figures.document_titles(state)
    return [
        field("document", _("All documents"), [(slug, words(title)) for slug, title in titles.items()]),
        field("theme", _("All themes"), indented(state, "theme")),
        field("region", _("All regions"), indented(state, "region")),
        field("kind", _("All kinds"), kinds),
    ]


def indented(state: figures.State, kind: str) -> Iterable[tuple[str, Words]]:
    for term in figures.terms(state, kind):
        text = words(term.label) or Words(term.key, "")
        yield term.key, Words(INDENT * term.depth + text, text.language)


def hidden_parameters(given: QueryDict, fields: tuple[str, ...] = FORM_FIELDS) -> list[tuple[str, str]]:
    """What the form's own inputs cannot hold, so that searching again does not drop it."""
    return [(name, value) for name, values in given.lists() for value in (values[1:] if name in fields else values)]


def applied(state: figures.State, given: QueryDict) -> list[Applied]:
    labels = field_labels()
    return [
        Applied(labels[name], value_label, without(given, name, value))
        for name, values in given.lists()
        for value, value_label in named(state, name, values)
    ]


def without(given: QueryDict, name: str, value: str) -> str:
    rest = given.copy()
    rest.setlist(name, [other for other in given.getlist(name) if other != value])
    if name == "actor" and not rest.getlist(name):
        rest.setlist("role", [])  # A role was that of the actor.
    return rest.urlencode()


def named(state: figures.State, name: str, values: list[str]) -> list[tuple[str, Words | str]]:
    """Each value with the words that the reader knows it by; a value unknown to the register as it is."""
    values = list(dict.fromkeys(values))
    if name == "document":
        documents = PublishedDocument.objects.filter(slug__in=values)
        titles = dict(documents.values_list("slug", "payload__title"))
        return [(value, words(titles.get(value)) or value) for value in values]
    if name in {"theme", "region"}:
        known = {term.key: term.label for term in figures.terms(state, name)}
        return [(value, words(known.get(value)) or value) for value in values]
    if name == "actor":
        actors = PublishedTerm.objects.filter(kind="actor", key__in=values)
        labels = dict(actors.values_list("key", "payload__label"))
        return [(value, words(labels.get(value)) or value) for value in values]
    return [(value, _NAMED.get(name, str)(value)) for value in values]


def value_name(name: str, value: str) -> str:
    """The words for a value that has no label of its own: of a closed vocabulary, a language or a year."""
    return str(_NAMED.get(name, str)(value))


def options(choices: Iterable[tuple[str, Any]], chosen: str) -> list[Option]:
    own = get_language() or settings.LANGUAGE_CODE
    return [Option(value, Words(str(text), own), value == chosen) for value, text in choices]


def joined(query: str, given: QueryDict, names: Iterable[str]) -> str:
    """A query string with those of the parameters given that have these names."""
    asked = QueryDict(query, mutable=True)
    for name in names:
        if values := given.getlist(name):
            asked.setlist(name, values)
    return asked.urlencode()


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value))
    except ValueError:
        return value


_NAMED: dict[str, Callable[[str], Any]] = {
    "kind": lambda value: sentence(label(CommitmentKind, value)),
    "status": lambda value: sentence(label(Status, value)),
    "role": lambda value: sentence(label(ActorRole, value)),
    "language": language_name,
    "year": lambda value: _("Undated") if value == UNDATED else value,
    **dict.fromkeys(("due_before", "due_after", "made_before", "made_after", "as_of"), _day),
}
