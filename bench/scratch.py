"""A database of the bench's own: on the server that the environment names, else on one in a temporary folder."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.postgresql.layout import Layout
from tracker.postgresql.locks import is_locked_exclusively

# In which an embedded server that nobody uses has stopped, on a slow disk too.
MOST_SECONDS_TO_STOP = 30.0


def server_given() -> bool:
    """Whether the environment says which server to use."""
    return bool(os.environ.get("TRACKER_DATA_DIR") or os.environ.get("DATABASE_URL"))


def run_elsewhere(module: str, arguments: Sequence[str]) -> int:
    """Run a bench anew, with its server in a temporary folder that goes afterwards; its exit code.

    In a process of its own, because the server stops when the last process that uses it is gone.
    """
    with TemporaryDirectory(prefix="bench-") as folder:
        environment = os.environ | {"TRACKER_DATA_DIR": folder, "TRACKER_DATABASE_IDLE_SECONDS": "0"}
        done = subprocess.run([sys.executable, "-m", module, *arguments], env=environment, check=False)
        keeper, deadline = Layout(Path(folder).resolve()).keeper, time.monotonic() + MOST_SECONDS_TO_STOP
        while keeper.exists() and is_locked_exclusively(keeper) and time.monotonic() < deadline:
            time.sleep(0.05)
    return done.returncode


@contextmanager
def database() -> Iterator[None]:
    """Django set up on a new, migrated database, which is dropped at the end: nothing of the tracker's is touched."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django
    from django.db import connection

    django.setup()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)
        connection.close()
