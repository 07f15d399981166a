"""The queue of links that a person decides on: in what order, and what is next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments.models import Link, LinkDecision


class Pile(TextChoices):
    """Which links: those that nobody has decided on, those that only others have, those that are disputed."""

    OPEN = "open", _("not decided yet")
    OTHERS = "others", _("decided by others, not by you")
    DISPUTED = "disputed", _("disputed")


@dataclass(frozen=True)
class Queue:
    """One pile of links as `person` sees it; only those with an end in `document` where one is named."""

    person: str
    pile: Pile = Pile.OPEN
    document: int | None = None

    def links(self) -> QuerySet[Link]:
        """Mutual best matches first, then by score. `best` and `points` are what they are ordered by."""
        found = self.of(self.pile)
        found = found.select_related("source__document", "target__document")
        return found.annotate(best=BEST, points=Coalesce(F("score"), 0.0)).order_by("-best", "-points", "pk")

    def of(self, pile: Pile) -> QuerySet[Link]:
        own = Exists(LinkDecision.objects.filter(link=OuterRef("pk"), person=self.person))
        found = Link.objects.filter(PILES[pile])
        if pile == Pile.OTHERS:
            found = found.filter(Exists(LinkDecision.objects.filter(link=OuterRef("pk")))).exclude(own)
        if self.document is not None:
            found = found.filter(Q(source__document=self.document) | Q(target__document=self.document))
        return found

    def next(self, *, after: Link | None = None) -> Link | None:
        """The first link, or the one that follows `after`, which need not be in the queue any more."""
        links = self.links()
        if after is not None:
            best, points = int({"kind": "mutual"} in after.reasons), after.score or 0.0
            links = links.filter(
                Q(best__lt=best) | Q(best=best, points__lt=points) | Q(best=best, points=points, pk__gt=after.pk)
            )
        return links.first()

    def counts(self) -> dict[Pile, int]:
        return {pile: self.of(pile).count() for pile in Pile}


BEST = Case(When(reasons__contains=[{"kind": "mutual"}], then=Value(1)), default=Value(0))
PILES = {
    Pile.OPEN: Q(state=Link.State.PROPOSED),
    Pile.OTHERS: ~Q(state=Link.State.PROPOSED),
    Pile.DISPUTED: Q(state=Link.State.DISPUTED),
}


def decided_today(person: str) -> int:
    """How many decisions of a person stand that were made since midnight."""
    midnight: datetime = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return LinkDecision.objects.filter(person=person, decided_at__gte=midnight).count()
