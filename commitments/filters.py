"""Layer 3: one FilterSet for each published model, shared by pages, API and exports, so that all doors give the same
rows.

Several values of one parameter are alternatives; different parameters narrow each other down. A value that names
nothing in the register is an error, never an empty answer.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from commitments.models.choices import UNDATED, ActorRole, CommitmentKind, DocumentKind, Relation, Status
from commitments.models.register import (
    Action,
    PublishedCommitment,
    PublishedCommitmentQuerySet,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    RegisterEntry,
)
from commitments.text.folding import fold

Known = Callable[[list[str]], set[str]]
YEAR = re.compile("[0-9]{4}", re.ASCII)


def terms(kind: str) -> Known:
    return lambda keys: set(PublishedTerm.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True))


def documents(keys: list[str]) -> set[str]:
    return set(PublishedDocument.objects.filter(slug__in=keys).values_list("slug", flat=True))


def commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.filter(key__in=keys).values_list("key", flat=True))


def languages(keys: list[str]) -> set[str]:
    return set(PublishedExpression.objects.filter(language__in=keys).values_list("language", flat=True))


def articles(keys: list[str]) -> set[str]:
    return set(PublishedReference.objects.filter(article__in=keys).values_list("article", flat=True))


def years(keys: list[str]) -> set[str]:
    """The years of documents, and the word for what has none."""
    known = PublishedDocument.objects.filter(adopted_on__year__in=[int(key) for key in keys if YEAR.fullmatch(key)])
    return {f"{day.year:04d}" for day in known.values_list("adopted_on", flat=True) if day} | {UNDATED}


class KeysField(forms.Field):
    """A list of keys, each of which must be known."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: Known, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def clean(self, value: list[str] | None) -> list[str]:
        keys = [key for key in value or [] if key]
        # PostgreSQL has no NUL character, so no key has one.
        known = self.known([key for key in keys if "\0" not in key]) if keys else set()
        if unknown := [key.replace("\0", "␀") for key in keys if key not in known]:
            raise ValidationError(_("Unknown value: %(values)s."), params={"values": ", ".join(unknown)})
        return keys


class KeysFilter(django_filters.Filter):
    """Rows whose column is, or whose array holds, one of the keys given."""

    field_class = KeysField

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value}) if value else qs


def keys(known: Known, field: str, lookup: str = "in", **kwargs: Any) -> KeysFilter:
    return KeysFilter(field_name=field, lookup_expr=lookup, known=known, **kwargs)


def choice(field: str, of: Any, **kwargs: Any) -> django_filters.MultipleChoiceFilter:
    """Not `distinct`: no row is found twice in one table, and to compare whole rows is slow."""
    return django_filters.MultipleChoiceFilter(field_name=field, choices=of.choices, distinct=False, **kwargs)


def day(field: str, lookup: str, **kwargs: Any) -> django_filters.DateFilter:
    widget = forms.DateInput(attrs={"type": "date"})
    return django_filters.DateFilter(field_name=field, lookup_expr=lookup, widget=widget, **kwargs)


