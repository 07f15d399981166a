"""What every column and field means, told by the columns and models themselves."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field
from django.utils.translation import override

from .tables import TABLES

HEAD = ("part", "name", "field", "type", "description", "values")
# The nouns whose fields the lines of JSON have. Only what the models say of themselves is read here, no row of theirs.
NOUNS = ("Document", "Expression", "Clause", "Commitment", "Citation", "Theme", "Region", "Actor", "Link")


def codebook() -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEAD)
    with override("en"):
        writer.writerows(of_tables())
        writer.writerows(of_models())
    return written.getvalue().encode()


def of_tables() -> Iterator[tuple[str, ...]]:
    for name, columns in TABLES.items():
        for column in columns:
            values = " | ".join(f"{each.value} ({each.label})" for each in column.choices or ())
            yield "table", f"{name}.csv", column.name, column.data_type, column.description, values


def of_models() -> Iterator[tuple[str, ...]]:
    for name in NOUNS:
        model = apps.get_model("commitments", name)
        for field in model._meta.get_fields():
            if isinstance(field, Field) and not field.auto_created:
                yield "field", name, field.name, kind_of(field), described(field), values_of(field)


def kind_of(field: "Field[Any, Any]") -> str:
    related = field.related_model
    return related.__name__ if isinstance(related, type) else field.get_internal_type().removesuffix("Field").lower()


def described(field: "Field[Any, Any]") -> str:
    told = str(field.verbose_name)
    return f"{told}. {field.help_text}" if field.help_text else told


def values_of(field: "Field[Any, Any]") -> str:
    return " | ".join(f"{value} ({label})" for value, label in field.flatchoices)
