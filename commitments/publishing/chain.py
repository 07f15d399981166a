"""The hash chain of the register: what is hashed, and how anyone can check it.

The hash of an entry is the sha256, in lower-case hexadecimal, of the UTF-8 bytes of the canonical JSON of

    {"action", "at", "key", "kind", "payload", "previous_hash", "reason", "sequence", "version"}

which is what `changes/` shows without `hash`. Canonical JSON: keys sorted, no white space, no escapes but those that
JSON demands, as Python's json.dumps(…, sort_keys=True, separators=(",", ":"), ensure_ascii=False) writes it; payloads
hold no floating-point numbers. `at` is UTC with six decimals and a Z: 2026-01-31T09:30:00.000000Z. `previous_hash` of
the first entry is 64 zeros.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from commitments.models.register import RegisterEntry

NO_HASH = "0" * 64


class ChainError(Exception):
    """The register does not fit together; the message names the first entry that does not."""

    def __init__(self, sequence: int, problem: str) -> None:
        super().__init__(f"Entry {sequence}: {problem}")
        self.sequence = sequence


def timestamp(moment: datetime) -> str:
    """A moment as the register writes it: UTC, six decimals, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def public_entry(entry: RegisterEntry) -> dict[str, Any]:
    """An entry as `changes/` shows it: all that is hashed, and the hash."""
    return {
        "sequence": entry.sequence,
        "kind": entry.kind,
        "key": entry.key,
        "action": entry.action,
        "version": entry.version,
        "at": timestamp(entry.at),
        "reason": entry.reason,
        "payload": entry.payload,
        "hash": entry.hash,
        "previous_hash": entry.previous_hash,
    }


def canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def entry_hash(entry: RegisterEntry) -> str:
    """The hash that an entry must have, from its other fields."""
    hashed = public_entry(entry)
    del hashed["hash"]
    return hashlib.sha256(canonical(hashed)).hexdigest()


def verify() -> Iterator[int]:
    """Checks the whole chain in constant memory, yielding each sequence number once its entry has been found true.

    Raises ChainError at the first entry that does not fit: changed, missing, or out of order. The newest entries cut
    off the end leave no trace inside the chain: compare the last hash with one that was noted or mirrored elsewhere.
    """
    expected, previous = 1, NO_HASH
    for entry in RegisterEntry.objects.order_by("sequence").iterator(chunk_size=500):
        if entry.sequence != expected:
            raise ChainError(expected, "is missing.")
        if entry.previous_hash != previous:
            raise ChainError(entry.sequence, "does not follow the entry before it (previous_hash differs).")
        if entry.hash != entry_hash(entry):
            raise ChainError(entry.sequence, f"has been changed: {entry.kind} {entry.key} does not have its hash.")
        yield entry.sequence
        expected, previous = entry.sequence + 1, entry.hash
