"""Registers of many synthetic commitments: a database for each size on the bench's own server, filled by COPY.

    python -m bench.registers --data FOLDER --rows 10000 100000

They stay in the folder; a stamp beside them tells whether they are what this code would make.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.texts import SEED
from bench.timing import say, show

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000, 1_000_000)
# One transaction: 10,000 commitments.
DOCUMENTS_AT_ONCE = 100
PROCESSES = 2
# Of every so many commitments one has the vector of its clause as well: a search for clauses finds some.
CLAUSE_VECTOR_EVERY = 5
TABLES = tuple(
    f"commitments_published{name}" for name in ("commitment", "clause", "document", "expression", "link", "embedding")
)
# What a database depends on.
MADE_BY = (
    "bench/lexicon.py", "bench/phrases.py", "bench/registers.py", "bench/synthetic.py", "bench/vectors.py",
    "commitments/migrations", "commitments/publishing/composing.py", "fixtures/vocabularies",
)  # fmt: skip


@dataclass
class Steps:
    """What has taken how long."""

    taken: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        yield
        self.taken[name] = time.perf_counter() - begin
        say(f"  {name}: {self.taken[name]:.1f} s")


def name_of(rows: int) -> str:
    return f"bench_{rows}"


def stamp_of(rows: int) -> dict[str, Any]:
    digest = hashlib.sha256()
    for name in MADE_BY:
        given = ROOT / name
        for path in sorted([given] if given.is_file() else given.rglob("*.py")) or sorted(given.rglob("*.yaml")):
            digest.update(path.read_bytes())
    return {"rows": rows, "seed": SEED, "made_by": digest.hexdigest()}


def use_server(folder: Path) -> None:
    """Sets Django up on the embedded server of this folder, without what a crash would need."""
    os.environ |= {"TRACKER_DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    os.environ.setdefault("TRACKER_DATABASE_FSYNC", "off")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()


def use(name: str) -> None:
    """Lets this process's connection lead to the database of that name."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name


def address(folder: Path, rows: int) -> str:
    """The DATABASE_URL of a size, for other processes."""
    from tracker.postgresql.server import ensure_running

    server = ensure_running(folder)
    return f"postgresql:///{name_of(rows)}?host={server.host}&port={server.port}&user={server.user}"


def prepare(folder: Path, rows: int, *, as_is: bool = False) -> None:
    """Lets the connection lead to the database of this size; makes it where it is missing or made by other code.

    `as_is` takes it whatever has made it, brought to this code's tables.
    """
    from django.core.management import call_command

    stamp = folder / f"{name_of(rows)}.json"
    if stamp.exists() and (as_is or json.loads(stamp.read_text())["stamp"] == stamp_of(rows)):
        use(name_of(rows))
        call_command("migrate", verbosity=0)
        return
    stamp.unlink(missing_ok=True)
    say(f"{rows:,} commitments:")
    steps = Steps()
    make(folder, rows, steps)
    stamp.write_text(json.dumps({"stamp": stamp_of(rows), "seconds": steps.taken}, indent=1))


def make(folder: Path, rows: int, steps: Steps) -> None:
    from django.core.management import call_command
    from django.db import connection

    with steps.step("schema and vocabularies"):
        use("tracker")
        with connection.cursor() as cursor:
            # The log of a load would otherwise be written out again and again.
            cursor.execute("ALTER SYSTEM SET max_wal_size = '8GB'")
            cursor.execute("SELECT pg_reload_conf()")
            cursor.execute(f"DROP DATABASE IF EXISTS {name_of(rows)} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name_of(rows)}")
        use(name_of(rows))
        call_command("migrate", verbosity=0)
        load_vocabularies()
    with steps.step("sentences"):
        encode_sentences(folder, rows)
    indexes = without_indexes()
    with steps.step("rows by COPY"):
        copy_all(folder, rows)
    with_indexes(indexes, steps)
    with steps.step("words and newest entry"):
        finish(rows)
    with steps.step("VACUUM ANALYZE"), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def load_vocabularies() -> None:
    """Those of the demonstration corpus, published as it is."""
    from commitments.corpus import load_corpus

    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "fixtures" / "vocabularies", Path(folder) / "vocabularies")
        (Path(folder) / "links.yaml").touch()
        load_corpus(folder=Path(folder))


