"""Plain text: its characters as they are."""

import re

from commitments.text.formats.blocks import Extracted, clean

_MARKUP = re.compile(r"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)


def read_plain(text: str) -> Extracted:
    """The text in NFC, its spaces and lines kept."""
    cleaned, warnings = clean(text)
    if _MARKUP.match(cleaned[:1000]):
        warnings.append("line 1: the file looks like HTML or XML and was read as plain text, its tags included")
    return Extracted(cleaned, warnings=tuple(warnings))
