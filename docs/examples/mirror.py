"""Keeps a copy of a commitment tracker's register in step, and checks its hash chain on the way. Needs only Python 3.

    python3 mirror.py https://tracker.example.org copy.sqlite

In the copy, `things` is what is published now, and `state` the last entry that was applied: the next run goes on there.
"""

import hashlib
import json
import sqlite3
import sys
import urllib.request

TABLES = """
CREATE TABLE IF NOT EXISTS things (kind TEXT, key TEXT, version INTEGER, payload TEXT, PRIMARY KEY (kind, key));
CREATE TABLE IF NOT EXISTS state (sequence INTEGER, hash TEXT);
INSERT INTO state SELECT 0, printf('%064d', 0) WHERE NOT EXISTS (SELECT * FROM state);
"""


def canonical_hash(entry: dict[str, object]) -> str:
    hashed = {name: value for name, value in entry.items() if name != "hash"}
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def apply(copy: sqlite3.Connection, entry: dict[str, object]) -> None:
    """Raises ValueError where the entry does not follow from the last one, or is not what its hash says."""
    sequence, last_hash = copy.execute("SELECT sequence, hash FROM state").fetchone()
    if (entry["sequence"], entry["previous_hash"]) != (sequence + 1, last_hash):
        raise ValueError(f"entry {entry['sequence']} does not follow entry {sequence} of this copy")
    if entry["hash"] != canonical_hash(entry):
        raise ValueError(f"entry {entry['sequence']} is not what its hash says")
    copy.execute("DELETE FROM things WHERE (kind, key) = (?, ?)", (entry["kind"], entry["key"]))
    if entry["action"] == "publish":
        row = entry["kind"], entry["key"], entry["version"], json.dumps(entry["payload"], ensure_ascii=False)
        copy.execute("INSERT INTO things VALUES (?, ?, ?, ?)", row)
    copy.execute("UPDATE state SET sequence = ?, hash = ?", (entry["sequence"], entry["hash"]))


def follow(site: str, copy: sqlite3.Connection) -> int:
    """Applies every entry that is new; the sequence number of the last one."""
    copy.executescript(TABLES)
    while True:
        sequence, last_hash = copy.execute("SELECT sequence, hash FROM state").fetchone()
        # From the entry that this copy has: the register must still have it, and as it was.
        address = f"{site.rstrip('/')}/api/v1/changes/?since={max(sequence - 1, 0)}&count=false&page_size=100"
        with urllib.request.urlopen(address, timeout=60) as answer, copy:
            page = json.load(answer)["results"]
            if sequence and (not page or page.pop(0)["hash"] != last_hash):
                raise ValueError(f"the register no longer has entry {sequence} of this copy")
            for entry in page:
                apply(copy, entry)
        if not page:
            return int(sequence)


if __name__ == "__main__":
    print("In step up to entry", follow(sys.argv[1], sqlite3.connect(sys.argv[2])))
