"""The grammar of labels: which clause a line may open, judged by the line alone.

A line may have several readings (`I.` is a roman one or the ninth letter): all are given, the segmenter decides by
what stands before and after. A year, a decimal or a number that goes on as a sentence is no label.
"""

import re

from commitments.text import numerals
from commitments.text.labels import BETWEEN, BULLET, ITEM, LONGEST_TITLE, SECTION, SENTENCE_ENDS, Candidate, Need
from commitments.text.spelling import fold
from commitments.text.wording import chinese, head, number_words, ordinal_head, unnumbered_head
from commitments.text.words import LANGUAGES, NO_WORDS

_BULLET = re.compile(
    r"(?P<mark>[>•‣◦·▪▫●○■□►▶▸➢➤✓✔✗❖◆◇♦✦✧★☆❑❒→⇒*+⁃∙・‧\uf0b7\uf0a7\uf0d8\uf0fc‐‑–—−-])(?P<gap>\s*)(?P<next>\S)"
)
_MONTH_NAMES = """January February March April May June July August September October November December Jan Feb Mar Apr
    Jun Jul Aug Sep Sept Oct Nov Dec يناير فبراير مارس أبريل نيسان مايو أيار يونيو حزيران يوليو تموز أغسطس آب سبتمبر
    أيلول أكتوبر نوفمبر ديسمبر كانون تشرين شباط آذار"""
_DASHES = "‐‑–—−-"
_APART = "*+→⇒"  # marks that are a bullet only before a blank
_SMALL_NUMBER = re.compile(r"\d{1,3}(?!\d)")
PARAGRAPHS = 5.5  # the level of "§ 1. Title": inside sections, around articles
_PAGE_NUMBER = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]")

_LABEL = re.compile(
    rf"(?P<open>[(\[（［‘’'])?\s?(?P<sign>§\s?)?"
    rf"(?P<core>\d{{1,4}}(?:\.\d{{1,3}}){{0,5}}(?:\.[a-z](?![A-Za-z]))?|[A-Za-z]{{1,8}}"
    rf"|[{numerals.LETTERS}]{{1,2}}(?:ـ(?=\s?[-–—.)\]:/]))?|[{numerals.HAN}]{{1,7}})(?:\s?(?P<between>{'|'.join(BETWEEN)})(?!\w))?"
    r"(?P<close>\s?[)\]）］][.．]?|[.．]\s?[-–—](?=\s|(?<=\.[-–—])[^\W\d_])|\.?[°ºª]\)?\.?-?(?=\s)|[.．、:：]|/(?=\s)|[’‘'](?=\s)|\s?[-–—]|\s?ـ(?=\s))?"
)
# Punctuation in one spelling: labels that differ in it belong to different sequences.
_SPELLING = {
    "（": "(",
    "［": "[",
    "）": ")",
    "］": "]",
    "．": ".",
    "：": ":",
    "º": "°",
    "ª": "°",
    "–": "-",
    "—": "-",
    "ـ": "-",  # Arabic texts draw a dash with the sign that lengthens letters
    "’": "'",
    "‘": "'",
}
_COMPOUND = re.compile(
    rf"(?P<core>(?:\d{{1,2}}|[{numerals.ARABIC}])(?:[-–/]\d{{1,2}}){{0,3}}[-–/](?:\d{{1,2}}|[{numerals.ARABIC}]))"
    r"(?P<close>\s?[.):–-])?(?=\s+[^\W\d_])"
)
_WIDE_GAP = re.compile(r"\t|[ \u00a0]{2}|\u00a0")  # what sets "a  text" apart from a word
_MONTHS = frozenset(map(fold, _MONTH_NAMES.split()))
_OPENING_QUOTES = "«“\"'‘„*_（("


