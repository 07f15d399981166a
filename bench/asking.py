"""Questions to a server over several kept connections, and how long it takes to answer.

The client reads answers to their end and looks at nothing but their status: all that it does is taken from the same
processor as what it measures.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any

from bench.serving import HOST

CONNECTIONS = 4
CHUNK = 1 << 18
# Before a contestant is measured for the first time, it is asked so often by each connection.
WARM_UP = 3
MOST_SECONDS_FOR_AN_ANSWER = 600


@dataclass(frozen=True)
class Question:
    """A question, and the addresses by which it is asked; none where a server has no answer to it.

    `once`: the first time matters. `compared`: who gives the same rows as the tracker.
    """

    name: str
    tracker: Sequence[str]
    bare: Sequence[str] = ()
    datasette: Sequence[str] = ()
    once: bool = False
    compared: tuple[str, ...] = ()


class Refused(Exception):
    """An answer other than 200."""


class Connection:
    """A kept connection."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = socket.create_connection((HOST, port), MOST_SECONDS_FOR_AN_ANSWER)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def request(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nAccept: */*\r\n\r\n".encode()

    def pieces(self, path: str) -> Iterator[bytes]:
        """The body as it comes: of a length told beforehand, or in chunks, whose marks stay in it."""
        self.socket.sendall(self.request(path))
        received = b""
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self.more()
        head, body = received[:end].lower(), received[end + 4 :]
        if not head.startswith(b"http/1.1 200"):
            raise Refused(f"{path}: {received[:400].decode(errors='replace')}")
        if b"\r\ncontent-length:" in head:
            left = int(head.partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]) - len(body)
            yield body
            while left > 0:
                piece = self.more()
                left -= len(piece)
                yield piece
            return
        tail = body[-5:]
        yield body
        while tail != b"0\r\n\r\n":
            piece = self.more()
            tail = (tail + piece)[-5:]
            yield piece

    def more(self) -> bytes:
        received = self.socket.recv(CHUNK)
        if not received:
            raise Refused("The server has closed the connection.")
        return received

    def ask(self, path: str) -> int:
        """Reads the whole answer: its bytes."""
        return sum(map(len, self.pieces(path)))

    def close(self) -> None:
        self.socket.close()


def answer(port: int, path: str) -> Any:
    """The JSON of one answer."""
    connection = Connection(port)
    try:
        body = b"".join(connection.pieces(path))
    finally:
        connection.close()
    try:
        return json.loads(body)
    except ValueError:
        return json.loads(unchunked(body))


def unchunked(body: bytes) -> bytes:
    found = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        found, body = found + body[:length], body[length + 2 :]
    return found


@dataclass
class Times:
    """The seconds that answers took, and those that the asking took in all."""

    taken: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def p50(self) -> float:
        return median(self.taken)

    @property
    def p95(self) -> float:
        return quantiles(self.taken, n=20, method="inclusive")[-1] if len(self.taken) > 1 else self.taken[0]

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.taken) / self.seconds


class Asker:
    """Asks one server the same questions in turn, each connection others, going on where it has stopped."""

    def __init__(self, port: int, paths: Sequence[str], *, once: bool = False) -> None:
        """`once`: each path is asked once only, and without a warm-up; then there is no more to measure."""
        self.port, self.once = port, once
        self.paths = [list(paths[first::CONNECTIONS]) or list(paths) for first in range(CONNECTIONS)]
        self.places = [0] * CONNECTIONS
        self.times = Times()

    def next_path(self, number: int) -> str | None:
        paths, place = self.paths[number], self.places[number]
        if self.once and place >= len(paths):
            return None
        self.places[number] += 1
        return paths[place % len(paths)]

    def warm_up(self) -> None:
        if not self.once:
            with connections(self.port) as opened:
                together([lambda each=each, n=n: self.some(each, n) for n, each in enumerate(opened)])

    def some(self, connection: Connection, number: int) -> None:
        for place in range(WARM_UP):
            connection.ask(self.paths[number][-1 - place % len(self.paths[number])])

    def ask_for(self, seconds: float) -> None:
        """Every connection asks until the time is over, once at least."""
        found: list[list[float]] = [[] for _ in range(CONNECTIONS)]

        def work(connection: Connection, number: int, until: float) -> None:
            while path := self.next_path(number):
                begin = time.perf_counter()
                connection.ask(path)
                end = time.perf_counter()
                found[number].append(end - begin)
                if end >= until:
                    return

        with connections(self.port) as opened:
            begin = time.perf_counter()
            together([lambda each=each, n=n: work(each, n, begin + seconds) for n, each in enumerate(opened)])
            self.times.seconds += time.perf_counter() - begin
        self.times.taken += [each for some in found for each in some]


@contextmanager
def connections(port: int) -> Iterator[list[Connection]]:
    opened = [Connection(port) for _ in range(CONNECTIONS)]
    try:
        yield opened
    finally:
        for each in opened:
            each.close()


def together(works: Sequence[Any]) -> None:
    """Does pieces of work at the same time; raises what one of them raised."""
    problems: list[BaseException] = []

    def guarded(work: Any) -> None:
        try:
            work()
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
