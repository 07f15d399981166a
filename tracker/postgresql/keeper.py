"""The keeper of a data directory's PostgreSQL server: python -m tracker.postgresql.keeper DATA_DIR

It starts the server (or adopts one whose keeper was killed), and stops it when nobody has used it for a while. Started
by server.py, detached from whoever needed the server first; writes to the same log file as the server.
"""

import contextlib
import math
import os
import select
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import psutil

from . import locks
from .accounts import Account, find_account, hand_over, open_way
from .cluster import check_version, make_cluster, process_options, run
from .errors import EmbeddedServerError
from .layout import DATABASE, PORT, ROLE, SUPERUSER, Layout, program, read_pid_file, socket_path, someone_listens
from .server import BUSY, FAILED, READY
from .sockets import make_socket_dir

IDLE_SECONDS = 5.0
POLL_SECONDS = 1.0
MAX_LOG_BYTES = 4_000_000
OLD_LOG_BYTES = 1_000_000
LOCK_SECONDS = 2.0
STOP_SECONDS = 120.0
ORPHANS_SECONDS = 30.0

DATABASE_SQL = f"""
SELECT 'CREATE ROLE {ROLE} LOGIN SUPERUSER'
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = '{ROLE}') \\gexec
SELECT 'CREATE DATABASE {DATABASE} OWNER {ROLE}'
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = '{DATABASE}') \\gexec
"""


def log(message: str) -> None:
    with contextlib.suppress(OSError):
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
        print(f"{now} UTC [{os.getpid()}] KEEPER:  {message}", file=sys.stderr, flush=True)


def idle_seconds() -> float:
    text = os.environ.get("TRACKER_DATABASE_IDLE_SECONDS", "").strip()
    try:
        seconds = float(text) if text else IDLE_SECONDS
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise EmbeddedServerError(f"TRACKER_DATABASE_IDLE_SECONDS must be a number of seconds, not {text!r}.")
    return seconds


def fsync_wanted() -> bool:
    text = os.environ.get("TRACKER_DATABASE_FSYNC", "").strip().lower()
    if text not in ("", "on", "off"):
        raise EmbeddedServerError(f'TRACKER_DATABASE_FSYNC must be "on" or "off", not {text!r}.')
    return text != "off"


