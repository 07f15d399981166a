"""Layer 2: a file → an expression with its clauses, and draft commitments where asked for. All or nothing.

sources.py     a file and what is known about it → its text and clauses; touches no database
storing.py     the imports: a text with its clauses, as found or as an editor changed them
drafting.py    clauses → draft commitments and citations
references.py  texts → references of their clauses to the documents that they name
"""

from .drafting import Which, add_citations, cite, commitment_key, draft_commitments, wanted_clauses
from .references import ReferencesFound, find_references, known_names, make_instruments, mentions_in, site_language
from .sources import ImportRefused, Source, part_of, read_source, read_text
from .storing import Imported, import_document, import_edited, import_expression, same_text

__all__ = [
    "ImportRefused", "Imported", "ReferencesFound", "Source", "Which", "add_citations", "cite", "commitment_key",
    "draft_commitments", "find_references", "import_document", "import_edited", "import_expression", "known_names",
    "make_instruments", "mentions_in", "part_of", "read_source", "read_text", "same_text", "site_language",
    "wanted_clauses",
]  # fmt: skip