def sentences_file(folder: Path, rows: int) -> Path:
    return folder / f"{name_of(rows)}.npy"


def encode_sentences(folder: Path, rows: int) -> None:
    """The vectors of real sentences, for all processes; a register of a few commitments is about fewer."""
    from bench.vectors import SENTENCES, sentences
    from commitments.text.meaning import encode_again

    np.save(sentences_file(folder, rows), encode_again(sentences(min(SENTENCES, rows))))


def without_indexes() -> list[tuple[str, str]]:
    """Drops the indexes that no constraint needs, and stops the backlog: the names and definitions."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
            AND indexname::regclass NOT IN (SELECT conindid FROM pg_constraint) ORDER BY indexname
            """,
            [list(TABLES)],
        )
        indexes: list[tuple[str, str]] = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        for table, trigger in backlog_triggers():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    return indexes


def backlog_triggers() -> list[tuple[str, str]]:
    """Tables and triggers by which what is published waits for its vectors."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%%\_is\_embedded\_%%'"
        )
        found: list[tuple[str, str]] = cursor.fetchall()
    return found


def with_indexes(indexes: Sequence[tuple[str, str]], steps: Steps) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        # The graph of a million vectors is built in memory, or takes hours.
        cursor.execute("SET maintenance_work_mem = '3GB'")
        cursor.execute(f"SET max_parallel_maintenance_workers = {PROCESSES}")
        for name, definition in indexes:
            with steps.step(f"index {name}"):
                cursor.execute(definition)
        for table, trigger in backlog_triggers():
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
        cursor.execute("RESET ALL")


def plan_of(rows: int) -> Any:
    from bench.synthetic import Plan
    from commitments.models.register import PublishedTerm

    return Plan(rows, PublishedTerm.objects.count())


def copy_all(folder: Path, rows: int) -> None:
    from django.db import connection

    numbers = range(plan_of(rows).documents)
    batches = [numbers[first : first + DOCUMENTS_AT_ONCE] for first in range(0, len(numbers), DOCUMENTS_AT_ONCE)]
    if len(batches) == 1:
        Copying.begin(folder, rows)
        Copying.copy(batches[0])
        return
    connection.close()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, Copying.start, (folder, rows)) as pool:
        for done, _ in enumerate(pool.map(Copying.copy, batches), 1):
            if done % 10 == 0:
                say(f"    {done * DOCUMENTS_AT_ONCE:,} of {len(numbers):,} documents")


def copy_rows(cursor: Any, maker: Any, made: Any) -> None:
    """All but the vectors. Commitments last: triggers of their table keep figures of all rows, so that one process
    waits for the other.
    """
    last = "commitments_publishedcommitment"
    for table in sorted(made.lines, key=lambda table: table == last):
        if table == last:
            cursor.execute("SELECT pg_advisory_xact_lock(1)")
        with cursor.copy(f"COPY {table} ({', '.join(maker.columns[table])}) FROM STDIN") as into:
            into.write("".join(made.lines[table]))


class Copying:
    """What a process that copies has made ready."""

    maker: Any
    topics: Any

    @classmethod
    def start(cls, folder: Path, rows: int) -> None:
        """In a process of its own."""
        use_server(folder)
        use(name_of(rows))
        cls.begin(folder, rows)

    @classmethod
    def begin(cls, folder: Path, rows: int) -> None:
        from bench.lexicon import speakers
        from bench.synthetic import Maker
        from bench.vectors import COMMITMENTS_OF_TOPIC, Topics

        cls.maker = Maker(plan_of(rows), speakers())
        base = np.load(sentences_file(folder, rows))
        cls.topics = Topics(max(rows // COMMITMENTS_OF_TOPIC, 1), base, np.random.default_rng(SEED))

    @classmethod
    def copy(cls, numbers: range) -> None:
        from django.db import connection, transaction

        from bench.synthetic import Made

        made = Made()
        for number in numbers:
            cls.maker.document(number, made)
        vectors = cls.vectors(made.passages, numbers.start)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
            copy_rows(cursor, cls.maker, made)
        with connection.cursor() as cursor, cursor.copy(f"COPY {VECTORS} FROM STDIN (FORMAT binary)") as into:
            into.write(vectors)

    @classmethod
    def vectors(cls, passages: list[dict[str, Any]], seed: int) -> bytes:
        """A vector for each commitment, of its title or its quotation, and for some of the clause as well."""
        from bench.vectors import BEGIN, END, rows_of
        from commitments.text.meaning import ENCODER

        dice = np.random.default_rng([SEED, seed])
        about = cls.topics.some(len(passages), dice)
        found = b""
        for kind, chosen in (
            ("title", [n for n, passage in enumerate(passages) if passage["title"]]),
            ("quotation", [n for n, passage in enumerate(passages) if not passage["title"]]),
            ("clause", list(range(0, len(passages), CLAUSE_VECTOR_EVERY))),
        ):
            some = [passages[n] for n in chosen]
            if not some:
                continue
            key = "clause" if kind == "clause" else "key"
            languages = ["en" if kind == "title" else each["language"] for each in some]
            found += rows_of(
                len(some),
                [
                    ("encoder", f"S{len(ENCODER)}", ENCODER.encode()),
                    ("part", ">i2", 0),
                    ("start", ">i4", 0),
                    ("end", ">i4", 20),
                    ("vector", "halfvec", cls.topics.near(about[chosen], dice).astype(np.float16)),
                    *(
                        (name, f"S{len(values[0])}", np.array(values, dtype="S"))
                        for name, values in (
                            ("kind", ["clause" if kind == "clause" else "commitment"] * len(some)),
                            ("key", [each[key] for each in some]),
                        )
                    ),
                    ("sequence", ">i8", np.array([each["sequence"] for each in some])),
                    ("document", f"S{len(some[0]['document'])}", np.array([each["document"] for each in some], "S")),
                    ("language", "S2", np.array(languages, "S")),
                    ("citation", ">i2" if kind == "quotation" else "V0", 0),
                ],
            )
        return bytes(BEGIN + found + END)


VECTORS = """commitments_publishedembedding
    (encoder, part, start, "end", vector, kind, key, sequence, document, language, citation)"""


def finish(rows: int) -> None:
    """The words that a search may mend, and the newest entry of the register, which names its state. Of the entries
    between, which no reading needs, there are none.
    """
    from bench.lexicon import speakers
    from bench.synthetic import dated
    from commitments.models.register import Action, PublishedLink, PublishedWord, RegisterEntry

    words = sorted({word for speaker in speakers().values() for word in speaker.words})
    PublishedWord.objects.bulk_create(
        [PublishedWord(word) for word in words if len(word) >= 4 and word.isalpha()],
        ignore_conflicts=True, batch_size=5000,
    )  # fmt: skip
    newest = PublishedLink.objects.order_by("-sequence")[0]
    before = RegisterEntry.objects.order_by("-sequence")[0]
    RegisterEntry.objects.create(
        sequence=newest.sequence,
        kind="link",
        key=newest.key,
        action=Action.PUBLISH,
        version=1,
        at=dated(newest.sequence),
        person="bench",
        payload=newest.payload,
        previous_hash=before.hash,
        hash=hashlib.sha256(json.dumps(stamp_of(rows)).encode()).hexdigest(),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the server and its databases")
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES, help="how many commitments, several for several")
    asked = parser.parse_args()
    folder = asked.data.resolve()
    use_server(folder)
    from django.db import connection

    for rows in asked.rows:
        prepare(folder, rows)
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT relname, pg_size_pretty(pg_table_size(oid)), pg_size_pretty(pg_indexes_size(oid))
                FROM pg_class WHERE relkind = 'r' AND relname LIKE 'commitments%%'
                ORDER BY pg_total_relation_size(oid) DESC LIMIT 6
                """
            )
            show(f"{rows:,} commitments, on the disk", ("table", "rows", "indexes"), cursor.fetchall())


if __name__ == "__main__":
    main()
