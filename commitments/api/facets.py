"""`?facets=true`: beside a list, how many of its rows have each value of each dimension."""

from typing import Any
from urllib.parse import quote_plus

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import ValidationError

from commitments.analysis.facets import Facets

FACETS = OpenApiParameter(
    "facets", bool, default=False, description="true adds how many rows have each value of each dimension."
)


def asked_for(given: Any, name: str) -> bool:
    value = given.get(name, "false")
    if value not in {"true", "false"}:
        raise ValidationError({name: [f"“{value}” is neither true nor false."]})
    return bool(value == "true")


def as_json(facets: Facets, given: QueryDict) -> dict[str, Any]:
    """Nothing where no facets were asked for. `filter` narrows the list to as many rows as are counted."""
    if not facets:
        return {}
    return {
        "facets": {
            dimension: [
                {"key": value.key, "label": value.label, "count": value.count, "filter": begins + quote_plus(value.key)}
                for value in values
            ]
            for dimension, values in facets.items()
            for begins in (narrowed(given, dimension),)
        }
    }


def narrowed(given: QueryDict, dimension: str) -> str:
    """The query string of the same list with a value of the dimension in place of others, which is to follow."""
    left = given.copy()
    for name in ("cursor", "page", "facets", dimension):
        left.pop(name, None)
    return f"{left.urlencode()}{'&' if left else ''}{dimension}="
