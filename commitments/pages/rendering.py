"""A template → an answer, with what every page's frame shows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse


def answer(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """`rest` is the address below the language, so that the same page can be had in another one."""
    rest = request.get_full_path().removeprefix(reverse("pages:home"))
    return render(request, template, context | {"rest": rest}, status=status)
