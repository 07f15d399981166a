"""Layer 2: what commitments have to do with each other, as proposals that say why, and as persons decide.

embedding.py    words → vectors, from the backlog
neighbours.py   vectors → pairs of commitments that are near in meaning, in SQL
evidence.py     what else speaks for a pair: instruments, actors, themes, the order of both texts, in SQL
scoring.py      evidence → one score, and its reasons in words
relations.py    which relation to propose
reading.py      the best pairs with their wording compared, as suggestions
proposals.py    suggestions → proposed links
suggesting.py   all of these for one document or the whole corpus
radar.py        words → the commitments that say nearly the same
deciding.py     what persons say of a link, and the state that follows
reviewing.py    the queue of links to decide on
agreement.py    how far persons agree who decided on the same links
"""

from .agreement import report_agreement
from .deciding import LinkRefused, decide_link, take_back, turn_link
from .embedding import embed_backlog
from .proposals import propose_link
from .radar import SAID_FROM, Near, nearest, nearest_of, nearest_to
from .reading import Suggestion
from .reviewing import Pile, Queue, decided_today
from .scoring import reason_in_words
from .suggesting import suggest_links

__all__ = [
    "SAID_FROM", "LinkRefused", "Near", "Pile", "Queue", "Suggestion", "decide_link", "decided_today",
    "embed_backlog", "nearest", "nearest_of", "nearest_to", "propose_link", "reason_in_words", "report_agreement",
    "suggest_links", "take_back", "turn_link",
]  # fmt: skip
