"""The OpenAPI description: parameters are those of the FilterSets, answers those of the shapes, and every operation
has its errors and an example.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import django_filters
import inflection
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_basic_type, build_parameter_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.views import APIView

from commitments.models.choices import UNDATED

from . import shapes
from .fields import PARAMETER as FIELDS
from .fields import Shape, described_names, with_some_fields
from .lists import PublishedList
from .problems import CONTENT_TYPE, PROBLEMS

TYPES = (
    (django_filters.DateFilter, OpenApiTypes.DATE),
    (django_filters.NumberFilter, OpenApiTypes.INT),
)
PROBLEM_SHAPES: dict[int, Shape] = {400: shapes.InvalidParameterShape, 410: shapes.GoneShape}
# What stands in an address: its meaning, and one that the demonstration corpus has.
IN_PATH = {
    "slug": ("Slug of the document.", "gsi-concept-paper-2023"),
    "language": ("BCP 47 language of the text.", "fr"),
    "version": ("Counts the publications of the commitment, from 1.", 1),
    "commitment": ("Key of the commitment.", "gsi-concept-paper-2023-iii-13"),
    "theme": ("Slug of the theme.", "peace-and-security"),
    "region": ("UN M49 code as three characters, or code of a grouping.", "002"),
    "actor": ("Slug of the actor.", "china"),
}
MENTIONED, ITS_ARTICLE = "china-russia-treaty-2001", "25"
BROADER = {"theme": "peace-and-security", "region": "002", "actor": "united-nations"}
IN_QUERY = {
    "article": ITS_ARTICLE,
    "cursor": "bz0w",  # The beginning, in any order.
    "document": "gsi-concept-paper-2023",
    "theme": "peace-and-security",
    "region": "002",
    "actor": "china",
    "language": "fr",
    "year": "2023",
    "commitment": "gsi-concept-paper-2023-iii-13",
    "source": "gsi-concept-paper-2023-iii-13",
    "target": "gsi-concept-paper-2023-iii-13",
    "q": "paix",
    "since": 100,
    "made_after": "2020-01-01",
    "made_before": "2023-12-31",
    "due_after": "2025-01-01",
    "due_before": "2030-12-31",
    "as_of": "2030-01-31",
}


# What keys look like, in an address and as a value. Which of them there are only the register knows.
KEY = "^[-a-zA-Z0-9_]+$"
PATTERNS = dict.fromkeys(
    ("key", "slug", "document", "theme", "region", "actor", "broader", "commitment", "source", "target"), KEY
) | {"language": "^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$", "year": f"^([0-9]{{4}}|{UNDATED})$"}


@cache
def examples() -> dict[str, Any]:
    """An answer of each operation, cut short."""
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))
    return loaded


class RegisterSchema(AutoSchema):
    """Operations are named after their views, and a list is told by its class."""

    def get_operation(self, *args: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args)
        if operation is None:
            return None
        operation.setdefault("description", operation["summary"] + ".")
        for parameter in operation.get("parameters", ()):
            self.complete_parameter(parameter)
        answer = operation["responses"]["200"]
        self.describe_fields(answer)
        answer["description"] = answer.get("description") or operation["summary"] + "."
        if example := examples().get(operation["operationId"]):
            answer["content"]["application/json"]["example"] = example
        for status in self.error_statuses(operation["responses"]):
            operation["responses"][str(status)] = self.problem(status)
        return operation

    def describe_fields(self, answer: dict[str, Any]) -> None:
        """Says that with `fields=` a thing, or each row of a list, has only some of its fields."""
        shape = getattr(self.view, "shape", None)
        if shape is None:
            return
        some = self.resolve_serializer(with_some_fields(shape), "response").ref
        place, name = answer["content"]["application/json"], "schema"
        if isinstance(self.view, PublishedList):
            page = place["schema"]["$ref"].rpartition("/")[2]
            place, name = self.registry[(page, "schemas")].schema["properties"]["results"], "items"
        if "anyOf" not in place[name]:
            place[name] = {"anyOf": [place[name], some]}

    def complete_parameter(self, parameter: dict[str, Any]) -> None:
        name, schema = parameter["name"], parameter["schema"]
        for text in (schema, schema.get("items", {})):
            if text.get("type") != "string" or {"enum", "format"} & text.keys():
                continue
            # An empty value is refused.
            text |= {"pattern": PATTERNS[name]} if name in PATTERNS else {"minLength": 1}
        if parameter["in"] == "path":
            name = (getattr(self.view, "kind", "") or "commitment") if name == "key" else name
            parameter["description"], parameter["example"] = IN_PATH[name]
            if "mentions" in self.path:
                parameter["example"] = MENTIONED
        elif name == "broader":
            parameter["example"] = [BROADER[getattr(self.view, "kind", "theme")]]
        elif name in IN_QUERY and "examples" not in parameter:
            several = schema.get("type") == "array"
            parameter["example"] = [IN_QUERY[name]] if several else IN_QUERY[name]
        elif name == "page_size":
            schema |= {"minimum": 1, "maximum": 500, "default": 50}
        elif name in {"edition", "since"}:
            schema["minimum"] = 0
        elif name == "version":
            schema["minimum"] = 1

    def error_statuses(self, declared: dict[str, Any]) -> list[int]:
        statuses = {400, 429, 500} | {int(status) for status in declared if status >= "400"}
        if "{" in self.path:
            statuses.add(404)
        if type(self.view).perform_content_negotiation is APIView.perform_content_negotiation:
            statuses.add(406)
        return sorted(statuses)

    def problem(self, status: int) -> dict[str, Any]:
        name, title, advice = PROBLEMS[status]
        component = self.resolve_serializer(PROBLEM_SHAPES.get(status, shapes.ProblemShape), "response")
        example = examples()["problems"].get(name)
        content = {"schema": component.ref} | ({"example": example} if example else {})
        return {"description": f"{title}. {advice}", "content": {CONTENT_TYPE: content}}

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
        shape = getattr(self.view, "shape", None)
        fields = [fields_parameter(shape)] if shape else []
        filterset = getattr(self.view, "filterset", None)
        if filterset is None:
            return fields
        filters = [parameter_of(name, found) for name, found in filterset.base_filters.items()]
        if not isinstance(self.view, PublishedList):
            return filters
        names = list(filterset.orderings)
        orderings = [sign + name for name in names for sign in ("", "-")]
        return [
            *filters,
            *fields,
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


def several_of(schema: dict[str, Any]) -> dict[str, Any]:
    return dict(build_array_type(schema)) | {"minItems": 1}


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
        schema=several_of(schema) if several else schema,
        location=OpenApiParameter.QUERY,
        description=str(found.extra.get("help_text") or ""),
        explode=True if several else None,
        style="form" if several else None,
    )


def fields_parameter(shape: Shape) -> dict[str, Any]:
    """`fields=`, its values told as a list with commas between."""
    named, in_languages = described_names(shape)
    name: dict[str, Any] = {"type": "string", "enum": named}
    if in_languages:
        name = {"anyOf": [name, {"type": "string", "pattern": in_languages}]}
    return build_parameter_type(
        name=FIELDS,
        schema=several_of(name),
        location=OpenApiParameter.QUERY,
        description="Only these fields, with commas between; those inside others are named with dots, as `title.fr`.",
        explode=False,
        style="form",
    )
