"""The servers that are measured, each in a process of its own."""

import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

import psutil

from bench.bare import DATABASE
from bench.registers import ROOT

HOST = "127.0.0.1"
MOST_SECONDS_TO_START = 60.0
# Settings that spare Datasette what it would do beside the question: suggestions, limits of a public site.
DATASETTE = {
    "sql_time_limit_ms": "600000",
    "facet_time_limit_ms": "600000",
    "max_returned_rows": "1000",
    "suggest_facets": "off",
    "allow_download": "off",
}


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    port: int
    process: psutil.Process

    def peak_memory(self) -> int:
        """The most memory in bytes that one of its processes has ever had: VmHWM, of what does the work."""
        processes = [self.process, *self.process.children(recursive=True)]
        return max(most_memory(process.pid) for process in processes)


def most_memory(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("Linux says it of each process.")


@contextmanager
def serve(command: Sequence[str], environment: dict[str, str], port: int) -> Iterator[Server]:
    """A server for as long as the block lasts. What it says is shown only where it does not come up."""
    with TemporaryFile("w+") as said:
        process = psutil.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=said, stderr=said)
        try:
            deadline = time.monotonic() + MOST_SECONDS_TO_START
            while not answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    said.seek(0)
                    raise RuntimeError(f"{' '.join(command)} does not come up:\n{said.read()}")
                time.sleep(0.05)
            yield Server(port, process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
                process.kill()
                process.wait()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def granian(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """With the options of `manage.py serve`."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", str(2 * (os.cpu_count() or 1)), "--no-ws"]
    command += ["--log-level", "warning", application]
    with serve(command, environment, port) as server:
        yield server


@contextmanager
def tracker(database: str) -> Iterator[Server]:
    """The tracker as in production, but for its limit of requests."""
    settings = {
        "DATABASE_URL": database,
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TRACKER_DEBUG": "0",
        "TRACKER_RATE_LIMIT": "off",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    yield from granian("tracker.wsgi:application", settings)


@contextmanager
def bare(database: str) -> Iterator[Server]:
    yield from granian("bench.bare:application", {DATABASE: database})


@contextmanager
def datasette(python: str, file: Path) -> Iterator[Server]:
    port = free_port()
    # Immutable: it then counts rows once, at its start.
    command = [python, "-m", "datasette", "serve", "-i", str(file), "--host", HOST, "--port", str(port)]
    for name, value in DATASETTE.items():
        command += ["--setting", name, value]
    with serve(command, {}, port) as server:
        yield server
