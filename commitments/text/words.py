"""Data: how six languages write numbers in words, and the words that head a numbered clause.

Every key is folded (`fold`): any case, with or without accents, tanwin, hamza or tatweel. A language is added here.
"""

import unicodedata
from dataclasses import dataclass

_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u0640": None, "’": "'"})


def fold(words: str) -> str:
    """The words as the tables below write them: case-folded, without combining marks."""
    if words.isascii():
        return words.casefold()
    decomposed = unicodedata.normalize("NFD", words.translate(_HYPHENS).casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


@dataclass(frozen=True, slots=True)
class Head:
    """A word that heads a numbered clause. `level` orders heads from the widest (0, nothing is around it) inwards."""

    kind: str
    level: int


@dataclass(frozen=True, slots=True)
class Words:
    """One language: number words that may stand alone on a line, ordinals that may open a paragraph, heads."""

    cardinals: dict[str, int]
    ordinals: dict[str, int]
    heads: dict[str, Head]


ANNEX, BOOK, PART, TITLE = Head("annex", 0), Head("book", 1), Head("part", 2), Head("title", 3)
CHAPTER, SECTION, ARTICLE, POINT = Head("chapter", 4), Head("section", 5), Head("article", 6), Head("section", 6)


def _row(words: str) -> list[str]:
    return words.split()


def _count(*rows: str, start: int = 1) -> dict[str, int]:
    """`"un"`, `"deux"`, … → 1, 2, …; a row holds the variants of one number between bars."""
    return {fold(variant): start + index for index, row in enumerate(rows) for variant in row.split("|")}


def _heads(table: dict[str, Head]) -> dict[str, Head]:
    return {fold(word): head for rows, head in table.items() for word in rows.split("|")}


def _english() -> Words:
    units = _row("one two three four five six seven eight nine")
    ordinals = _row("first second third fourth fifth sixth seventh eighth ninth")
    teens = _row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
    teenths = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    cardinal, ordinal = _count(*units, *teens), _count(*(f"{word}|{word}ly" for word in ordinals), *teenths.split())
    for tens, word in enumerate(_row("twenty thirty forty fifty sixty seventy eighty ninety"), start=2):
        cardinal |= {word: 10 * tens} | {f"{word}-{unit}": 10 * tens + n for n, unit in enumerate(units, 1)}
        ordinal |= {word[:-1] + "ieth": 10 * tens}
        ordinal |= {f"{word}-{unit}": 10 * tens + n for n, unit in enumerate(ordinals, 1)}
    heads = {"article": ARTICLE, "section": SECTION, "chapter": CHAPTER, "title": TITLE, "part": PART, "book": BOOK}
    heads |= {"annex|appendix|schedule": ANNEX, "principle": POINT, "priority": POINT, "goal": POINT, "target": POINT}
    return Words(cardinal, ordinal, _heads(heads))


def _french() -> Words:
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
    heads = {"article": ARTICLE, "section": SECTION, "chapitre": CHAPTER, "titre": TITLE, "partie": PART, "livre": BOOK}
    heads |= {"annexe|appendice": ANNEX, "principe": POINT, "priorité": POINT, "objectif": POINT, "cible": POINT}
    return Words(cardinal, ordinal, _heads(heads))


def _spanish() -> Words:
    units = _row("uno|una dos tres cuatro cinco seis siete ocho nueve")
    teens = "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós"
    teens += " veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta"
    stems = _row("segund cuart quint sext séptim|sétim octav noven décim")
    masculine = ["primero|primera|primer|primeramente|en primer lugar", "segundo|segunda|en segundo lugar"]
    masculine += ["tercero|tercera|tercer|en tercer lugar"]
    masculine += ["|".join(f"{variant}{end}" for variant in stem.split("|") for end in "oa") for stem in stems[1:]]
    masculine += ["undécimo|undécima|decimoprimero|decimoprimera", "duodécimo|duodécima|decimosegundo|decimosegunda"]
    masculine += [f"decimo{stem}o|decimo{stem}a" for stem in _row("tercer cuart quint sext séptim octav noven")]
    masculine += ["vigésimo|vigésima"]
    heads = {"artículo": ARTICLE, "sección": SECTION, "capítulo": CHAPTER, "título": TITLE, "parte": PART}
    heads |= {"libro": BOOK, "anexo|apéndice": ANNEX, "principio": POINT, "prioridad": POINT, "objetivo": POINT}
    return Words(_count(*units, *teens.split()), _count(*masculine), _heads(heads | {"meta": POINT}))


def _russian() -> Words:
    cardinals = "один|одна|одно два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"
    cardinals += " тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать"
    stems = "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат"
    stems += " пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат"
    ordinals = ["|".join(stem + end for end in ("ый", "ой", "ая", "ое", "ий", "ья", "ье")) for stem in stems.split()]
    adverbs = "во-первых во-вторых в-третьих в-четвёртых в-пятых в-шестых в-седьмых в-восьмых в-девятых в-десятых"
    heads = {"статья": ARTICLE, "раздел|секция": SECTION, "глава": CHAPTER, "часть": PART, "книга": BOOK}
    heads |= {"приложение": ANNEX, "принцип": POINT, "приоритет": POINT, "цель": POINT, "задача": POINT}
    return Words(_count(*cardinals.split()), _count(*ordinals) | _count(*adverbs.split()), _heads(heads))


def _arabic() -> Words:
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
                ordinals |= {fold(f"{unit}ا و{stem}{end}"): 10 * tens + n}
    heads = {"المادة|مادة": ARTICLE, "القسم|قسم": SECTION, "الفصل|فصل": CHAPTER, "الباب|باب": TITLE, "الجزء": PART}
    heads |= {"الكتاب": BOOK, "المرفق|مرفق|الملحق|ملحق": ANNEX, "المبدأ|مبدأ": POINT, "الأولوية": POINT}
    return Words(_count(*cardinals.split(), "عشرة|عشر"), ordinals, _heads(heads | {"الهدف": POINT, "الغاية": POINT}))


# Chinese counts by rule, not by list (numerals.chinese): here only the classifiers of 第…条 and the like.
CHINESE_HEADS: dict[str, Head] = {
    "条": ARTICLE, "條": ARTICLE, "节": SECTION, "節": SECTION, "章": CHAPTER, "编": PART, "編": PART,
    "部分": PART, "篇": PART,
}  # fmt: skip

LANGUAGES: dict[str, Words] = {
    "ar": _arabic(),
    "en": _english(),
    "es": _spanish(),
    "fr": _french(),
    "ru": _russian(),
}
NO_WORDS = Words({}, {}, {})
