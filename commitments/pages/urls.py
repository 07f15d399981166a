"""Addresses of the public pages, below `/{language}/`."""

from django.urls import path

from .views import changes, commitments, compare, documents, home, lineage, matrix, methodology, vocabularies

app_name = "pages"
urlpatterns = [
    path("", home.home, name="home"),
    path("commitments/", commitments.index, name="commitments"),
    path("commitments/<slug:key>/", commitments.commitment, name="commitment"),
    path("commitments/<slug:key>/versions/<int:version>/", commitments.version, name="commitment-version"),
    path("compare/", compare.compare, name="compare"),
    path("lineage/<slug:key>/", lineage.lineage, name="lineage"),
    path("lineage/<slug:key>.svg", lineage.image, name="lineage-picture"),
    path("documents/", documents.index, name="documents"),
    path("documents/<slug:slug>/", documents.document, name="document"),
    path("documents/<slug:slug>/text/<str:language>/", documents.text, name="text"),
    path("themes/", vocabularies.index, {"kind": "theme"}, name="themes"),
    path("themes/<slug:key>/", vocabularies.term, {"kind": "theme"}, name="theme"),
    path("regions/", vocabularies.index, {"kind": "region"}, name="regions"),
    path("regions/<slug:key>/", vocabularies.term, {"kind": "region"}, name="region"),
    path("actors/", vocabularies.index, {"kind": "actor"}, name="actors"),
    path("actors/<slug:key>/", vocabularies.term, {"kind": "actor"}, name="actor"),
    path("matrix/", matrix.index, name="matrix"),
    path("changes/", changes.index, name="changes"),
    path("methodology/", methodology.methodology, name="methodology"),
]
