"""The numbers that list definitions stand for, printed as Word and browsers print them: `c.`, `XIV`, `十二`, `ب`."""

from collections.abc import Callable

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
_HAN, _HAN_FORMAL = "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
_PLACES, _PLACES_FORMAL = ("", "十", "百", "千"), ("", "拾", "佰", "仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
# Word repeats a letter after z (aa, bb) and stops somewhere; numbers beyond this are printed as figures.
_MOST_REPEATED = 30


def roman(number: int) -> str:
    """`xiv`; figures for what roman numerals don't write."""
    if not 0 < number < 4000:
        return str(number)
    printed = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        printed += letters * count
    return printed


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """As browsers count: a … z, aa, ab …"""
    if number < 1:
        return str(number)
    printed = ""
    while number > 0:
        number, place = divmod(number - 1, len(alphabet))
        printed = alphabet[place] + printed
    return printed


def repeated(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """As Word counts: a … z, aa, bb …"""
    times, place = divmod(number - 1, len(alphabet))
    return alphabet[place] * (times + 1) if number > 0 and times < _MOST_REPEATED else str(number)


def digits(number: int, zero: str) -> str:
    """In the digits that begin with `zero`."""
    return "".join(chr(ord(zero) + int(digit)) if digit.isdigit() else digit for digit in str(number))


def chinese(number: int, figures: str = _HAN, places: tuple[str, ...] = _PLACES) -> str:
    """`一百一十二`; 10 to 19 without the leading one."""
    if not 0 < number < 10_000:
        return "".join(figures[int(digit)] if digit.isdigit() else digit for digit in str(number))
    zero = "零"
    printed, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            printed += (zero if gap and printed else "") + figures[digit] + places[place]
        gap = digit == 0
    return printed.removeprefix(figures[1]) if 10 <= number < 20 and places is _PLACES else printed


def ordinal(number: int) -> str:
    """`1st`, `12th`."""
    end = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{end}"


_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


def cardinal_words(number: int) -> str:
    """`Twenty-one`; figures from a hundred on."""
    if not 0 <= number < 100:
        return str(number)
    if number < 20:
        return _UNITS[number].capitalize()
    unit = f"-{_UNITS[number % 10]}" if number % 10 else ""
    return (_TENS[number // 10] + unit).capitalize()


def ordinal_words(number: int) -> str:
    """`Twenty-first`."""
    words = cardinal_words(number).lower()
    if words.isdigit():
        return ordinal(number)
    before, dash, last = words.rpartition("-")
    end = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (before + dash + end).capitalize()


Printer = Callable[[int], str]

# ST_NumberFormat of Office Open XML. What is not here is printed as figures.
WORD: dict[str, Printer] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": lambda n: roman(n).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda n: repeated(n).upper(),
    "lowerLetter": repeated,
    "ordinal": ordinal,
    "cardinalText": cardinal_words,
    "ordinalText": ordinal_words,
    "arabicAbjad": lambda n: repeated(n, _ABJAD),
    "arabicAlpha": lambda n: repeated(n, _ALPHABET),
    "hindiNumbers": lambda n: digits(n, "٠"),
    "hindiCounting": lambda n: digits(n, "٠"),
    "hebrew1": lambda n: repeated(n, _HEBREW),
    "hebrew2": lambda n: repeated(n, _HEBREW),
    "russianLower": lambda n: repeated(n, _RUSSIAN),
    "russianUpper": lambda n: repeated(n, _RUSSIAN).upper(),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": lambda n: "".join(_HAN[int(digit)] for digit in str(n)),
    "taiwaneseDigital": lambda n: "".join(_HAN[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: chinese(n, _HAN_FORMAL, _PLACES_FORMAL),
    "ideographLegalTraditional": lambda n: chinese(n, "零壹貳參肆伍陸柒捌玖", _PLACES_FORMAL),
    "ideographTraditional": lambda n: repeated(n, _STEMS),
    "ideographZodiac": lambda n: repeated(n, _BRANCHES),
    "decimalFullWidth": lambda n: digits(n, "０"),
    "decimalFullWidth2": lambda n: digits(n, "０"),
    "decimalEnclosedCircle": lambda n: chr(0x2460 + n - 1) if 0 < n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x2460 + n - 1) if 0 < n <= 20 else str(n),
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 0 < n <= 10 else chinese(n),
    "numberInDash": lambda n: f"- {n} -",
    "none": lambda _: "",
}

# list-style-type of CSS, and the `type` of <ol>: how the number is printed and what stands after it.
CSS: dict[str, tuple[Printer, str]] = {
    "decimal": (str, ". "),
    "decimal-leading-zero": (lambda n: f"{n:02d}", ". "),
    "lower-alpha": (letters, ". "),
    "lower-latin": (letters, ". "),
    "upper-alpha": (lambda n: letters(n).upper(), ". "),
    "upper-latin": (lambda n: letters(n).upper(), ". "),
    "lower-roman": (roman, ". "),
    "upper-roman": (lambda n: roman(n).upper(), ". "),
    "lower-greek": (lambda n: letters(n, _GREEK), ". "),
    "arabic-indic": (lambda n: digits(n, "٠"), ". "),
    "persian": (lambda n: digits(n, "۰"), ". "),
    "cjk-decimal": (lambda n: "".join(_HAN[int(digit)] for digit in str(n)), "、"),
    "cjk-ideographic": (chinese, "、"),
    "simp-chinese-informal": (chinese, "、"),
    "trad-chinese-informal": (chinese, "、"),
    "simp-chinese-formal": (lambda n: chinese(n, _HAN_FORMAL, _PLACES_FORMAL), "、"),
    "cjk-heavenly-stem": (lambda n: letters(n, _STEMS), "、"),
    "cjk-earthly-branch": (lambda n: letters(n, _BRANCHES), "、"),
    "lower-russian": (lambda n: letters(n, _RUSSIAN), ". "),
}
TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
