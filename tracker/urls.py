"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from commitments.pages.views.home import choose_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/", include("commitments.api.urls")),
    path("", choose_language),
    *i18n_patterns(path("", include("commitments.pages.urls"))),
]
