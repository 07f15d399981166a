"""Commitments as NDJSON: the stored JSON, a line each, with complete addresses: the rows that REST lists."""

from collections.abc import Iterable, Iterator


def as_json_lines(chunks: Iterable[list[str]], root: str) -> Iterator[bytes]:
    """`chunks` are lists of stored JSON as PostgreSQL writes it: no line break inside, a space after each colon."""
    for chunk in chunks:
        yield complete("\n".join(chunk), root).encode() + b"\n"


def complete(stored: str, root: str) -> str:
    """Stored JSON with complete addresses. A quotation mark inside a text is escaped, so only keys end in `url": "`."""
    return stored.replace('url": "/api/', f'url": "{root}/api/')
