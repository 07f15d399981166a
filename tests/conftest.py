"""The databases that tests run on. Nothing here touches the data in var/, or a server that DATABASE_URL names.

    a test asks for                       it gets
    `db`, or @pytest.mark.django_db       an empty register, in a transaction that is rolled back
    `corpus`, as an argument or by        the curated corpus of fixtures/, loaded and published, in such a transaction
      @pytest.mark.usefixtures("corpus")
    `transactional_db`, `live_server`     a copy of its own of either, in which it may commit; dropped afterwards

Migrating and loading take seconds, copying a database a fraction of one. So both are done once, into template databases
that stay (named by a digest of all that goes into them, so that a change makes new ones), and each worker copies them
under names of its own, so that several runs at once do not meet.

Variables: TRACKER_DATA_DIR, by default var/test; TRACKER_TEST_DATABASE_URL, to test on another server.
"""

import hashlib
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import override_settings

import tracker.settings as tracker_settings
from commitments.corpus import load_corpus

ROOT = Path(__file__).resolve().parents[1]

# For the processes that tests start; this one has read its settings already, see django_db_modify_db_settings().
os.environ.setdefault("TRACKER_DATA_DIR", str(ROOT / "var" / "test"))
os.environ.setdefault("TRACKER_DATABASE_FSYNC", "off")
os.environ["TRACKER_DEBUG"] = "1"  # Static files need no manifest.
os.environ["DATABASE_URL"] = os.environ.get("TRACKER_TEST_DATABASE_URL", "")

SCHEMA = ("commitments/migrations", "commitments/models", "commitments/apps.py", "commitments/roles.py",
          "tracker/settings.py", "requirements.txt")  # fmt: skip
CORPUS = (*SCHEMA, "commitments/text", "commitments/importing", "commitments/publishing", "commitments/corpus",
          "fixtures")  # fmt: skip
Run = Callable[..., list[str]]
HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
LOCK = 7_203_415  # Any number: one process at a time makes, copies and drops databases.

# A slow machine is no failure, and a shared database shows which example failed, not how long it took.
hypothesis.settings.register_profile("tracker", deadline=None, print_blob=True)
hypothesis.settings.load_profile("tracker")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Turns this process to the test server, before the first connection."""
    tracker_settings.DATABASE_URL = os.environ["DATABASE_URL"]
    tracker_settings.DATA_DIR = Path(os.environ["TRACKER_DATA_DIR"]).resolve()
    ours = connections.settings["default"]
    for name in ("EMBEDDED", "HOST", "PORT", "USER", "PASSWORD", "OPTIONS"):
        ours.pop(name, None)
    theirs = connections.configure_settings({"default": tracker_settings.database()})["default"]
    ours.update(theirs | {"TEST": ours["TEST"]})


@pytest.fixture(autouse=True, scope="session")
def plain_static_files() -> Iterator[None]:
    """Static files from where they lie, without a manifest, whatever TRACKER_DEBUG was when the settings were read."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = tracker_settings.STORAGES | {"staticfiles": storage}
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True, WHITENOISE_USE_FINDERS=True):
        yield


@contextmanager
def maintenance() -> Iterator[Run]:
    """A function that runs SQL outside all the databases, and gives the first column; one process at a time."""
    with connection._nodb_cursor() as cursor:

        def run(sql: str, *values: str) -> list[str]:
            cursor.execute(sql, values or None)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []

        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield run


def turn_to(name: str) -> None:
    """Connects to another database from now on, in all threads."""
    connection.close()
    connections.settings["default"]["NAME"] = name


def digest(inputs: tuple[str, ...]) -> str:
    """A digest of all files that a template is made from."""
    assert all((ROOT / given).exists() for given in inputs), "An input of a template has moved: say where it is now."
    files = {path for given in inputs for path in [ROOT / given, *(ROOT / given).rglob("*")] if path.is_file()}
    found = hashlib.sha256()
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def template(run: Run, kind: str, inputs: tuple[str, ...], base: str, fill: Callable[[], object]) -> str:
    """The name of a template database, which is made from `base` if there is none yet of the same inputs."""
    name, draft = f"tests_{kind}_{digest(inputs)}", f"tests_{kind}_draft"
    known = run("SELECT datname FROM pg_database WHERE datname LIKE %s", f"tests\\_{kind}\\_%")
    if name in known:
        return name
    for old in known:
        run(f'DROP DATABASE "{old}" WITH (FORCE)')
    run(f'CREATE DATABASE "{draft}" TEMPLATE "{base}"')
    before = connection.settings_dict["NAME"]
    turn_to(draft)
    try:
        fill()
    finally:
        turn_to(before)
    run(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def migrated(run: Run) -> str:
    return template(run, "schema", SCHEMA, "template0", lambda: call_command("migrate", verbosity=0))


def loaded(run: Run) -> str:
    return template(run, "corpus", CORPUS, migrated(run), partial(load_corpus, folder=ROOT / "fixtures"))


def copy(source: Callable[[Run], str], name: str) -> None:
    with maintenance() as run:
        base = source(run)
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        # A live server's threads may have a connection left over, for a browser's last request.
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", base)
        run(f'CREATE DATABASE "{name}" TEMPLATE "{base}"')


def drop(name: str) -> None:
    with maintenance() as run:
        run(f'DROP DATABASE "{name}" WITH (FORCE)')


def sweep() -> None:
    """Drops what processes of this machine that are no more have left behind."""
    with maintenance() as run:
        for name in run("SELECT datname FROM pg_database WHERE datname LIKE %s", f"tests\\_{HOST}\\_%"):
            try:
                os.kill(int(name.split("_")[2]), 0)
            except ProcessLookupError:
                run(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """The worker's database: migrated and empty. Instead of pytest-django's own, which migrates for every worker."""
    name = f"tests_{HOST}_{os.getpid()}"
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        sweep()
        copy(migrated, name)
        turn_to(name)
    yield name
    with django_db_blocker.unblock():
        turn_to(before)
        drop(name)


@pytest.fixture(scope="session")
def corpus_database(django_db_setup, django_db_blocker):
    """The worker's database with the corpus."""
    name = f"{django_db_setup}_corpus"
    with django_db_blocker.unblock():
        copy(loaded, name)
    yield name
    with django_db_blocker.unblock():
        drop(name)


@pytest.fixture
def corpus(corpus_database, db):
    """The curated corpus; see right_database(), which turns to it before anything else touches the database."""


@pytest.fixture
def right_database(request, django_db_setup, django_db_blocker, monkeypatch):
    """The database that the test asks for. One that commits gets a copy: no register can be emptied afterwards."""
    asked = set(request.fixturenames)
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or asked & {"transactional_db", "live_server"}
    name = request.getfixturevalue("corpus_database") if "corpus" in asked else django_db_setup
    wanted = f"{name}_own" if commits else name
    with django_db_blocker.unblock():
        if commits:
            connection.close()
            copy(lambda run: name, wanted)
            monkeypatch.setattr(connection.ops, "execute_sql_flush", lambda statements: None)
        if connection.settings_dict["NAME"] != wanted:
            turn_to(wanted)
    yield
    if commits:
        with django_db_blocker.unblock():
            turn_to(name)
            drop(wanted)


@pytest.fixture
def _django_db_helper(right_database, _django_db_helper):
    """All of pytest-django's ways to the database come through here."""
