"""Suggestions that are good enough become proposed links, each pair once, the later text's to the earlier one's."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest, Least

from commitments.models import Commitment, Link
from commitments.models.choices import Relation

from .reading import Suggestion

# From this score on a pair is kept for a person to decide. Of the demonstration corpus's pairs above it, six in ten are
# links that a careful reader makes, and most of the others touch on a common matter.
KEPT_FROM = 0.5
# Seen from the other end. The others name what only one side does.
TURNED = {Relation.RESTATES: Relation.RESTATES, Relation.EXTENDS: Relation.NARROWS, Relation.NARROWS: Relation.EXTENDS}


def keep_proposals(suggestions: list[Suggestion]) -> None:
    """Saves new proposals and brings the scores of undecided ones up to date; what persons decided stays as it is."""
    wanted = [suggestion for suggestion in suggestions if suggestion.score >= KEPT_FROM]
    keys = {suggestion.source for suggestion in wanted} | {suggestion.target for suggestion in wanted}
    commitments = {
        commitment.key: commitment for commitment in Commitment.objects.filter(key__in=keys).select_related("document")
    }
    best: dict[tuple[int, int], Link] = {}
    for suggestion in wanted:
        source, target = commitments[suggestion.source], commitments[suggestion.target]
        link = oriented(suggestion, source, target)
        pair = (min(source.pk, target.pk), max(source.pk, target.pk))
        if pair not in best or says_more(link, best[pair]):
            best[pair] = link
    pks = [commitment.pk for commitment in commitments.values()]
    there = Link.objects.filter(Q(source__in=pks) & Q(target__in=pks)).annotate(
        least=Least("source", "target"), greatest=Greatest("source", "target")
    )
    known = {(link.least, link.greatest): link for link in there}
    Link.objects.bulk_create([link for pair, link in best.items() if pair not in known], ignore_conflicts=True)
    changed = []
    for pair, link in known.items():
        new = best.get(pair)
        if new is None or link.origin != Link.Origin.SUGGESTED or link.state != Link.State.PROPOSED:
            continue
        if (link.score, link.reasons) != (new.score, new.reasons):
            link.score, link.reasons = new.score, new.reasons
            changed.append(link)
    Link.objects.bulk_update(changed, ["score", "reasons"], batch_size=500)


@transaction.atomic
def propose_link(*, source: Commitment, target: Commitment) -> Link:
    """The link that an editor thinks there is between two commitments, proposed as “restates” by the later one; the one
    that there is already, whatever it says.
    """
    pair = Q(source=source, target=target) | Q(source=target, target=source)
    if known := Link.objects.filter(pair).first():
        return known
    if day(source) < day(target):
        source, target = target, source
    link = Link(source=source, target=target, relation=Relation.RESTATES, origin=Link.Origin.EDITOR)
    link.full_clean()
    link.save()
    return link


def says_more(link: Link, other: Link) -> bool:
    """Of the two directions of a pair, the one that says more than “restates”, else the one with the better score."""
    plain = Relation.RESTATES
    return (link.relation != plain, link.score or 0) > (other.relation != plain, other.score or 0)


def oriented(suggestion: Suggestion, source: Commitment, target: Commitment) -> Link:
    """The link as it is proposed: the later text speaks of the earlier one, unless the relation has one direction."""
    relation = suggestion.relation
    turned = day(source) < day(target) and relation in TURNED
    if turned:
        source, target, relation = target, source, TURNED[relation]
    return Link(
        source=source,
        target=target,
        relation=relation,
        origin=Link.Origin.SUGGESTED,
        score=suggestion.score,
        reasons=[reason_turned(reason) for reason in suggestion.reasons] if turned else suggestion.reasons,
    )


def day(commitment: Commitment) -> date:
    """An undated text counts as the oldest: it is cited by others, and cites none."""
    return commitment.document.adopted_on or date.min


def reason_turned(reason: dict[str, object]) -> dict[str, object]:
    if reason["kind"] != "sentence":
        return reason
    return {**reason, "side": "target" if reason["side"] == "source" else "source"}
