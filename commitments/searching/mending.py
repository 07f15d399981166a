"""Mistyped words → words of the register, for a search that found none of what was typed."""

from dataclasses import replace
from difflib import SequenceMatcher

from django.db import connection

from commitments.models.register import PublishedWord
from commitments.text.indexing import is_chinese

from .parsing import Query, Term

# Words are alike of which pg_trgm finds 0.3 of the three-letter pieces in common, its own threshold ("nuclaer" and
# "nuclear": 0.33). Of the words that have enough in common, so many are compared letter by letter.
COMPARED = 20
# And of these the best is taken if so much of their letters is the same in the same order: of five letters one may be
# another or elsewhere. "cybersécurité" must not become "biosécurité" (0.75).
LEAST_ALIKE = 0.8
# Words shorter than this are near to any other.
SHORTEST = 4
NEAREST = """
SELECT typed, word FROM unnest(%s::text[]) AS typed CROSS JOIN LATERAL (
    SELECT word FROM {words} WHERE word %% typed ORDER BY similarity(word, typed) DESC, word LIMIT {compared}) AS near
WHERE NOT EXISTS (SELECT FROM {words} WHERE word = typed)
"""


def mend(query: Query) -> Query | None:
    """The query with each word that the register does not know replaced by the most alike; None if all are known, or
    nothing is alike. In one statement.
    """
    typed = {word for term in query.wanted for word in term.words if len(word) >= SHORTEST and not is_chinese(word)}
    if not typed:
        return None
    near: dict[str, list[str]] = {}
    sql = NEAREST.format(words=PublishedWord._meta.db_table, compared=COMPARED)
    with connection.cursor() as cursor:
        cursor.execute(sql, [sorted(typed)])
        for word, known in cursor.fetchall():
            near.setdefault(word, []).append(known)
    likest = {word: max(known, key=lambda other: alike(word, other)) for word, known in near.items()}
    meant = {word: other for word, other in likest.items() if alike(word, other) >= LEAST_ALIKE}
    if not meant:
        return None

    def mended(term: Term) -> Term:
        words = tuple(meant.get(word, word) for word in term.words)
        if term.excluded or words == term.words:
            return term
        return replace(term, said=" ".join(words) + ("*" if term.begins else ""), words=words)

    return replace(query, alternatives=tuple(tuple(map(mended, terms)) for terms in query.alternatives))


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
