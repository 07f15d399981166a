"""Every error of the interface as RFC 9457 has it: application/problem+json, its `type` an address that explains it."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

import orjson
from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from commitments.models.register import Action, RegisterEntry
from commitments.publishing.chain import timestamp

CONTENT_TYPE = "application/problem+json"
# Status → the name of the problem, its title, and what to do about it.
PROBLEMS = {
    400: (
        "invalid-parameter",
        "A parameter is not valid",
        "A parameter is not known at this address, is given more often than it may be, or has a value that is not "
        "valid or names nothing in the register. “errors” says what is wrong with which parameter. Mend them.",
    ),
    404: (
        "not-found",
        "There is no such thing",
        "Nothing of this name has ever been published, or there is no such address. “detail” says what is missing.",
    ),
    405: (
        "method-not-allowed",
        "The interface is read-only",
        "Use GET, HEAD or OPTIONS; the header “Allow” names what this address takes.",
    ),
    406: (
        "not-acceptable",
        "There is no answer of this kind",
        "The header “Accept” asks for something else than what this address has: mostly “application/json”.",
    ),
    410: (
        "gone",
        "It was withdrawn",
        "It was published once, and withdrawn at the time and for the reason that “withdrawn_at” and “reason” give. "
        "Remove it from copies of your own. Wordings of a commitment keep their addresses below “versions/”.",
    ),
    422: (
        "not-in-this-form",
        "It cannot be given in this form",
        "What was asked for is there, and has something that this form has no place for; “detail” says what. Take it "
        "in another form.",
    ),
    429: (
        "too-many-requests",
        "Too many requests",
        "Your address has asked more often than the header “RateLimit-Policy” allows. Wait for the seconds that "
        "“Retry-After” names. Ask with “If-None-Match”: an answer 304 does not count.",
    ),
    500: (
        "server-error",
        "The tracker failed",
        "This is our mistake, and it has been recorded. Try again later.",
    ),
}  # fmt: skip


OUTSIDE_VIEWS = {
    400: "The request cannot be understood.",
    404: "There is nothing at this address. The addresses are listed at /api/v1/.",
    500: "The tracker failed.",
}


class NotInThisForm(APIException):
    """What is there, and cannot be written in the form that was asked for."""

    status_code = 422


class Gone(APIException):
    """What was withdrawn, with when and why."""

    status_code = 410

    def __init__(self, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.members = members


def gone_or_missing(kind: str, key: str) -> NoReturn:
    """410 for what was withdrawn, with the reason; 404 for what never was."""
    entry = RegisterEntry.objects.latest_of(kind, [key]).first()
    if entry is None or entry.action != Action.WITHDRAW:
        raise Http404(f"There is no {kind} “{key}” in the register.")
    raise Gone(f"The {kind} “{key}” was withdrawn.", withdrawn_at=timestamp(entry.at), reason=entry.reason)


def describe(request: HttpRequest, status: int, detail: str, **members: Any) -> dict[str, Any]:
    name, title, _advice = PROBLEMS[status]
    explained = f"{reverse('api:problems')}#{name}"
    # Where the host itself is the problem, the address is given without it.
    with suppress(DisallowedHost):
        explained = request.build_absolute_uri(explained)
    problem = {"type": explained, "title": title, "status": status, "detail": detail}
    return problem | {"instance": request.get_full_path()} | members


def answer_problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The exception handler of REST framework; what it does not know goes on to `server_error`."""
    response = exception_handler(error, dict(context))
    if response is None:
        return None
    members: dict[str, Any] = getattr(error, "members", {})
    if isinstance(error, ValidationError):
        errors = by_parameter(error)
        detail = " ".join(f"{name}: {message}" for name, messages in errors.items() for message in messages)
        members = {"errors": errors}
    else:
        detail = str(response.data["detail"])
    request = context["request"]
    response.data = describe(request, response.status_code, detail, **members)
    response.content_type = CONTENT_TYPE
    return response


def by_parameter(error: ValidationError) -> dict[str, list[str]]:
    detail = error.detail
    if not isinstance(detail, dict):
        return {"": [str(message) for message in detail]}
    return {name: [str(message) for message in listed(messages)] for name, messages in detail.items()}


def listed(messages: Any) -> list[Any]:
    return [messages] if isinstance(messages, ErrorDetail | str) else list(messages)


def outside_views(request: HttpRequest, status: int) -> HttpResponse:
    """The problem of a request that no view could answer."""
    problem = describe(request, status, OUTSIDE_VIEWS[status])
    return HttpResponse(orjson.dumps(problem), status=status, content_type=CONTENT_TYPE)
