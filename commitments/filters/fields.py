"""What the filter sets are made of: filters by keys, by choices and by days, and the set that all of them are."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .known import Known


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


def as_text(field: str, absent: str = "") -> Combinable:
    """A column as text, so that two can be joined into one that tells rows apart."""
    return Coalesce(Cast(field, TextField()), Value(absent, TextField()))


class RegisterFilterSet(django_filters.FilterSet):
    """`orderings`: the values of `ordering=` by name: a column or expression that differs for each row, so that a page
    can follow any other.
    """

    orderings: dict[str, str | Combinable] = {}
    base_filters: dict[str, django_filters.Filter]

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        """Only filters that are asked for are made, for to make all of them takes longer than to find the rows."""
        every = type(self).base_filters.items()
        self.base_filters = {
            name: each for name, each in every if each.extra["required"] or (data is not None and name in data)
        }
        super().__init__(data, *args, **kwargs)

    @property
    def problems(self) -> dict[str, list[str]]:
        """What is wrong with the parameters, by name."""
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}

    def count(self) -> int:
        """How many rows there are; only where there are no problems."""
        return int(self.qs.count())


class WholeNumberFilter(django_filters.NumberFilter):
    field_class = forms.IntegerField
