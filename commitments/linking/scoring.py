"""Evidence → one score between 0 and 1, and its reasons in words.

The score is a logistic sum: each piece of evidence adds its value times a weight, whatever the others say, so that a
reason can be read by itself. The weights were set by hand, by looking at which values true and false pairs have in the
demonstration corpus and in the six UN languages of the Universal Declaration, and rounded: they order pairs, and the
score is not a probability. docs/explanation/suggestions.md says how good the order is.
"""

from collections.abc import Callable
from math import exp
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.models.translations import translated

WEIGHTS = {
    # Without any evidence a pair is unlikely: some hundred neighbours are looked at for one counterpart.
    "base": -4.0,
    "nearness": 2.0,
    "standing_out": 3.0,
    # Two of 300 unrelated articles of the Universal Declaration stand out at all; three of four translations by 0.4.
    "standing_out_positively": 6.0,
    # Titles in one language are nearer to each other than quotations: what is above the usual third counts.
    "title": 3.0,
    "usual_title": 0.33,
    # Editors' themes are the best evidence there is, where they are: a rare one shared says as much as the words.
    "theme": 5.0,
    "actor": 1.0,
    # Encoders hear what is demanded louder than of what: a rare word in both titles names the same thing.
    "word": 1.0,
    "instrument": 2.0,
    "names_document": 0.7,
    "names_article": 3.0,
    "mutual": 0.7,
    # For each neighbour in the text (the one before, the one after) that has its best match beside this one.
    "order": 1.0,
    # Same language only; from WORDING_FROM on.
    "wording": 3.0,
}
# Share of words that two texts have in common and in the same order: below this, one formula of diplomacy is enough.
WORDING_FROM = 0.5


def logistic(value: float) -> float:
    return 1 / (1 + exp(-value))


def wording_weight(share: float) -> float:
    """What it adds to the score that two texts of one language share so many words in the same order."""
    return WEIGHTS["wording"] * (share - WORDING_FROM) / (1 - WORDING_FROM) if share > WORDING_FROM else 0.0


def reason_in_words(reason: dict[str, Any]) -> str:
    """One reason of a suggestion, in the active language. Raises KeyError for a kind that no suggestion has."""
    return _WORDS[reason["kind"]](reason)


def _meaning(reason: dict[str, Any]) -> str:
    said = _("The words are near in meaning (%(nearness).2f of 1).") % reason
    if reason["standing_out"] > 0:
        said += " " + _("Each is much nearer to the other than to anything else.")
    return said


def _sentence(reason: dict[str, Any]) -> str:
    if reason["side"] == "source":
        return _("What is near is one sentence of the first: “%(exact)s”") % reason
    return _("What is near is one sentence of the second: “%(exact)s”") % reason


def _named(reason: dict[str, Any]) -> str:
    if reason["article"]:
        return _("One names the other: its document and its number.")
    return _("One names the document that the other stands in.")


def _labels(reason: dict[str, Any]) -> str:
    return ", ".join(translated(label)[0] for label in reason["labels"])


_WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "wording": lambda reason: (
        _("Nearly the same words: %(share)d %% in the same order.") % {"share": round(100 * reason["share"])}
    ),
    "meaning": _meaning,
    "sentence": _sentence,
    "title": lambda reason: _("The titles are near in meaning (%(nearness).2f of 1).") % reason,
    "word": lambda reason: _("Both titles say: %(words)s.") % {"words": ", ".join(reason["words"])},
    "theme": lambda reason: _("Both are on: %(labels)s.") % {"labels": _labels(reason)},
    "actor": lambda reason: _("Both concern: %(labels)s.") % {"labels": _labels(reason)},
    "instrument": lambda reason: _("Both cite: %(labels)s.") % {"labels": _labels(reason)},
    "named": _named,
    "mutual": lambda _reason: _("Neither has a better match in the other's document."),
    "order": lambda reason: ngettext(
        "A neighbour of the one in its text matches a neighbour of the other.",
        "The neighbours on both sides in the texts match as well.",
        reason["neighbours"],
    ),
    "endorses": lambda _reason: _("The first says that it supports what the second proposes."),
    "implements": lambda _reason: _("The first says that it carries out what the second is part of."),
}
