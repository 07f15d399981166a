"""Stored JSON → bytes, as the database has it: nobody reads it on the way. The register keeps addresses as paths; an
answer names them in full.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


class StoredJSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        if data is None:
            return b""
        answer = orjson.dumps(data, default=str)
        request = (renderer_context or {}).get("request")
        if request is None:
            return answer
        host = request.build_absolute_uri("/").rstrip("/").encode()
        # A quotation mark inside a text is escaped, so this finds keys that end in "url" and nothing else. PostgreSQL
        # writes a space after the colon, orjson none.
        begins = b'url": "' if is_unread(data) else b'url":"'
        return answer.replace(begins + b"/api/", begins + host + b"/api/")


def is_unread(data: Any) -> bool:
    """Whether it is stored JSON as the database sent it, or a list of such."""
    if isinstance(data, dict) and data.get("results"):
        data = data["results"][0]
    return isinstance(data, orjson.Fragment)
