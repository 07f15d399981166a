"""All rows of all projections, to compare.

Vectors are none: they are made of published rows, later. Nor are spellings: words that nothing has any more may stay.
"""

from typing import Any

from django.apps import apps

PROJECTIONS = [
    model
    for model in apps.get_app_config("commitments").get_models()
    if model.__name__.startswith("Published") and model.__name__ not in {"PublishedEmbedding", "PublishedWord"}
]


def snapshot() -> dict[str, dict[Any, dict[str, Any]]]:
    """Every row of every Published* table, by table and primary key."""
    return {
        model.__name__: {row["pk"]: row for row in model.objects.values("pk", *columns(model))} for model in PROJECTIONS
    }


def columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]
