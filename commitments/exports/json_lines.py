"""Commitments as NDJSON: the stored JSON, a line each, with complete addresses: the rows that REST lists."""

from collections.abc import Iterable, Iterator


def as_json_lines(chunks: Iterable[list[bytes]], root: str) -> Iterator[bytes]:
    """`chunks` are lists of stored JSON as PostgreSQL writes it: no line break inside, a space after each colon.

    A quotation mark inside a text is escaped, so only keys end in `url": "`.
    """
    complete = b'url": "' + root.encode() + b"/api/"
    for chunk in chunks:
        yield b"\n".join(chunk).replace(b'url": "/api/', complete) + b"\n"
