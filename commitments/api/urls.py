"""Addresses of the REST interface, below /api/v1/."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path
from drf_spectacular.views import SpectacularSwaggerSplitView

from . import about, analysis, citing, exports, matrix, search, texts, views

app_name = "api"
# Swagger UI writes styles into its page.
documentation = csp_update({"style-src": [SELF, UNSAFE_INLINE]})
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("documents/", views.Documents.as_view(), name="documents"),
    path("documents/<slug:slug>/", views.Document.as_view(), name="document"),
    path("documents/<slug:slug>/clauses/", views.DocumentClauses.as_view(), name="document-clauses"),
    path("documents/<slug:slug>/mentions/", views.DocumentMentions.as_view(), name="document-mentions"),
    path("documents/<slug:slug>/text/<str:language>/", views.DocumentText.as_view(), name="document-text"),
    path("commitments/", views.Commitments.as_view(), name="commitments"),
    path("commitments/export/", exports.CommitmentsExport.as_view(), name="commitments-export"),
    path("commitments/cite/", citing.CommitmentsCite.as_view(), name="commitments-cite"),
    path("commitments/<slug:key>/", views.Commitment.as_view(), name="commitment"),
    path("commitments/<slug:key>/versions/", views.CommitmentVersions.as_view(), name="commitment-versions"),
    path(
        "commitments/<slug:key>/versions/<int:version>/", views.CommitmentVersion.as_view(), name="commitment-version"
    ),
    path("commitments/<slug:key>/related/", analysis.CommitmentRelated.as_view(), name="commitment-related"),
    path("commitments/<slug:key>/lineage/", analysis.CommitmentLineage.as_view(), name="commitment-lineage"),
    path("commitments/<slug:key>/cite/", citing.CommitmentCite.as_view(), name="commitment-cite"),
    path("documents/<slug:slug>/cite/", citing.DocumentCite.as_view(), name="document-cite"),
    path("documents/<slug:slug>/akn/", texts.DocumentAkomaNtoso.as_view(), name="document-akn"),
    path("links/<slug:key>/cite/", citing.LinkCite.as_view(), name="link-cite"),
    path("links/", views.Links.as_view(), name="links"),
    path("themes/", views.Themes.as_view(), name="themes"),
    path("themes/<slug:key>/", views.Theme.as_view(), name="theme"),
    path("regions/", views.Regions.as_view(), name="regions"),
    path("regions/<slug:key>/", views.Region.as_view(), name="region"),
    path("actors/", views.Actors.as_view(), name="actors"),
    path("actors/<slug:key>/", views.Actor.as_view(), name="actor"),
    path("compare/", analysis.Compare.as_view(), name="compare"),
    path("matrix/", matrix.Matrix.as_view(), name="matrix"),
    path("search/", search.Search.as_view(), name="search"),
    path("changes/", views.Changes.as_view(), name="changes"),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", documentation(SpectacularSwaggerSplitView.as_view(url_name="api:schema")), name="docs"),
    path("problems/", about.Problems.as_view(), name="problems"),
    path("<path:rest>", views.NotFound.as_view(), name="not-found"),
]
