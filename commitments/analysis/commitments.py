"""Two commitments side by side: word by word in a language of both, else sentence by sentence."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from django.core.cache import cache

from commitments.models.register import PublishedCommitment
from commitments.text.aligning import align
from commitments.text.differing import differ
from commitments.text.meaning import encode
from commitments.text.sentences import sentences

from .wordings import LEAST_SHARED, Payload, changed, wordings

Encode = Callable[[Sequence[str]], npt.NDArray[Any]]

SHOWN = ("key", "url", "document", "locator", "kind", "title", "status", "citations")
# Of one side. The longest clauses of treaties have some dozens; beyond this each side stands as one piece.
MOST_SENTENCES = 150
# Finding the meaning of sentences takes the encoder some hundredths of a second, and its first time a second.
KEPT_SECONDS = 24 * 3600


def compare_commitments(keys: list[str], *, language: str = "", encode: Encode = encode) -> Payload:
    """Two published commitments in the order given.

    `change` is the way from the words of the first to those of the second in `language`, the first that they share
    where none is chosen; None where they share none. `aligned` is there where that says too little: they share no
    language, or hardly a word.
    """
    rows = PublishedCommitment.objects.current().filter(key__in=keys).values_list("key", "sequence", "payload")
    found = {key: (sequence, {name: payload[name] for name in SHOWN}) for key, sequence, payload in rows}
    first, second = (found[key][1] for key in keys)
    before, after = wordings(first), wordings(second)
    shared = [each for each in before if each in after]
    chosen = language or next(iter(shared), "")
    change = changed(chosen, differ(before[chosen], after[chosen])) if chosen else None
    languages = (chosen, chosen) if chosen else (next(iter(before), ""), next(iter(after), ""))
    aligned = None
    if all(languages) and (change is None or change["shared"] < LEAST_SHARED):
        name = ":".join(str(found[key][0]) for key in keys)
        aligned = cache.get_or_set(
            f"aligned:{name}:{'/'.join(languages)}",
            lambda: side_by_side(before[languages[0]], after[languages[1]], languages, encode),
            KEPT_SECONDS,
        )
    return {"commitments": [first, second], "shared_languages": shared, "change": change, "aligned": aligned}


def side_by_side(first: str, second: str, languages: tuple[str, str], encode: Encode) -> Payload:
    """Sentences of both texts, those that answer to each other in one row; one side is empty where nothing answers."""
    texts = [[span.of(text) for span in sentences(text)] for text in (first, second)]
    if max(map(len, texts)) > MOST_SENTENCES:
        rows: list[Payload] = [{"first": [first], "second": [second], "alike": None}]
    else:
        alike = np.clip(encode(texts[0]) @ encode(texts[1]).T, -1, 1)
        rows = [
            {
                "first": [texts[0][place] for place in pair.first],
                "second": [texts[1][place] for place in pair.second],
                "alike": rounded(alike[pair.first.start : pair.first.stop, pair.second.start : pair.second.stop]),
            }
            for pair in align(alike)
        ]
    return {"languages": list(languages), "rows": rows}


def rounded(alike: npt.NDArray[Any]) -> float | None:
    """How alike the sentences of a row are on average; None where one side is empty."""
    return round(float(alike.mean()), 3) if alike.size else None
