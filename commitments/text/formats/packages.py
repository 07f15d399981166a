"""Zip packages (DOCX) opened with care: what they unpack to is bounded before and while it is read."""

import io
import zipfile
import zlib

from commitments.text.errors import TextError
from commitments.text.limits import Limits

WORD_PART = "word/document.xml"
_MOST_MEMBERS = 10_000
_PIECE = 1 << 16
_DAMAGED = "The file is a damaged zip archive (DOCX files are zip archives). Take it from its source again."
_BOMB = (
    "The file unpacks to far more than a document holds ({what}), as a zip bomb does, and was not read. "
    "If it is a document, open it in Word and save it again without its pictures."
)
# Everything that zipfile raises for bad archives.
_FAILURES = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError, RuntimeError,
    OverflowError, MemoryError,
)  # fmt: skip


def is_word(data: bytes) -> bool:
    """Whether the archive holds a Word document. A damaged one that names it counts, and is then refused as damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return main_part(archive.namelist()) != ""
    except _FAILURES:
        return WORD_PART.encode() in data


def main_part(names: list[str]) -> str:
    """The name of the part with the document's body; Word's own name is by far the commonest."""
    if WORD_PART in names:
        return WORD_PART
    return next((name for name in names if name.startswith("word/document") and name.endswith(".xml")), "")


class Package:
    """The parts of an archive by name. TextError for a damaged, encrypted or oversized one."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            members = self._archive.infolist()
        except _FAILURES as error:
            raise TextError(_DAMAGED) from error
        if len(members) > _MOST_MEMBERS:
            raise TextError(_BOMB.format(what=f"{len(members)} files in one"))
        self._left = min(limits.most_unpacked, max(limits.most_times_unpacked * len(data), 10_000_000))
        self.names = [member.filename for member in members]

    def read(self, name: str) -> bytes:
        """The bytes of a part, b"" if there is none."""
        if name not in self.names:
            return b""
        pieces: list[bytes] = []
        try:
            if self._archive.getinfo(name).flag_bits & 1:
                raise TextError("The document is encrypted. Open it with its password and save it without one.")
            with self._archive.open(name) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise TextError(_BOMB.format(what=f"{name} alone is too large"))
                    pieces.append(piece)
        except _FAILURES as error:
            raise TextError(_DAMAGED) from error
        return b"".join(pieces)
