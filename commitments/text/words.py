"""Data: how six languages write numbers in words.

Every key is folded (`spelling.fold`): any case, with or without accents, tanwin, hamza or tatweel. A language is
added here and in `heads`.
"""

from dataclasses import dataclass

from commitments.text.heads import HEADS, Head
from commitments.text.spelling import fold


@dataclass(frozen=True, slots=True)
class Words:
    """One language: number words that may stand alone on a line, ordinals that may open a paragraph, heads."""

    cardinals: dict[str, int]
    ordinals: dict[str, int]
    heads: dict[str, Head]


Counts = tuple[dict[str, int], dict[str, int]]


def _row(words: str) -> list[str]:
    return words.split()


def _count(*rows: str, start: int = 1) -> dict[str, int]:
    """`"un"`, `"deux"`, … → 1, 2, …; a row holds the variants of one number between bars."""
    return {fold(variant): start + index for index, row in enumerate(rows) for variant in row.split("|")}


def _english() -> Counts:
    units = _row("one two three four five six seven eight nine")
    ordinals = _row("first second third fourth fifth sixth seventh eighth ninth")
    teens = _row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
    teenths = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    cardinal, ordinal = _count(*units, *teens), _count(*(f"{word}|{word}ly" for word in ordinals), *teenths.split())
    for tens, word in enumerate(_row("twenty thirty forty fifty sixty seventy eighty ninety"), start=2):
        cardinal |= {word: 10 * tens} | {f"{word}-{unit}": 10 * tens + n for n, unit in enumerate(units, 1)}
        ordinal |= {word[:-1] + "ieth": 10 * tens}
        ordinal |= {f"{word}-{unit}": 10 * tens + n for n, unit in enumerate(ordinals, 1)}
    return cardinal, ordinal


def _french() -> Counts:
    units = _row("un|une deux trois quatre cinq six sept huit neuf")
    teens = _row("dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf")
    stems = "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz dix-sept dix-huit dix-neuv"
    cardinal = _count(*units, *teens)
    ordinal = _count(
        "premier|première|premièrement|en premier lieu",
        *(f"{stem}ième|{stem}ièmement" for stem in stems.split()),
    )
    ordinal |= _count("second|seconde|secondement|en second lieu", "en troisième lieu", start=2)
    for tens, word in enumerate(_row("vingt trente quarante cinquante soixante"), start=2):
        stem = word.removesuffix("e")
        cardinal |= {word: 10 * tens, f"{word} et un": 10 * tens + 1, f"{word}-et-un": 10 * tens + 1}
        ordinal |= {fold(f"{stem}ième"): 10 * tens, fold(f"{word} et unième"): 10 * tens + 1}
        ordinal |= {fold(f"{word}-et-unième"): 10 * tens + 1}
        for n, (unit, inner) in enumerate(zip(units[1:], stems.split()[:8], strict=True), start=2):
            cardinal |= {f"{word}-{unit}": 10 * tens + n}
            ordinal |= {fold(f"{word}-{inner}ième"): 10 * tens + n}
    for base, word in ((60, "soixante"), (80, "quatre-vingt")):
        for n, (unit, inner) in enumerate(zip([*units, *teens], ["un", *stems.split()], strict=True), start=1):
            cardinal.setdefault(f"{word}-{unit.partition('|')[0]}", base + n)
            ordinal.setdefault(fold(f"{word}-{inner}ième"), base + n)
    cardinal |= {"quatre-vingts": 80, "soixante et onze": 71, "cent": 100}
    return cardinal, ordinal | {fold("quatre-vingtième"): 80, fold("centième"): 100, "unique": 1}


