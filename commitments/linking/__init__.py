"""Layer 2: what commitments have to do with each other, as proposals that say why, and as persons decide.

embedding.py    words → vectors, from the backlog
neighbours.py   vectors → pairs of commitments that are near in meaning, in SQL
evidence.py     what else speaks for a pair: instruments, actors, themes, the order of both texts, in SQL
scoring.py      evidence → one score, and its reasons in words
relations.py    which relation to propose
reading.py      the best pairs with their wording compared, as suggestions
proposals.py    suggestions → proposed links
suggesting.py   all of these for one document or the whole corpus
deciding.py     what persons say of a link, and the state that follows
"""

from .deciding import decide_link
from .embedding import embed_backlog
from .reading import Suggestion
from .suggesting import suggest_links

__all__ = ["Suggestion", "decide_link", "embed_backlog", "suggest_links"]
