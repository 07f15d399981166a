"""What an editor may ask of the clauses that were found: one operation, and a list of them from JSON."""

from dataclasses import dataclass
from typing import Any, Literal

from commitments.text.errors import TextError

Verb = Literal["kind", "indent", "outdent", "join", "drop", "split"]

VERBS: tuple[Verb, ...] = ("kind", "indent", "outdent", "join", "drop", "split")
# What an editor may say a clause is: the kinds that segmentation gives, from the widest inwards.
KINDS = (
    "preamble", "annex", "book", "part", "title", "chapter", "section", "article", "principle", "priority", "goal",
    "target", "recital", "paragraph", "item", "bullet", "contents", "conclusions",
)  # fmt: skip
# More than a day's work; each operation costs a pass over the clauses.
MOST_OPERATIONS = 2000


@dataclass(frozen=True, slots=True)
class Operation:
    """One change: to the clauses that `at` names, or, for a split, at an offset of the text."""

    verb: Verb
    at: tuple[str, ...] = ()
    kind: str = ""
    offset: int = -1

    def as_json(self) -> dict[str, Any]:
        """The operation as `parse_operations` reads it."""
        if self.verb == "split":
            return {"do": "split", "offset": self.offset}
        return {"do": self.verb, "at": list(self.at)} | ({"kind": self.kind} if self.verb == "kind" else {})


def parse_operations(given: object) -> list[Operation]:
    """Operations from what JSON gave. TextError for anything that is not a list of them."""
    if not isinstance(given, list) or len(given) > MOST_OPERATIONS:
        raise TextError(f"The changes to the clauses are not a list of at most {MOST_OPERATIONS} operations.")
    return [_parse(each) for each in given]


def _parse(given: object) -> Operation:
    if isinstance(given, dict) and given.get("do") in VERBS:
        at, kind, offset = given.get("at", []), given.get("kind", ""), given.get("offset", -1)
        if given["do"] == "split" and type(offset) is int and offset >= 0:
            return Operation("split", offset=offset)
        named = isinstance(at, list) and at and all(isinstance(key, str) for key in at)
        if given["do"] != "split" and named and (kind in KINDS if given["do"] == "kind" else not kind):
            return Operation(given["do"], tuple(at), kind)
    raise TextError(f"This is no change to a clause: {str(given)[:100]}")
