"""Labels in words: number words, ordinals, and heads such as "Article 5", "المادة الأولى", 第十二条 or "ANNEX"."""

import re
from itertools import pairwise

from commitments.text import numerals
from commitments.text.heads import CHINESE_BEFORE, CHINESE_HEADS, UNNUMBERED, Head
from commitments.text.labels import BETWEEN, LONGEST_TITLE, SECTION, SENTENCE_ENDS, Candidate, Need
from commitments.text.spelling import fold
from commitments.text.words import Words

_STOPS = re.escape("،,:：.;؛、，。()（）[]–—")
_WORD = rf"[^\s{_STOPS}]{{1,24}}"
_BLANK = "[ \u00a0\u202f]"
_WORDS = re.compile(rf"{_WORD}(?:{_BLANK}{_WORD}){{0,3}}")
_AFTER_ORDINAL = re.compile(r"\s?(?:\.[-–—]|[،,:：.、，)–—-])(?=\s|$|[^\W\d_a-z])")
_NUMBER = re.compile(
    r"(?:№|[Nn][o°º]\.?|[-–—])?\s?[(\[]?\s?"
    r"(?P<number>\d{1,4}(?:[.-]\d{1,3}(?!\d))?|[IVXLC]{1,8}|[ivxlc]{1,8}|[A-Z])"
    r"(?:er|re|ER|RE|[oOa](?=[.\s-])|\.?[ºª°])?\s?[)\]]?"
    rf"(?:[\s-]?(?P<between>{'|'.join(BETWEEN)})|\s(?P<again>مكرر)[اًٌ]{{0,2}}|(?P<letter>[A-Za-z])|-(?P<after>[A-Z]))?(?!\w)"
)
_END_OF_HEAD = re.compile(r"(?:\s?[.:：])?(?=\s|$|[–—«“]|-\s)|[.:：](?=-|[^\W\d_])")
_OPENING = '(«“"[‘„'
# Words after "Article 16" with which a sentence goes on, where no capital tells a title (Arabic, Chinese).
_SENTENCE = """من في على إلى عن أو و تنص ينص التي الذي أعلاه أدناه هذا هذه ذلك بشأن المتعلقة المذكورة المشار بموجب
    أن لا لم قد كما حيث فقرة الفقرة والمادة بند البند وما"""
_GOES_ON = frozenset(map(fold, _SENTENCE.split()))
_HAN_GOES_ON = "规規所的第之和、及或至款项項与與中内內以得者规定是就，,；;）)》」』的"
_HAN_NUMBER = rf"第\s?(?P<number>\d{{1,4}}(?:[-–]\d{{1,2}})?|[{numerals.HAN_FORMAL}]{{1,7}})"
_HAN_HEAD = re.compile(
    rf"{_HAN_NUMBER}\s?(?P<head>{'|'.join(CHINESE_HEADS)})(?:之(?P<after>\d{{1,2}}|[{numerals.HAN}]{{1,3}}))?"
    rf"(?P<close>[：:、.．])?(?P<apart>\s|$)?(?P<next>.)?"
)
_HAN_ORDINAL = re.compile(rf"{_HAN_NUMBER}[，,、：:]")
_HAN_BEFORE = re.compile(
    rf"(?P<head>{'|'.join(sorted(CHINESE_BEFORE, key=len, reverse=True))})\s?"
    rf"(?P<number>\d{{1,3}}(?!\d)|[{numerals.HAN}]{{1,4}}|[A-Z](?![A-Za-z]))(?P<close>[：:、.．])?(?=\s|$|(?<=[：:、.．]).)"
)


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
    for first in _beginnings(match[0])[-2:] if match else []:
        word = fold(first)
        found = words.heads.get(word)
        if found and not line[0].islower():
            return _head(line, first, found, _style(found, word), words)
    return []


def _style(found: Head, word: str) -> str:
    """Articles, chapters and so on are one series however they are written; what has no kind of its own is its word."""
    return f"head {word.removeprefix('ال') if found.kind == SECTION or ' ' in word else found.kind}"


def _head(line: str, first: str, found: Head, style: str, words: Words) -> list[Candidate]:
    rest = line[len(first) :]
    at = len(line) - len((rest[1:] if rest[:1] == "." else rest).lstrip())
    number = _NUMBER.match(line, at)
    if number and (at > len(first) or number[0][0] in "(["):
        return _numbered_head(line, number, found, style)
    tail = _WORDS.match(line, at)
    if line[at : at + 1] == "(":  # المادة (الأولى)
        tail = _WORDS.match(line, at + 1)
    for printed in _beginnings(tail[0]) if tail else []:
        bare = printed.rstrip("-")
        key = fold(bare)
        value = words.ordinals.get(key) or words.cardinals.get(key)
        if value:
            end = (tail.start() if tail else at) + len(bare)
            end += line[at : at + 1] == "(" and line[end : end + 1] == ")"
            return _headed(line, end, found, style, str(value), str(value), value)
    return []


def ordinal_head(line: str, words: Words) -> list[Candidate]:
    """ "PREMIÈRE PARTIE", "Second Part": an ordinal before its head, as a heading of its own."""
    match = _WORDS.match(line)
    printed = _beginnings(match[0])[::-1] if match else []
    for before, both in pairwise(printed):
        value = words.ordinals.get(fold(before))
        word = fold(both[len(before) :].strip())
        found = words.heads.get(word)
        if value and found and found.level < 6 and not line[0].islower():
            readings = _headed(line, len(both), found, _style(found, word), str(value), str(value), value)
            return [reading for reading in readings if reading.need == "nothing"]
    return []


