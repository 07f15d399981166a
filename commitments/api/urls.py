"""Addresses of the REST interface, below /api/v1/."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path

from . import (
    about,
    analysis,
    changes,
    citing,
    commitments,
    documents,
    exports,
    links,
    matrix,
    search,
    texts,
    vocabularies,
)

app_name = "api"
# Swagger UI writes styles into its page.
documentation = csp_update({"style-src": [SELF, UNSAFE_INLINE]})
urlpatterns = [
    path("", about.Home.as_view(), name="home"),
    path("documents/", documents.Documents.as_view(), name="documents"),
    path("documents/<slug:slug>/", documents.Document.as_view(), name="document"),
    path("documents/<slug:slug>/clauses/", documents.DocumentClauses.as_view(), name="document-clauses"),
    path("documents/<slug:slug>/mentions/", documents.DocumentMentions.as_view(), name="document-mentions"),
    path("documents/<slug:slug>/text/<str:language>/", documents.DocumentText.as_view(), name="document-text"),
    path("commitments/", commitments.Commitments.as_view(), name="commitments"),
    path("commitments/export/", exports.CommitmentsExport.as_view(), name="commitments-export"),
    path("commitments/cite/", citing.CommitmentsCite.as_view(), name="commitments-cite"),
    path("commitments/<slug:key>/", commitments.Commitment.as_view(), name="commitment"),
    path("commitments/<slug:key>/versions/", commitments.CommitmentVersions.as_view(), name="commitment-versions"),
    path(
        "commitments/<slug:key>/versions/<int:version>/",
        commitments.CommitmentVersion.as_view(),
        name="commitment-version",
    ),
    path("commitments/<slug:key>/related/", analysis.CommitmentRelated.as_view(), name="commitment-related"),
    path("commitments/<slug:key>/lineage/", analysis.CommitmentLineage.as_view(), name="commitment-lineage"),
    path("commitments/<slug:key>/cite/", citing.CommitmentCite.as_view(), name="commitment-cite"),
    path("documents/<slug:slug>/cite/", citing.DocumentCite.as_view(), name="document-cite"),
    path("documents/<slug:slug>/akn/", texts.DocumentAkomaNtoso.as_view(), name="document-akn"),
    path("links/<slug:key>/cite/", citing.LinkCite.as_view(), name="link-cite"),
    path("links/", links.Links.as_view(), name="links"),
    path("themes/", vocabularies.Themes.as_view(), name="themes"),
    path("themes/<slug:key>/", vocabularies.Theme.as_view(), name="theme"),
    path("regions/", vocabularies.Regions.as_view(), name="regions"),
    path("regions/<slug:key>/", vocabularies.Region.as_view(), name="region"),
    path("actors/", vocabularies.Actors.as_view(), name="actors"),
    path("actors/<slug:key>/", vocabularies.Actor.as_view(), name="actor"),
    path("compare/", analysis.Compare.as_view(), name="compare"),
    path("matrix/", matrix.Matrix.as_view(), name="matrix"),
    path("search/", search.Search.as_view(), name="search"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("schema/", about.Schema.as_view(), name="schema"),
    path("docs/", documentation(about.Documentation.as_view(url_name="api:schema")), name="docs"),
    path("problems/", about.Problems.as_view(), name="problems"),
    path("<path:rest>", about.NotFound.as_view(), name="not-found"),
]
