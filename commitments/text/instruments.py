"""Data: the nouns by which six languages call instruments (treaty, charter, resolution, …), and the kind each makes.

Every key is folded (`folding.fold`). Russian nouns are listed with their endings, for they are met in all of them.
"""

from commitments.text.folding import fold


def _table(**rows: str) -> dict[str, str]:
    """`treaty="treaty|convention"` → {"treaty": "treaty", "convention": "treaty"}, folded."""
    return {fold(word): kind for kind, words in rows.items() for word in words.split("|")}


# The kinds are those of documents (DocumentKind).
NOUNS: dict[str, dict[str, str]] = {
    "en": _table(
        treaty="treaty|convention|charter|covenant|protocol|statute|pact",
        agreement="agreement|accord|accords|memorandum",
        declaration="declaration|proclamation",
        initiative="initiative",
        resolution="resolution|resolutions",
    ),
    "fr": _table(
        treaty="traité|convention|charte|pacte|protocole|statut",
        agreement="accord|accords|mémorandum",
        declaration="déclaration|proclamation",
        initiative="initiative",
        resolution="résolution|résolutions",
    ),
    "es": _table(
        treaty="tratado|convención|convenio|carta|pacto|protocolo|estatuto",
        agreement="acuerdo|acuerdos|memorando",
        declaration="declaración|proclamación",
        initiative="iniciativa",
        resolution="resolución|resoluciones",
    ),
    "ru": _table(
        treaty="договор|конвенция|устав|хартия|пакт|протокол|статут",
        agreement="соглашение|меморандум",
        declaration="декларация|заявление",
        initiative="инициатива",
        resolution="резолюция",
    ),
    "ar": _table(
        treaty="معاهدة|اتفاقية|ميثاق|عهد|بروتوكول",
        agreement="اتفاق",
        declaration="إعلان",
        initiative="مبادرة",
        resolution="قرار",
    ),
    # At the end of a name.
    "zh": _table(
        treaty="公约|公約|条约|條約|宪章|憲章|规约|規約|盟约|盟約|议定书|議定書",
        agreement="协定|協定|协议|協議|谅解备忘录|諒解備忘錄",
        declaration="宣言|声明|聲明",
        initiative="倡议|倡議",
        resolution="决议|決議",
    ),
}

# English names of several instruments at once: "Geneva Conventions".
PLURALS = {"conventions": "convention", "protocols": "protocol", "covenants": "covenant", "accords": "accord"}

# Endings in which Russian nouns of each shape are met, and those of adjectives: what they say is who does what.
_RUSSIAN_NOUNS = (
    ("ция", ("ция", "ции", "цию", "цией")),
    ("тия", ("тия", "тии", "тию", "тией")),
    ("ива", ("ива", "ивы", "иве", "иву", "ивой")),
    ("ние", ("ние", "ния", "нию", "нием", "нии")),
    ("", ("", "а", "у", "ом", "е")),
)
_RUSSIAN_ADJECTIVES = ("ого", "его", "ому", "ему", "ыми", "ими", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие",
                       "ым", "им", "ом", "ем", "ей", "ую", "юю", "ых", "их")  # fmt: skip
# An adjective shorter than this without its ending is more likely another word.
SHORTEST_STEM = 4


def _inflected() -> dict[str, str]:
    forms: dict[str, str] = {}
    for noun in NOUNS["ru"]:
        end, endings = next(row for row in _RUSSIAN_NOUNS if noun.endswith(fold(row[0])))
        stem = noun[: len(noun) - len(end)]
        forms |= {fold(stem + ending): noun for ending in endings}
    return forms


_RUSSIAN_FORMS = _inflected()
_ADJECTIVE_ENDS = tuple(map(fold, _RUSSIAN_ADJECTIVES))


def plain_form(word: str) -> str:
    """A folded Russian word as it is compared: the noun of an instrument in the nominative, an adjective without its
    ending; any other word as it is.
    """
    if not "а" <= word[:1] <= "я":
        return word
    if noun := _RUSSIAN_FORMS.get(word):
        return noun
    for end in _ADJECTIVE_ENDS:
        if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM:
            return word[: -len(end)] + "-"
    return word


def is_place_adjective(word: str) -> bool:
    """Whether a folded Russian word is an adjective as those of places are: "парижским", "венскую"."""
    return plain_form(word).endswith("ск-")


def place_in_nominative(adjective: str, noun: str) -> str:
    """ "Парижским" with "соглашение" → "Парижское"."""
    ending = next(end for last, end in (("я", "ая"), ("а", "ая"), ("е", "ое"), ("", "ий")) if noun.endswith(last))
    return adjective[: adjective.casefold().rindex("ск") + 2] + ending


def noun_of(word: str, language: str) -> str:
    """The noun of an instrument that a folded word is, in the form of the table; "" for any other word."""
    nouns = NOUNS.get(language, {})
    plain = word.removeprefix("ال") if language == "ar" else plain_form(word) if language == "ru" else word
    return plain if plain in nouns else ""
