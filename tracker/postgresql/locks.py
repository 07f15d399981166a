"""File locks of the data directory (flock: the kernel frees them however their process dies)."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import EmbeddedServerError

if sys.platform == "win32":
    raise EmbeddedServerError(
        "The embedded PostgreSQL server needs Linux or macOS. On Windows, use WSL or a PostgreSQL server of your own."
    )

import fcntl

POLL_SECONDS = 0.02

# Descriptors whose lock must not pass to a forked child, which might outlive this process by far.
_transient: set[int] = set()


def _close_transient() -> None:
    for fd in _transient:
        with contextlib.suppress(OSError):
            os.close(fd)
    _transient.clear()


os.register_at_fork(after_in_child=_close_transient)


def open_own_file(path: Path, flags: int) -> int:
    """Opens a file of the data directory, never through a symbolic link, and makes it (mode 0600) if it is missing."""
    flags |= os.O_CLOEXEC | os.O_NOFOLLOW
    while True:
        with contextlib.suppress(FileNotFoundError):
            return os.open(path, flags)
        try:
            fd = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        directory = path.parent.stat()
        if os.geteuid() == 0 and directory.st_uid != 0:
            # Root is a guest here: the directory's owner must be able to use the file later.
            os.fchown(fd, directory.st_uid, directory.st_gid)
        return fd


def is_file_at(fd: int, path: Path) -> bool:
    """Whether the descriptor is (still) of the file at the path: a lock on a deleted file excludes nobody."""
    try:
        return os.path.samestat(os.fstat(fd), path.lstat())
    except OSError:
        return False


def try_lock(fd: int, *, shared: bool) -> bool:
    try:
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def unlock(fd: int) -> None:
    fcntl.flock(fd, fcntl.LOCK_UN)


def lock(path: Path, *, shared: bool, deadline: float) -> int:
    """Locks the file and returns its descriptor; TimeoutError when that was not possible before the deadline."""
    while True:
        fd = open_own_file(path, os.O_RDWR)
        _transient.add(fd)
        try:
            # Polled, because flock knows no timeout other than by signals, which belong to the application.
            while not try_lock(fd, shared=shared):
                if time.monotonic() >= deadline:
                    raise TimeoutError(f"{path} is locked by another process.")
                time.sleep(POLL_SECONDS)
            if is_file_at(fd, path):
                _transient.discard(fd)
                return fd
        except BaseException:
            _transient.discard(fd)
            os.close(fd)
            raise
        _transient.discard(fd)
        os.close(fd)


@contextlib.contextmanager
def exclusive(path: Path, deadline: float) -> Iterator[None]:
    fd = lock(path, shared=False, deadline=deadline)
    _transient.add(fd)
    try:
        yield
    finally:
        _transient.discard(fd)
        # Explicitly, since closing does not unlock while a child that was forked meanwhile has the description too.
        unlock(fd)
        os.close(fd)


def is_locked_exclusively(path: Path) -> bool:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return False
    _transient.add(fd)
    try:
        if not try_lock(fd, shared=True):
            return True
        unlock(fd)
        return False
    finally:
        _transient.discard(fd)
        os.close(fd)