def candidates(line: str, language: str) -> tuple[Candidate, ...]:
    """The labels that this line may open with, the likeliest first; none for plain text.

    `line` has no blanks at its ends. `language` is a primary language subtag (`fr`); number words and heads are
    looked for in that language only, figures and letters of every script in all.
    """
    bullet = _bullet(line)
    if bullet:
        return (bullet,)
    compound = _compound(line) if language == "ar" else []
    if not line[:1].isalpha():
        return (*compound, *(_sign(line) or _figures(line, language)))
    words = LANGUAGES.get(language, NO_WORDS)
    unnumbered = unnumbered_head(line, language)
    if line[0] >= "\u2e80":
        return (*chinese(line), *unnumbered, *_figures(line, language))
    if compound:
        return (*compound, *_figures(line, language))
    heads = head(line, words) or ordinal_head(line, words) or unnumbered
    return (*heads, *number_words(line, words), *_figures(line, language))


def _compound(line: str) -> list[Candidate]:
    """`1-2`, `1-أ`, `أ/1`: how Arabic texts number below a number, where others write 1.2 and 1.a."""
    match = _COMPOUND.match(line)
    if not match or (match["close"] or " ") not in ".):-– ":
        return []
    *stem, last = re.split("[-–/]", match["core"])
    label = match[0].rstrip()
    return [
        Candidate(label, f"{style} {len(stem)}", number, number, value, ITEM, "next", 0, None, ".".join(above))
        for above in _readings_of(stem)
        for number, value, style in _readings_of_one(last)
    ]


def _readings_of(stem: list[str]) -> list[list[str]]:
    """The numbers above, of which only the first may be a letter, of two alphabets."""
    firsts = dict.fromkeys(number for number, _, _ in _readings_of_one(stem[0]))
    return [[first, *map(str, map(int, stem[1:]))] for first in firsts]


def _readings_of_one(part: str) -> list[tuple[str, int, str]]:
    if part.isdecimal():
        return [(str(int(part)), int(part), "compound")]
    places = numerals.letter_places(part)
    return [(numerals.as_letter(place), place, f"compound {alphabet}") for alphabet, place, _ in places]


def _bullet(line: str) -> Candidate | None:
    match = _BULLET.match(line)
    if not match or _PAGE_NUMBER.fullmatch(line):
        return None
    mark, following = match["mark"], match["next"]
    dash = mark in _DASHES
    if not match["gap"] and (following in f">=<{mark}" or mark in _APART or (dash and not _opens_words(line))):
        return None
    return Candidate(mark, f"bullet {'-' if dash else mark}", "", "", 0, BULLET, "nothing")


def _opens_words(line: str) -> bool:
    return line[1].isalpha() or line[1] in _OPENING_QUOTES


def _sign(line: str) -> list[Candidate]:
    """A character that is a label by itself: ③, ⑴, Ⅳ."""
    found = numerals.sign(line[0]) if line else None
    if found is None:
        return []
    style, value = found
    label = line[:2] if line[1:2] in tuple(".、．):") else line[0]
    kind = SECTION if style == "roman upper" else ITEM
    return [Candidate(label, f"sign {style}", str(value), str(value), value, kind, "next", alone=label == line)]


def _figures(line: str, language: str) -> list[Candidate]:
    """Digits, letters, roman and Chinese numerals, with the punctuation that makes them a label."""
    match = _LABEL.match(line)
    form = _form(match, line) if match else None
    if match is None or form is None:
        return []
    core, label, alone = match["core"], match[0].rstrip(), match.end() == len(line)
    if core[0].isdecimal():
        return _digits(match, line, form, alone)
    if match["sign"] or match["between"]:
        return []
    found = []
    value = numerals.roman(core)
    if value and (form or (alone and core.isupper())):
        case = "upper" if core.isupper() else "lower"
        kind = SECTION if core.isupper() and form not in ("()", "[]") else ITEM
        need: Need = "previous" if core.upper() in ("L", "C") else "next" if len(label) < 3 or not form else "nothing"
        found.append(Candidate(label, f"roman {case} {form}", str(value), core, value, kind, need, alone=alone))
    value = numerals.chinese(core)
    if value and (form or alone):
        kind = ITEM if form in ("()", "[]", ")") else SECTION
        found.append(Candidate(label, f"han {form}", str(value), str(value), value, kind, "next", alone=alone))
    return found + _letters(core.removesuffix("ـ"), form, label, alone, language)


