"""The grammar of labels: which clause a line may open, judged by the line alone.

A line may have several readings (`I.` is a roman one or the ninth letter): all are given, the segmenter decides by
what stands before and after. A year, a decimal or a number that goes on as a sentence is no label.
"""

import re

from commitments.text import numerals
from commitments.text.labels import BETWEEN, BULLET, ITEM, SECTION, Candidate, Need
from commitments.text.wording import chinese, head, number_words
from commitments.text.words import LANGUAGES, NO_WORDS

_BULLET = re.compile(r"(?P<mark>[>•‣◦·▪▫●○■□►▶➢➤✓✔❖◆◇*⁃∙‐‑–—−-])(?P<gap>\s*)(?P<next>\S)")
_DASHES = "‐‑–—−-"
_SMALL_NUMBER = re.compile(r"\d{1,3}(?!\d)")
_PAGE_NUMBER = re.compile(r"[-–—]\s?\d{1,4}\s?[-–—]")

_LABEL = re.compile(
    rf"(?P<open>[(\[（［])?(?P<sign>§\s?)?(?P<core>\d{{1,4}}(?:\.\d{{1,3}}){{0,5}}|[A-Za-z]{{1,8}}"
    rf"|[{numerals.LETTERS}]{{1,2}}ـ?|[{numerals.HAN}]{{1,7}})(?:\s?(?P<between>{'|'.join(BETWEEN)})(?!\w))?"
    r"(?P<close>[)\]）］]|[.．]\s?[-–—](?=\s)|[.．、:：]|[°º]\)?(?=\s)|\s?[-–—])?"
)
# Punctuation in one spelling: labels that differ in it belong to different sequences.
_SPELLING = {"（": "(", "［": "[", "）": ")", "］": "]", "．": ".", "：": ":", "º": "°", "–": "-", "—": "-", "-": "-"}
_OPENING_QUOTES = "«“\"'‘„*_"


def candidates(line: str, language: str) -> tuple[Candidate, ...]:
    """The labels that this line may open with, the likeliest first; none for plain text.

    `line` has no blanks at its ends. `language` is a primary language subtag (`fr`); number words and heads are
    looked for in that language only, figures and letters of every script in all.
    """
    bullet = _bullet(line)
    if bullet:
        return (bullet,)
    if line[:1] == "第":
        return tuple(chinese(line))
    if not line[:1].isalpha():
        return tuple(_figures(line))
    words = LANGUAGES.get(language, NO_WORDS)
    return (*head(line, words), *number_words(line, words), *_figures(line))


def _bullet(line: str) -> Candidate | None:
    match = _BULLET.match(line)
    if not match or _PAGE_NUMBER.fullmatch(line):
        return None
    mark, following = match["mark"], match["next"]
    dash = mark in _DASHES
    if not match["gap"] and (following in f">=<{mark}" or mark == "*" or (dash and not following.isalpha())):
        return None
    return Candidate(mark, f"bullet {'-' if dash else mark}", "", "", 0, BULLET, "nothing")


def _figures(line: str) -> list[Candidate]:
    """Digits, letters, roman and Chinese numerals, with the punctuation that makes them a label."""
    match = _LABEL.match(line)
    form = _form(match, line) if match else None
    if match is None or form is None:
        return []
    core, label, alone = match["core"], match[0], match.end() == len(line)
    if core[0].isdecimal():
        return _digits(match, form, alone)
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
    return found + _letters(core.removesuffix("ـ"), form, label, alone)


def _digits(match: re.Match[str], form: str, alone: bool) -> list[Candidate]:
    *stem, last = (str(int(part)) for part in match["core"].split("."))
    if not (form or stem or match["sign"]):
        return []
    need: Need = "previous" if stem or len(match["core"]) > 3 or last == "0" else "nothing"
    style = f"digits {len(stem) + 1}" if stem else f"digits {'§' if match['sign'] else ''}{form}"
    suffix = match["between"] or ""
    number, between = last + suffix, BETWEEN.get(suffix, 0)
    return [
        Candidate(match[0], style, number, number, int(last), ITEM, need, between, stem=".".join(stem), alone=alone)
    ]


def _letters(letters: str, form: str, label: str, alone: bool) -> list[Candidate]:
    if not form or len(letters) > 2:
        return []
    found = []
    for alphabet, place, between in numerals.letter_places(letters):
        need: Need = "previous" if len(letters) > 1 else "nothing" if form in ("()", ")") and place == 1 else "next"
        style = f"{alphabet} {'upper' if letters.isupper() else 'lower'} {form}"
        found.append(Candidate(label, style, letters.lower(), letters.lower(), place, ITEM, need, between, alone=alone))
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
        return form if form in ("()", "[]") else None
    if not close:
        return "" if apart and (not following or "." in core or match["sign"]) else None
    if mark == ".":
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
    if mark == ":":
        return mark if apart else None
    if mark == "°":
        return mark if core[0].isdecimal() else None
    return mark if mark in (")", "、") else None
