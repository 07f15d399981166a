"""publish() and withdraw(): the only writers of the register.

Both are all or nothing, and serialised: whoever appends holds a lock until commit, so that entries become visible in
the order of their sequence numbers and a reader who follows them never misses one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.models import Expression
from commitments.models.publishable import Publishable
from commitments.models.register import Action, RegisterEntry

from .chain import NO_HASH, canonical, entry_hash
from .dependents import links_of, texts_of, users_of
from .kinds import KINDS, kind_of
from .projections import refresh
from .requirements import lacking


class PublicationRefused(Exception):
    """Nothing was written: `problems` says of each thing, by its kind and key, what is in the way."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        super().__init__("\n".join(f"{thing}: {' '.join(said)}" for thing, said in problems.items()))
        self.problems = problems


@dataclass
class Published:
    """What a call wrote: its entries, and the keys of things that were published as they are already."""

    entries: list[RegisterEntry] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


class Appender:
    """Writes at the end of the register. Made inside a transaction, it holds the register's lock until commit."""

    def __init__(self, *, person: str, reason: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('commitments_registerentry'))")
        self.person, self.reason = person, reason
        self.last = RegisterEntry.objects.order_by("-sequence").first()
        self.now = timezone.now()
        self.written: list[RegisterEntry] = []

    def add(self, *, kind: str, key: str, action: Action, version: int, payload: dict[str, Any] | None) -> None:
        last = self.last
        entry = RegisterEntry(
            sequence=last.sequence + 1 if last else 1,
            kind=kind,
            key=key,
            action=action,
            version=version,
            at=max(self.now, last.at) if last else self.now,
            person=self.person,
            reason=self.reason,
            payload=payload,
            previous_hash=last.hash if last else NO_HASH,
        )
        entry.hash = entry_hash(entry)
        self.written.append(entry)
        self.last = entry

    def flush(self) -> list[RegisterEntry]:
        """Saves what was added since the last flush."""
        entries, self.written = self.written, []
        RegisterEntry.objects.bulk_create(entries, batch_size=500)
        return entries


@transaction.atomic
def publish(things: Iterable[Publishable | Expression], *, person: str, reason: str = "") -> Published:
    """Publishes things as they are in the database now; those that have not changed since are left alone.

    A document brings its texts along. Raises PublicationRefused, writing nothing, if any of them lacks what it needs.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for thing in things:
        wanted[kind_of(thing).name].append(thing.pk)
    texts = Expression.objects.filter(document__in=wanted["document"]).order_by("pk").values_list("pk", flat=True)
    wanted["expression"] = list(dict.fromkeys([*wanted["expression"], *texts]))

    appender, outcome = Appender(person=person, reason=reason), Published()
    problems: dict[str, list[str]] = {}
    for kind in KINDS.values():
        loaded = kind.load(wanted[kind.name])
        keys = [thing.register_key for thing in loaded]
        before = {entry.key: entry for entry in RegisterEntry.objects.latest_of(kind.name, keys)}
        for thing in loaded:
            key, payload = thing.register_key, kind.payload(thing)
            last = before.get(key)
            if last and last.action == Action.PUBLISH and canonical(last.content) == canonical(payload):
                outcome.unchanged.append(key)
                continue
            version = last.version + 1 if last else 1
            appender.add(kind=kind.name, key=key, action=Action.PUBLISH, version=version, payload=payload)
        outcome.entries += appender.flush()
        for thing, problem in lacking((thing, kind.needs(thing)) for thing in loaded):
            problems[f"{kind.name} {thing.register_key}"] = problem
    if problems:
        raise PublicationRefused(problems)
    refresh(outcome.entries)
    return outcome


@transaction.atomic
def withdraw(things: Iterable[Publishable], *, person: str, reason: str) -> Published:
    """Takes things off the public site. Their entries stay in the register, and a withdrawal says why.

    A commitment takes its links with it, a document its texts. Raises PublicationRefused, writing nothing, if something
    that stays published depends on one of them, if one is not published, or if no reason is given.
    """
    reason = reason.strip()
    if not reason:
        raise PublicationRefused(
            {_("Withdrawal"): [_("Give a reason: it is kept in the register for everyone to read.")]}
        )
    appender, outcome = Appender(person=person, reason=reason), Published()
    going: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for thing in things:
        going[kind_of(thing).name].add(thing.register_key)
    asked = {kind: set(keys) for kind, keys in going.items()}
    going["expression"] |= texts_of(going["document"])
    going["link"] |= links_of(going["commitment"])

    problems: dict[str, list[str]] = {}
    for kind in reversed(KINDS):
        latest = {entry.key: entry for entry in RegisterEntry.objects.latest_of(kind, sorted(going[kind]))}
        for key in sorted(going[kind]):
            entry = latest.get(key)
            if not entry or entry.action == Action.WITHDRAW:
                if key in asked[kind]:
                    problems[f"{kind} {key}"] = [_("It is not published.")]
                continue
            if users := [user for other, user in users_of(kind, key) if user not in going[other]]:
                listed = ", ".join(users[:5]) + (f" … ({len(users)})" if len(users) > 5 else "")
                problems[f"{kind} {key}"] = [_("Withdraw or change first what uses it: %(users)s.") % {"users": listed}]
            appender.add(kind=kind, key=key, action=Action.WITHDRAW, version=entry.version, payload=None)
        outcome.entries += appender.flush()
    if problems:
        raise PublicationRefused(problems)
    refresh(outcome.entries)
    return outcome