def _digits(match: re.Match[str], line: str, form: str, alone: bool) -> list[Candidate]:
    *stem, last = match["core"].split(".")
    stem, suffix = [str(int(part)) for part in stem], match["between"] or ""
    between = BETWEEN.get(suffix, 0)
    title = _title(line[match.end() :])
    if not last.isdecimal():  # 1.a
        need: Need = "nothing" if title or form else "next"
        return [
            Candidate(match[0], f"letters {len(stem)}", last, last, ord(last) - 96, ITEM, need, 0, None, ".".join(stem))
        ]
    number, value = f"{int(last)}{suffix}", int(last)
    if stem:
        need = "nothing" if title or alone or form else "next"
        return [
            Candidate(
                match[0],
                f"digits {len(stem) + 1}",
                number,
                number,
                value,
                ITEM,
                need,
                between,
                None,
                ".".join(stem),
                alone,
            )
        ]
    if not (form or match["sign"]):
        need = "next" if value == 1 else "previous"
        wanted = (title or _WIDE_GAP.match(line, match.end())) and not alone and len(last) < 3 and value
        wanted = wanted and fold(line[match.end() :][:20].split()[0]) not in _MONTHS
        return [Candidate(match[0], "digits bare", number, number, value, ITEM, need)] if wanted else []
    if match["sign"] and form == "." and title and len(line) <= LONGEST_TITLE and line[-1] not in SENTENCE_ENDS:
        return [Candidate(match[0].rstrip(), "head §", number, number, value, SECTION, "nothing", between, PARAGRAPHS)]
    need = "previous" if len(last) > 3 or not value else "nothing"
    style = f"digits {'§' if match['sign'] else ''}{form}"
    return [Candidate(match[0].rstrip(), style, number, number, value, ITEM, need, between, alone=alone)]


def _title(rest: str) -> bool:
    """Whether what follows a number on its line may be its words: it begins with a capital where there are capitals."""
    first = rest.lstrip()[:1]
    return bool(first) and (first in _OPENING_QUOTES or (first.isalpha() and not first.islower()))


def _letters(letters: str, form: str, label: str, alone: bool, language: str) -> list[Candidate]:
    if not form or len(letters) > 2:
        return []
    found = []
    places = numerals.letter_places(letters)
    if language == "ru" and len(letters) == 1:
        places += numerals.letter_places(numerals.lookalike(letters))
    for alphabet, place, between in places:
        need: Need = "previous" if len(letters) > 1 else "nothing" if form in ("()", ")") and place == 1 else "next"
        style = f"{alphabet} {'upper' if letters.isupper() else 'lower'} {form}"
        number = numerals.as_letter(place, between)
        found.append(Candidate(label, style, number, letters.lower(), place, ITEM, need, between, alone=alone))
    return found


def _form(match: re.Match[str], line: str) -> str | None:
    """The punctuation of a label in one spelling ("" for none), or None where it does not make a label."""
    core, close = match["core"], (match["close"] or "").strip()
    following = line[match.end() : match.end() + 1]
    apart = not following or following.isspace()
    cased = following.lower() != following.upper()
    mark = _SPELLING.get(close[:1], close[:1])
    if match["open"]:
        form = _SPELLING.get(match["open"], match["open"]) + mark
        return form if form in ("()", "[]") or (form == "''" and core.isdecimal()) else None
    if not close:
        short = not core[0].isdecimal() and len(core) <= 4 and core.islower() and _WIDE_GAP.match(line, match.end())
        return "wide" if short else "" if apart else None
    if mark == ".":
        if close[1:2] in ("°", "º", "ª"):
            return "°" if core[0].isdecimal() else None
        capital = following.isalpha() and not following.islower()
        return mark if apart or len(close) > 1 or capital or following in _OPENING_QUOTES else None
    if mark == "-":  # not 13-15, 3-D or a-t-il
        beyond = line[match.end() : match.end() + 6].lstrip()
        uncased_letter = following.isalpha() and not cased
        lone_letter = core.isascii() and core.islower() and len(core) == 1
        return (
            mark
            if beyond and not _SMALL_NUMBER.match(beyond) and (apart or uncased_letter) and not lone_letter
            else None
        )
    if mark == "'":
        return None
    if mark in (":", "/"):
        return mark if apart else None
    if mark == "°":
        return mark if core[0].isdecimal() else None
    return mark if mark in (")", "、") else None
