"""How the tracker works: its principles, how links are decided, and how far those who decide agree."""

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from commitments.models.choices import RELATION_MEANINGS, Relation, Verdict
from commitments.models.register import Action, RegisterEntry

from ..rendering import answer
from ..wording import Payload, label


@require_safe
def methodology(request: HttpRequest) -> HttpResponse:
    relations = [(label, RELATION_MEANINGS[Relation(value)]) for value, label in Relation.choices]
    context = {"relations": relations, "agreement": published_agreement()}
    return answer(request, "pages/methodology.html", context)


def published_agreement() -> Payload | None:
    """The newest figures on links, with their words; None where there are none."""
    newest = RegisterEntry.objects.latest_of("agreement", ["links"]).first()
    if newest is None or newest.action == Action.WITHDRAW:
        return None
    figures = newest.content
    return figures | {
        "computed_on": parse_date(figures["computed_on"]),
        "tables": [
            (name, [row | {end: label(choices, row[end]) for end in ("first", "second")} for row in figures[name]])
            for name, choices in (("verdicts", Verdict), ("relations", Relation))
        ],
    }
