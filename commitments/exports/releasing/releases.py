"""A release is a folder: making one, and finding those there are."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from commitments.models.register import RegisterEntry

from ..origin import Origin
from ..reading import one_moment
from .changelog import changelog
from .codebook import codebook
from .data_files import data_files
from .describing import About, File, citation_file, datapackage, dcat, readme

# Date and number of its newest entry, as make() names them.
NAME = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})-entry-(?P<sequence>\d+)", re.ASCII)


class NothingToRelease(Exception):
    """The register is empty."""


@dataclass(frozen=True)
class Release:
    folder: Path
    day: str
    sequence: int

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.iterdir() if path.is_file() and not path.name.startswith("."))

    @property
    def package(self) -> dict[str, Any]:
        found: dict[str, Any] = orjson.loads((self.folder / "datapackage.json").read_bytes())
        return found


def releases(folder: Path) -> list[Release]:
    """Those in a folder, the newest first."""
    found = [
        Release(path, match["day"], int(match["sequence"]))
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (match := NAME.fullmatch(path.name)) and (path / "datapackage.json").is_file()
    ]
    return sorted(found, key=lambda release: release.sequence, reverse=True)


def make(folder: Path, *, site: str, told: Callable[[str], None]) -> Release:
    """Writes a release of the register as it stands, anew if it is there: the same bytes for the same register.

    `site` is the address that the files name, `told` hears of each file. The folder appears when it is whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with one_moment(), TemporaryDirectory(dir=folder, prefix=".making-") as making:
        newest = RegisterEntry.objects.order_by("-sequence").first()
        if newest is None:
            raise NothingToRelease
        day = newest.at.astimezone(UTC).date().isoformat()
        name = f"{day}-entry-{newest.sequence}"
        about = About(
            name=name,
            sequence=newest.sequence,
            hash=newest.hash,
            day=day,
            moment=newest.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            site=site,
            address=f"{site}/en/releases/{name}/",
        )

        def origin(file: str) -> Origin:
            return Origin(site, about.address + file, newest.at, newest.sequence)

        target = Path(making) / name
        target.mkdir()
        files = []
        for file, pieces in (*data_files(origin), *notes(about, folder)):
            files.append(write(target / file, pieces))
            told(file)
        files.append(write(target / "README.md", [readme(about, files)]))
        files.append(write(target / "CITATION.cff", [citation_file(about)]))
        described = tuple(files)
        files.append(write(target / "datapackage.json", [datapackage(about, described)]))
        files.append(write(target / "dcat.jsonld", [dcat(about, described)]))
        write(target / "checksums.sha256", (f"{each.sha256}  {each.name}\n".encode() for each in files))
        final = folder / name
        if final.exists():
            final.rename(Path(making) / "replaced")
        target.rename(final)
    return Release(final, day, newest.sequence)


def notes(about: About, folder: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files that explain the others."""
    before = next((each for each in releases(folder) if each.sequence < about.sequence), None)
    yield "codebook.csv", [codebook()]
    since = before.sequence if before else 0
    yield "CHANGELOG.md", changelog(about.name, about.sequence, before.name if before else "", since)


def write(path: Path, pieces: Iterable[bytes]) -> File:
    """Writes a file, counting and hashing as it goes."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return File(path.name, size, digest.hexdigest())
