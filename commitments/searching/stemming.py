"""A Query → what PostgreSQL looks for: each word in the forms that it has in each language's index.

One index holds the words of all languages, each stemmed in its own. Nobody says in which language they search, so a
word is looked for as each language would have stemmed it. What is a word of no weight in one of them (`la`, `on`) is
left out, for texts in that language do not have it in their index; unless it is typed as a name, or there is nothing
else to look for.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField, Func, Q, TextField, Value

from commitments.models.register import PublishedWord
from commitments.text.indexing import CONFIGURATIONS, PLAIN, is_sign

from .parsing import Query, Term

ENGLISH = CONFIGURATIONS["en"]
LANGUAGES = [*sorted(CONFIGURATIONS.values()), PLAIN]
# Words that one beginning stands for; beyond them it says too little, and the search gets slow.
MOST_ENDINGS = 100
# One capital is more often an article at the beginning, or the French “À”.
SHORTEST_NAME = 2
STEMS = """
SELECT words, language, phraseto_tsquery(language::regconfig, words)::text,
       tsvector_to_array(to_tsvector(language::regconfig, words))
FROM unnest(%s::text[]) AS words, unnest(%s::text[]) AS language
"""
# By the words in order, then by the language: what to look for, and the stems in it.
Stems = dict[str, dict[str, tuple[str, list[str]]]]


@dataclass(frozen=True)
class Stemmed:
    """What is looked for, as the text of a tsquery; empty if no word is.

    `unwanted`: the text of a tsquery for what must not be there, for what is found by other means. `stems`: what makes
    a word of a text in a language one that was looked for; in Chinese a sign alone is the beginning of one.
    `ignored`: what was typed and has no weight.
    """

    tsquery: str = ""
    unwanted: str = ""
    stems: dict[str, set[str]] = field(default_factory=dict)
    signs: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()


class Matches(Func):
    """Whether a tsvector has what the text of a tsquery says, taken as it is: its words are stems already."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def matches(tsquery: str) -> Matches:
    """That published commitments or clauses have the words."""
    return Matches("words", Value(tsquery, TextField()))


def stem(query: Query) -> Stemmed:
    """In one statement, or two where only the beginning of a word is given."""
    spelled = spellings(query.terms)
    stems = stems_of({words for spelling in spelled.values() for words in spelling})
    sought = {term: sought_for(term, spelled[term], stems) for term in query.terms}
    # WHO and IT are words of no weight in English, where they stand most: as names nothing would be found.
    names = {term for term in query.wanted if is_name(term, query) and stems[term.words[0]][ENGLISH][0]}
    light = {term for term in query.wanted if term not in names and is_light(spelled[term], stems)}
    if light.issuperset(query.wanted):
        light = {term for term in light if not sought[term]}
    kept = [term for term in query.wanted if term not in light]
    alternatives = [
        [f"!({sought[term]})" if term.excluded else f"({sought[term]})" for term in terms]
        for terms in ([term for term in terms if sought[term] and term not in light] for terms in query.alternatives)
    ]
    return Stemmed(
        tsquery=" | ".join(" & ".join(parts) for parts in alternatives if parts),
        unwanted=" | ".join(f"({sought[term]})" for term in query.terms if term.excluded and sought[term]),
        stems={
            language: {one for term in kept for words in spelled[term] for one in stems[words][language][1]}
            for language in LANGUAGES
        },
        signs=frozenset(words for term in kept for words in term.words if is_sign(words)),
        ignored=tuple(term.said for term in query.wanted if term in light),
    )


def spellings(terms: Iterable[Term]) -> dict[Term, list[str]]:
    """The words of each term in order; several times where the last is a beginning, with each word that begins so."""
    terms = list(terms)
    beginnings = {term.words[-1] for term in terms if term.begins}
    known: list[str] = []
    if beginnings:
        begin_so = Q()
        for beginning in beginnings:
            begin_so |= Q(word__startswith=beginning)
        rows = PublishedWord.objects.filter(begin_so).order_by("word")
        known = list(rows.values_list("word", flat=True)[: MOST_ENDINGS * len(beginnings)])
    return {
        term: [
            " ".join([*term.words[:-1], last])
            for last in [term.words[-1], *(word for word in known if term.begins and word.startswith(term.words[-1]))]
        ]
        for term in terms
    }


def stems_of(spelled: set[str]) -> Stems:
    found: Stems = {words: {} for words in spelled}
    if spelled:
        with connection.cursor() as cursor:
            cursor.execute(STEMS, [sorted(spelled), LANGUAGES])
            for words, language, query, stems in cursor.fetchall():
                found[words][language] = query, stems
    return found


def sought_for(term: Term, spelled: list[str], stems: Stems) -> str:
    """The text of a tsquery for one term in all languages."""
    if len(term.words) == 1 and is_sign(term.words[0]):
        return f"'{term.words[0]}':*"
    return " | ".join(sorted({query for words in spelled for query, _stems in stems[words].values() if query}))


def is_name(term: Term, query: Query) -> bool:
    """Whether it stands in capitals among words that do not, as UN does, which is a word of no weight in French."""
    return (
        len(term.words) == 1
        and sum(letter.isalpha() for letter in term.said) >= SHORTEST_NAME
        and term.said.isupper()
        and any(not other.said.isupper() for other in query.terms if any(map(str.isalpha, other.said)))
    )


def is_light(spelled: list[str], stems: Stems) -> bool:
    """Whether in some language these are words of no weight only."""
    return any(not query for words in spelled for query, _stems in stems[words].values())
