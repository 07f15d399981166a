"""What persons say of a link, and the state that follows from all of it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Link, LinkDecision, RegisterEntry
from commitments.models.choices import Relation, Verdict

from .proposals import reason_turned


class LinkRefused(Exception):
    """Nothing was changed; the message says to an editor what is in the way."""


def decide_link(
    *,
    link: Link,
    person: str,
    verdict: Verdict,
    relation: Relation | None = None,
    rationale: str = "",
    language: str = "en",
) -> LinkDecision:
    """Keeps one person's decision, in place of that person's earlier one, and sets the link's state; see state_of().

    `relation` is what the link is accepted or disputed as; by default what it says now. A refusal has none. The
    rationale of an acceptance becomes the link's own in its `language`, unless somebody else has given one. Raises
    LinkRefused.
    """
    rationale = rationale.strip()
    with refusing(), transaction.atomic():
        locked = lock(link)
        named = "" if verdict == Verdict.REFUSE else str(relation or locked.relation)
        before = locked.decisions.filter(person=person).first()
        said_before = before.rationale if before else ""
        decision = before or LinkDecision(link=locked, person=person)
        decision.verdict, decision.relation, decision.rationale = verdict, named, rationale
        decision.decided_at = timezone.now()
        decision.save()
        if verdict == Verdict.ACCEPT and rationale and locked.rationale.get(language, "") in ("", said_before):
            locked.rationale = {**locked.rationale, language: rationale}
        follow(locked)
    link.refresh_from_db()
    return decision


def take_back(*, link: Link, person: str) -> None:
    """Forgets what a person decided on a link, as if it had not been; what others decided stays. Raises LinkRefused."""
    with refusing(), transaction.atomic():
        locked = lock(link)
        decision = locked.decisions.filter(person=person).first()
        if decision is None:
            raise LinkRefused(_("You have not decided on this link."))
        decision.delete()
        if decision.rationale and not is_known(locked):
            said = {language: text for language, text in locked.rationale.items() if text != decision.rationale}
            locked.rationale = said
        follow(locked)
    link.refresh_from_db()


def turn_link(*, link: Link, person: str) -> None:
    """Makes the target the source and the source the target. Raises LinkRefused where others have spoken of it as it
    is: in the register, or by a decision.
    """
    with refusing(), transaction.atomic():
        locked = lock(link)
        if is_known(locked):
            raise LinkRefused(_("This link has been published: its direction stays."))
        if locked.decisions.exclude(person=person).exists():
            raise LinkRefused(_("Somebody else has decided on this link as it is: its direction stays."))
        locked.source, locked.target = locked.target, locked.source
        locked.reasons = [reason_turned(reason) for reason in locked.reasons]
        save(locked)
    link.refresh_from_db()


def lock(link: Link) -> Link:
    """The link as it is now. One decision on a link at a time: the state is made of all of them."""
    return Link.objects.select_for_update(of=("self",)).select_related("source", "target").get(pk=link.pk)


def is_known(link: Link) -> bool:
    """Whether the register has ever had the link."""
    return RegisterEntry.objects.filter(kind=link.register_kind, key=link.register_key).exists()


def follow(link: Link) -> None:
    """Sets all of a link that follows from its decisions, and saves it."""
    decisions = list(link.decisions.order_by("decided_at"))
    link.state = state_of(decisions)
    if link.state == Link.State.ACCEPTED:
        link.relation = decisions[-1].relation
    link.decided_by, link.decided_at = "", None
    if decisions:
        link.decided_by, link.decided_at = decisions[-1].person, decisions[-1].decided_at
    save(link)


def save(link: Link) -> None:
    link.full_clean(validate_unique=False, validate_constraints=False, exclude=["source", "target"])
    link.save()


@contextmanager
def refusing() -> Iterator[None]:
    """Says in words what a rule of the models or of the database refuses."""
    try:
        yield
    except ValidationError as error:
        raise LinkRefused(" ".join(error.messages)) from error
    except IntegrityError as error:
        raise LinkRefused(str(error).splitlines()[0]) from error


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
