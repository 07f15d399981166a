"""Data: the little words that hold the name of an instrument together, begin what it is about, or end it."""

import re

from commitments.text.folding import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _folded(listed: str) -> frozenset[str]:
    return _words(fold(listed))


LINKS = {
    "en": _words("of on the for and in to with against by from between concerning relating"),
    "fr": _words("de du des d sur la le les l relative relatif relatifs a aux au contre entre concernant"),
    "es": _words("de del sobre la el los las relativo relativa contra entre para"),
    "ru": _words("о об обо по против между"),
}
# What the name says the instrument is about: after these, French and Spanish go on in small letters.
ABOUT = {
    "fr": _words("sur relative relatif contre concernant pour portant"),
    "es": _words("sobre relativo relativa contra para"),
    "ru": _words("о об обо по против между"),
}
BETWEEN = re.compile(
    r".*(?:al|ale|elle|el|aine|ain|enne|een|eenne|ique|if|ive|cadre|jointe|commune|icana|ano|marco|eral)"
)
STOPS = {
    "fr": _words("et ou qui que dont est sont a ont ainsi afin par il ils elle elles doit peut soit ce se y sera "
        "en visant avant apres lors comme mais car avec revet constitue prevoit reste demeure"),
    "es": _words("y e o u que cuyo es son ha han asi con por se esta debe puede como pero en al tras"),
    "ru": _words("и или который которая которое которые в на с из к является являются не что а но как для от "
        "при до"),
}  # fmt: skip
SENTENCE_WORDS = _words(
    "the this that these those a an each any all our its under in on by as to for of with and or no every such if when "
    "both said former new"
)
CONSTRUCT = _words("معاهده اتفاقيه ميثاق بروتوكول")
# "Agreement" is too common a word of Arabic to begin a name, but for that of a town where one was made.
WITH_TOWN = CONSTRUCT | {"اتفاق"}
TOWNS = _folded("باريس جنيف فيينا روما لاهاي كيوتو مونتريال بازل ستوكهولم روتردام باليرمو نيويورك")
# What a treaty does: the words that follow need not be definite, only what they come to.
AIMS = _folded("منع حظر قمع مكافحة حماية مناهضة عدم")
# A relative pronoun with its preposition goes on with the sentence, and a possessive is of its people: "parties to the
# treaty on the registry of which", "of their obligations". What stands before is no name then.
NO_NAME = {
    "fr": _words("duquel laquelle lequel desquels desquelles lesquels lesquelles leur leurs son sa ses notre nos"),
    "es": _words("cual cuales su sus nuestro nuestra nuestros nuestras"),
    "ru": _words("которого которой которых их его ее"),
}
# What may go on after the noun of an English name, in capitals: others make it another thing, a Convention Centre.
GOES_ON = re.compile(r"[IVX]+|no|nos|additional|supplementary|[a-z]{3,}ing")
# "… and Other Cruel, Inhuman or Degrading Treatment or Punishment": a list with "or" goes on across its comma.
LISTED = re.compile(r", [A-Z]\w+ or [A-Z]\w+(?: [A-Z]\w+)*(?: or [A-Z]\w+)?")
DATED = re.compile(
    r" of (?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
    r"(?:1[89]|20)\d\d(?!\w)"
)
