"""`fields=`: only some fields of the answer, named as `key`, `document.slug` or `title.fr`, with commas between or by
repeating the parameter.
"""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import orjson
from django.conf import settings
from django.db import connection
from django.db.models import Field, TextField
from django.db.models.functions import Cast
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from commitments.models.register.projections import Published

PARAMETER = "fields"


class UnreadJSON(Field):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """Stored JSON as it is, in bytes (see tracker/postgresql/base.py): to read it and write it again takes longer than
    all else that an answer does.
    """

    def db_type(self, connection: Any) -> str:
        return "bpchar"


STORED = Cast(Cast("payload", TextField()), UnreadJSON())

Shape = type[serializers.Serializer[Any]]
# Name → what may be named below it; an empty one has nothing below.
Tree = dict[str, Any]


def tree_of(field: Any) -> Tree:
    """What may be named below a field: through lists to what they hold; of a text in several languages, each."""
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return tree_of(field.child)
    if isinstance(field, serializers.Serializer):
        return {name: tree_of(part) for name, part in field.fields.items()}
    if isinstance(field, serializers.DictField) and isinstance(
        field.child, serializers.CharField | serializers.ListField
    ):
        return {language: {} for language in settings.CONTENT_LANGUAGES}
    return {}


@cache
def fields_of(shape: Shape) -> Tree:
    return tree_of(shape())


@cache
def with_some_fields(shape: Shape) -> Shape:
    """The shape of what `fields=` leaves of another: none of its fields, at whatever depth, need be there."""
    parts = {name: optional(part) for name, part in shape().fields.items()}
    made: Shape = type(shape.__name__.removesuffix("Shape") + "Fields", (serializers.Serializer,), parts)
    return made


def optional(field: Any) -> Any:
    options = {"required": False, "allow_null": field.allow_null, "help_text": field.help_text}
    if isinstance(field, serializers.ListSerializer):
        child: Any = field.child
        return with_some_fields(child.__class__)(many=True, **options)
    if isinstance(field, serializers.Serializer):
        return with_some_fields(type(field))(**options)
    part = deepcopy(field)
    # A serializer makes its fields anew from what they were made with.
    part._kwargs["required"] = False
    return part


def names(tree: Tree, prefix: str = "") -> list[str]:
    """All names of a tree with dots, each before those below it."""
    return [
        name
        for part, below in tree.items()
        for name in (f"{prefix}{part}", *names(below, f"{prefix}{part}."))
    ]  # fmt: skip


def described_names(shape: Shape) -> tuple[list[str], str]:
    """For the description: all names but those of languages, and a pattern of these; an empty one if there are none."""
    languages = set(settings.CONTENT_LANGUAGES)
    known = names(fields_of(shape))
    named = [name for name in known if name.rpartition(".")[2] not in languages]
    texts = dict.fromkeys(name.rpartition(".")[0] for name in known if name.rpartition(".")[2] in languages)
    if not texts:
        return named, ""
    return named, f"^({'|'.join(texts).replace('.', chr(92) + '.')})\\.({'|'.join(settings.CONTENT_LANGUAGES)})$"


def chosen_fields(request: Request, shape: Shape) -> Tree | None:
    """The tree of the fields that `fields=` names; None where it is not given and all are wanted."""
    given = request.query_params.getlist(PARAMETER)
    if not given:
        return None
    chosen: Tree = {}
    unknown = []
    for name in ",".join(given).split(","):
        known, place = fields_of(shape), chosen
        parts = name.split(".")
        for number, part in enumerate(parts, start=1):
            if part not in known:
                unknown.append(f"“{name}” is no field. There are: {', '.join(known) or 'none below it'}.")
                break
            known = known[part]
            # A field named whole holds all that is below it, whatever else is named.
            if number == len(parts):
                place[part] = None
            elif place.setdefault(part, {}) is None:
                break
            place = place[part]
    if unknown:
        raise ValidationError({PARAMETER: unknown})
    return chosen


def select(value: Any, chosen: Mapping[str, Any] | None) -> Any:
    """The value with nothing but the chosen fields."""
    if chosen is None:
        return value
    if isinstance(value, list):
        return [select(one, chosen) for one in value]
    if isinstance(value, dict):
        return {name: select(value[name], below) for name, below in chosen.items() if name in value}
    return value


def chosen(request: Request, shape: Shape, stored: bytes) -> Response:
    """The stored JSON of one thing as it is, or those of its fields that `fields=` names."""
    wanted = chosen_fields(request, shape)
    return Response(orjson.Fragment(stored) if wanted is None else select(orjson.loads(stored), wanted))


def stored_json(model: type[Published], condition: str, *values: str) -> bytes | None:
    """The stored JSON of the one row that fulfils a condition, if there is one. Written out, because to compose such a
    small query takes as long as to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT payload::text::bpchar FROM {model._meta.db_table} WHERE {condition}", values)
        found = cursor.fetchone()
    return found[0] if found else None
