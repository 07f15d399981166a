"""Makes sure that the data directory's PostgreSQL server runs, for as long as this process lives.

Every process that uses the server holds a shared lock on a file. A detached keeper process starts the server, and stops
it when it could get that lock exclusively for some seconds (see keeper.py). Locks, unlike lists of pids, are right
whatever way processes end.
"""

import contextlib
import os
import selectors
import stat
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from . import locks
from .errors import EmbeddedServerError
from .layout import (
    DATABASE,
    PORT,
    ROLE,
    Layout,
    pid_file_stamp,
    program,
    read_pid_file,
    someone_listens,
)

__all__ = ["ConnectionInfo", "EmbeddedServerError", "ensure_running", "program"]

# What the keeper says on its standard output (FAILED is followed by the reason).
READY, BUSY, FAILED = "ready", "busy", "failed"
KEEPER_STARTS = 3


@dataclass(frozen=True)
class ConnectionInfo:
    """How to connect to a running server."""

    host: str  # the socket's directory
    port: int
    user: str
    dbname: str
    server_pid: int  # another one after a restart

    @property
    def conninfo(self) -> str:
        """For libpq; "'" and "\\" in the values are escaped as it wants."""
        values = {"host": self.host, "port": str(self.port), "user": self.user, "dbname": self.dbname}
        quoted = {key: value.replace("\\", "\\\\").replace("'", "\\'") for key, value in values.items()}
        return " ".join(f"{key}='{value}'" for key, value in quoted.items())


@dataclass(frozen=True)
class _Known:
    info: ConnectionInfo
    stamp: tuple[int, int]


_lock = threading.Lock()
_known: dict[Layout, _Known] = {}
# The descriptors with the shared lock. They stay open, and forked children share them: a server that such a child may
# use stays as well.
_users: dict[Layout, int] = {}


def _after_fork() -> None:
    # Another thread may have held it, and doesn't exist in the child.
    global _lock
    _lock = threading.Lock()


os.register_at_fork(after_in_child=_after_fork)


def ensure_running(data_dir: Path | str, *, timeout: float = 60, recheck: bool = False) -> ConnectionInfo:
    """Starts the server of the data directory if necessary, and keeps it for this process.

    Cheap when everything runs. `recheck` makes sure by connecting: for callers whose connection has just failed,
    since a server can die at any moment, also right after this.
    """
    layout = Layout(Path(data_dir).absolute().resolve())
    if not recheck and (info := _remembered(layout)):
        return info
    deadline = time.monotonic() + timeout
    with _lock:
        _known.pop(layout, None)
        try:
            return _ensure(layout, deadline)
        except EmbeddedServerError:
            raise
        except PermissionError as error:
            raise EmbeddedServerError(
                f"No permission for the database in {layout.data_dir}: {error}. Run this as the user who owns that "
                "directory (or as root)."
            ) from error
        except (OSError, TimeoutError) as error:
            raise _failure(layout, f"The embedded PostgreSQL server can't be used: {error}") from error


def _failure(layout: Layout, message: str) -> EmbeddedServerError:
    return EmbeddedServerError(f"{message}\nThe end of {layout.log}:\n{layout.log_tail()}")


def _remembered(layout: Layout) -> ConnectionInfo | None:
    """The answer known from before, unless something indicates that it isn't true any more."""
    known = _known.get(layout)
    fd = _users.get(layout)
    if known is None or fd is None or not locks.is_file_at(fd, layout.users):
        return None
    try:
        if pid_file_stamp(layout) != known.stamp or not locks.is_locked_exclusively(layout.keeper):
            return None
    except OSError:
        return None
    return known.info if _exists(known.info.server_pid) else None


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass  # It is there, as another user.
    except OSError:
        return False
    try:
        # A dead process exists until its parent takes note. (Systems without this file have an init that is quick.)
        state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except OSError:
        return True
    return state not in (b"Z", b"X")


def _ensure(layout: Layout, deadline: float) -> ConnectionInfo:
    if any(character in "\n\r\0" for character in str(layout.data_dir)):
        raise EmbeddedServerError(f"The data directory's path must not have line breaks: {str(layout.data_dir)!r}")
    layout.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    _hold_users_lock(layout, deadline)
    known = _running(layout) or _start(layout, deadline)
    _known[layout] = known
    return known.info


