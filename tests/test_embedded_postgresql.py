"""The embedded server, as separate processes see it. Needs neither Django's settings nor another database."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]
DEADLINE = 30.0
TABLE = "DROP TABLE IF EXISTS kept; CREATE TABLE kept (number integer); "
# In which the keeper would have stopped an unused server.
IDLE_TIME = 1.2

# A process that uses the server: for every line of SQL it prints the rows, or the error. With psql, because importing
# psycopg takes several times as long as all the rest.
USER = """
import json, subprocess, sys, time
from tracker.postgresql.server import EmbeddedServerError, ensure_running, program
for line in sys.stdin:
    start = time.perf_counter()
    try:
        info = ensure_running(sys.argv[1])
    except EmbeddedServerError as error:
        print(json.dumps({"error": str(error)}), flush=True)
        continue
    seconds = time.perf_counter() - start
    psql = [program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", info.conninfo, "-c", json.loads(line)]
    result = subprocess.run(psql, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if result.returncode:
        answer = {"error": result.stderr}
    else:
        rows = [row.split("|") for row in result.stdout.splitlines()]
        answer = {"rows": rows, "pid": info.server_pid, "host": info.host, "seconds": seconds}
    print(json.dumps(answer), flush=True)
"""

# The same through Django's backend.
DJANGO_SETUP = """
import json, sys
import django
from django.conf import settings
settings.configure(DATABASES={"default": {
    "ENGINE": "tracker.postgresql", "EMBEDDED": sys.argv[1], "NAME": "tracker", "TEST": {"NAME": "test_tracker"}}})
django.setup()
from django.db import connection
from django.db.utils import OperationalError
"""
DJANGO_USER = """
for line in sys.stdin:
    try:
        with connection.cursor() as cursor:
            cursor.execute(json.loads(line))
            rows = [[str(value) for value in row] for row in cursor.fetchall()] if cursor.description else []
        answer = {"rows": rows}
    except OperationalError as error:
        answer = {"error": str(error)}
    connection.close()
    print(json.dumps(answer), flush=True)
"""


def environment(**more: str) -> dict[str, str]:
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    common = {"PYTHONPATH": path, "TRACKER_DATABASE_IDLE_SECONDS": "0.5", "TRACKER_DATABASE_FSYNC": "off"}
    return os.environ | common | more


class User:
    """A process that uses the server until it is told to go, or killed."""

    all: ClassVar[list["User"]] = []

    def __init__(self, data_dir: Path, program: str = USER, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, str(data_dir)],
            env=environment(**more),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.all.append(self)

    def ask(self, sql: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(sql) + "\n")
        self.process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the process has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def query(self, sql: str = "SELECT 1") -> dict[str, Any]:
        self.ask(sql)
        answer = self.answer()
        assert "error" not in answer, answer["error"]
        return answer

    def kill(self) -> None:
        self.process.kill()
        self._end()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self._end()

    def _end(self) -> None:
        self.process.wait(DEADLINE)
        self.all.remove(self)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen"
        time.sleep(0.05)


def processes(data_dir: Path) -> list[psutil.Process]:
    """The keepers and postmasters of the data directory (not what the server starts: that has other command lines)."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            command = process.cmdline()
            if process.status() != psutil.STATUS_ZOMBIE and (
                command[-2:] == ["tracker.postgresql.keeper", str(data_dir)]
                or command[1:3] == ["-D", str(data_dir / "postgresql")]
            ):
                found.append(process)
    return found


def postmasters(data_dir: Path) -> list[psutil.Process]:
    return [process for process in processes(data_dir) if "postgres" in Path(process.cmdline()[0]).name]


def keepers(data_dir: Path) -> list[psutil.Process]:
    return [process for process in processes(data_dir) if "tracker.postgresql.keeper" in process.cmdline()]


def is_dead(pid: int) -> bool:
    """Really: a process that is just ending has no command line any more, but is not yet gone for others."""
    try:
        return psutil.Process(pid).status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return True


def wait_until_stopped(data_dir: Path) -> None:
    wait_until(lambda: not processes(data_dir), "the server's end")


def end_all(data_dir: Path) -> None:
    for process in processes(data_dir):
        with contextlib.suppress(psutil.Error):
            # For PostgreSQL SIGTERM means to wait for its clients.
            process.send_signal(signal.SIGTERM if process in keepers(data_dir) else signal.SIGINT)
    wait_until_stopped(data_dir)


@contextlib.contextmanager
def directory() -> Iterator[Path]:
    # Not pytest's tmp_path: pytest takes the right to pass through it away from others, whom the server belongs to when
    # root runs the tests.
    top = Path(tempfile.mkdtemp(prefix="tracker-test-")).resolve()
    try:
        yield top / "data"
    finally:
        end_all(top / "data")
        shutil.rmtree(top)


@pytest.fixture(scope="module")
def initialised() -> Iterator[Path]:
    with directory() as path:
        user = User(path)
        user.query()
        user.leave()
        yield path


@pytest.fixture
def data_dir(initialised: Path) -> Iterator[Path]:
    """A data directory without a server. It is the same one for all tests, since initdb takes long."""
    end_all(initialised)
    yield initialised
    # What a failed test has left.
    for user in list(User.all):
        user.kill()
    end_all(initialised)


@contextlib.contextmanager
def changed(path: Path, text: str) -> Iterator[None]:
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


def test_starts_with_the_first_connection_and_stops_after_the_last(data_dir: Path) -> None:
    assert not processes(data_dir)
    user = User(data_dir)
    first = user.query("SELECT current_database(), current_user")
    assert first["rows"] == [["tracker", "tracker"]]
    # Remembered in the process. (On a busy machine a single one may take any time.)
    assert min(user.query()["seconds"] for _ in range(5)) < 0.005
    settings = "listen_addresses", "jit", "shared_buffers", "max_connections", "fsync"
    assert [user.query(f"SHOW {name}")["rows"][0][0] for name in settings] == ["", "off", "128MB", "100", "off"]
    assert [process.pid for process in postmasters(data_dir)] == [first["pid"]]
    assert Path(first["host"]).stat().st_mode & 0o077 == 0
    user.leave()
    wait_until_stopped(data_dir)
    assert not (data_dir / "postgresql" / "postmaster.pid").exists()


def test_extensions_can_be_created_and_know_all_letters(data_dir: Path) -> None:
    user = User(data_dir)
    for name in ("vector", "pg_trgm", "unaccent"):
        user.query(f"CREATE EXTENSION {name}")
    sql = "SELECT '[1,2]'::vector <-> '[1,3]', unaccent('é'), similarity('äb', 'äc') > 0, lower('Ж')"
    assert user.query(sql)["rows"] == [["1", "e", "t", "ж"]]
    user.leave()


def test_a_killed_user_harms_nobody_and_does_not_keep_the_server(data_dir: Path) -> None:
    first, second = User(data_dir), User(data_dir)
    pid = first.query(TABLE + "INSERT INTO kept VALUES (1)")["pid"]
    assert second.query()["pid"] == pid
    first.kill()
    time.sleep(IDLE_TIME)
    answer = second.query("SELECT number FROM kept")
    assert (answer["rows"], answer["pid"]) == ([["1"]], pid)
    second.kill()
    wait_until_stopped(data_dir)


def test_a_forked_child_keeps_the_server(data_dir: Path) -> None:
    program = "import os, sys\nif os.fork(): os._exit(0)\n"
    parent = User(data_dir, USER.replace("for line", "ensure_running(sys.argv[1])\n" + program + "for line"))
    pid = parent.query()["pid"]
    parent.process.wait(DEADLINE)
    time.sleep(IDLE_TIME)
    assert parent.query("SELECT 1")["pid"] == pid
    parent.leave()
    wait_until_stopped(data_dir)


def test_a_new_keeper_adopts_the_server(data_dir: Path) -> None:
    user = User(data_dir)
    pid = user.query()["pid"]
    (keeper,) = keepers(data_dir)
    keeper.kill()
    keeper.wait(DEADLINE)
    assert [process.pid for process in processes(data_dir)] == [pid]
    # The process that has the answer from before notices it, too.
    assert user.query()["pid"] == pid
    (new_keeper,) = keepers(data_dir)
    assert new_keeper.pid != keeper.pid
    user.leave()
    wait_until_stopped(data_dir)


@pytest.mark.parametrize("adopted", [False, True])
def test_a_killed_server_is_restarted(data_dir: Path, adopted: bool) -> None:
    # Without it the server doesn't promise that a commit outlives it.
    user = User(data_dir, TRACKER_DATABASE_FSYNC="on")
    pid = user.query(TABLE + "INSERT INTO kept VALUES (1), (2)")["pid"]
    if adopted:
        (keeper,) = keepers(data_dir)
        keeper.kill()
        keeper.wait(DEADLINE)
        user.query()
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: is_dead(pid), "the server's death")
    answer = user.query("SELECT number FROM kept ORDER BY 1")
    assert answer["rows"] == [["1"], ["2"]]
    assert answer["pid"] != pid
    user.leave()


def test_all_killed_with_a_pid_that_is_used_again(data_dir: Path) -> None:
    user = User(data_dir, TRACKER_DATABASE_FSYNC="on")
    pid = user.query(TABLE + "INSERT INTO kept VALUES (1)")["pid"]
    for process in (*keepers(data_dir), *postmasters(data_dir)):
        process.kill()
    user.kill()
    wait_until_stopped(data_dir)
    # As if the machine had been reset, and the pid in all left files were now another process'.
    other = subprocess.Popen(["sleep", "60"], user=(data_dir / "postgresql").stat().st_uid)
    try:
        for path in (data_dir / "postgresql" / "postmaster.pid", data_dir / "postgresql.socket/.s.PGSQL.5432.lock"):
            path.write_text(path.read_text().replace(str(pid), str(other.pid), 1))
        user = User(data_dir)
        assert user.query("SELECT number FROM kept")["rows"] == [["1"]]
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()
    user.leave()


def test_many_at_once_get_one_server(data_dir: Path) -> None:
    users = [User(data_dir) for _ in range(8)]
    for user in users:
        user.ask("SELECT pg_backend_pid()")
    answers = [user.answer() for user in users]
    assert not [answer["error"] for answer in answers if "error" in answer]
    assert len({answer["pid"] for answer in answers}) == 1
    assert len({answer["rows"][0][0] for answer in answers}) == len(users)
    assert len(processes(data_dir)) == 2
    for number, user in enumerate(users):
        user.kill() if number % 2 else user.leave()
    wait_until_stopped(data_dir)


def test_newcomers_while_it_stops_get_a_server(data_dir: Path) -> None:
    # These come and go (as far as the keeper can see) while it, which waits for nothing, stops the server.
    program = """
import os, random, subprocess, sys, time
from tracker.postgresql import server
for _ in range(10):
    info = server.ensure_running(sys.argv[1])
    subprocess.run([server.program("psql"), "-Xq", "-d", info.conninfo, "-c", ""], check=True)
    os.close(server._users.popitem()[1])
    time.sleep(random.random() / 5)
"""
    users = [User(data_dir, program, TRACKER_DATABASE_IDLE_SECONDS="0") for _ in range(2)]
    for user in users:
        user.leave()
    assert [user.process.returncode for user in users] == [0, 0]
    wait_until_stopped(data_dir)
    log = (data_dir / "postgresql.log").read_text()
    assert log.count("nobody uses it") > 1


@pytest.mark.parametrize("name", ["d" * 120, "a, 'b' \"c\""])
def test_a_path_that_is_no_good_for_a_socket(data_dir: Path, name: str) -> None:
    path = data_dir / name
    path.mkdir()
    (data_dir / "postgresql").rename(path / "postgresql")
    try:
        user = User(path)
        host = Path(user.query()["host"])
        assert not host.is_relative_to(data_dir)
        status = host.stat()
        assert (status.st_mode & 0o077, status.st_uid) == (0, (path / "postgresql").stat().st_uid)
        user.leave()
    finally:
        end_all(path)
        (path / "postgresql").rename(data_dir / "postgresql")
        shutil.rmtree(path)
    assert not host.exists()


def test_the_server_ends_with_its_directory(data_dir: Path) -> None:
    path = data_dir / "copy"
    path.mkdir()
    shutil.copytree(data_dir / "postgresql", path / "postgresql", copy_function=shutil.copy2)
    user = User(path)
    user.query()
    running = processes(path)
    assert len(running) == 2
    # The server removes files as well while it ends.
    shutil.rmtree(path, ignore_errors=True)
    wait_until_stopped(path)
    user.kill()
    shutil.rmtree(path, ignore_errors=True)


def test_an_error_says_why(data_dir: Path) -> None:
    user = User(data_dir)
    with changed(data_dir / "postgresql" / "PG_VERSION", "9\n"):
        user.ask("SELECT 1")
        error = user.answer()["error"]
    assert "made by PostgreSQL 9" in error
    assert str(data_dir / "postgresql.log") in error
    # Nothing is left behind, and the next attempt is a new one.
    wait_until_stopped(data_dir)
    user.query()
    user.leave()


def test_the_log_is_shown_when_the_server_cannot_start(data_dir: Path) -> None:
    user = User(data_dir)
    with changed(data_dir / "postgresql" / "postgresql.conf", "no_such_setting = 1\n"):
        user.ask("SELECT 1")
        assert "no_such_setting" in user.answer()["error"]
    user.leave()
    wait_until_stopped(data_dir)


def test_django_reconnects_to_a_restarted_server(data_dir: Path) -> None:
    user = User(data_dir, DJANGO_SETUP + DJANGO_USER, TRACKER_DATABASE_FSYNC="on")
    user.query(TABLE + "INSERT INTO kept VALUES (1)")
    (postmaster,) = postmasters(data_dir)
    postmaster.kill()
    # At once: also while the dead one's remains make it look alive.
    assert user.query("SELECT number FROM kept")["rows"] == [["1"]]
    (postmaster,) = postmasters(data_dir)
    postmaster.send_signal(signal.SIGINT)
    assert user.query("SELECT number FROM kept")["rows"] == [["1"]]
    user.leave()


def test_django_test_database_and_shell(data_dir: Path) -> None:
    program = """
from django.core.management import call_command
connection.creation.create_test_db(verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("SELECT current_database()")
    assert cursor.fetchone() == ("test_tracker",)
connection.creation.destroy_test_db("tracker", verbosity=0)
call_command("dbshell", "--", "-At", "-c", "SELECT current_database(), current_user")
"""
    result = subprocess.run(
        [sys.executable, "-c", DJANGO_SETUP + program, str(data_dir)], env=environment(), capture_output=True, text=True
    )
    assert (result.returncode, result.stdout) == (0, "tracker|tracker\n"), result.stderr


def test_no_foreign_descriptor_is_kept(data_dir: Path) -> None:
    """The detached processes must not keep the web server's port, nor its lock."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.set_inheritable(True)
        program = USER.replace("import json", "import os; os.set_inheritable(int(sys.argv[2]), True)\nimport json", 1)
        process = subprocess.Popen(
            [sys.executable, "-c", "import sys\n" + program, str(data_dir), str(listener.fileno())],
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[listener.fileno()],
            text=True,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write('"SELECT 1"\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["rows"] == [["1"]]
        running = processes(data_dir)
        assert len(running) == 2
        for one in running:
            assert one.cwd() in ("/", str(data_dir / "postgresql"))
            assert not one.net_connections("inet")
            assert str(data_dir / "postgresql.users") not in {
                file.path for file in one.open_files() if "postgres" in Path(one.cmdline()[0]).name
            }
        process.communicate()
