"""Follows the register of a commitment tracker and checks its hash chain. Needs nothing but Python 3.

From the beginning: python3 verify_chain.py https://tracker.example.org
From an entry that you checked before: python3 verify_chain.py https://tracker.example.org SEQUENCE HASH
"""

import hashlib
import json
import sys
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any

NO_HASH = "0" * 64
Entry = dict[str, Any]


def fetch_json(address: str) -> Any:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)


def entries(site: str, since: int = 0, fetch: Callable[[str], Any] = fetch_json) -> Iterator[Entry]:
    """Every entry after the sequence number `since`, in order, page by page."""
    address = f"{site.rstrip('/')}/api/v1/changes/?since={since}&count=false&page_size=100"
    while address:
        page = fetch(address)
        yield from page["results"]
        address = page["next"]


def entry_hash(entry: Entry) -> str:
    """The sha256 of the entry's canonical JSON, all its fields but the hash itself."""
    hashed = {name: value for name, value in entry.items() if name != "hash"}
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify(found: Iterable[Entry], sequence: int = 0, last_hash: str = NO_HASH) -> tuple[int, str]:
    """The last sequence number and hash, once all entries have been found true; ValueError at the first that is not."""
    for entry in found:
        sequence += 1
        if entry["sequence"] != sequence:
            raise ValueError(f"entry {sequence} is missing")
        if entry["previous_hash"] != last_hash:
            raise ValueError(f"entry {sequence} does not follow the entry before it")
        if entry["hash"] != entry_hash(entry):
            raise ValueError(f"entry {sequence} has been changed: {entry['kind']} {entry['key']}")
        last_hash = entry["hash"]
    return sequence, last_hash


if __name__ == "__main__":
    begin, known = (int(sys.argv[2]), sys.argv[3]) if len(sys.argv) > 3 else (0, NO_HASH)
    number, last = verify(entries(sys.argv[1], begin), begin, known)
    print(f"The register is whole up to entry {number}, hash {last}")
