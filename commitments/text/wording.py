"""Labels in words: number words, ordinals, and heads such as "Article 5", "المادة الأولى" or 第十二条."""

import re

from commitments.text import numerals
from commitments.text.labels import BETWEEN, LONGEST_TITLE, SECTION, SENTENCE_ENDS, Candidate
from commitments.text.words import CHINESE_HEADS, Head, Words, fold

_STOPS = re.escape("،,:：.;؛、，。()（）[]–—")
_WORD = rf"[^\s{_STOPS}]{{1,24}}"
_WORDS = re.compile(rf"{_WORD}(?:[ \u00a0\u202f]{_WORD}){{0,3}}")
_AFTER_ORDINAL = re.compile(r"\s?[،,:：.、，)–—-](?=\s|$|[^\W\d_a-z])")
_NUMBER = re.compile(
    r"[(\[]?(?P<number>\d{1,4}|[IVXLC]{1,8}|[ivxlc]{1,8}|[A-Z])(?:er|re|\.?[ºª°])?[)\]]?"
    rf"(?:[\s-]?(?P<between>{'|'.join(BETWEEN)})|\s(?P<again>مكررا?))?(?!\w)"
)
_END_OF_HEAD = re.compile(r"[.:：]?(?=\s|$|[–—]|-\s)")
_HAN_NUMBER = rf"第\s?(?P<number>\d{{1,4}}|[{numerals.HAN}]{{1,7}})"
_HAN_HEAD = re.compile(rf"{_HAN_NUMBER}\s?(?P<head>{'|'.join(CHINESE_HEADS)})(?=[\s：:、]|$)")
_HAN_ORDINAL = re.compile(rf"{_HAN_NUMBER}[，,、：:]")


def _beginnings(words: str) -> list[str]:
    """The first word, the first two, …: longest first."""
    return [words[: match.end()] for match in re.finditer(r"\S+", words)][::-1]


def number_words(line: str, words: Words) -> list[Candidate]:
    """A number word alone on its line, or an ordinal that is alone or followed by a comma, colon, point or dash."""
    match = _WORDS.match(line)
    for printed in _beginnings(match[0]) if match else []:
        bare = printed.rstrip("-")
        after = _AFTER_ORDINAL.match(line, len(bare))
        label = line[: after.end() if after else len(bare)]
        alone, key = label == line, fold(bare)
        value, style = words.ordinals.get(key, 0) if after or alone else 0, "ordinal"
        if not value and alone:
            value, style = words.cardinals.get(key, 0), "cardinal"
        if value:
            return [Candidate(label, style, str(value), str(value), value, SECTION, "next", alone=alone)]
    return []


def head(line: str, words: Words) -> list[Candidate]:
    """A head word and its number, alone, before punctuation, or before a title; not "Article 16 of the Treaty says"."""
    match = _WORDS.match(line)
    first = _beginnings(match[0])[-1] if match else ""
    word = fold(first)
    found = words.heads.get(word)
    if found is None:
        return []
    style = f"head {word if found.kind == SECTION else found.kind}"
    at = len(line) - len(line[len(first) :].lstrip())
    number = _NUMBER.match(line, at)
    if number and (at > len(first) or number[0][0] in "(["):
        return _numbered_head(line, number, found, style)
    tail = _WORDS.match(line, at)
    for printed in _beginnings(tail[0]) if tail else []:
        bare = printed.rstrip("-")
        value = words.ordinals.get(fold(bare)) or words.cardinals.get(fold(bare))
        if value:
            return _headed(line, at + len(bare), found, style, str(value), str(value), value)
    return []


def _numbered_head(line: str, match: re.Match[str], found: Head, style: str) -> list[Candidate]:
    printed, suffix = match["number"], match["between"] or ("bis" if match["again"] else "")
    end, between = match.end(), BETWEEN.get(suffix, 0)
    if printed[0].isdecimal():
        number = f"{int(printed)}{suffix}"
        return _headed(line, end, found, style, number, number, int(printed), between)
    readings = []
    value = numerals.roman(printed)
    if value:
        readings += _headed(line, end, found, style, f"{value}{suffix}", printed + suffix, value, between)
    if len(printed) == 1 and printed.isupper():  # "Annex C" comes after B
        place = ord(printed) - ord("A") + 1
        readings += _headed(line, end, found, f"{style} letter", printed.lower(), printed, place, between)
    return readings


def _headed(
    line: str, end: int, found: Head, style: str, number: str, cited: str, value: int, between: int = 0
) -> list[Candidate]:
    stop = _END_OF_HEAD.match(line, end)
    if stop is None or value == 0:
        return []
    following = line[stop.end() :].lstrip()
    punctuated = stop.end() > end or following[:1] in tuple("-–—")
    title = len(following) <= LONGEST_TITLE and following[:1].isupper() and following[-1:] not in SENTENCE_ENDS
    if following and not punctuated and not title:
        return []
    label, alone = line[: stop.end()], not following
    return [Candidate(label, style, number, cited, value, found.kind, "nothing", between, found.level, alone=alone)]


def chinese(line: str) -> list[Candidate]:
    """第十二条 or 第一， at the start of a line; 第十六条规定 goes on as a sentence and opens nothing."""
    match = _HAN_HEAD.match(line) or _HAN_ORDINAL.match(line)
    if match is None:
        return []
    printed, label = match["number"], match[0]
    value = int(printed) if printed[0].isdecimal() else numerals.chinese(printed)
    if not value:
        return []
    number, alone = str(value), len(label) == len(line)
    if match.re is _HAN_ORDINAL:
        return [Candidate(label, "ordinal", number, number, value, SECTION, "next", alone=alone)]
    found = CHINESE_HEADS[match["head"]]
    style = f"head {found.kind}"
    return [Candidate(label, style, number, number, value, found.kind, "nothing", 0, found.level, alone=alone)]
