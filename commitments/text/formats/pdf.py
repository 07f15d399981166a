"""PDF: the text layer in reading order, taken out in a process of its own.

A PDF can make its reader loop or unpack without end, so it is read by a child that the system stops when its time or
memory is used up. The child sends back blocks as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from commitments.text.errors import TextError
from commitments.text.formats.blocks import Block, Extracted, compose
from commitments.text.limits import Limits

_ROOT = Path(__file__).resolve().parents[3]
# The wall clock runs on while a busy machine lets the child wait for its turn.
_PATIENCE = 2
_TOO_MUCH = (
    "The PDF takes more time or memory to read than any document should ({what}). "
    "Print it to a new PDF, or copy its text into a plain text file."
)


def read_pdf(data: bytes, limits: Limits) -> Extracted:
    """The paragraphs of a PDF without running heads, page numbers and footnotes."""
    order = json.dumps([limits.most_pages, limits.most_seconds, limits.most_memory, limits.most_characters])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "commitments.text.formats.pdf_worker", order],
            input=data,
            capture_output=True,
            timeout=limits.most_seconds * _PATIENCE,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TextError(_TOO_MUCH.format(what=f"more than {limits.most_seconds:.0f} seconds")) from error
    except OSError as error:
        raise TextError(f"The PDF cannot be read now: no process could be started for it ({error}).") from error
    if done.returncode != 0:
        raise TextError(_TOO_MUCH.format(what=f"its reader was stopped, {done.returncode}"))
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise TextError(_TOO_MUCH.format(what="its reader gave no answer")) from error
    if "error" in answer:
        raise TextError(answer["error"])
    return compose([Block(*block) for block in answer["blocks"]], answer["warnings"], answer["language"][:35])
