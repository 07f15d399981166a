"""Akoma Ntoso (to come)."""

from commitments.text.errors import TextError
from commitments.text.formats.blocks import Extracted


def read_akn(text: str, language: str) -> Extracted:
    """Not yet read."""
    raise TextError(f"The file is Akoma Ntoso, which is not read yet ({len(text)} characters, {language}).")
