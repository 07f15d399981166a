"""The filters of a search: those of commitments, of which clauses have some."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from commitments.models.register import PublishedClause, PublishedDocument
from commitments.searching.bitmaps import Bitmap
from commitments.searching.counting import DIMENSIONS
from commitments.searching.finding import Mode, Scope

from .commitments import CommitmentFilterSet


class SearchFilterSet(CommitmentFilterSet):
    """What a search may find. `q` is not a filter here: it is looked for by words, by meaning, or both."""

    q = django_filters.CharFilter(
        method="left_to_the_search",
        required=True,
        help_text="What to look for: AND, OR, NOT, “phrases”, beginnings*, `theme:` and others.",
    )
    mode = django_filters.ChoiceFilter(
        choices=Mode.choices, method="left_to_the_search", help_text="How to look for it; both where it is left out."
    )
    only = django_filters.ChoiceFilter(
        choices=[("commitments", _("Commitments")), ("clauses", _("Clauses"))],
        method="left_to_the_search",
        help_text="Leaves out the other of the two.",
    )

    # The filters that clauses have as well; any other leaves commitments only.
    of_clauses = frozenset({"q", "mode", "only", "document", "language", "year", "made_before", "made_after"})

    def left_to_the_search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset

    def stated_among(self, found: Bitmap) -> Bitmap:
        return found

    @property
    def mode_asked(self) -> Mode:
        return Mode(self.form.cleaned_data.get("mode") or Mode.BOTH)

    @property
    def open_dimensions(self) -> list[str]:
        """What a search is not narrowed by yet: the facets that it is worth narrowing by."""
        return [dimension for dimension in DIMENSIONS if not self.form.cleaned_data.get(dimension)]

    @property
    def of_commitments_only(self) -> list[str]:
        """The names of the filters given that clauses do not have."""
        given = {name for name, value in self.form.cleaned_data.items() if value} | self.query.without.keys()
        return sorted(given - self.of_clauses)

    @property
    def problems(self) -> dict[str, list[str]]:
        found = super().problems
        if not found and self.form.cleaned_data.get("only") == "clauses":
            found |= {name: [str(_("Clauses cannot be told apart by this."))] for name in self.of_commitments_only}
        return found

    @property
    def scope(self) -> Scope:
        only = self.form.cleaned_data.get("only")
        if not self.query:
            return Scope(None, None)
        return Scope(
            commitments=None if only == "clauses" else self.qs,
            clauses=None if only == "commitments" or self.of_commitments_only else self.clauses(),
            bitmap=self.bitmap,
        )

    def clauses(self) -> QuerySet[PublishedClause]:
        asked = self.form.cleaned_data
        rows = PublishedClause.objects.filter(words__isnull=False)
        if chosen := asked.get("document"):
            rows = rows.filter(expression__document__in=chosen)
        if chosen := asked.get("language"):
            rows = rows.filter(expression__language__in=chosen)
        if of_days := [name for name in ("year", "made_before", "made_after") if asked.get(name)]:
            dated = PublishedDocument.objects.annotate(made_on=F("adopted_on"))
            for name in of_days:
                dated = self.filters[name].filter(dated, asked[name])
            rows = rows.filter(expression__document__in=dated.values("slug"))
        for name in self.typed_beside.keys() & {"document", "language"}:
            rows = rows.filter(**{f"expression__{name}__in": self.typed_beside[name]})
        for name in self.query.without.keys() & {"document", "language"}:
            rows = rows.exclude(**{f"expression__{name}__in": self.query.without[name]})
        return rows
