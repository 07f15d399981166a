"""Layer 1: the nouns, one module each, with their constraints and triggers.

Imports only from `text/` (layer 0), and within the layer in this direction: choices, translations, history, publishable
→ vocabularies → backlog → documents → commitments → links and embeddings, and documents → imports; `register`
(with backlog and vectors), `words` and `choices` stand alone, so that what faces the public can import them without
seeing a draft.
"""

from .backlog import EmbeddingTask
from .commitments import Citation, Commitment, CommitmentActor, CommitmentRegion, CommitmentTheme
from .documents import Clause, Document, DocumentActor, Expression, Reference
from .embeddings import ClauseEmbedding, CommitmentEmbedding
from .imports import ImportDraft
from .links import AgreementReport, Link, LinkDecision
from .register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedEmbedding,
    PublishedExpression,
    PublishedFacet,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    PublishedWord,
    RegisterEntry,
)
from .vocabularies import Actor, Region, RegionMember, Theme

__all__ = [
    "Actor", "AgreementReport", "Citation", "Clause", "ClauseEmbedding", "Commitment", "CommitmentActor",
    "CommitmentEmbedding", "CommitmentRegion", "CommitmentTheme", "Document", "DocumentActor", "EmbeddingTask",
    "Expression", "ImportDraft", "Link", "LinkDecision", "PublishedClause", "PublishedCommitment", "PublishedDocument",
    "PublishedEmbedding", "PublishedExpression", "PublishedFacet", "PublishedLink", "PublishedReference",
    "PublishedTerm", "PublishedWord", "Reference", "Region", "RegionMember", "RegisterEntry", "Theme",
]  # fmt: skip
