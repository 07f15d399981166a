"""What persons say of a link, and the state that follows from all of it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from commitments.models import Link, LinkDecision
from commitments.models.choices import Relation, Verdict


@transaction.atomic
def decide_link(
    *, link: Link, person: str, verdict: Verdict, relation: Relation | None = None, rationale: str = ""
) -> LinkDecision:
    """Keeps one person's decision, in place of that person's earlier one, and sets the link's state; see state_of().

    `relation` is what the link is accepted or disputed as; by default what it says now. A refusal has none.
    """
    # One decision on a link at a time: the state is made of all of them.
    locked = Link.objects.select_for_update().get(pk=link.pk)
    named = "" if verdict == Verdict.REFUSE else str(relation or locked.relation)
    decision, _ = LinkDecision.objects.update_or_create(
        link=locked,
        person=person,
        defaults={"verdict": verdict, "relation": named, "rationale": rationale, "decided_at": timezone.now()},
    )
    decisions = list(locked.decisions.order_by("decided_at"))
    locked.state = state_of(decisions)
    if locked.state == Link.State.ACCEPTED:
        locked.relation = named
    locked.decided_by, locked.decided_at = person, decision.decided_at
    locked.full_clean(validate_unique=False, validate_constraints=False)
    locked.save()
    link.refresh_from_db()
    return decision


def state_of(decisions: Sequence[LinkDecision]) -> Link.State:
    """Accepted or rejected where all agree, the relation included; disputed where they differ or somebody disputes."""
    if not decisions:
        return Link.State.PROPOSED
    said = {(decision.verdict, decision.relation) for decision in decisions}
    if len(said) > 1:
        return Link.State.DISPUTED
    return {
        Verdict.ACCEPT: Link.State.ACCEPTED,
        Verdict.REFUSE: Link.State.REJECTED,
        Verdict.DISPUTE: Link.State.DISPUTED,
    }[Verdict(decisions[0].verdict)]
