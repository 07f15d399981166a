"""What rows and columns can stand for, and which of them there are: zeros included, for they are read from the
register and not from what is counted.

A dimension has the name of the filter of commitments/ that finds the commitments of one of its keys.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext_lazy as _

from commitments.models.choices import UNDATED, CommitmentKind
from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedExpression
from commitments.models.translations import translated
from commitments.text.folding import fold

from ..states import State, terms

Labels = dict[str, str]


@dataclass(frozen=True)
class Entry:
    """A row or column that there may be. `above` are the keys of all broader ones, from the top."""

    key: str
    label: Labels
    above: tuple[str, ...] = ()
    narrower: int = 0


@dataclass(frozen=True)
class Dimension:
    """`by_name`: readers find its entries by the alphabet."""

    name: str
    label: Promise
    entries: Callable[[State], list[Entry]]
    is_tree: bool = False
    by_name: bool = False


def in_all_languages(text: Callable[[], object]) -> Labels:
    labels = {}
    for language in settings.CONTENT_LANGUAGES:
        with override(language):
            labels[language] = str(text())
    return labels


def of_vocabulary(kind: str) -> Callable[[State], list[Entry]]:
    def read(state: State) -> list[Entry]:
        above: dict[str, tuple[str, ...]] = {}
        narrower: dict[str, int] = {}
        for term in terms(state, kind):
            above[term.key] = (*above[term.broader], term.broader) if term.broader in above else ()
            narrower[term.broader] = narrower.get(term.broader, 0) + 1
        return [Entry(term.key, term.label, above[term.key], narrower.get(term.key, 0)) for term in terms(state, kind)]

    return read


def making_documents(state: State) -> list[tuple[str, Labels, int | None]]:
    """Slug, title and year of the documents that make commitments or have made some, newest first."""

    def read() -> list[tuple[str, Labels, int | None]]:
        makes = Exists(PublishedCommitment.objects.filter(document=OuterRef("slug")))
        found = PublishedDocument.objects.filter(makes).values_list("slug", "payload__title", "adopted_on")
        return [(slug, title or {}, day.year if day else None) for slug, title, day in found]

    return state.once("making-documents", read)


def documents(state: State) -> list[Entry]:
    return [Entry(slug, title) for slug, title, _year in making_documents(state)]


def kinds(_state: State) -> list[Entry]:
    return [Entry(kind.value, in_all_languages(partial(getattr, kind, "label"))) for kind in CommitmentKind]


def language_name(language: str) -> str:
    try:
        return str(get_language_info(language.lower())["name_translated"])
    except KeyError:
        return ""


def languages(state: State) -> list[Entry]:
    def read() -> list[str]:
        return list(PublishedExpression.objects.order_by("language").values_list("language", flat=True).distinct())

    known = state.once("languages", read)
    return [Entry(each, in_all_languages(partial(language_name, each))) for each in known]


def years(state: State) -> list[Entry]:
    known = {year for _slug, _title, year in making_documents(state)}
    dated = [Entry(f"{year:04d}", {}) for year in sorted(year for year in known if year)]
    return [*dated, Entry(UNDATED, in_all_languages(lambda: _("Undated")))] if None in known else dated


DIMENSIONS = {
    dimension.name: dimension
    for dimension in (
        Dimension("theme", _("Themes"), of_vocabulary("theme"), is_tree=True),
        Dimension("region", _("Regions"), of_vocabulary("region"), is_tree=True, by_name=True),
        Dimension("actor", _("Actors"), of_vocabulary("actor"), is_tree=True, by_name=True),
        Dimension("document", _("Documents"), documents),
        Dimension("kind", _("Kinds"), kinds),
        Dimension("language", _("Languages"), languages),
        Dimension("year", _("Years"), years),
    )
}


@dataclass(frozen=True)
class Axis:
    """The rows, or the columns, that are wanted.

    `chosen` keys are where it begins: those of the filter of the same name, else the top terms, or all of a list.
    `depth` is the number of levels shown below them; where it is None, one below a single beginning and none below
    several, so that there is always something to compare.
    """

    dimension: Dimension
    chosen: frozenset[str] = frozenset()
    depth: int | None = None

    def entries(self, state: State, language: str | None = None) -> list[tuple[Entry, int]]:
        """The entries shown, each with the number of those above it that are shown too: in the order of the register,
        or in that of a reader of the language.
        """
        every = self.dimension.entries(state)
        if language and self.dimension.by_name:
            every = by_name(every, language)
        starts = self.chosen or {entry.key for entry in every if not entry.above}
        depth = self.depth if self.depth is not None else int(len(starts) == 1)
        levels = {entry.key: len(entry.above) for entry in every}
        shown = {entry.key for entry in every if within(entry, starts, depth, levels)}
        return [(entry, len(shown.intersection(entry.above))) for entry in every if entry.key in shown]


def by_name(entries: list[Entry], language: str) -> list[Entry]:
    """Each after its broader one still."""
    names = {entry.key: (fold(translated(entry.label, language)[0]), entry.key) for entry in entries}
    return sorted(entries, key=lambda entry: [names[key] for key in (*entry.above, entry.key)])


def within(entry: Entry, starts: Set[str], depth: int, levels: dict[str, int]) -> bool:
    above = [levels[key] for key in (entry.key, *entry.above) if key in starts]
    return bool(above) and levels[entry.key] - max(above) <= depth


def axis(name: str, depth: int | None, filters: Mapping[str, Any]) -> Axis:
    return Axis(DIMENSIONS[name], frozenset(filters.get(name) or ()), depth)
