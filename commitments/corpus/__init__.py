"""Layer 3: the curated corpus in fixtures/ → drafts, through the importer → published, through the register.

No row bypasses either. Loading again changes nothing but what the files say differently; rows
that the files do not name are left alone. The shape of the files is described in docs/reference/corpus.md.

    loading.py  the files, in the order in which they build on each other
    rows.py     an entry of a file → a row with what hangs on it
    shelves.py  the rows that are there, so that a load asks little of the database
"""

from .loading import CURATOR, CorpusError, Loaded, load_corpus

__all__ = ["CURATOR", "CorpusError", "Loaded", "load_corpus"]
