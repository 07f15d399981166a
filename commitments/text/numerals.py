"""Numerals that are not digits: roman, Chinese, and letters of three scripts counted in the order of their lists."""

import re

_ROMAN = re.compile(r"C?(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_HAN_DIGITS = {character: index for index, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN = "".join(_HAN_DIGITS) + "".join(_HAN_UNITS)
# The forms that cannot be altered, as the parts of older treaties are numbered: only in words such as 第壹編.
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
HAN_FORMAL = HAN + "".join(map(chr, _FORMAL))

# Lists skip or squeeze in some letters: those count as "between", like an article 8bis.
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_BETWEEN = {"ñ": ("n", 1), "ё": ("е", 1), "й": ("и", 1)}
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_HIJAI = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ARABIC = _ABJAD + "ا"
LETTERS = _LATIN + _LATIN.upper() + "ñÑ" + _CYRILLIC + _CYRILLIC.upper() + "ёйЁЙ" + _ABJAD + "ا" + _STEMS + _BRANCHES
_ALPHABETS = (
    ("latin", _LATIN),
    ("cyrillic", _CYRILLIC),
    ("abjad", _ABJAD),
    ("hijai", _HIJAI),
    ("stems", _STEMS),
    ("branches", _BRANCHES),
)
# Russian lists are often typed with the Latin letters that look the same, or begin with a Cyrillic "а" and go on "b".
_LOOKALIKES = str.maketrans("аеорсухaeopcyx", "aeopcyxаеорсух")

# Characters that are a whole label: the first of each row stands for 1.
_SIGNS = {
    "circled": "①⑳",
    "bracketed": "⑴⒇",
    "dotted": "⒈⒛",
    "roman upper": "ⅠⅫ",
    "roman lower": "ⅰⅻ",
    "han ()": "㈠㈩",
}


def roman(numeral: str) -> int | None:
    """The value of a roman numeral up to 199 in one case, in its usual form; None for any other word."""
    upper = numeral.upper()
    if not upper or numeral not in (upper, upper.lower()) or not _ROMAN.fullmatch(upper):
        return None
    values = [_ROMAN_DIGITS[character] for character in upper]
    return sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))


def chinese(numeral: str) -> int | None:
    """The value of a Chinese numeral up to 9999 (十二, 一百一十一, 二〇); None if it is none."""
    numeral = numeral.translate(_FORMAL)
    if not numeral or any(character not in HAN for character in numeral):
        return None
    if not any(character in _HAN_UNITS for character in numeral):
        return int("".join(str(_HAN_DIGITS[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in _HAN_UNITS:
            total += (digit or 1) * _HAN_UNITS[character]
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return total + digit


def letter_places(letters: str) -> list[tuple[str, int, int]]:
    """The places a letter (or a doubled one, after z) takes in the lists it may belong to: (list, place, between).

    Arabic letters are listed in two orders, so one letter may have two places; what follows it decides.
    """
    letter = letters[:1].lower()
    if letters.lower() != letter * len(letters) or not letter:
        return []
    letter, between = _BETWEEN.get(letter, (letter, 0))
    letter = "أ" if letter == "ا" else letter
    places = [(name, alphabet.index(letter) + 1, len(alphabet)) for name, alphabet in _ALPHABETS if letter in alphabet]
    return [(name, place + size * (len(letters) - 1), between) for name, place, size in places]


def lookalike(letter: str) -> str:
    """The letter of the other script, Latin or Cyrillic, that looks the same; "" if there is none."""
    other = letter.translate(_LOOKALIKES)
    return other if other != letter else ""


def as_letter(place: int, between: int = 0) -> str:
    """A place in any alphabet as ASCII: 1 → a, 27 → aa; "abis" for a letter squeezed in after the first."""
    return chr(ord("a") + (place - 1) % 26) * ((place - 1) // 26 + 1) + ("bis" if between else "")


def sign(character: str) -> tuple[str, int] | None:
    """The style and value of a character that is a label by itself, such as ③ or Ⅳ."""
    for style, ends in _SIGNS.items():
        if ends[0] <= character <= ends[1]:
            return style, ord(character) - ord(ends[0]) + 1
    return None
