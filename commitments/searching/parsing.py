"""The query language of the search. Nothing that is typed is an error: what cannot be meant as a sign is words.

    nuclear war             both words                  nuclear OR war          either
    nuclear -war, NOT war   the first without the last  "nuclear war"           these words in this order
    proliferat*             words that begin so         theme:disarmament       what has this theme, as in the list

OR stands between alternatives: `a b OR c` is what has a and b, or c. A prefix narrows the whole search down.
"""

import re
from dataclasses import dataclass, field

from commitments.text.indexing import words_of

# The filters that can be typed into a search. Each takes the values that the parameter of its name takes.
PREFIXES = ("document", "theme", "region", "actor", "kind", "language")
# Longer than any sentence that is searched for; the database does as much work as there are words.
MOST_CHARACTERS = 500
QUOTES = '"«»“”„‟「」『』'
_PART = re.compile(
    rf"(?P<minus>[-−]?)(?:(?P<prefix>{'|'.join(PREFIXES)}):)?"
    rf"(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)(?:[{QUOTES}]|$)|(?P<bare>[^\s{QUOTES}]+))",
    re.IGNORECASE,
)
# Fewer letters begin too many words to tell anything.
SHORTEST_BEGINNING = 2


@dataclass(frozen=True)
class Term:
    """Words in this order, folded; one in most cases. `begins`: the last is the beginning of a word only."""

    said: str
    words: tuple[str, ...]
    excluded: bool = False
    begins: bool = False

    def __str__(self) -> str:
        return f'{"-" if self.excluded else ""}"{self.said}"'


@dataclass(frozen=True)
class Query:
    """What is asked: alternatives of terms that belong together, and filters by name, to have and not to have."""

    alternatives: tuple[tuple[Term, ...], ...] = ()
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    without: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Signs alone ask for nothing, and nothing has them."""
        return bool(self.alternatives or self.filters or self.without)

    @property
    def terms(self) -> list[Term]:
        return [term for terms in self.alternatives for term in terms]

    @property
    def wanted(self) -> list[Term]:
        return [term for term in self.terms if not term.excluded]

    @property
    def meant(self) -> str:
        """The words as they were typed, without signs and what is excluded: that of which the meaning is looked for."""
        return " ".join(term.said.rstrip("*") for term in self.wanted)

    def __str__(self) -> str:
        """What could be typed to ask the same."""
        words = " OR ".join(" ".join(map(str, terms)) for terms in self.alternatives)
        narrowed = (
            f'{sign}{name}:"{value}"'
            for sign, filters in (("", self.filters), ("-", self.without))
            for name, values in filters.items()
            for value in values
        )
        return " ".join([words, *narrowed]).strip()


def parse(typed: str) -> Query:
    alternatives: list[list[Term]] = [[]]
    filters: dict[bool, dict[str, list[str]]] = {False: {}, True: {}}
    excluded = False
    for part in _PART.finditer(typed[:MOST_CHARACTERS]):
        bare, quoted = part["bare"], part["quoted"]
        sign = "" if part["minus"] or part["prefix"] else bare
        if sign == "OR":
            alternatives.append([])
        elif sign in ("NOT", "AND"):
            excluded = sign == "NOT"
        else:
            left_out = excluded or bool(part["minus"])
            excluded = False
            said = (quoted if bare is None else bare).strip()
            if part["prefix"]:
                values = filters[left_out].setdefault(part["prefix"].lower(), [])
                values += [said] if said and said not in values else []
            elif term := term_of(said, excluded=left_out):
                alternatives[-1].append(term)
    return Query(
        alternatives=tuple(tuple(terms) for terms in alternatives if terms),
        filters={name: tuple(values) for name, values in filters[False].items() if values},
        without={name: tuple(values) for name, values in filters[True].items() if values},
    )


def term_of(said: str, *, excluded: bool = False) -> Term | None:
    """The words of one part; several, as in self-determination or 核战争, are to follow each other. None if none."""
    found = words_of(said)
    if len(found) > 1 and found[-1].start < found[-2].end:
        found.pop()  # The last sign of a longer Chinese word: it is in the pair before it.
    if not found:
        return None
    begins = said.endswith("*") and len(found[-1].text) >= SHORTEST_BEGINNING
    return Term(said, tuple(word.text for word in found), excluded=excluded, begins=begins)
