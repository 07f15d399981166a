"""The files that describe a release: Frictionless datapackage.json, DCAT 3, CITATION.cff, README."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.conf import settings

from ..columns import Column
from ..origin import PUBLISHER
from .tables import FOREIGN_KEYS, PRIMARY_KEYS, TABLES

TITLE = "Commitments of states and organisations, clause by clause"
ABSTRACT = (
    "What states and organisations have promised, clause by clause: quoted from the source, placed by theme, region "
    "and actor, linked to what other documents say on the same point."
)
MEDIA = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "md": "text/markdown",
    "cff": "application/yaml",
    "sha256": "text/plain",
}


@dataclass(frozen=True)
class File:
    name: str
    size: int
    sha256: str

    @property
    def media_type(self) -> str:
        return MEDIA[self.name.rpartition(".")[2]]


@dataclass(frozen=True)
class About:
    """`day` and `moment` are those of the newest entry; `address` is that of the release, with a slash at its end."""

    name: str
    sequence: int
    hash: str
    day: str
    moment: str
    site: str
    address: str


def written(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"


def datapackage(about: About, files: Sequence[File]) -> bytes:
    licence = settings.DATA_LICENCE
    return written(
        {
            "profile": "data-package",
            "name": f"commitment-register-{about.name}",
            "title": TITLE,
            "description": ABSTRACT,
            "homepage": about.address,
            "version": str(about.sequence),
            "created": about.moment,
            "licenses": [{"name": licence["spdx"], "title": licence["title"], "path": licence["url"]}],
            "contributors": [{"title": PUBLISHER, "role": "publisher"}],
            "register": {"sequence": about.sequence, "hash": about.hash},
            "resources": [resource(file) for file in files],
        }
    )


def resource(file: File) -> dict[str, Any]:
    stem, _, ending = file.name.rpartition(".")
    told: dict[str, Any] = {
        "name": f"{stem}-{ending}".lower(),
        "path": file.name,
        "format": ending,
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if ending == "ndjson":
        # Objects within objects. As a table it would be taken to pieces, for which Frictionless needs an extra package.
        told["type"] = "file"
    if ending == "csv" and stem in TABLES:
        told |= {"profile": "tabular-data-resource", "schema": schema(stem)}
    return told


def schema(table: str) -> dict[str, Any]:
    told: dict[str, Any] = {"fields": [field(column) for column in TABLES[table]], "missingValues": [""]}
    if table in PRIMARY_KEYS:
        told["primaryKey"] = PRIMARY_KEYS[table]
    if table in FOREIGN_KEYS:
        told["foreignKeys"] = [
            {"fields": own, "reference": {"resource": f"{other}-csv", "fields": key}}
            for own, other, key in FOREIGN_KEYS[table]
        ]
    return told


def field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.data_type, "description": column.description}
    if column.data_type == "datetime":
        told["format"] = "any"  # With fractions of a second, which the default format lacks.
    if column.choices:
        told["constraints"] = {"enum": list(column.choices.values)}
    return told


def dcat(about: About, files: Sequence[File]) -> bytes:
    """The release as a dataset of DCAT 3, for catalogues of data."""
    return written(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "spdx": "http://spdx.org/rdf/terms#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": about.address,
            "@type": "dcat:Dataset",
            "dct:title": {"@value": TITLE, "@language": "en"},
            "dct:description": {"@value": ABSTRACT, "@language": "en"},
            "dct:identifier": about.name,
            "dct:publisher": {"@type": "foaf:Organization", "foaf:name": PUBLISHER},
            "dct:license": {"@id": settings.DATA_LICENCE["url"]},
            "dct:issued": {"@value": about.day, "@type": "xsd:date"},
            "dct:modified": {"@value": about.moment, "@type": "xsd:dateTime"},
            "dcat:version": str(about.sequence),
            "dcat:landingPage": {"@id": about.address},
            "dcat:distribution": [
                {
                    "@id": about.address + file.name,
                    "@type": "dcat:Distribution",
                    "dct:title": file.name,
                    "dct:license": {"@id": settings.DATA_LICENCE["url"]},
                    "dcat:downloadURL": {"@id": about.address + file.name},
                    "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.media_type}"},
                    "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
                    "spdx:checksum": {
                        "@type": "spdx:Checksum",
                        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                        "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
                    },
                }
                for file in files
            ],
        }
    )


def citation_file(about: About) -> bytes:
    """Citation File Format 1.2.0. A string of JSON is one of YAML."""

    def quoted(text: str) -> str:
        return orjson.dumps(text).decode()

    lines = [
        "cff-version: 1.2.0",
        "message: If you use this data, please cite it as below.",
        "type: dataset",
        f"title: {quoted(TITLE)}",
        f"abstract: {quoted(ABSTRACT)}",
        "authors:",
        f"  - name: {quoted(PUBLISHER)}",
        f"version: {quoted(str(about.sequence))}",
        f"date-released: {about.day}",
        f"license: {settings.DATA_LICENCE['spdx']}",
        f"url: {quoted(about.address)}",
    ]
    return "\n".join([*lines, ""]).encode()


def readme(about: About, files: Sequence[File]) -> bytes:
    licence = settings.DATA_LICENCE
    shown = "\n".join(f"| `{file.name}` | {file.size} |" for file in files)
    return f"""# {TITLE}

Release `{about.name}`: the whole register up to entry {about.sequence}, published {about.moment}.

{ABSTRACT}

- Address: {about.address}
- Licence of the curated data: [{licence["name"]}]({licence["url"]}). The source texts belong to their publishers.
- How to cite: {PUBLISHER}, release {about.name}, {about.day}. {about.address}
- Hash of entry {about.sequence}: `{about.hash}`. It names this state of the register and everything before it.

## Files

| File | Bytes |
|---|---|
{shown}

`codebook.csv` says what every column and field means. `datapackage.json` describes the tables (Frictionless),
`dcat.jsonld` the release (DCAT 3), `CITATION.cff` how to cite it. `CHANGELOG.md` says what is new since the release
before. Check the files with `sha256sum -c checksums.sha256`.

Lines of JSON (`.ndjson`) have everything in all languages. Tables (`.csv`) have titles and labels in English where
there are any; several keys in a cell have ` | ` between; a text that a spreadsheet would take for a formula has an
apostrophe before it. Offsets count Unicode code points in the `text` of `texts.ndjson`, start included, end excluded.

`register.ndjson` is the register itself, entry by entry, as its hash chain is computed. Whatever was published once
keeps its address, withdrawn or not.
""".encode()
