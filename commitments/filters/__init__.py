"""Layer 3: one FilterSet for each published noun, shared by pages, API and exports: all doors give the same rows.

Several values of one parameter are alternatives; different parameters narrow each other down. A value that names
nothing in the register is an error, never an empty answer.
"""

from .changes import ChangeFilterSet
from .commitments import CommitmentFilterSet
from .comparing import ComparisonForm
from .documents import DocumentFilterSet, MentionFilterSet
from .fields import RegisterFilterSet
from .links import LinkFilterSet, RelatedFilterSet
from .search import SearchFilterSet
from .vocabularies import ActorFilterSet, RegionFilterSet, TermFilterSet, ThemeFilterSet

__all__ = [
    "ActorFilterSet", "ChangeFilterSet", "CommitmentFilterSet", "ComparisonForm", "DocumentFilterSet",
    "LinkFilterSet", "MentionFilterSet", "RegionFilterSet", "RegisterFilterSet", "RelatedFilterSet",
    "SearchFilterSet", "TermFilterSet", "ThemeFilterSet",
]  # fmt: skip
