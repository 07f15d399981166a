"""References: where a text names other instruments, which documents they are, and which of their articles.

    tokens, instruments ◀ symbols, names, generic ◀ referring ▶ articles, framing

A name is taken from the longest on, and none inside another. What the tracker does not know is offered as a new
document, with a note of whether the name surely ends there. Better nothing than a wrong guess: "the Treaty" alone is
taken up only where the text has said before which one is meant ("(hereinafter “the Treaty”)"), and "article 25 of the
treaty" where just one treaty has been named.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from commitments.text.articles import Articles, articles_in
from commitments.text.folding import fold
from commitments.text.framing import balanced, without_title
from commitments.text.generic import Free, generic_names
from commitments.text.instruments import NOUNS, is_place_adjective, noun_of, place_in_nominative, plain_form
from commitments.text.languages import primary_language
from commitments.text.mentions import Mention, Proposal
from commitments.text.names import KnownNames, beginnings
from commitments.text.symbols import symbol_key, symbols_in
from commitments.text.tokens import Token, tokens_of


def find_mentions(
    text: str, language: str, names: KnownNames | Iterable[tuple[str, str, str]] = (), *, title: str = ""
) -> list[Mention]:
    """The instruments that a text names, in its order.

    `names` are those of known documents: (key, name, primary language or "" for all); a symbol is a name too. `title`,
    that of the text itself, may name an instrument that the text then only calls "the treaty".
    """
    known = names if isinstance(names, KnownNames) else KnownNames(names)
    primary = primary_language(language)
    # Without its first word: a title is a known name too, and what it names stands inside it.
    heading = _named(title, tokens_of(title)[1:], primary, known)
    tokens = tokens_of(text)
    found = _named(text, tokens, primary, known)
    found = sorted([*found, *_defined(text, tokens, found)], key=lambda mention: mention.start)
    mentions = _with_articles(text, found, primary, heading, noun_in(title, primary))
    return balanced(text, without_title(text, mentions, title))


def _named(text: str, tokens: list[Token], language: str, known: KnownNames) -> list[Mention]:
    """The instruments named in full, without articles."""
    sure: list[Mention] = []
    for name in known.find(text, tokens, language):
        sure.append(Mention(name.start, name.end, text[name.start : name.end], "", name.keys, None))
    for each in symbols_in(text):
        exact = text[each.start : each.end]
        keys = tuple(known.symbols.get(symbol_key(each.symbol), ())) if each.symbol else ()
        kind = "resolution" if each.is_resolution else "other"
        words = each.symbol or " ".join(exact.split())
        proposed = None if keys else Proposal(words, kind, each.symbol, bool(each.symbol))
        sure.append(Mention(each.start, each.end, exact, "", keys, proposed))
    guesses: list[Mention] = []
    for found in generic_names(text, tokens, language):
        exact = text[found.start : found.end]
        proposed = Proposal(in_nominative(" ".join(exact.split())), found.kind, "", found.sure)
        (sure if found.sure else guesses).append(Mention(found.start, found.end, exact, "", (), proposed))
    free, taken = Free(), []
    for some in (sure, guesses):
        # Of two names for one stretch, the one that is known.
        for mention in sorted(some, key=lambda one: (one.start - one.end, not one.documents, one.start)):
            if free.take(mention.start, mention.end):
                taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)


def in_nominative(name: str) -> str:
    """A Russian name as a catalogue has it: "Конвенции о …" → "Конвенция о …", "Парижским соглашением" → "Парижское
    соглашение"; any other name as it is.
    """
    word, space, rest = name.partition(" ")
    if noun := noun_of(fold(word), "ru"):
        return f"{noun.capitalize()}{space}{rest}"
    second, gap, others = rest.partition(" ")
    if is_place_adjective(fold(word)) and (noun := noun_of(fold(second), "ru")):
        return f"{place_in_nominative(word, noun)} {noun}{gap}{others}"
    return name


# What a text says of a name in brackets: (hereinafter "the Treaty"), (далее – «Договор»), (NPT).
_SHORT = re.compile(
    r"[»”\"』》]?\s{0,3}[(（][^()（）\n«“„\"《]{0,60}[«“„\"《]\s?(?:(?:[Tt]he|[Ll]e|[Ll]a|[Ee]l)\s|[Ll]['’])?(?P<quoted>[^«»“”„\"《》()（）\n]{2,60}?)\s?"
    r"[»”“\"》]\s?[)）]|[»”\"』》]?\s{0,3}\((?P<letters>[A-ZА-Я][A-Za-zА-Яа-я]{0,8}[A-ZА-Я])\)"
)


@dataclass(frozen=True, slots=True)
class _Short:
    """A short name that a text gives to an instrument."""

    words: tuple[str, ...]
    first: str
    means: Mention

    def is_spelled(self, token: Token) -> bool:
        """Whether a word has the capitals of the short name: all of an abbreviation, else the first."""
        if len(self.words) == 1 and self.first.isupper():
            return token.printed == self.first
        return token.printed[:1].isupper() or not self.first[:1].isupper()


def _defined(text: str, tokens: list[Token], found: list[Mention]) -> list[Mention]:
    """Later mentions by the short name that the text itself gives: (hereinafter “the Treaty”), (NPT)."""
    begun: dict[int, list[_Short]] = {}
    for mention in found:
        if match := _SHORT.match(text, mention.end):
            words = tokens_of(match["quoted"] or match["letters"])[:6]
            if words:
                keys = tuple(plain_form(word.key) for word in words)
                begun.setdefault(match.end(), []).append(_Short(keys, words[0].printed, mention))
    if not begun:
        return []
    free = Free()
    for mention in found:
        free.take(mention.start, mention.end)
    waiting = sorted(begun, reverse=True)
    shorts: dict[str, dict[tuple[str, ...], _Short]] = {}
    later: list[Mention] = []
    for place, token in enumerate(tokens):
        while waiting and waiting[-1] <= token.start:
            for short in begun[waiting.pop()]:
                # What is said last holds; an Arabic word is known without its article.
                shorts.setdefault(short.words[0].removeprefix("ال"), {})[short.words] = short
        for start, key in beginnings(token) if shorts else ():
            for short in shorts.get(key.removeprefix("ال"), {}).values():
                if short.is_spelled(token) and _goes_on(tokens, place, short.words):
                    end = tokens[place + len(short.words) - 1].end
                    if free.take(start, end):
                        later.append(replace(short.means, start=start, end=end, exact=text[start:end]))
    return later


def _goes_on(tokens: Sequence[Token], place: int, words: tuple[str, ...]) -> bool:
    rest = tokens[place + 1 : place + len(words)]
    return len(rest) == len(words) - 1 and all(
        plain_form(token.key) == word and not token.gap for token, word in zip(rest, words[1:], strict=True)
    )


def noun_in(name: str, language: str) -> str:
    """The first noun of an instrument in a name, which is what its short form is: "the Convention"; "" for none."""
    if language == "zh":
        return next((noun for noun in NOUNS["zh"] if name.rstrip("》").endswith(noun)), "")
    return next((noun for token in tokens_of(name) if (noun := noun_of(token.key, language))), "")


def _with_articles(text: str, found: list[Mention], language: str, heading: list[Mention], own: str) -> list[Mention]:
    """The mentions with the articles that the text names of them; one mention for each article."""
    starting = {mention.start: place for place, mention in enumerate(found)}
    ending = {mention.end: place for place, mention in enumerate(found)}
    taken: set[int] = set()
    added: list[Mention] = []
    shorts = _ShortForms(found, heading, language, own)
    last_end = 0
    for group in articles_in(text, language):
        if group.articles[0].start < last_end:
            continue
        place = _place_of(text, group, starting, ending)
        if place is not None and place not in taken:
            instrument = found[place]
            spans = _spans(group, instrument.start, instrument.end)
        else:
            short = shorts.at(text, group) if place is None else None
            if short is None:
                continue
            start, end, instrument = short
            spans = _spans(group, start, end)
        added += [
            replace(instrument, start=start, end=end, exact=text[start:end], article=article.number)
            for article, (start, end) in zip(group.articles, spans, strict=True)
        ]
        if place is not None:
            taken.add(place)
        last_end = spans[-1][1]
    kept = [mention for place, mention in enumerate(found) if place not in taken]
    return _apart(sorted([*kept, *added], key=lambda mention: (mention.start, not mention.article)))


def _place_of(text: str, group: Articles, starting: dict[int, int], ending: dict[int, int]) -> int | None:
    """Which mention the articles belong to: the one that begins after them, or ends right before."""
    if group.follows is not None and group.follows in starting:
        return starting[group.follows]
    if group.precedes is None:
        return None
    for before in (group.precedes, group.precedes - 1 if text[: group.precedes].endswith("》") else None):
        if before is not None and before in ending:
            return ending[before]
    return None


def _spans(group: Articles, start: int, end: int) -> list[tuple[int, int]]:
    """Where each article's mention stands: the one next to the instrument takes it in."""
    spans = [(article.start, article.end) for article in group.articles]
    if start >= spans[-1][1]:
        spans[-1] = (spans[-1][0], end)
    else:
        spans[0] = (start, spans[0][1])
    return spans


