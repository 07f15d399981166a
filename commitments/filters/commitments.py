"""The filters of commitments, and how many have what."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import QueryDict

from commitments.models.choices import UNDATED, ActorRole, CommitmentKind, Status
from commitments.models.register import PublishedCommitment, PublishedCommitmentQuerySet
from commitments.models.register.projections import newest_first
from commitments.searching.bitmaps import CURRENT, NOTHING, Bitmap, bitmap_of, having, standing, within
from commitments.searching.counting import DIMENSIONS, Counts, count, number_of
from commitments.searching.parsing import parse
from commitments.searching.stemming import matches, stem

from .fields import RegisterFilterSet, as_text, choice, day, keys
from .known import documents, languages, terms, years

SPACE = Value(" ", TextField())


def placed_from(day: date | str) -> Q:
    """What is made on a day or later, by its place in the list."""
    return Q(place__lt=f"{int(newest_first(day)) + 1:08d}")


def placed_until(day: date | str) -> Q:
    """What is made on a day or earlier."""
    return Q(place__gte=newest_first(day))


class MadeFilter(django_filters.DateFilter):
    """Days, told by places as well: so a list in its own order begins where they begin, however many are newer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}), **kwargs)

    def filter(self, qs: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter(qs, value)
        if not value:
            return rows
        return rows.filter(placed_until(value) if self.lookup_expr == "lte" else placed_from(value))


class CommitmentFilterSet(RegisterFilterSet):
    document = keys(documents, "document", help_text="Slug of the document that makes the commitment.")
    theme = keys(terms("theme"), "themes", "overlap", help_text="Slug of a theme; its narrower themes are included.")
    region = keys(
        terms("region"), "regions", "overlap", help_text="UN M49 or grouping code; narrower regions are included."
    )
    actor = keys(
        terms("actor"), "actors", "overlap", help_text="Slug of an actor; the bodies that belong to it are included."
    )
    role = choice("actor_roles", ActorRole, method="with_role", help_text="Role of `actor`, or of any actor.")
    kind = choice("kind", CommitmentKind, help_text="Kind of commitment.")
    language = keys(languages, "languages", "overlap", help_text="BCP 47 language of a citation.")
    status = choice("status", Status, help_text="Whether it still stands.")
    due_before = day("due_on", "lte", help_text="Due on this day or before.")
    due_after = day("due_on", "gte", help_text="Due on this day or after.")
    made_before = MadeFilter(field_name="made_on", lookup_expr="lte", help_text="Document of this day or before.")
    made_after = MadeFilter(field_name="made_on", lookup_expr="gte", help_text="Document of this day or after.")
    year = keys(
        years, "made_on", method="made_in", help_text=f"Year of the document; `{UNDATED}` for what has no date."
    )
    q = django_filters.CharFilter(
        method="stating",
        help_text="Words, in the language of the search: AND, OR, NOT, “phrases”, `theme:` and others.",
    )
    as_of = django_filters.DateFilter(
        method="at_the_end_of", help_text="The wordings that stood at the end of this day, UTC."
    )

    orderings = {
        "newest": "place",
        "key": "key",
        "date": Concat(as_text("made_on", "9999"), SPACE, as_text("place")),
        "due_on": Concat(as_text("due_on", "9999"), SPACE, as_text("key")),
        "published_at": "sequence",
    }

    class Meta:
        model = PublishedCommitment
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        """A filter that is typed into `q` is as good as a parameter, and narrows one of the same name down."""
        given = data.copy() if data is not None else QueryDict(mutable=True)
        self.query = parse(given.get("q", ""))
        self.typed_beside = {name: values for name, values in self.query.filters.items() if name in given}
        for name, values in self.query.filters.items():
            if name not in given:
                given.setlist(name, list(values))
        super().__init__(given, *args, **kwargs)
        self.left_out = [self.with_only(name, values) for name, values in self.query.without.items()]
        # An actor that is typed has the role that is asked for, too.
        roles = {"actor": ("as_of", "role")}
        self.left_in = [
            self.with_only(name, values, roles.get(name, ("as_of",))) for name, values in self.typed_beside.items()
        ]

    def with_only(self, name: str, values: Iterable[str], also: Iterable[str] = ("as_of",)) -> "CommitmentFilterSet":
        """The same rows by one filter, at the same moment."""
        asked = QueryDict(mutable=True)
        for other in also:
            if other in self.data:
                asked.setlist(other, self.data.getlist(other))
        asked.setlist(name, list(values))
        return CommitmentFilterSet(asked, queryset=self.queryset)

    def facets(self) -> Counts:
        """How many rows have each value, in one statement, or two with words."""
        among = {dimension: self.among(dimension) for dimension in DIMENSIONS}
        return count(among, roles=self.form.cleaned_data.get("role", ()))

    def among(self, dimension: str) -> Bitmap:
        """The rows among which the values of a facet are counted: those that all filters but its own leave, for another
        value would take the place of those given. What is typed into `q` stays.
        """
        typed = () if dimension in self.typed_beside else self.query.filters.get(dimension, ())
        return self.bitmap_with({dimension: list(typed)})

    def count(self) -> int:
        return number_of(self.bitmap)

    @property
    def bitmap(self) -> Bitmap:
        """The rows, as they are counted."""
        return self.bitmap_with({})

    def bitmap_with(self, others: Mapping[str, list[str]]) -> Bitmap:
        """The rows with other values in place of those given for some filters."""
        if not self.is_valid():
            raise ValueError("What is counted is what filters leave that are right.")
        given = self.form.cleaned_data | others
        asked = {name: value for name, value in given.items() if value}
        found = standing(asked["as_of"]) if "as_of" in asked else CURRENT
        for dimension in DIMENSIONS:
            if values := asked.get(dimension):
                found &= having(dimension, values)
        if roles := asked.get("role"):
            actors = asked.get("actor")
            pairs = [f"{actor}:{role}" for actor in actors or () for role in roles]
            found &= having("actor_role", pairs) if actors else having("role", roles)
        for event in ("made", "due"):
            first, last = asked.get(f"{event}_after"), asked.get(f"{event}_before")
            if first or last:
                found &= within(event, first, last)
        if "q" in asked:
            found = self.stated_among(found)
        for each in self.left_in:
            found &= each.bitmap
        for each in self.left_out:
            found -= each.bitmap
        return found

    def stated_among(self, found: Bitmap) -> Bitmap:
        """Those of some rows that have the words."""
        if not self.query:
            return NOTHING
        return found & bitmap_of(self.queryset.filter(matches(self.tsquery))) if self.tsquery else found

    @property
    def problems(self) -> dict[str, list[str]]:
        found = dict(super().problems)
        for each in (*self.left_in, *self.left_out):
            found |= each.problems
        return found

    def filter_queryset(self, queryset: QuerySet[PublishedCommitment]) -> QuerySet[PublishedCommitment]:
        filtered = self.beside_others(super().filter_queryset(queryset))
        return filtered if self.form.cleaned_data.get("as_of") else filtered.filter(ended_at__isnull=True)

    def stating(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Signs alone are no words, and nothing has them."""
        if not self.query:
            return queryset.none()
        return queryset.filter(matches(self.tsquery)) if self.tsquery else queryset

    @cached_property
    def tsquery(self) -> str:
        return stem(self.query).tsquery if self.query.terms else ""

    @property
    def ever(self) -> QuerySet[PublishedCommitment]:
        """The wordings of any time that fit, of what was withdrawn, too; only where there are no problems."""
        return self.beside_others(super().filter_queryset(self.queryset.all()))

    def beside_others(self, rows: QuerySet[PublishedCommitment]) -> QuerySet[PublishedCommitment]:
        for each in self.left_in:
            rows = rows.filter(pk__in=each.qs.values("pk"))
        for each in self.left_out:
            rows = rows.exclude(pk__in=each.qs.values("pk"))
        return rows

    def with_role(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        if not value:
            return queryset
        actors = self.form.cleaned_data.get("actor") or []
        if actors:
            return queryset.filter(actor_roles__overlap=[f"{actor}:{role}" for actor in actors for role in value])
        return queryset.filter(roles__overlap=value)

    def made_in(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        if not value:
            return queryset
        chosen = Q(made_on__isnull=True) if UNDATED in value else Q()
        for year in set(value) - {UNDATED}:
            chosen |= Q(made_on__year=int(year)) & placed_from(f"{year}-01-01") & placed_until(f"{year}-12-31")
        return queryset.filter(chosen)

    def at_the_end_of(self, queryset: PublishedCommitmentQuerySet, name: str, value: date) -> QuerySet[Any]:
        return queryset.as_of(datetime.combine(value, time.max, UTC))
