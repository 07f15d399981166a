"""How the tracker works: its principles, how links are decided, and how far those who decide agree."""

from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from commitments.models.choices import RELATION_MEANINGS, Relation, Verdict
from commitments.models.register import Action, RegisterEntry

from ..rendering import answer
from ..wording import Payload, label

FIGURES = ("links", "coders", "kappa_verdict", "kappa_relation", "verdicts", "relations", "computed_on")


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    relations = [(label, RELATION_MEANINGS[Relation(value)]) for value, label in Relation.choices]
    context = {"relations": relations, "agreement": published_agreement()}
    return answer(request, "pages/methodology.html", context)


def published_agreement() -> Payload | None:
    """The newest figures on links, with their words; None where there are none."""
    entries = RegisterEntry.objects.filter(kind="agreement", key="links").order_by("-sequence")
    newest: Any = entries.values("action", **{name: F(f"payload__{name}") for name in FIGURES}).first()
    if newest is None or newest["action"] == Action.WITHDRAW:
        return None
    figures: Payload = dict(newest)
    return figures | {
        "computed_on": parse_date(figures["computed_on"]),
        "tables": [
            (name, [row | {end: label(choices, row[end]) for end in ("first", "second")} for row in figures[name]])
            for name, choices in (("verdicts", Verdict), ("relations", Relation))
        ],
    }
