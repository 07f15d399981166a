"""PDF (to come)."""

from commitments.text.errors import TextError
from commitments.text.formats.blocks import Extracted
from commitments.text.limits import Limits


def read_pdf(data: bytes, limits: Limits) -> Extracted:
    """Not yet read."""
    raise TextError(f"The file is a PDF of {len(data)} bytes, which is not read yet ({limits.most_pages} pages).")
