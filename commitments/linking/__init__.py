"""Layer 2: what commitments have to do with each other, as proposals that say why, and as persons decide.

    embedding.py    words → vectors, from the backlog
    neighbours.py   vectors → pairs of commitments that are near in meaning, in SQL
    evidence.py     what else speaks for a pair: instruments, actors, themes, wording, the order of both texts
    scoring.py      evidence → one score, its reasons in words, and the relation to propose
    suggesting.py   all of these for one document or the whole corpus, kept as proposed links
    deciding.py     what persons say of a link, and the state that follows
"""

from .embedding import embed_backlog

__all__ = ["embed_backlog"]
