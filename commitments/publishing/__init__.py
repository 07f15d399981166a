"""Layer 2: drafts → the register → the Published* tables. Imports from `models/` (layer 1) only.

entries.py       publish() and withdraw(): the only writers of the register
requirements.py  what a thing lacks before it can be published
payloads.py      the public JSON of a draft, as the register keeps it
chain.py         the hash chain, and its verification
projections.py   the register → the Published* tables, for some keys or for all
composing.py     the JSON that readers get: a payload with the labels, texts and links of other entries
"""

from .chain import ChainError, verify
from .entries import PublicationRefused, Published, publish, withdraw
from .kinds import missing
from .projections import rebuild
from .states import PublicationState, publication_states

__all__ = [
    "ChainError", "PublicationRefused", "PublicationState", "Published", "missing", "publication_states", "publish",
    "rebuild", "verify", "withdraw",
]  # fmt: skip
