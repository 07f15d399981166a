"""Language tags (BCP 47): their canonical form and the direction their text runs in."""

import re
from typing import Literal

from commitments.text.errors import TextError

Direction = Literal["ltr", "rtl"]


def _codes(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# ISO 639-1, all 184 two-letter codes ever assigned and in use ("bh" was withdrawn in 2021 and is still met).
ISO_639_1 = _codes(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"""
)

# Three-letter codes of languages that have no two-letter one and in which documents of states are published.
ISO_639_3 = _codes(
    """arc arz ast azb bal ber bug cai ceb chr ckb cmn crh din dsb fil fon fur gag gsw haw hif hsb ilo kab kmr kok
    krc lus mai man mni mos mul mwl nah nan nap nds nso nqo pam pap prs sah sat scn sco smn sms srn sus syr szl tet
    tpi tvl tyv und war wuu yue zgh"""
)

# Three-letter codes of the UN languages, as Akoma Ntoso writes them; BCP 47 wants the shorter one.
SHORTER = {"ara": "ar", "chi": "zh", "eng": "en", "fra": "fr", "fre": "fr", "rus": "ru", "spa": "es", "zho": "zh"}

RTL_SCRIPTS = _codes("Adlm Arab Armi Hebr Mand Nkoo Rohg Samr Syrc Thaa")
RTL_LANGUAGES = _codes("ar arc arz azb bal ckb dv fa he ks nqo prs ps sd syr ug ur yi")

_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?P<extended>(?:-[A-Za-z]{3}){0,3})(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?(?P<variants>(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?)"
)


def _parse(tag: str) -> re.Match[str]:
    match = _TAG.fullmatch(tag) if len(tag) <= 100 else None
    if match is None:
        raise TextError(f"“{tag[:100]}” is not a language tag. Write it as in: fr, ar, en, es, ru, zh-Hans, zh-Hant.")
    return match


def normalise_language(tag: str) -> str:
    """The tag in canonical case (`zh-hans` → `zh-Hans`, `PT-br` → `pt-BR`, `fra` → `fr`).

    TextError, naming the tag, if it is not well formed or its language is not one of ISO 639.
    """
    match = _parse(tag)
    language = match["language"].lower()
    language = SHORTER.get(language, language)
    if language not in ISO_639_1 and language not in ISO_639_3:
        raise TextError(f"“{tag}” names no language known to ISO 639. Write it as in: fr, ar, en, es, ru, zh-Hans.")
    script = f"-{match['script'].title()}" if match["script"] else ""
    region = f"-{match['region'].upper()}" if match["region"] else ""
    return language + match["extended"].lower() + script + region + (match["variants"] + match["extensions"]).lower()


def primary_language(tag: str) -> str:
    """The language alone, without script or region: `zh-Hant` → `zh`. TextError as for `normalise_language`."""
    return normalise_language(tag).partition("-")[0]


def direction(tag: str) -> Direction:
    """Which way text in this language runs; a script named in the tag decides over the language's usual one."""
    match = _parse(normalise_language(tag))
    if match["script"]:
        return "rtl" if match["script"] in RTL_SCRIPTS else "ltr"
    return "rtl" if match["language"] in RTL_LANGUAGES else "ltr"
