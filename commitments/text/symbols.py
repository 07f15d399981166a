"""Documents of the United Nations by their symbols, and resolutions by their numbers in the prose of six languages.

"A/RES/74/247", "resolution 1540 (2004) of the Security Council", "résolutions 74/247 et 75/282", "القرار 74/247",
"第74/247号决议". A list gives one mention for each number.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ORGANS = (
    "A|E|S|T|ST|TD|DP|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CED|CMW|CD|BWC|CCW|NPT|FCCC|UNEP|HSP|HRI|LC|SPLOS|APLC|CBD|ECE|ICCD"
)
_SESSION = r"\((?:(?:19|20)\d\d|[IVXLC]{1,7})\)"
_SYMBOL = re.compile(rf"(?<![\w/])(?:{_ORGANS})(?:/[A-Z0-9][\w.\-]{{0,20}}){{1,8}}(?: ?{_SESSION})?(?![\w/])", re.ASCII)

# The number of a resolution: 74/247, 1540 (2004), 2625 (XXV), 377 A (V), 2005/20.
_NUMBER = (
    r"(?:(?:19|20)\d\d/\d{1,4}|\d{1,3}/\d{1,4}(?:\s?[A-Z](?!\w))?|\d{1,4}(?:\s?[A-Z])?\s?\(\s?(?:(?:19|20)\d\d|[IVXLC]{1,7})\s?\))"
    r"(?![\d/])"
)
_BODIES = {
    "S": r"Security Council|UNSCR?|Conseil de sécurité|Consejo de Seguridad|Совет\w? Безопасности"
    r"|مجلس الأمن(?: الدولي)?|安全理事会|安理会",
    "A": r"General Assembly|UNGA|Assemblée générale|Asamblea General|Генеральн\w+ Ассамбле\w|الجمعية العامة|大会|联大",
    "A/HRC": r"Human Rights Council|Conseil des droits de l['’]homme|Consejo de Derechos Humanos"
    r"|Совет\w? по правам человека|مجلس حقوق الإنسان|人权理事会",
    "E": r"Economic and Social Council|ECOSOC|Conseil économique et social|Consejo Económico y Social"
    r"|Экономическ\w+ и Социальн\w+ Совет\w?|المجلس الاقتصادي والاجتماعي|经济及社会理事会|经社理事会",
}
_BODY = "|".join(f"(?:{words})" for words in _BODIES.values())
_JOINED = r"(?:\s?[号號])?\s?[,،、，;]?\s?(?:and|et|y|e|и|و|和|以?及|与|與|or|ou|o|или)?\s?(?:第\s?)?"
_WORDS = (
    r"[Rr]esolutions?|RESOLUTIONS?|[Rr]ésolutions?|[Rr]esoluci(?:ón|ones)|[Рр]езолюци[а-я]{1,3}"
    r"|(?:ال)?قرار(?:ات|ين|ان|ي)?"
)
_LIST = rf"{_NUMBER}(?:{_JOINED}{_NUMBER}){{0,40}}"
_NAMED = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=[وفبلك])|(?<=لل))(?:{_WORDS})\s{{1,4}}(?:(?P<inner>{_BODY})\s{{1,4}})?"
    rf"(?:\(?(?:n[os]?°s?|[Nn]os?\.?|№№?|رقم)\)?\s?)?(?P<list>{_LIST}|\d{{3,4}}(?!\w|/|[.,]\d))"
)
# Without its year or session, a number is one of a list only as 第1267号 is.
_BARE = r"(?<![\d/])\d{3,4}(?![\d/])"
_COUNTED = rf"(?:{_NUMBER}|{_BARE}(?=\s?[号號]))"
_CHINESE = re.compile(rf"第?\s?(?P<list>{_COUNTED}(?:{_JOINED}{_COUNTED}){{0,40}}|{_BARE})\s?[号號]?\s?(?:决议|決議)")
_EACH = re.compile(rf"{_NUMBER}|{_BARE}")
_AFTER = re.compile(
    rf"[,،]?\s?(?:(?:of|by|the|adopted|de|du|del|la|le|par|adoptée?s?|adoptadas?|por|الصادر\w{{0,3}}|الصادرتين|عن)\s+|[ld]['’]){{0,5}}"
    rf"(?P<body>{_BODY})"
)
_BEFORE = re.compile(rf"(?P<body>{_BODY})['’s的 ]{{0,4}}$")
# How far from a resolution its body may stand, in characters.
NEAR = 70
# The Human Rights Council numbers its resolutions by sessions as well, from 1 on; the Assembly is far ahead of it.
LAST_SHARED_SESSION = 65


@dataclass(frozen=True, slots=True)
class SymbolFound:
    """A document met by its symbol or number. `symbol` is "" where the text does not say whose resolution it is."""

    start: int
    end: int
    symbol: str
    is_resolution: bool


def plain_digits(text: str) -> str:
    """The text with digits, slashes and brackets of all scripts as ASCII writes them, at the same places."""
    if text.isascii():
        return text
    odd = {ord(character): same for character in set(text) if (same := _plain(character)) != character}
    return text.translate(odd) if odd else text


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return {"（": "(", "）": ")", "／": "/", "\u00a0": " ", "\u202f": " ", "⁄": "/"}.get(character, character)


def symbol_key(symbol: str) -> str:
    """The form in which two writings of one symbol are the same; "" for what is none.

    Security Council resolutions are numbered through, so that their year may be there or not.
    """
    plain = plain_digits(symbol).strip()
    if not _SYMBOL.fullmatch(plain) or not any(character.isdigit() for character in plain):
        return ""
    key = plain.replace(" ", "").upper()
    return re.sub(r"^(S/RES/\d+)\(\d+\)$", r"\1", key)


def symbols_in(text: str) -> Iterator[SymbolFound]:
    """Every document of the United Nations that a text names by symbol or number; some may overlap."""
    plain = plain_digits(text)
    for match in _SYMBOL.finditer(plain):
        symbol = match[0].rstrip(".-")
        parts = symbol.split("/")
        # "A/4" is a paper size, and "S/N" an abbreviation.
        if any(map(str.isdigit, symbol)) and (len(parts) > 2 or len(parts[1].rstrip("()")) > 2):
            yield SymbolFound(match.start(), match.start() + len(symbol), printed_symbol(symbol), "/RES/" in symbol)
    for pattern in (_NAMED, _CHINESE):
        for match in pattern.finditer(plain):
            yield from _listed(plain, match)


def _listed(plain: str, match: re.Match[str]) -> Iterator[SymbolFound]:
    """One mention for each number; the first begins with the noun, and a Chinese last one ends with it."""
    body = _body_of(plain, match)
    numbers = list(_EACH.finditer(plain, *match.span("list")))
    for place, number in enumerate(numbers):
        start = match.start() if place == 0 else number.start()
        end = match.end() if place == len(numbers) - 1 else number.end()
        if not number[0].isdecimal():
            yield SymbolFound(start, end, resolution_symbol(number[0], body), True)
        elif body == "S":  # "Security Council resolution 1325", without its year.
            yield SymbolFound(start, end, f"S/RES/{number[0]}", True)


def _body_of(plain: str, match: re.Match[str]) -> str:
    """Whose resolutions these are, as the text says right before, inside or after; "" where it does not."""
    inner = match.groupdict().get("inner")
    if not inner:
        near = _BEFORE.search(plain, max(0, match.start() - NEAR), match.start())
        near = near or _AFTER.match(plain, match.end(), match.end() + NEAR)
        inner = near["body"] if near else ""
    return next((body for body, words in _BODIES.items() if inner and re.fullmatch(words, inner)), "")


def resolution_symbol(number: str, body: str) -> str:
    """`1540 (2004)` → `S/RES/1540 (2004)`; `74/247` → `A/RES/74/247`; "" where it may be more than one body's."""
    plain = " ".join(number.replace("(", " (").replace(")", ") ").split()).replace("( ", "(").replace(" )", ")")
    if match := re.fullmatch(r"(\d+)(?: ([A-Z]))? \((.+)\)", plain):
        if match[3].isdigit():
            return f"S/RES/{match[1]} ({match[3]})" if body in ("", "S") else ""
        return f"A/RES/{match[1]}{match[2] or ''}({match[3]})" if body in ("", "A") else ""
    session, _, rest = plain.partition("/")
    if len(session) == 4:
        return f"E/RES/{plain}" if body in ("", "E") else ""
    if body in ("A", "A/HRC"):
        return f"{body}/RES/{session}/{rest.replace(' ', '')}"
    return f"A/RES/{session}/{rest.replace(' ', '')}" if not body and int(session) > LAST_SHARED_SESSION else ""


def printed_symbol(symbol: str) -> str:
    """A symbol as catalogues print it: a Security Council resolution with a space before its year."""
    return re.sub(r"^(S/RES/\d+) ?(\(\d+\))$", r"\1 \2", symbol)
