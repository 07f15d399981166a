"""Which language a text is in, told by its letters and commonest words; "" where that is not clear."""

import re
from collections import Counter

# Enough to be sure, and no more: a long text is not read to its end.
LOOKED_AT = 20_000
# The language with the most common words must have this many of a hundred, and twice as many as the next one.
LEAST_SHARE, LEAST_LEAD = 0.08, 1.5

_COMMON = {
    "en": "the of and to in that for is shall with by on this be are as which its has have from at or not will",
    "fr": "le la les de des du et à en un une que qui dans pour par sur est sont au aux ce cette avec ou leur ses",
    "es": "el la los las de del y a en un una que por para con es son al se su sus lo como o entre sobre este",
}
_SHARED = {word for word, count in Counter(" ".join(_COMMON.values()).split()).items() if count > 1}
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_PERSIAN_OR_URDU = re.compile(r"[پچژگکیےٹڈڑں]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_NOT_RUSSIAN = re.compile(r"[іїєґўјљњћђџѓќѕәғқңөұүһІЇЄҐЎЈЉЊЋЂЏ]")
_LETTER = re.compile(r"[^\W\d_]")
# Characters that are written in one way only in each of the two scripts of Chinese.
_SIMPLIFIED = re.compile(r"[国际关发东车马门间问题应对这们来时会个为义产业务与员经结约继续书长说设议论]")
_TRADITIONAL = re.compile(r"[國際關發東車馬門間問題應對這們來時會個為義產業務與員經結約繼續書長說設議論]")


def guess_language(text: str) -> str:
    """One of ar, en, es, fr, ru, zh-Hans and zh-Hant, or "" for any other language and for a text too short to tell."""
    sample = text[len(text) // 10 :][:LOOKED_AT] if len(text) > LOOKED_AT else text
    letters = len(_LETTER.findall(sample))
    if letters < 20:
        return ""
    if len(_HAN.findall(sample)) > letters / 2:
        if _KANA.search(sample):
            return ""
        old, new = len(_TRADITIONAL.findall(sample)), len(_SIMPLIFIED.findall(sample))
        return "zh-Hans" if new > old else "zh-Hant" if old > new else ""
    if len(_ARABIC.findall(sample)) > letters / 2:
        return "" if len(_PERSIAN_OR_URDU.findall(sample)) > letters / 50 else "ar"
    if len(_CYRILLIC.findall(sample)) > letters / 2:
        return "" if len(_NOT_RUSSIAN.findall(sample)) > letters / 200 else "ru"
    words = Counter(_WORD.findall(sample.casefold()))
    found = {
        language: sum(words[word] for word in common.split() if word not in _SHARED)
        for language, common in _COMMON.items()
    }
    best, second = sorted(found, key=lambda language: -found[language])[:2]
    sure = found[best] >= LEAST_SHARE * words.total() and found[best] >= LEAST_LEAD * found[second]
    return best if sure else ""
