"""What programs that read the site find at its root: robots.txt and llms.txt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import set_response_etag
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

KEPT_SECONDS = 3600
LANGUAGE = "en"


@require_safe
@conditional_page
@cache_control(public=True, max_age=KEPT_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read. Not worth a crawler's time: the endless combinations of filters."""
    return text(request, "pages/robots.txt", "text/plain")


@require_safe
@conditional_page
@cache_control(public=True, max_age=KEPT_SECONDS)
def llms(request: HttpRequest) -> HttpResponse:
    """What the site is, where its data are and how to cite them, as llmstxt.org has it: for language models."""
    return text(request, "pages/llms.txt", "text/markdown")


def text(request: HttpRequest, template: str, kind: str) -> HttpResponse:
    with override(LANGUAGE):
        site = request.build_absolute_uri("/").rstrip("/")
        context = {"site": site, "home": reverse("pages:home"), "languages": settings.LANGUAGES}
        answer = HttpResponse(render_to_string(template, context), content_type=f"{kind}; charset=utf-8")
        # By itself Django gives HEAD none.
        set_response_etag(answer)
        return answer
