"""“Already said in …” for the clauses of an import that will become commitments, before they are imported."""

from dataclasses import dataclass

from commitments.linking import SAID_FROM, Near, nearest_of
from commitments.text import ClauseSpan

from .import_preview import Preview

# Clauses looked at: encoding that many takes one to five seconds.
MOST_CLAUSES = 200
SHORTEST = 30  # characters; what is shorter is near to anything


@dataclass(frozen=True)
class Said:
    """A clause, by its key in the preview, and the commitment of another document that says nearly the same."""

    key: str
    clause: ClauseSpan
    near: Near


@dataclass(frozen=True)
class SaidBefore:
    found: list[Said]
    looked_at: int
    left_out: int


def said_before(preview: Preview) -> SaidBefore:
    """What the ticked clauses say that was said before, in the order of the text."""
    ticked = set(preview.draft.ticked)
    clauses = []
    for clause, key in zip(preview.clauses, preview.keys, strict=True):
        words = preview.text.text[clause.start : clause.end].removeprefix(clause.label).strip()
        if key in ticked and len(words) >= SHORTEST and any(char.isalpha() for char in words):
            clauses.append((key, clause, words))
    asked = clauses[:MOST_CLAUSES]
    near = nearest_of(
        [words for _key, _clause, words in asked],
        language=preview.draft.language,
        exclude_document=preview.draft.document_id,
    )
    found = [
        Said(key, clause, best)
        for (key, clause, _words), counterparts in zip(asked, near, strict=True)
        for best in counterparts[:1]
        if best.nearness >= SAID_FROM
    ]
    return SaidBefore(found, len(asked), len(clauses) - len(asked))
