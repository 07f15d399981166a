"""The process that reads one PDF: its bytes come in, blocks go out as JSON. Its means are limited before it begins."""

import contextlib
import json
import logging
import sys

from commitments.text.errors import TextError
from commitments.text.formats.blocks import Block
from commitments.text.formats.pdf_furniture import strip
from commitments.text.formats.pdf_glyphs import pages
from commitments.text.formats.pdf_lines import lines
from commitments.text.formats.pdf_paragraphs import paragraphs


def blocks_of(data: bytes, most_pages: int, most_characters: int) -> tuple[list[Block], list[str], str]:
    """The blocks of a PDF, what there is to tell, and the language it says it is in. TextError if it cannot be read."""
    read = pages(data, most_pages, most_characters)
    set_out, told = lines(read.pages)
    kept, left_out = strip(set_out)
    return paragraphs(kept), [*read.warnings, *told, *left_out], read.language


def _limit(seconds: float, memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is what remains
        return
    for kind, most in ((resource.RLIMIT_CPU, int(seconds) + 1), (resource.RLIMIT_AS, memory)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


def main() -> None:
    """Read standard input, write standard output."""
    most_pages, seconds, memory, most_characters = json.loads(sys.argv[1])
    _limit(seconds, memory)
    logging.disable(logging.CRITICAL)
    data = sys.stdin.buffer.read()
    try:
        blocks, warnings, language = blocks_of(data, most_pages, most_characters)
        answer: dict[str, object] = {
            "blocks": [(block.text, block.kind, block.level) for block in blocks],
            "warnings": warnings,
            "language": language,
        }
    except TextError as error:
        answer = {"error": str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


if __name__ == "__main__":
    main()
