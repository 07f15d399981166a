"""Whether words endorse something that others proposed, or set out to carry it out: by the verbs of six languages."""

import re

from commitments.text.folding import fold

# Stems at the beginning of a word, folded; Chinese stands without spaces. Words that only name a wish for good
# relations (“welcomes the delegation”) are left out: a missed endorsement costs less than an invented one.
_ENDORSING = {
    "en": "support endors",
    "fr": "appui appuy soutien soutenir soutient soutenons souscri",
    "es": "apoya apoyo respald suscrib",
    "ru": "поддерж",
    "ar": "تدعم يدعم ندعم دعم تؤيد يؤيد نؤيد تاييد تساند يساند",
    "zh": "支持 赞同 拥护 贊同 擁護",
}
_IMPLEMENTING = {
    "en": "implement carry\\s+out give\\s+effect fulfil",
    "fr": "(?:met\\w*|mise?s?)\\s+en\\s+(?:oe|œ)uvre appliqu exécut execut",
    "es": "aplica implement cumpl ejecut",
    "ru": "осуществл реализ выполн претвор",
    "ar": "تنفيذ تنفذ ينفذ ننفذ تطبيق",
    "zh": "落实 执行 履行 实施 落實 執行 實施",
}


def _pattern(stems: dict[str, str]) -> dict[str, re.Pattern[str]]:
    found = {}
    for language, words in stems.items():
        # Arabic writes and, so, with, for, the to the front of the word.
        begin = {"zh": "", "ar": r"\b[وفبلك]?(?:ال)?"}.get(language, r"\b")
        folded = "|".join(word if "\\" in word else fold(word) for word in words.split())
        found[language] = re.compile(f"{begin}(?:{folded})")
    return found


_ENDORSES, _IMPLEMENTS = _pattern(_ENDORSING), _pattern(_IMPLEMENTING)


def _says(patterns: dict[str, re.Pattern[str]], text: str, language: str) -> bool:
    pattern = patterns.get(language.split("-")[0].lower())
    return bool(pattern and pattern.search(fold(text)))


def endorses(text: str, language: str) -> bool:
    """Whether the text says that its author supports something. False in a language without a list of verbs."""
    return _says(_ENDORSES, text, language)


def implements(text: str, language: str) -> bool:
    """Whether the text says that something is carried out. False in a language without a list of verbs."""
    return _says(_IMPLEMENTS, text, language)
