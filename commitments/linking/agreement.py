"""How far persons agree who decided on the same links, beyond what chance would bring about: Cohen's kappa.

Two coders who both say “accept” nine times out of ten agree on four links of five by chance alone. Kappa is the share
of agreement above that chance: 1 for full agreement, 0 for none beyond chance, below 0 for less (Cohen 1960).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from commitments.models import AgreementReport, LinkDecision
from commitments.models.choices import Verdict

# Who judged which item, and as what.
Judgement = tuple[str, int, str]
Table = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Agreement:
    """Two coders on the items that both judged; `table` counts the items by what the first and the second said."""

    coders: tuple[str, str]
    table: Table

    @property
    def items(self) -> int:
        return sum(self.table.values())

    @property
    def kappa(self) -> float | None:
        """None where it says nothing: no item was judged by both, or both put all items into one and the same category,
        so that chance alone would have brought about the whole agreement.
        """
        if not self.items:
            return None
        first, second = Counter[str](), Counter[str]()
        for (one, other), count in self.table.items():
            first[one] += count
            second[other] += count
        by_chance = sum(first[value] * second[value] for value in first) / self.items**2
        if by_chance == 1:
            return None
        observed = sum(count for (one, other), count in self.table.items() if one == other) / self.items
        return (observed - by_chance) / (1 - by_chance)


def agreements(judgements: Iterable[Judgement]) -> list[Agreement]:
    """Each pair of coders who judged at least one item both; of one coder's judgements on an item the last counts."""
    said: dict[str, dict[int, str]] = defaultdict(dict)
    for coder, item, value in judgements:
        said[coder][item] = value
    found = []
    for first, second in combinations(sorted(said), 2):
        shared = said[first].keys() & said[second].keys()
        if shared:
            table = Counter((said[first][item], said[second][item]) for item in shared)
            found.append(Agreement((first, second), dict(table)))
    return found


def pooled_kappa(found: Iterable[Agreement]) -> float | None:
    """The mean of the pairs' kappas, each weighted by its number of items; pairs without one are left out."""
    weighted = [(each.kappa, each.items) for each in found if each.kappa is not None]
    items = sum(count for _kappa, count in weighted)
    return sum(kappa * count for kappa, count in weighted) / items if items else None


def pooled_table(found: Iterable[Agreement]) -> Table:
    """What was said of the items, whoever of a pair said which: the two values in alphabetical order, and how often."""
    table: Counter[tuple[str, str]] = Counter()
    for each in found:
        for (one, other), count in each.table.items():
            table[min(one, other), max(one, other)] += count
    return dict(sorted(table.items()))


@transaction.atomic
def report_agreement() -> AgreementReport:
    """The figures on all decisions as they are now, without names, ready to be published."""
    decisions = list(LinkDecision.objects.order_by("decided_at").values_list("person", "link", "verdict", "relation"))
    verdicts = agreements((person, link, verdict) for person, link, verdict, _relation in decisions)
    relations = agreements(
        (person, link, relation) for person, link, verdict, relation in decisions if verdict == Verdict.ACCEPT
    )
    judged = Counter(link for _person, link, *_said in decisions)
    shared = [link for link, count in judged.items() if count > 1]
    report = AgreementReport.objects.filter(subject=AgreementReport.LINKS).first()
    report = report or AgreementReport(subject=AgreementReport.LINKS)
    report.computed_on = timezone.localdate()
    report.figures = {
        "links": len(shared),
        "coders": len({coder for each in verdicts for coder in each.coders}),
        "kappa_verdict": decimal(pooled_kappa(verdicts)),
        "kappa_relation": decimal(pooled_kappa(relations)),
        "verdicts": rows(pooled_table(verdicts)),
        "relations": rows(pooled_table(relations)),
    }
    report.full_clean()
    report.save()
    return report


def decimal(kappa: float | None) -> str | None:
    """As text with three decimals: the register's JSON holds whole numbers only."""
    return None if kappa is None else f"{kappa:.3f}"


def rows(table: Table) -> list[dict[str, str | int]]:
    return [{"first": first, "second": second, "count": count} for (first, second), count in table.items()]
