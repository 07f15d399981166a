"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import include, path

from commitments.pages.views.home import choose_language


def favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for an icon that a page does not name."""
    return HttpResponseRedirect(static("pages/icon.svg"))


urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("commitments.api.urls")),
    path("favicon.ico", favicon),
    path("", choose_language),
    *i18n_patterns(path("", include("commitments.pages.urls"))),
]