def _spanish() -> Counts:
    units = _row("uno|una dos tres cuatro cinco seis siete ocho nueve")
    teens = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós"
    teens += " veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta"
    stems = _row("segund cuart quint sext séptim|sétim octav noven décim")
    masculine = ["primero|primera|primer|primeramente|en primer lugar", "segundo|segunda|en segundo lugar"]
    masculine += ["tercero|tercera|tercer|en tercer lugar"]
    masculine += ["|".join(f"{variant}{end}" for variant in stem.split("|") for end in "oa") for stem in stems[1:]]
    masculine += ["undécimo|undécima|decimoprimero|decimoprimera", "duodécimo|duodécima|decimosegundo|decimosegunda"]
    masculine += [f"decimo{stem}o|decimo{stem}a" for stem in _row("tercer cuart quint sext séptim octav noven")]
    cardinal, ordinal = _count(*units, *teens.split()), _count(*masculine) | {fold("único"): 1, fold("única"): 1}
    inner = [("primer", 1), ("segund", 2), ("tercer", 3), *((stem, n) for n, stem in enumerate(stems[1:-1], start=4))]
    rows = _row("décim vigésim trigésim cuadragésim quincuagésim sexagésim septuagésim octogésim nonagésim")
    for tens, word in enumerate(rows, start=1):
        cardinals = {4: "cuarenta", 5: "cincuenta", 6: "sesenta", 7: "setenta", 8: "ochenta", 9: "noventa"}
        if tens > 2:
            name = cardinals.get(tens, "treinta")
            cardinal |= {name: 10 * tens} | {f"{name} y {unit}": 10 * tens + n for n, unit in enumerate(units, 1)}
            cardinal |= {f"{name} y un{end}": 10 * tens + 1 for end in "oa"}
        for end in "oa":
            ordinal |= {fold(word + end): 10 * tens}
            for stems_of, n in inner:
                for stem in stems_of.split("|"):
                    ordinal |= {fold(f"{word}{tie}{stem}{end}"): 10 * tens + n for tie in (f"{end} ", f"{end}", "o")}
    return cardinal, ordinal


def _russian() -> Counts:
    cardinals = "один|одна|одно два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    cardinals += " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
    stems = "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат"
    stems += " пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
    ordinals = ["|".join(stem + end for end in ("ый", "ой", "ая", "ое", "ий", "ья", "ье")) for stem in stems.split()]
    adverbs = "во-первых во-вторых в-третьих в-четвёртых в-пятых в-шестых в-седьмых в-восьмых в-девятых в-десятых"
    cardinal, ordinal = _count(*_row(cardinals)), _count(*ordinals) | _count(*_row(adverbs))
    tens = _row("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
    rounds = _row("двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност")
    units = [(word, n) for word, n in cardinal.items() if n < 10]
    plain = [(word, n) for word, n in ordinal.items() if n < 10 and "-" not in word]
    for n, (word, stem) in enumerate(zip(tens, rounds, strict=True), start=2):
        cardinal |= {fold(word): 10 * n} | {fold(f"{word} {unit}"): 10 * n + m for unit, m in units}
        ordinal |= {fold(stem + end): 10 * n for end in ("ый", "ой", "ая", "ое")}
        ordinal |= {fold(f"{word} {unit}"): 10 * n + m for unit, m in plain}
    return cardinal, ordinal


def _arabic() -> Counts:
    cardinals = "واحد|واحدة اثنان|اثنين|اثنتان ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني تسعة|تسع"
    adverbs = _row("أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا")
    stems = _row("حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع")
    ordinals = _count(*adverbs) | _count(*(f"{stem} عشر|{stem} عشرا" for stem in stems), start=11)
    first = "أول|أولى|الأول|الأولى"
    plain = [f"{stem}|ال{stem}|{stem}ة|ال{stem}ة" for stem in [*stems[1:], "عاشر"]]
    ordinals |= _count(first, *plain)
    ordinals |= _count(*(f"ال{stem} عشر|ال{stem}ة عشرة|ال{stem}ة عشر" for stem in stems), start=11)
    for tens, stem in enumerate(_row("عشر ثلاث أربع خمس ست سبع ثمان تسع"), start=2):
        for end in ("ون", "ين"):
            ordinals |= {fold(f"{stem}{end}"): 10 * tens, fold(f"ال{stem}{end}"): 10 * tens}
            for n, unit in enumerate(stems, start=1):
                forms = (f"{unit} و{stem}{end}", f"ال{unit} وال{stem}{end}", f"ال{unit}ة وال{stem}{end}")
                ordinals |= {fold(form): 10 * tens + n for form in forms}
                ordinals |= {fold(f"{unit}ا و{stem}{end}"): 10 * tens + n, fold(f"{unit}ة و{stem}{end}"): 10 * tens + n}
    ordinals |= _count(*(f"{stem}ة عشرة|{stem}ة عشر" for stem in stems), start=11)
    definite = [(word, value) for word, value in ordinals.items() if word.startswith("ال")]
    for hundred in (fold("المائة"), fold("المئة")):
        ordinals |= {hundred: 100} | {f"{word} بعد {hundred}": 100 + value for word, value in definite}
    return _count(*cardinals.split(), "عشرة|عشر"), ordinals


_COUNTS = {"ar": _arabic, "en": _english, "es": _spanish, "fr": _french, "ru": _russian}
LANGUAGES: dict[str, Words] = {language: Words(*count(), HEADS[language]) for language, count in _COUNTS.items()}
NO_WORDS = Words({}, {}, {})
