"""How much a reader takes on, so that no file can use up time or memory. Settings may pass other numbers to `read`."""

from dataclasses import dataclass

# A 900-page treaty in DOCX is 3 MB, a scanned-and-recognised PDF of it 20 MB, its text 4 million characters.
MOST_BYTES = 30_000_000
MOST_CHARACTERS = 20_000_000
# The longest paragraphs of real laws have some 20,000 characters.
LONGEST_LINE = 1_000_000
# A law of 10 million characters has some 90,000 paragraphs; a million labels on lines of their own take minutes.
MOST_LINES = 250_000
MOST_PAGES = 2_000
# What an archive (DOCX) may unpack to, in all and for each byte packed; text packs to a tenth, rarely to a fiftieth.
MOST_UNPACKED = 150_000_000
MOST_TIMES_UNPACKED = 200
# PDF is read in a process of its own; pdfminer takes 0.1 s for a full page.
MOST_SECONDS = 240
MOST_MEMORY = 1_500_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one reading."""

    most_bytes: int = MOST_BYTES
    most_characters: int = MOST_CHARACTERS
    longest_line: int = LONGEST_LINE
    most_lines: int = MOST_LINES
    most_pages: int = MOST_PAGES
    most_unpacked: int = MOST_UNPACKED
    most_times_unpacked: int = MOST_TIMES_UNPACKED
    most_seconds: float = MOST_SECONDS
    most_memory: int = MOST_MEMORY


USUAL = Limits()
