"""Where the server's socket is: in the data directory, or in a short path of its own where that one is too long."""

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path

from .accounts import Account
from .errors import EmbeddedServerError
from .layout import Layout, socket_path

# The address of a Unix socket holds 104 bytes on macOS and 108 on Linux, with the zero at the end.
MAX_SOCKET_PATH = 100


def make_socket_dir(layout: Layout, account: Account | None) -> Path:
    """The directory of the server's socket, which only its owner can enter."""
    path = layout.socket_dir
    if not is_usable_for_socket(path):
        name = hashlib.sha256(os.fsencode(layout.data_dir)).hexdigest()[:16]
        uid = account.uid if account else os.geteuid()
        path = short_dir(layout, account) / f"tracker-{uid}-{name}"
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    owner = account.uid if account else os.geteuid()
    try:
        # All by one descriptor: the temporary directory is no place to trust a path twice.
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise EmbeddedServerError(f"{path}, the directory for the database's socket: {error}") from error
    try:
        present = os.fstat(fd).st_uid
        if present not in (owner, os.geteuid()):
            raise EmbeddedServerError(f"{path}, the directory for the database's socket, belongs to someone else.")
        if present != owner:
            os.fchown(fd, owner, -1)
        os.fchmod(fd, 0o700)
    finally:
        os.close(fd)
    return path


def short_dir(layout: Layout, account: Account | None) -> Path:
    """A directory for a socket whose own path would be too long."""
    # What is made there is checked to be our own.
    for directory in (Path(tempfile.gettempdir()).resolve(), Path("/tmp").resolve()):
        passable = not account or all(
            account.may(path.stat(), stat.S_IXOTH) for path in [directory, *directory.parents]
        )
        if passable and is_usable_for_socket(directory / f"tracker-{2**31}-{'0' * 16}"):
            return directory
    raise EmbeddedServerError(
        f"The path of {layout.data_dir} is too long for a socket (or has a comma), and no temporary directory "
        "is usable instead. Choose a shorter one."
    )


def is_usable_for_socket(directory: Path) -> bool:
    # A comma would separate several hosts for libpq.
    return len(os.fsencode(socket_path(directory))) <= MAX_SOCKET_PATH and "," not in str(directory)