class Keeper:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.idle_seconds = IDLE_SECONDS
        self.account: Account | None = None
        self.server: psutil.Process | None = None
        # The same process, if it was started here: who starts a process has to fetch its end.
        self.child: subprocess.Popen[bytes] | None = None
        self.socket_dir = layout.socket_dir
        self.asked_to_stop = False
        self.keeper_lock = locks.open_own_file(layout.keeper, os.O_RDWR)
        self.users_lock = locks.open_own_file(layout.users, os.O_RDWR)
        self.wakeup, self._wakeup_write = os.pipe()
        for fd in (self.wakeup, self._wakeup_write):
            os.set_blocking(fd, False)

    # Life

    def run(self) -> None:
        self._set_signals()
        if not self._take_keeper_lock():
            tell(BUSY)
            return
        try:
            self.idle_seconds = idle_seconds()
            self._bring_up()
        except (EmbeddedServerError, OSError, psutil.Error, subprocess.SubprocessError) as error:
            log(f"failed: {error}")
            if self.child is not None and self._is_alive():
                # Started, but unusable: without this keeper nobody would stop it.
                self._stop()
            tell(FAILED, str(error))
            return
        tell(READY)
        self._watch()
        # In this order: whoever gets the users' lock must not find a keeper that is about to go.
        locks.unlock(self.keeper_lock)
        locks.unlock(self.users_lock)

    def _set_signals(self) -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask_to_stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        # Only to be woken when the server, if it is a child, ends.
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wakeup_write, warn_on_full_buffer=False)

    def _ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def _take_keeper_lock(self) -> bool:
        # Others lock it for an instant to see whether there is a keeper.
        deadline = time.monotonic() + LOCK_SECONDS
        while not locks.try_lock(self.keeper_lock, shared=False):
            if time.monotonic() >= deadline:
                return False
            time.sleep(locks.POLL_SECONDS)
        os.ftruncate(self.keeper_lock, 0)
        os.pwrite(self.keeper_lock, f"{os.getpid()}\n".encode(), 0)
        return True

    def _pause(self, seconds: float) -> None:
        if select.select([self.wakeup], [], [], seconds)[0]:
            with contextlib.suppress(BlockingIOError):
                os.read(self.wakeup, 4096)

    def _watch(self) -> None:
        """Returns when the server has ended, of itself or because it was stopped."""
        pause = min(POLL_SECONDS, max(0.1, self.idle_seconds / 4))
        idle_since: float | None = None
        last_arrival = 0
        while True:
            self._pause(pause)
            if not self._is_alive():
                log("the server has ended; the next connection starts it again")
                break
            if self.asked_to_stop:
                log("stopping the server: a signal asks for it")
                self._stop()
                break
            if not locks.is_file_at(self.users_lock, self.layout.users):
                log("stopping the server: its data directory is gone")
                self._stop(signal.SIGQUIT)
                break
            self._limit_log()
            if not locks.try_lock(self.users_lock, shared=False):
                idle_since = None
                continue
            arrival = os.fstat(self.users_lock).st_mtime_ns
            if idle_since is None or arrival != last_arrival:
                idle_since, last_arrival = time.monotonic(), arrival
            if time.monotonic() - idle_since >= self.idle_seconds:
                # Still locked, so that newcomers wait until it is gone, instead of losing it.
                log("stopping the server: nobody uses it")
                self._stop()
                break
            locks.unlock(self.users_lock)

    # The server's process

    def _find_server(self) -> psutil.Process | None:
        """The running server of this cluster. A pid file alone proves nothing: the pid may be someone else's by now."""
        pid_file = read_pid_file(self.layout)
        if pid_file is None:
            return None
        with contextlib.suppress(psutil.Error, OSError):
            process = psutil.Process(pid_file.pid)
            if self._is_of_cluster(process):
                return process
        if pid_file.socket_dir and someone_listens(pid_file.socket_dir):
            raise EmbeddedServerError(
                f"The server of {self.layout.cluster} runs where its process can't be seen from here, perhaps in "
                "another container. Stop it there, or connect from there."
            )
        return None

    def _is_of_cluster(self, process: psutil.Process) -> bool:
        if "postgres" not in process.name() or process.status() == psutil.STATUS_ZOMBIE:
            return False
        with contextlib.suppress(psutil.AccessDenied, OSError):
            if self.layout.cluster.samefile(process.cwd()):
                return True
        # Just started: it isn't in its directory yet.
        return str(self.layout.cluster) in process.cmdline()

    def _is_alive(self) -> bool:
        if self.child is not None:
            return self.child.poll() is None
        try:
            return self.server is not None and self.server.is_running() and self.server.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False

    def _wait_until_ready(self, server: psutil.Process) -> bool:
        """However long that takes: recovery after a crash may. False if the server ends instead."""
        self.server = server
        while self._is_alive():
            pid_file = read_pid_file(self.layout)
            if pid_file and pid_file.pid == server.pid and pid_file.ready and pid_file.socket_dir:
                self.socket_dir = pid_file.socket_dir
                if someone_listens(pid_file.socket_dir):
                    return True
            if self.asked_to_stop:
                self._stop()
                raise EmbeddedServerError("The keeper of the database was told to stop.")
            self._pause(0.05)
        return False

    def _stop(self, number: int = signal.SIGINT) -> None:
        # SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one, after which it recovers at the next start.
        for step, seconds in ((number, STOP_SECONDS), (signal.SIGQUIT, 15.0)):
            deadline = time.monotonic() + seconds
            if self.server is not None:
                with contextlib.suppress(psutil.Error):
                    self.server.send_signal(step)
            while self._is_alive() and time.monotonic() < deadline:
                self._pause(0.05)
            if not self._is_alive():
                break
        log("the server hasn't stopped" if self._is_alive() else "the server has stopped")
        if self.socket_dir != self.layout.socket_dir:
            with contextlib.suppress(OSError):
                self.socket_dir.rmdir()

    # Bringing it up

    def _bring_up(self) -> None:
        fsync = fsync_wanted()
        self.account = find_account(self.layout)
        while (server := self._find_server()) is not None:
            log(f"adopting the running server (pid {server.pid})")
            if self._wait_until_ready(server):
                # Most likely there already; and whatever is wrong (no free connection?), the server needs a keeper.
                try:
                    self._make_database()
                except EmbeddedServerError as error:
                    log(str(error))
                return
            # It was just ending.
        if self.account:
            open_way(self.account, self.layout)
        version = check_version(self.layout, self.account)
        if not self.layout.cluster.exists():
            log(f"making a new cluster for {version} in {self.layout.cluster}")
            make_cluster(self.layout, self.account, fsync=fsync)
        if self.account and self.layout.cluster.stat().st_uid == 0:
            # For instance a copy that root has brought back from a backup.
            hand_over(self.account, self.layout.cluster)
        self._start(fsync)
        self._make_database()

    def _start(self, fsync: bool) -> None:
        self.socket_dir = make_socket_dir(self.layout, self.account)
        quoted = str(self.socket_dir).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "logging_collector": "off",
            "log_destination": "stderr",
            "log_timezone": "UTC",
            "timezone": "UTC",
        }
        if not fsync:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        command = [str(program("postgres")), "-D", str(self.layout.cluster)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + ORPHANS_SECONDS
        while True:
            self._remove_stale_files()
            log_start = os.fstat(2).st_size
            # Not pg_ctl: the server as a child tells at once when it ends.
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=2,
                stderr=2,
                start_new_session=True,
                **process_options(self.account),
            )
            with contextlib.suppress(psutil.NoSuchProcess):
                if self._wait_until_ready(psutil.Process(self.child.pid)):
                    return
            status = self.child.wait()
            with self.layout.log.open("rb") as file:
                file.seek(log_start)
                orphans = b"pre-existing shared memory block" in file.read()
            if not orphans or time.monotonic() >= deadline:
                raise EmbeddedServerError(f"PostgreSQL ended while it started (status {status}).")
            # When the server itself is killed, its other processes end a bit later.
            self._end_orphans()
            time.sleep(0.2)

    def _remove_stale_files(self) -> None:
        """PostgreSQL refuses to start while the pid in these files exists, even if it is a wholly different process."""
        self.layout.pid_file.unlink(missing_ok=True)
        socket_file = socket_path(self.socket_dir)
        for path in (socket_file, socket_file.with_name(f"{socket_file.name}.lock")):
            path.unlink(missing_ok=True)

    def _end_orphans(self) -> None:
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error, OSError):
                if "postgres" in process.name() and self.layout.cluster.samefile(process.cwd()):
                    log(f"ending the old server's process {process.pid}")
                    process.send_signal(signal.SIGQUIT)

    def _make_database(self) -> None:
        psql = [str(program("psql")), "-X", "-q", "-h", str(self.socket_dir), "-p", str(PORT), "-U", SUPERUSER]
        run([*psql, "-d", "postgres", "-v", "ON_ERROR_STOP=1"], self.account, DATABASE_SQL)

    # The log

    def _limit_log(self) -> None:
        """Bounds the log: what is older than some size goes. The server has the file open, so it stays the same one."""
        size = os.fstat(2).st_size
        if size <= MAX_LOG_BYTES:
            return
        with contextlib.suppress(OSError):
            with self.layout.log.open("rb") as file:
                file.seek(size - OLD_LOG_BYTES)
                end = file.read()
            old = locks.open_own_file(self.layout.old_log, os.O_WRONLY | os.O_TRUNC)
            with os.fdopen(old, "wb") as file:
                file.write(end)
            # All write with O_APPEND, thus at the new end.
            os.ftruncate(2, 0)


def tell(kind: str, text: str = "") -> None:
    """Answers to whoever started this, who may be gone already."""
    with contextlib.suppress(BrokenPipeError):
        data = f"{kind}\n{text}".encode(errors="replace")
        while data:
            data = data[os.write(1, data) :]
    # Which also closes the pipe.
    os.dup2(2, 1)


def main(arguments: list[str]) -> None:
    if len(arguments) != 1:
        sys.exit("usage: python -m tracker.postgresql.keeper DATA_DIR")
    # The starter waits for the first process, and so has no child that it didn't start itself.
    if os.fork():
        os._exit(0)
    os.umask(0o077)
    keeper: Keeper | None = None
    try:
        keeper = Keeper(Layout(Path(arguments[0])))
        keeper.run()
    except Exception as error:
        tell(FAILED, f"The keeper of the database failed: {error!r}")
        raise


if __name__ == "__main__":
    main(sys.argv[1:])
