"""Bytes → characters: what the file declares, then Unicode, then the encoding whose letters make the likeliest words.

Single-byte encodings cannot be told by rule: each byte means something in all of them. So every candidate is read
and scored: letters that are common in its languages count for it, letters of mixed script in one word, capitals
inside a word and signs between letters count against it.
"""

import codecs
import re
from collections.abc import Iterable

from commitments.text.errors import TextError
from commitments.text.formats.names import names

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
HOW_TO_SAVE = "Open it in the program it was made with and save it as plain text in UTF-8."
_DECLARED = (
    re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE),
    re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE),
)
# As browsers do: what says ISO-8859-1 or ASCII is windows-1252, what says GB2312 is GB18030.
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-6": "iso8859-6"}
NAMES = {
    "cp1252": "windows-1252", "cp1256": "windows-1256", "cp1251": "windows-1251", "iso8859-6": "ISO-8859-6",
    "gb18030": "GB18030", "big5": "Big5", "koi8-r": "KOI8-R", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "utf-32": "UTF-32", "mac-roman": "Mac Roman",
}  # fmt: skip

# The commonest letters beyond ASCII, by what they make likely; each is most of the text of its languages.
_WESTERN, _ARABIC = "éèàêçôîûâùëïœóíáñúüöäß¿¡«»‘’“”–—•…§°ºªÉÀÊÇ", "اليمنورتبةعدفسهكقحأجشصطخإضذثىءئغزظؤآ،؛؟"
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфё"
_CANDIDATES = (
    ("cp1252", names("en fr es de it pt"), frozenset(_WESTERN)),
    ("cp1256", names("ar fa ur"), frozenset(_ARABIC)),
    ("iso8859-6", frozenset({"ar"}), frozenset(_ARABIC)),
    ("cp1251", names("ru uk be bg sr"), frozenset(_RUSSIAN + _RUSSIAN.upper() + "№")),
    ("koi8-r", frozenset({"ru"}), frozenset(_RUSSIAN + _RUSSIAN.upper())),
)
_LANGUAGE_BONUS = 0.15
# Enough to judge by, and quick to score in pure Python.
_SAMPLE = 60_000
# So many good sequences for each bad one, and the file is UTF-8 with damage rather than something else.
_MOSTLY_UTF_8 = 20
_LEAST_SCORE = 0.35
# The characters of texts in our languages, and how much of UTF-16 they are when its bytes are in the right order.
_USUAL = re.compile(
    "[\t\n\r -~\u00a0-\u024f\u0400-\u045f\u0600-\u06ff\u2010-\u2030\u3000-\u301f\u4e00-\u9fff\uff00-\uff5f]"
)
_CLEARLY = 0.9