def _apart(mentions: list[Mention]) -> list[Mention]:
    """The mentions without those that reach into the one before."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or kept[-1].end <= mention.start:
            kept.append(mention)
    return kept


class _ShortForms:
    """ "the treaty" after an article: the only instrument called a treaty that was named before, the title included."""

    def __init__(self, found: list[Mention], heading: list[Mention], language: str, own: str) -> None:
        self.language, self.own = language, own
        self.waiting = found[::-1]
        self.named: dict[str, dict[object, Mention]] = {}
        for mention in heading:
            self.name(mention)

    def name(self, mention: Mention) -> None:
        if noun := noun_in(mention.exact, self.language):
            identity = mention.documents or (mention.proposed and mention.proposed.name)
            self.named.setdefault(noun, {})[identity] = mention

    def at(self, text: str, group: Articles) -> tuple[int, int, Mention] | None:
        while self.waiting and self.waiting[-1].start < group.articles[0].start:
            self.name(self.waiting.pop())
        if self.language == "zh":
            place = group.precedes or 0
            noun = next((noun for noun in NOUNS["zh"] if text.endswith(noun, 0, place)), "")
            start, end = place - len(noun), place
            if start and noun and not _ends_apart(text, start):
                return None
        elif group.follows is None:
            return None
        else:
            words = tokens_of(text[group.follows : group.follows + 40])[:2]
            noun = noun_of(words[0].key, self.language) if words and not text[group.follows].isspace() else ""
            start = group.follows + (words[0].start if words else 0)
            end = group.follows + (words[0].end if words else 0)
        meant = self.named.get(noun, {})
        if not noun or noun == self.own or len(meant) != 1:
            return None
        return start, end, next(iter(meant.values()))


def _ends_apart(text: str, place: int) -> bool:
    """Whether a Chinese noun stands for itself at a place, not at the end of a longer name."""
    return text[place - 1] in "，。；：、（(“《\n 据照依按的该该在和与及本"
