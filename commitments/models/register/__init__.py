"""RegisterEntry, the append-only log of what was published, and the Published* tables, projections of it.

All that faces the public reads only from here. The projections hold nothing that the log does not: `rebuild_published`
empties them and makes them again.
"""

from .commitments import PublishedCommitment, PublishedCommitmentQuerySet, PublishedLink
from .documents import PublishedClause, PublishedDocument, PublishedExpression, PublishedReference
from .entries import Action, RegisterEntry
from .facets import PublishedFacet
from .finding import PublishedEmbedding, PublishedWord
from .vocabularies import PublishedTerm

__all__ = [
    "Action", "PublishedClause", "PublishedCommitment", "PublishedCommitmentQuerySet", "PublishedDocument",
    "PublishedEmbedding", "PublishedExpression", "PublishedFacet", "PublishedLink", "PublishedReference",
    "PublishedTerm", "PublishedWord", "RegisterEntry",
]  # fmt: skip
