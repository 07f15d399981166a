"""Commitments as NDJSON: the stored JSON, a line each, with complete addresses: the rows that REST lists."""

from collections.abc import Iterable, Iterator


def as_json_lines(blocks: Iterable[bytes], root: str) -> Iterator[bytes]:
    """`blocks` are lines of stored JSON as PostgreSQL writes it: a space after each colon.

    A quotation mark inside a text is escaped, so only keys end in `url": "`.
    """
    complete = b'url": "' + root.encode() + b"/api/"
    for block in blocks:
        yield block.replace(b'url": "/api/', complete)
