"""The OpenAPI description of lists: their parameters are those of the FilterSet, their answers are pages."""

from typing import Any

import django_filters
import inflection
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_basic_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from .lists import PublishedList

TYPES = (
    (django_filters.DateFilter, OpenApiTypes.DATE),
    (django_filters.NumberFilter, OpenApiTypes.INT),
)


class RegisterSchema(AutoSchema):
    """Operations are named after their views, and a list is told by its class."""

    def get_operation_id(self) -> str:
        return inflection.underscore(type(self.view).__name__)

    def get_description(self) -> str:  # type: ignore[override]  # drf-spectacular's own way, not DRF's
        """The view's own docstring; an inherited one speaks to programmers."""
        return str(type(self.view).__dict__.get("__doc__") or "")

    def _is_list_view(self, serializer: Any = None) -> bool:
        return isinstance(self.view, PublishedList) and self.method == "GET"

    def get_filter_backends(self) -> list[Any]:
        return []

    def _get_filter_parameters(self) -> list[dict[str, Any]]:
        filterset = getattr(self.view, "filterset", None)
        if filterset is None:
            return []
        filters = [parameter_of(name, found) for name, found in filterset.base_filters.items()]
        if not isinstance(self.view, PublishedList):
            return filters
        names = list(filterset.orderings)
        orderings = [sign + name for name in names for sign in ("", "-")]
        return [
            *filters,
            build_parameter_type(
                name="ordering",
                schema=basic(OpenApiTypes.STR) | {"enum": orderings, "default": names[0]},
                location=OpenApiParameter.QUERY,
                description="Order of the rows; a minus sign reverses it.",
            ),
            build_parameter_type(
                name="count",
                schema=basic(OpenApiTypes.BOOL) | {"default": True},
                location=OpenApiParameter.QUERY,
                description="false leaves out the count of all rows.",
            ),
        ]


def basic(kind: OpenApiTypes) -> dict[str, Any]:
    return dict(build_basic_type(kind) or {})


def parameter_of(name: str, found: django_filters.Filter) -> dict[str, Any]:
    """The description of one filter; filters that take several values are arrays, given by repeating the parameter."""
    kind = next((kind for type_, kind in TYPES if isinstance(found, type_)), OpenApiTypes.STR)
    schema = basic(kind)
    several = isinstance(found, django_filters.MultipleChoiceFilter) or hasattr(found.field, "known")
    if isinstance(found, (django_filters.MultipleChoiceFilter, django_filters.ChoiceFilter)):
        schema |= {"enum": [value for value, _label in found.extra["choices"]]}
    return build_parameter_type(
        name=name,
        required=bool(found.extra.get("required")),
        schema=build_array_type(schema) if several else schema,
        location=OpenApiParameter.QUERY,
        description=str(found.extra.get("help_text") or ""),
        explode=True if several else None,
        style="form" if several else None,
    )