def decode(data: bytes, *, language: str = "", markup: bool = False) -> tuple[str, list[str]]:
    """The characters of a text, and a warning that names the encoding where it is not UTF-8.

    `language` (a primary subtag) helps where encodings are close; `markup` lets the file declare its own.
    TextError for binary content and for what no encoding makes sense of.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _read(data, name), _told(name)
    sixteen = _utf_16_without_mark(data)
    if sixteen:
        return _read(data, sixteen), _told(sixteen)
    position = data.find(b"\0")
    if position >= 0:
        raise TextError(f"The file is not text: byte {position} is NUL. {HOW_TO_SAVE}")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        failure = error
    declared = _declared(data) if markup else ""
    if declared and declared != "utf-8":
        try:
            return data.decode(declared), [f"the file was read as {NAMES.get(declared, declared)}, as it says"]
        except UnicodeDecodeError:
            pass
    _refuse_damaged(data, failure)
    name = _likeliest(data, language)
    if not name:
        raise TextError(
            f"The file stops being UTF-8 at byte {failure.start} and makes no sense in any encoding known here. "
            f"{HOW_TO_SAVE}"
        )
    return data.decode(name, errors="replace"), _told(name)


def _read(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise TextError(
            f"The file begins as {NAMES.get(name, 'UTF-8')} and stops being so at byte {error.start}. {HOW_TO_SAVE}"
        ) from error


def _told(name: str) -> list[str]:
    if name == "utf-8-sig":
        return []
    return [f"the file is not UTF-8: it was read as {NAMES[name]}; look whether its letters are right"]


def _utf_16_without_mark(data: bytes) -> str:
    """UTF-16 shows by the NULs of its spaces and line ends; read the wrong way round, they are U+2000 and U+0A00."""
    if len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return ""
    best, chosen = _CLEARLY, ""
    for name in ("utf-16-le", "utf-16-be"):
        text = data[:_SAMPLE].decode(name, errors="replace")
        good = sum(_USUAL.match(char) is not None for char in text)
        share = (good - sum(text.count(char) for char in "\u2000\u0a00\u0d00")) / len(text)
        if share > best:
            best, chosen = share, name
    return chosen


def _declared(data: bytes) -> str:
    for pattern in _DECLARED:
        match = pattern.search(data[:4000])
        if match:
            try:
                name = codecs.lookup(match[1].decode("ascii")).name
                "".encode(name)
            except (LookupError, ValueError):
                continue
            return _WIDER.get(name, name)
    return ""


def _refuse_damaged(data: bytes, failure: UnicodeDecodeError) -> None:
    """A file that is UTF-8 but for a few bytes is damaged: to read it as anything else would spoil the rest."""
    good = len(re.findall(rb"[\xc3-\xef][\x80-\xbf]+", data[:_SAMPLE]))
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if good >= 5 and good >= _MOSTLY_UTF_8 * max(1, bad):
        line = data.count(b"\n", 0, failure.start) + 1
        raise TextError(
            f"The file is UTF-8 but for byte {failure.start} (line {line}), where characters were damaged. "
            "Take it from its source again, or mend that place and save it as UTF-8."
        )


def _likeliest(data: bytes, language: str) -> str:
    sample = _sample(data)
    scores: list[tuple[float, str]] = []
    for name, languages, common in _CANDIDATES:
        score = _score(sample, name, common)
        if score > 0:
            scores.append((score + (_LANGUAGE_BONUS if language in languages else 0), name))
    for name, first in (("gb18030", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7))):
        score = _score_chinese(sample, name, first)
        if score > 0:
            scores.append((score + (_LANGUAGE_BONUS if language == "zh" else 0), name))
    best = max(scores, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] >= _LEAST_SCORE else ""


def _sample(data: bytes) -> bytes:
    """The lines with bytes beyond ASCII, as many as are enough to judge by."""
    lines: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(lines[-1])
            if size > _SAMPLE:
                break
    return b"\n".join(lines)


def _score(sample: bytes, name: str, common: Iterable[str]) -> float:
    """How much of what is beyond ASCII is common letters, less what no word looks like; at most about 1."""
    text = sample.decode(name, errors="replace")
    common = frozenset(common)
    total = good = 0.0
    before = " "
    for char, after in zip(text, text[1:] + " ", strict=True):
        if char > "\x7f":
            total += 1
            good += 1 if char in common else -1 if char == "\ufffd" or "\x80" <= char < "\xa0" else 0
            if char.isalpha():
                mixed = (before.isalpha() and before.isascii()) or (after.isalpha() and after.isascii())
                if (mixed and char > "\u024f") or (char.isupper() and before.islower()):
                    good -= 1.5
                elif char <= "\u024f" and not mixed and before > "\x7f" and before.isalpha():
                    good -= 0.7  # accented letters stand between plain ones
            elif before.isalpha() and after.isalpha() and char not in "’\u00ad–\u064b\u064e\u064f\u0650\u0651\u0652":
                good -= 1
        before = char
    return good / total if total else 0.0


def _score_chinese(sample: bytes, name: str, common: range) -> float:
    """How many of the two-byte characters are of the common set of their encoding, which its first byte tells."""
    try:
        # A sample may end inside a character.
        text = sample.decode(name) if len(sample) < _SAMPLE else sample.decode(name, errors="ignore")
    except UnicodeDecodeError:
        return 0.0
    total = good = 0
    for char in text:
        if char > "\x7f":
            total += 1
            first = char.encode(name, errors="replace")[0]
            ideograph = "\u4e00" <= char <= "\u9fff"
            good += 1 if (ideograph and first in common) or char in "，。、；：（）《》“”？！〇·—" else -1
    runs = len(re.findall("[\u4e00-\u9fff]{2,}", text))
    return good / total if total and runs else 0.0
