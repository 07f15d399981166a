"""Data: the formulas with which a preamble ends and a closing begins. What they open belongs to no article."""

from commitments.text.spelling import fold

# A formula opens a paragraph of some length or with a date, place or comma: "Done at Geneva" alone may be anything.
LEAST_LENGTH = 30

_CLOSING = {
    "en": "in witness whereof|in faith whereof|done at|done in|in testimony whereof|have adopted this"
    "|has adopted this|have agreed as follows|have agreed on|hereby agree as follows",
    "fr": "en foi de quoi|fait à|fait en|en témoignage de quoi|a adopté le présent|ont adopté le présent"
    "|ont adopté la présente|a adopté la présente|sont convenus de ce qui suit|sont convenues de ce qui suit",
    "es": "en fe de lo cual|en testimonio de lo cual|hecho en|hecha en|dado en|firmado en|han adoptado|ha adoptado"
    "|han convenido en lo siguiente"
    "|han convenido lo siguiente",
    "ru": "в удостоверение чего|в удостоверение изложенного|совершено в|составлено в|учинено в"
    "|согласились о нижеследующем|договорились о нижеследующем",
    "ar": "وإثباتا لما تقدم|وإثباتا لذلك|إثباتا لما تقدم|إثباتا لذلك|واثباتا لذلك|وإشهادا على ذلك|وإشهادا لما تقدم"
    "|وتصديقا لما تقدم|حرر في|حررت في"
    "|حرر بمدينة|حررت بمدينة|صدر في|صدر بمدينة|اتفقت على ما يلي|قد اتفقت على ما يلي"
    "|اتفقتا على ما يلي|اتفقوا على ما يلي|وقعت في",
    "zh": "以昭信守|为此，下列签署人|为此,下列签署人|爲此，下列|下列代表|为此，具名于下"
    "|爰由|本公约订于|本条约订于|本协定订于"
    "|议定条款如下|兹议定如下"
    "|議定條款如下",
}
_FORMULAS = {language: tuple(fold(each) for each in row.split("|")) for language, row in _CLOSING.items()}
_LONGEST = max(len(each) for row in _FORMULAS.values() for each in row)
# Chinese formulas stand within the sentence that they close.
_WITHIN = ("以昭信守", "謹簽字", "谨签字")


def is_closing(words: str, language: str) -> bool:
    """Whether a paragraph opens with a formula that belongs to no article before it."""
    start = fold(words[: 2 * _LONGEST]).lstrip("*_ ")
    if not start.startswith(_FORMULAS.get(language, ())):
        return language == "zh" and len(words) < 200 and any(each in words for each in _WITHIN)
    return language == "zh" or len(words) >= LEAST_LENGTH or any(sign in words for sign in ",،0123456789")
