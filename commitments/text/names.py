"""Known names in a text: all of them at once, in any spelling that fold() makes equal, by a tree of their words.

Each place of the text is looked at once for each name that may begin there; how long a name is bounds the work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from commitments.text.instruments import NOUNS, plain_form
from commitments.text.symbols import symbol_key
from commitments.text.tokens import BREAK, Token, tokens_of

# Names with more words are cut off: nobody writes them in full, and the work grows with them.
LONGEST_NAME = 80
# Prepositions and conjunctions that Arabic writes together with the next word.
_BEFORE, _THEN, _ARTICLE = "وف", "بلك", "ال"
# What is left of an Arabic word without them must still be a word.
SHORTEST_WORD = 3
_ALL_NOUNS = frozenset(word for nouns in NOUNS.values() for word in nouns)


@dataclass(frozen=True, slots=True)
class Found:
    """A name met in a text: where, whose, and at which word it begins and ends."""

    start: int
    end: int
    keys: tuple[str, ...]
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    following: dict[tuple[str, str], "_Node"] = field(default_factory=dict)
    # Who bears the name that ends here: by language, and only in this spelling where one is given.
    bearers: list[tuple[str, str, str]] = field(default_factory=list)


class KnownNames:
    """The names of the documents that a tracker knows: (key of the document, name, primary language or "" for all).

    One name may be several documents'. The name of a document in the language of the text goes before the same name in
    another.
    """

    def __init__(self, names: Iterable[tuple[str, str, str]] = ()) -> None:
        self.root = _Node()
        self.symbols: dict[str, list[str]] = {}
        for key, name, language in names:
            self.add(key, name, language)

    def add(self, key: str, name: str, language: str) -> None:
        if symbol := symbol_key(name):
            bearers = self.symbols.setdefault(symbol, [])
            if key not in bearers:
                bearers.append(key)
            return
        tokens = tokens_of(name)[:LONGEST_NAME]
        spelling = exact_spelling(name, tokens)
        if spelling is None:
            return
        first = plain_form(tokens[0].key)
        # With or without the article: it goes and comes with what stands before ("للمبادرة").
        for start in {first, first.removeprefix(_ARTICLE)} if is_arabic(first) else {first}:
            node = self.root.following.setdefault((start, ""), _Node())
            for token in tokens[1:]:
                node = node.following.setdefault((plain_form(token.key), token.gap), _Node())
            node.bearers.append((key, language, spelling))

    def find(self, text: str, tokens: list[Token], language: str) -> Iterator[Found]:
        """The longest name that begins at each word, those inside others too."""
        for place, token in enumerate(tokens):
            best: Found | None = None
            for start, key in beginnings(token):
                node = self.root.following.get((key, ""))
                last = place
                while node is not None:
                    end = tokens[last].end
                    if node.bearers and text.startswith(")", end) and "(" in text[start:end].rpartition(")")[2]:
                        end += 1
                    if node.bearers and (best is None or end > best.end):
                        keys = chosen(node.bearers, language, text[start:end])
                        best = Found(start, end, keys, place, last) if keys else best
                    last += 1
                    if last == len(tokens) or tokens[last].gap == BREAK:
                        break
                    node = node.following.get((plain_form(tokens[last].key), tokens[last].gap))
            if best:
                yield best


def exact_spelling(name: str, tokens: list[Token]) -> str | None:
    """ "" for a name that is met in any spelling, the name for one that is met in its own only, None for one that
    would be met everywhere.

    Abbreviations, and names of one word, are known by their capitals; "Treaty" alone is nobody's name, and "74/247"
    may be a ratio.
    """
    if not any(token.key.isalnum() and not token.key.isdecimal() for token in tokens):
        return None
    cased = name.upper() != name.lower()
    if len(tokens) > 1:
        return name if cased and name == name.upper() and len(name) < 12 else ""
    word = tokens[0]
    if word.key in _ALL_NOUNS or word.key.isdecimal() or len(word.key) < 2 or (cased and name == name.lower()):
        return None
    return word.printed


def is_arabic(word: str) -> bool:
    return "\u0621" <= word[:1] <= "\u064a"


def beginnings(token: Token) -> Iterator[tuple[int, str]]:
    """Where in a word a name may begin, and with what: at its start, or after what Arabic writes before it."""
    yield token.start, plain_form(token.key)
    if not is_arabic(token.key):
        return
    for cut in cuts(token.key):
        rest = token.key[cut:]
        if len(rest) >= SHORTEST_WORD:
            yield token.start + letters(token.printed, cut), rest
            if cut and token.key[cut - 1] == "ل" and rest[0] == "ل" and len(rest) > SHORTEST_WORD:
                # "للمبادرة" is ل and المبادرة.
                yield token.start + letters(token.printed, cut), rest[1:]
            if rest.startswith(_ARTICLE) and len(rest) > SHORTEST_WORD + 1:
                yield token.start + letters(token.printed, cut), rest[2:]


def cuts(word: str) -> Iterator[int]:
    yield 0
    first = 1 if word[0] in _BEFORE else 0
    if first:
        yield 1
    if word[first : first + 1] and word[first] in _THEN:
        yield first + 1


def letters(printed: str, count: int) -> int:
    """How many characters the first `count` letters of an Arabic word take, their vowel signs included."""
    seen = 0
    for place, character in enumerate(printed):
        if character.isalnum() and character != "ـ":
            if seen == count:
                return place
            seen += 1
    return len(printed)


def chosen(bearers: list[tuple[str, str, str]], language: str, printed: str) -> tuple[str, ...]:
    """Who is meant, those with the name in the language of the text before others."""
    fitting = [bearer for bearer in bearers if not bearer[2] or bearer[2] == printed]
    own = [key for key, own_language, _ in fitting if own_language in (language, "")]
    return tuple(dict.fromkeys(own or [key for key, _, _ in fitting]))