def unnumbered_head(line: str, language: str) -> list[Candidate]:
    """ "ANNEX", "Preámbulo", "ARTÍCULO TRANSITORIO": alone on the line, or before a colon or dash and a short title."""
    if len(line) > LONGEST_TITLE or language not in UNNUMBERED:
        return []
    printed, mark, title = line, "", ""
    for stop in ".", ":", "：", " –", " —", " - ":
        before, found, after = line.partition(stop)
        if found and (len(before), len(after)) < (len(printed), len(line)):
            printed, mark, title = before, found, after
    if title.strip()[-1:] in tuple(SENTENCE_ENDS) and title:
        return []
    head_of = UNNUMBERED[language].get(" ".join(fold(printed).split()))
    if head_of is None or (line[0].islower() and line[0].upper() != line[0]):
        return []
    label = (printed + mark).rstrip()
    alone = not title.strip()
    style = f"unnumbered {head_of.kind}"
    return [Candidate(label, style, "", "", 0, head_of.kind, "nothing", 0, head_of.level, alone=alone)]


def _numbered_head(line: str, match: re.Match[str], found: Head, style: str) -> list[Candidate]:
    printed, suffix = match["number"], match["between"] or ("bis" if match["again"] else "")
    letter = (match["letter"] or match["after"] or "").lower()
    end, between = match.end(), BETWEEN.get(suffix, 0) or (10 + ord(letter) - 97 if letter else 0)
    suffix = suffix or letter
    if printed[0].isdecimal():
        whole, _, after = printed.replace(".", "-").partition("-")
        number = f"{int(whole)}{f'-{int(after)}' if after else ''}{suffix}"
        return _headed(line, end, found, style, number, number, int(whole), between or int(after or 0))
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
    need = _needed(following, stop.end() > end)
    if need is None:
        return []
    if following[:1].isupper() and stop.end() == end and not found.level and not following.isupper():
        need = "next"  # "Annex I Parties shall"
    label = line[: stop.end()].rstrip()
    alone = label == line
    return [Candidate(label, style, number, cited, value, found.kind, need, between, found.level, alone=alone)]


def _needed(following: str, punctuated: bool) -> Need | None:
    """What a head needs to be believed, by what follows it on its line; None where a sentence goes on."""
    first = following[:1]
    if not first or punctuated or first in "-–—" or (first in _OPENING and following[1:2].isalpha()):
        return "nothing"
    if first.isupper():
        title = len(following) <= LONGEST_TITLE and following[-1] not in SENTENCE_ENDS
        return "nothing" if title else "next"
    if first.isalpha() and not first.islower() and fold(following.split(None, 1)[0]) not in _GOES_ON:
        return "next"  # no capitals to tell a title by
    return "next" if first.isdecimal() or first in "(（" else None


def chinese(line: str) -> list[Candidate]:
    """第十二条, 附件一 or 第一， at the start of a line; 第十六条规定 goes on as a sentence and opens nothing."""
    match = _HAN_HEAD.match(line)
    if match is not None:
        return _chinese_head(line, match)
    before = _HAN_BEFORE.match(line)
    if before is not None:
        return _chinese_before(line, before)
    match = _HAN_ORDINAL.match(line)
    value = _han_value(match["number"]) if match and "-" not in match["number"] else None
    if match is None or not value:
        return []
    return [Candidate(match[0], "ordinal", str(value), str(value), value, SECTION, "next", alone=match[0] == line)]


def _chinese_head(line: str, match: re.Match[str]) -> list[Candidate]:
    printed, _, dashed = match["number"].replace("–", "-").partition("-")
    value, found = _han_value(printed), CHINESE_HEADS[match["head"]]
    closed = match["close"] or match["apart"] is not None
    if not value or (not closed and (match["next"] or "") in _HAN_GOES_ON):
        return []
    label = line[: match.end("close") if match["close"] else match.end("after" if match["after"] else "head")]
    after = _han_value(match["after"]) if match["after"] else int(dashed or 0)
    number = f"{value}-{after}" if after else str(value)
    need: Need = "nothing" if closed else "next"
    alone = label == line
    style = f"head {found.kind}" + (f" {match['head']}" if found.kind == SECTION and found.level > 5 else "")
    return [Candidate(label, style, number, number, value, found.kind, need, after or 0, found.level, alone=alone)]


def _chinese_before(line: str, match: re.Match[str]) -> list[Candidate]:
    found, printed, label = CHINESE_BEFORE[match["head"]], match["number"], match[0]
    value = ord(printed) - 64 if "A" <= printed <= "Z" else _han_value(printed)
    if not value:
        return []
    number = printed.lower() if printed.isascii() and printed.isalpha() else str(value)
    style = f"head {match['head'] if found.kind == SECTION else found.kind}"
    style += " letter" if number.isalpha() else ""
    alone = label == line
    return [Candidate(label, style, number, number, value, found.kind, "nothing", 0, found.level, alone=alone)]


def _han_value(printed: str) -> int | None:
    return int(printed) if printed[0].isdecimal() else numerals.chinese(printed)