def containing_words(queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
    """Rows that hold every word, whatever its case, accents or Arabic spelling."""
    for word in fold(value).split():
        queryset = queryset.filter(search_text__contains=word)
    return queryset


def as_text(field: str, absent: str = "") -> Combinable:
    """A column as text, so that two can be joined into one that tells rows apart."""
    return Coalesce(Cast(field, TextField()), Value(absent, TextField()))


SPACE = Value(" ", TextField())


class RegisterFilterSet(django_filters.FilterSet):
    """`orderings`: the values of `ordering=` by name: a column or expression that differs for each row, so that a page
    can follow any other.
    """

    orderings: dict[str, str | Combinable] = {}

    @property
    def problems(self) -> dict[str, list[str]]:
        """What is wrong with the parameters, by name."""
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}


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
    made_before = day("made_on", "lte", help_text="Document of this day or before.")
    made_after = day("made_on", "gte", help_text="Document of this day or after.")
    year = keys(
        years, "made_on", method="made_in", help_text=f"Year of the document; `{UNDATED}` for what has no date."
    )
    q = django_filters.CharFilter(method=containing_words, help_text="Words of the title, summary or quotation.")
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

    def filter_queryset(self, queryset: QuerySet[PublishedCommitment]) -> QuerySet[PublishedCommitment]:
        filtered: QuerySet[PublishedCommitment] = super().filter_queryset(queryset)
        return filtered if self.form.cleaned_data.get("as_of") else filtered.filter(ended_at__isnull=True)

    def with_role(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        if not value:
            return queryset
        actors = self.form.cleaned_data.get("actor") or []
        if actors:
            return queryset.filter(actor_roles__overlap=[f"{actor}:{role}" for actor in actors for role in value])
        return queryset.filter(roles__overlap=value)

    def made_in(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        chosen = Q(made_on__isnull=True) if UNDATED in value else Q()
        for year in set(value) - {UNDATED}:
            chosen |= Q(made_on__year=int(year))
        return queryset.filter(chosen)

    def at_the_end_of(self, queryset: PublishedCommitmentQuerySet, name: str, value: date) -> QuerySet[Any]:
        return queryset.as_of(datetime.combine(value, time.max, UTC))


class DocumentFilterSet(RegisterFilterSet):
    kind = choice("kind", DocumentKind, help_text="Kind of document.")
    language = keys(languages, "languages", "overlap", help_text="BCP 47 language of a text.")
    actor = keys(terms("actor"), "actors", "overlap", help_text="Slug of an actor of the document.")
    made_before = day("adopted_on", "lte", help_text="Of this day or before.")
    made_after = day("adopted_on", "gte", help_text="Of this day or after.")
    q = django_filters.CharFilter(method=containing_words, help_text="Words of the title or of another name.")

    orderings = {
        "newest": "place",
        "slug": "slug",
        "date": Concat(as_text("adopted_on", "9999"), SPACE, as_text("slug")),
    }

    class Meta:
        model = PublishedDocument
        fields: list[str] = []


class MentionFilterSet(RegisterFilterSet):
    article = keys(articles, "article", help_text="Number of an article of the document, as the mentions have it.")
    document = keys(documents, "document", help_text="Slug of a document that mentions this one.")
    language = keys(languages, "language", help_text="BCP 47 language of the text.")

    orderings = {"newest": "place"}

    class Meta:
        model = PublishedReference
        fields: list[str] = []


class LinkFilterSet(RegisterFilterSet):
    commitment = keys(commitments, "", method="touching", help_text="Key of a commitment at either end.")
    source = keys(commitments, "source", help_text="Key of the commitment that the link starts from.")
    target = keys(commitments, "target", help_text="Key of the commitment that the link leads to.")
    relation = choice("relation", Relation, help_text="How the source relates to the target.")

    orderings = {"key": "key", "published_at": "sequence"}

    class Meta:
        model = PublishedLink
        fields: list[str] = []

    def touching(self, queryset: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        return queryset.filter(source__in=value) | queryset.filter(target__in=value) if value else queryset


class RelatedFilterSet(RegisterFilterSet):
    relation = choice("relation", Relation, help_text="How the source relates to the target.")

    orderings = {"key": "key", "published_at": "sequence"}

    class Meta:
        model = PublishedLink
        fields: list[str] = []


class TermFilterSet(RegisterFilterSet):
    orderings = {"tree": "place", "key": "key"}

    class Meta:
        model = PublishedTerm
        fields: list[str] = []


def directly_below(kind: str) -> KeysFilter:
    return keys(terms(kind), "broader", help_text="Key of the broader term: only those directly below it.")


class ThemeFilterSet(TermFilterSet):
    broader = directly_below("theme")


class RegionFilterSet(TermFilterSet):
    broader = directly_below("region")


class ActorFilterSet(TermFilterSet):
    broader = directly_below("actor")


class WholeNumberFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField


KINDS_OF_ENTRIES = ("theme", "region", "actor", "document", "expression", "commitment", "link", "agreement")


class ChangeFilterSet(RegisterFilterSet):
    since = WholeNumberFilter(
        field_name="sequence", lookup_expr="gt", help_text="Only entries after this sequence number."
    )
    kind = django_filters.MultipleChoiceFilter(
        field_name="kind",
        choices=[(kind, kind) for kind in KINDS_OF_ENTRIES],
        help_text="Kind of thing that was published or withdrawn.",
    )
    action = choice("action", Action, help_text="What was done.")

    orderings = {"sequence": "sequence"}

    class Meta:
        model = RegisterEntry
        fields: list[str] = []


def current_commitments(keys: list[str]) -> set[str]:
    return set(PublishedCommitment.objects.current().filter(key__in=keys).values_list("key", flat=True))


class ComparisonForm(forms.Form):
    """Two to six documents, or two commitments, to be put side by side."""

    document = KeysField(known=documents, required=False)
    commitment = KeysField(known=current_commitments, required=False)
    language = forms.CharField(required=False)

    FEWEST_DOCUMENTS, MOST_DOCUMENTS, COMMITMENTS = 2, 6, 2

    def clean_document(self) -> list[str]:
        keys = list(dict.fromkeys(self.cleaned_data["document"]))
        if keys and not self.FEWEST_DOCUMENTS <= len(keys) <= self.MOST_DOCUMENTS:
            raise ValidationError(_("Choose two to six documents."))
        return keys

    def clean_commitment(self) -> list[str]:
        keys = list(dict.fromkeys(self.cleaned_data["commitment"]))
        if keys and len(keys) != self.COMMITMENTS:
            raise ValidationError(_("Choose two commitments."))
        if keys and self.data.get("document"):
            raise ValidationError(_("Choose documents or commitments, not both."))
        return keys

    def clean_language(self) -> str:
        """A language in which all that is compared is quoted."""
        language: str = self.cleaned_data["language"]
        keys = self.cleaned_data.get("commitment")
        if language and self.data.get("document"):
            raise ValidationError(_("A language is chosen where two commitments are compared."))
        if not language or not keys:
            return ""
        rows = PublishedCommitment.objects.current().filter(key__in=keys, languages__contains=[language])
        if rows.count() < len(keys):
            raise ValidationError(_("Not both commitments are quoted in this language."))
        return language

    @property
    def problems(self) -> dict[str, list[str]]:
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}
