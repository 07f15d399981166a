"""Layer 1: the nouns, one module each, with their constraints and triggers.

Imports only from `text/` (layer 0), and within the layer in this direction: choices, translations, history, publishable
→ vocabularies → documents → commitments → links, and documents → imports; `register` and `choices` stand alone, so
that what faces the public can import it without seeing a draft.
"""

from .commitments import Citation, Commitment, CommitmentActor, CommitmentRegion, CommitmentTheme
from .documents import Clause, Document, DocumentActor, Expression, Reference
from .imports import ImportDraft
from .links import Link
from .register import (
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    RegisterEntry,
)
from .vocabularies import Actor, Region, RegionMember, Theme

__all__ = [
    "Actor", "Citation", "Clause", "Commitment", "CommitmentActor", "CommitmentRegion",
    "CommitmentTheme", "Document", "DocumentActor", "Expression", "ImportDraft", "Link", "PublishedClause",
    "PublishedCommitment", "PublishedDocument", "PublishedExpression", "PublishedLink", "PublishedReference",
    "PublishedTerm", "Reference", "Region", "RegionMember", "RegisterEntry", "Theme",
]  # fmt: skip