def _hold_users_lock(layout: Layout, deadline: float) -> None:
    fd = _users.get(layout)
    if fd is not None and locks.is_file_at(fd, layout.users):
        return
    # The old descriptor, if any, is left alone: either its file was deleted, or someone closed all descriptors of this
    # process (as daemons do) and the number is now something else's.
    try:
        fd = locks.lock(layout.users, shared=True, deadline=deadline)
    except TimeoutError as error:
        raise TimeoutError(f"It is being stopped, and that takes too long ({error}) Try again later.") from error
    # The keeper may look at the wrong moments to notice a short-lived user: this tells it.
    os.utime(fd)
    _users[layout] = fd


def _running(layout: Layout) -> _Known | None:
    """The server if it can be connected to and has a keeper."""
    pid_file = read_pid_file(layout)
    if pid_file is None or not pid_file.ready or pid_file.socket_dir is None:
        return None
    if not locks.is_locked_exclusively(layout.keeper):
        return None
    if not _is_private(pid_file.socket_dir, layout) or not someone_listens(pid_file.socket_dir):
        return None
    return _Known(ConnectionInfo(str(pid_file.socket_dir), PORT, ROLE, DATABASE, pid_file.pid), pid_file.stamp)


def _is_private(socket_dir: Path, layout: Layout) -> bool:
    """Whether nobody but the server's user can have put the socket there (it may be in a directory open to all)."""
    try:
        status = socket_dir.lstat()
        owner = layout.cluster.stat().st_uid
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == owner and not status.st_mode & 0o077


def _start(layout: Layout, deadline: float) -> _Known:
    try:
        with locks.exclusive(layout.starting, deadline):
            starts = 0
            while (known := _running(layout)) is None:
                if time.monotonic() >= deadline:
                    raise TimeoutError("it wasn't ready in time. If the log says that it recovers, try again later.")
                if locks.is_locked_exclusively(layout.keeper):
                    # It is starting the server, or about to go because there is none any more.
                    time.sleep(0.05)
                elif starts < KEEPER_STARTS:
                    starts += 1
                    _start_keeper(layout, deadline)
                else:
                    raise _failure(layout, "The embedded PostgreSQL server ends again and again.")
            return known
    except TimeoutError as error:
        raise _failure(layout, f"The embedded PostgreSQL server didn't start: {error}") from error


def _start_keeper(layout: Layout, deadline: float) -> None:
    """Starts a keeper, and returns when the server is ready; EmbeddedServerError when it says that it can't be."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))
    log = locks.open_own_file(layout.log, os.O_WRONLY | os.O_APPEND)
    answer, answer_end = os.pipe()
    try:
        process = subprocess.Popen(
            # -P: its working directory is "/", which is no place to import from.
            [sys.executable, "-P", "-m", "tracker.postgresql.keeper", str(layout.data_dir)],
            cwd="/",
            env=os.environ | {"PYTHONPATH": path},
            stdin=subprocess.DEVNULL,
            stdout=answer_end,
            stderr=log,
            start_new_session=True,
        )
    except BaseException:
        os.close(answer)
        raise
    finally:
        os.close(log)
        os.close(answer_end)
    try:
        message = _read_all(answer, deadline)
    finally:
        os.close(answer)
        # What was started has long forked the keeper and gone, lest a web server finds a child that it doesn't know.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
    kind, _, text = message.partition("\n")
    if kind == FAILED:
        raise _failure(layout, text.strip())
    if kind not in (READY, BUSY):
        raise _failure(layout, "The keeper of the embedded PostgreSQL server ended unexpectedly.")


def _read_all(fd: int, deadline: float) -> str:
    parts: list[bytes] = []
    with selectors.DefaultSelector() as selector:
        selector.register(fd, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            part = os.read(fd, 65536)
            if not part:
                return b"".join(parts).decode(errors="replace")
            parts.append(part)
    raise TimeoutError("it wasn't ready in time. If the log says that it recovers, try again later.")
