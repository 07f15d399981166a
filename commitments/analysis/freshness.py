"""How long an answer of the public doors may be kept, and whether one that was kept is still good.

The newest entry of the register is the version of all that the public sees. So one small query tells that nothing has
changed, and the answer is not made again.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date

from .states import State, register_state

DOORS = {"api", "pages"}
# What answers are made by, beside the register: a new release of the tracker may word the same facts otherwise.
MADE_BY = ("commitments", "tracker", "requirements.txt")
NOT_ANSWERS = {".pyc", ".po"}
# A time counts seconds: of one that is not over yet, a later entry could not be told from an earlier one.
SETTLED = timedelta(seconds=2)
# A cache may answer with what it has while it fetches the new, and for a day while the tracker does not answer at all.
STALE_WHILE_REVALIDATE, STALE_IF_ERROR = 60, 24 * 3600
# An ended wording keeps its words, yet the labels of its themes may be given new ones: these may be a day late.
ENDED_SECONDS = 24 * 3600
# For what never changes: a year, the most that caches care for.
FOR_EVER = 365 * 24 * 3600

View = Callable[..., HttpResponseBase]


def also_depends_on(version: Callable[[HttpRequest], str | None]) -> Callable[[Any], Any]:
    """Marks a view whose answers change with something beside the register; `version` names that thing's state,
    None where this request does not ask for it.
    """

    def mark(view: Any) -> Any:
        view.also_depends_on = staticmethod(version) if isinstance(view, type) else version
        return view

    return mark


@cache
def release() -> tuple[str, datetime]:
    """A digest of all files that answers are made by, and the time of the newest one."""
    given = [settings.BASE_DIR / name for name in MADE_BY]
    files = sorted(path for root in given for path in [root, *root.rglob("*")] if path.is_file())
    files = [path for path in files if path.suffix not in NOT_ANSWERS]
    found = hashlib.sha256()
    for path in files:
        found.update(str(path.relative_to(settings.BASE_DIR)).encode() + b"\0" + path.read_bytes())
    newest = max(path.stat().st_mtime for path in files)
    return found.hexdigest(), datetime.fromtimestamp(newest, UTC)


# An ETag, and seconds since 1970.
Validators = tuple[str, int | None]


def validators(request: HttpRequest, state: State, more: str | None) -> Validators:
    """The ETag of an answer, and when it may last have changed: None where that is not known to the second."""
    digest, released = release()
    parts = (digest, state.hash, more or "", request.build_absolute_uri())
    etag = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    modified = max(state.at or released, released)
    settled = more is None and modified < timezone.now() - SETTLED
    return f'"{etag}"', int(modified.timestamp()) if settled else None


def keep(response: HttpResponseBase, **directives: Any) -> None:
    """Says how long an answer may be kept, for a view that knows better than its door."""
    patch_cache_control(response, public=True, **directives)


class FreshnessMiddleware:
    """Answers 304 before the view is asked; gives every other answer of a public door its validators.

    Outside of LocaleMiddleware, whose `Vary` it corrects, and inside of GZipMiddleware, which makes the ETag weak.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        door = door_of(request)
        if door is None:
            return response
        if response.status_code >= 400:
            # What was refused or missing may be right a moment later.
            patch_cache_control(response, no_cache=True)
            return response
        found: Validators | None = getattr(request, "validators", None)
        if found is None or response.status_code not in {200, 304} or response.cookies:
            return response
        # Only messages of errors are in the language that is asked for; of pages, the address says which.
        leave_out_of_vary(response, "Accept-Language")
        # Long answers are compressed for whoever takes that; a 304 stands for such a one.
        patch_vary_headers(response, ["Accept-Encoding"])
        add_validators(response, found)
        if not response.has_header("Cache-Control"):
            keep(response, **DIRECTIVES[door]())
        if response.status_code == 304:
            # It would be taken for the length of the answer itself.
            response.headers.pop("Content-Length", None)
            return response
        if not isinstance(response, HttpResponse):
            return response
        etag, modified = found
        return get_conditional_response(request, etag, modified, response) or response

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        # Whoever works on the templates wants to see them.
        if door_of(request) is None or request.method not in {"GET", "HEAD"} or settings.DEBUG:
            return None
        more = getattr(getattr(view, "cls", view), "also_depends_on", None)
        found = validators(request, register_state(), more(request) if more else None)
        request.validators = found  # type: ignore[attr-defined]  # ours, read when the answer is made
        # Whether there is anything at all here, which `*` and If-Match ask, only the view knows.
        if request.headers.get("If-None-Match", "").strip() == "*" or "If-Match" in request.headers:
            return None
        etag, modified = found
        return get_conditional_response(request, etag, modified)


def add_validators(response: HttpResponseBase, found: Validators) -> None:
    etag, modified = found
    response.headers.setdefault("ETag", etag)
    if modified:
        response.headers.setdefault("Last-Modified", http_date(modified))


def leave_out_of_vary(response: HttpResponseBase, header: str) -> None:
    named = [name.strip() for name in response.get("Vary", "").split(",")]
    if left := [name for name in named if name and name.lower() != header.lower()]:
        response.headers["Vary"] = ", ".join(left)
    elif response.has_header("Vary"):
        del response.headers["Vary"]


def door_of(request: HttpRequest) -> str | None:
    match = request.resolver_match
    return next((name for name in match.namespaces if name in DOORS), None) if match else None


def for_programs() -> dict[str, Any]:
    return {
        "max_age": settings.CACHE_SECONDS,
        "stale_while_revalidate": STALE_WHILE_REVALIDATE,
        "stale_if_error": STALE_IF_ERROR,
    }


def for_readers() -> dict[str, Any]:
    """A browser asks each time, so that who has just published sees it; caches between need not."""
    return {"max_age": 0, "s_maxage": settings.CACHE_SECONDS, "stale_if_error": STALE_IF_ERROR}


DIRECTIVES = {"api": for_programs, "pages": for_readers}
