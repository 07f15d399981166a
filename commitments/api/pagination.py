"""Cursor paging: each page follows from the last row of the one before it, at the same cost however deep."""

import re
from base64 import b64decode
from typing import Any
from urllib.parse import parse_qs

from django.db import DataError
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

PARAMETERS = {"cursor", "page_size", "count", "ordering", "fields"}


def no_cursor() -> ValidationError:
    return ValidationError({"cursor": ["This is not a cursor that this list has given."]})


class RegisterPagination(CursorPagination):
    """`{"count", "next", "previous", "results"}`; `?count=false` leaves the count out and saves its query."""

    page_size = 50
    max_page_size = 500
    page_size_query_param = "page_size"
    cursor_query_description = "Where the page starts: take it from `next` or `previous`."
    page_size_query_description = "Rows on a page, 1 to 500."

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any] | None:
        wanted = request.query_params.get("count", "true")
        if wanted not in {"true", "false"}:
            raise ValidationError({"count": [f"“{wanted}” is neither true nor false."]})
        self.count = view.filtered.count() if wanted == "true" else None
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, DataError) as error:
            # A place of another kind than this order's, such as a key for a number.
            raise no_cursor() from error

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: Any) -> tuple[str, ...]:
        return (view.order_by,)

    def get_page_size(self, request: Request) -> int:
        given = request.query_params.get("page_size", str(self.page_size))
        if not re.fullmatch("[0-9]{1,4}", given) or not 1 <= int(given) <= self.max_page_size:
            raise ValidationError({"page_size": [f"“{given}” is not a number from 1 to {self.max_page_size}."]})
        return int(given)

    def decode_cursor(self, request: Request) -> Cursor | None:
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            # Django REST framework passes over what it does not understand.
            if not parse_qs(b64decode(given, validate=True).decode(), strict_parsing=True).keys() <= {"p", "r", "o"}:
                raise no_cursor()
            return super().decode_cursor(request)
        except (NotFound, ValueError) as error:
            raise no_cursor() from error

    def get_paginated_response(self, data: list[Any]) -> Response:
        answer: dict[str, Any] = {} if self.count is None else {"count": self.count}
        pages = {"next": self.get_next_link(), "previous": self.get_previous_link()}
        links = ", ".join(f'<{link}>; rel="{name}"' for name, link in pages.items() if link)
        return Response(answer | pages | {"results": data}, headers={"Link": links} if links else None)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Rows in the whole list; absent with ?count=false."},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }
