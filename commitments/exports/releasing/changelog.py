"""What the register says since the release before: counted by kind, and every withdrawal by name."""

from collections import Counter
from collections.abc import Iterator

from commitments.models.register import Action, RegisterEntry

# More would hide the rest of the file; register.ndjson has them all.
MOST_NAMED = 500


def changelog(name: str, sequence: int, before: str, since: int) -> Iterator[bytes]:
    """As Markdown. `since` is the last entry of the release `before`; 0 for the first release."""
    entries = RegisterEntry.objects.filter(sequence__gt=since, sequence__lte=sequence)
    rows = list(entries.order_by("sequence").values_list("sequence", "kind", "key", "action", "version", "reason"))
    told = f"since the release `{before}` (entry {since})" if before else "from the first entry on"
    yield f"# Changes in {name}\n\nRegister entries {since + 1} to {sequence}, {told}.\n\n".encode()
    counts = Counter(
        (kind, "withdrawn" if action == Action.WITHDRAW else "new" if version == 1 else "changed")
        for _sequence, kind, _key, action, version, _reason in rows
    )
    yield b"| What | New | Changed | Withdrawn |\n|---|---|---|---|\n"
    for kind in sorted({kind for kind, _how in counts}):
        yield f"| {kind} | {' | '.join(str(counts[kind, how]) for how in ('new', 'changed', 'withdrawn'))} |\n".encode()
    for title, chosen in (
        ("Withdrawn", [row for row in rows if row[3] == Action.WITHDRAW]),
        ("Changed", [row for row in rows if row[3] == Action.PUBLISH and row[4] > 1]),
        ("New", [row for row in rows if row[3] == Action.PUBLISH and row[4] == 1] if before else []),
    ):
        if chosen:
            yield f"\n## {title}\n\n".encode()
        for number, kind, key, _action, version, reason in chosen[:MOST_NAMED]:
            why = f": {' '.join(reason.split())}" if reason else ""
            yield f"- {number}: {kind} `{key}`, version {version}{why}\n".encode()
        if len(chosen) > MOST_NAMED:
            yield f"- and {len(chosen) - MOST_NAMED} more: see `register.ndjson`\n".encode()
