"""The same commitments in SQLite, as somebody would lay them out for Datasette: its best foot forward.

Rows have numbers in the order of the list, so that Datasette's own order, and its paging by key, is that of the list.
Every column that a question asks for has an index; themes, regions and actors have tables of their own; titles and
quotations are indexed for full-text search. For facets the same terms stand in the row as JSON arrays.
"""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK = 5_000
TERMS = ("theme", "region", "actor")
SCHEMA = """
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
CREATE TABLE commitments (
    id INTEGER PRIMARY KEY, key TEXT, document TEXT, kind TEXT, status TEXT, year INTEGER, made_on TEXT, due_on TEXT,
    languages TEXT, themes TEXT, regions TEXT, actors TEXT, title TEXT, quotations TEXT, payload TEXT
);
CREATE TABLE commitment_themes (theme TEXT, commitment_id INTEGER REFERENCES commitments(id),
    PRIMARY KEY (theme, commitment_id)) WITHOUT ROWID;
CREATE TABLE commitment_regions (region TEXT, commitment_id INTEGER REFERENCES commitments(id),
    PRIMARY KEY (region, commitment_id)) WITHOUT ROWID;
CREATE TABLE commitment_actors (actor TEXT, commitment_id INTEGER REFERENCES commitments(id),
    PRIMARY KEY (actor, commitment_id)) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX commitments_key ON commitments(key);
CREATE INDEX commitments_made_on ON commitments(made_on);
CREATE INDEX commitments_document ON commitments(document);
CREATE INDEX commitments_kind ON commitments(kind);
CREATE INDEX commitments_status ON commitments(status);
CREATE INDEX commitments_year ON commitments(year);
CREATE INDEX themes_of ON commitment_themes(commitment_id);
CREATE INDEX regions_of ON commitment_regions(commitment_id);
CREATE INDEX actors_of ON commitment_actors(commitment_id);
CREATE VIRTUAL TABLE commitments_fts USING fts5(title, quotations, content="commitments", content_rowid="id");
INSERT INTO commitments_fts(commitments_fts) VALUES ('rebuild');
ANALYZE;
"""


def version(python: str) -> str:
    """Which Datasette this Python has; empty if none."""
    program = "from importlib.metadata import version; print(version('datasette'))"
    try:
        done = subprocess.run([python, "-c", program], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def fill(file: Path) -> None:
    """Writes the rows of the database in use into a new file; it has its name when it is whole."""
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    target = sqlite3.connect(draft, isolation_level=None)
    target.executescript(SCHEMA)
    target.execute("BEGIN")
    for rows in rows_of_the_register():
        marks = ", ".join("?" * len(rows[0][0]))
        target.executemany(f"INSERT INTO commitments VALUES ({marks})", [row for row, _ in rows])
        for name in TERMS:
            pairs = [(term, row[0]) for row, terms in rows for term in terms[name]]
            target.executemany(f"INSERT INTO commitment_{name}s VALUES (?, ?)", pairs)
    target.execute("COMMIT")
    target.executescript(INDEXES)
    target.close()
    draft.rename(file)


def rows_of_the_register() -> Iterator[list[tuple[tuple[Any, ...], dict[str, list[str]]]]]:
    from commitments.models.register import PublishedCommitment

    names = ("key", "document", "kind", "status", "made_on", "due_on", "languages", "themes", "regions", "actors")
    stored = PublishedCommitment.objects.current().order_by("place").values(*names, "payload")
    rows = []
    for number, row in enumerate(stored.iterator(chunk_size=CHUNK), 1):
        payload, terms = row["payload"], {name: row[f"{name}s"] for name in TERMS}
        made, due = row["made_on"], row["due_on"]
        arrays = [json.dumps(row[name]) for name in ("languages", "themes", "regions", "actors")]
        rows.append(
            (
                (
                    number, row["key"], row["document"], row["kind"], row["status"], made.year, made.isoformat(),
                    due and due.isoformat(), *arrays, "\n".join(payload["title"].values()),
                    "\n".join(citation["exact"] for citation in payload["citations"]),
                    json.dumps(payload, ensure_ascii=False),
                ),
                terms,
            )
        )  # fmt: skip
        if len(rows) == CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows
