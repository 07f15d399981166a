"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path
from django.views import defaults

from commitments.api.problems import outside_views
from commitments.pages.views.crawlers import llms, robots
from commitments.pages.views.home import choose_language


def favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for an icon that a page does not name."""
    return HttpResponseRedirect(static("pages/icon.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A program is told in its own form, a reader on a page."""
    return outside_views(request, 400) if request.path.startswith("/api/") else defaults.bad_request(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith("/api/"):
        return outside_views(request, 404)
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return outside_views(request, 500) if request.path.startswith("/api/") else defaults.server_error(request)


handler400 = bad_request
handler404 = not_found
handler500 = server_error
urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("commitments.api.urls")),
    path("favicon.ico", favicon),
    path("robots.txt", robots, name="robots"),
    path("llms.txt", llms, name="llms"),
    path("", choose_language),
    *i18n_patterns(path("", include("commitments.pages.urls"))),
]
