"""The layers of commitments/ and the directions of import, as its docstring states them, read from the source."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "commitments"

# Each room of commitments/, and its layer. What stands beside the layers is configuration of Django.
LAYERS = {
    "text": 0,
    "models": 1,
    "importing": 2,
    "linking": 2,
    "publishing": 2,
    "searching": 2,
    "filters": 3,
    "analysis": 3,
    "corpus": 3,
    "exports": 3,
    "admin": 4,
    "api": 4,
    "pages": 4,
    "management": 4,
}
BESIDE = {"apps", "roles", "migrations"}
DOORS = {room for room, layer in LAYERS.items() if layer == 4}
# What faces the public, and all of the drafts' rooms that it may know.
PUBLIC = {"analysis", "exports", "filters", "searching", "api", "pages"}
PUBLIC_MAY = {
    "commitments.models": {"register", "choices", "translations", "words"},
    "commitments.publishing": {"chain"},
    "commitments.importing": set(),
    "commitments.linking": set(),
    "commitments.corpus": set(),
}


@dataclass(frozen=True)
class Import:
    """One imported name in full: `from commitments.models import register` is commitments.models.register."""

    path: Path
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} imports {self.module}"

    @property
    def importer(self) -> str:
        return room_of(module_of(self.path))

    @property
    def imported(self) -> str:
        return room_of(self.module)


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def room_of(module: str) -> str:
    """The room of commitments/ that a module belongs to, "" for anything else."""
    parts = module.split(".")
    return parts[1] if parts[0] == "commitments" and len(parts) > 1 else ""


def imports_in(path: Path, source: str) -> Iterator[Import]:
    """Every import of a file, those inside functions included."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(path, node.lineno, name.name)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for name in node.names:
                yield Import(path, node.lineno, f"{base}.{name.name}")


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
IMPORTS = [found for path in FILES for found in imports_in(path, path.read_text(encoding="utf-8"))]


def breaks_layers(found: Import) -> bool:
    """A room knows itself and lower layers; of one layer, the rooms do not know each other."""
    importer, imported = found.importer, found.imported
    if importer not in LAYERS or imported not in LAYERS or importer == imported:
        return False
    return LAYERS[imported] >= LAYERS[importer]


def breaks_purity(found: Import) -> bool:
    """text/ is Python alone: no Django, nothing else of the project."""
    stranger = found.module.split(".")[0] in {"django", "tracker", "rest_framework", "psycopg"}
    return found.importer == "text" and (stranger or found.imported not in {"", "text"})


def shows_drafts(found: Import) -> bool:
    """What faces the public knows of the drafts' rooms only what holds no draft."""
    if found.importer not in PUBLIC:
        return False
    for package, allowed in PUBLIC_MAY.items():
        if found.module == package or found.module.startswith(f"{package}."):
            return found.module.removeprefix(package).lstrip(".").split(".")[0] not in allowed
    return False


@pytest.mark.parametrize("rule", [breaks_layers, breaks_purity, shows_drafts])
def test_no_import_goes_the_wrong_way(rule):
    broken = [str(found) for found in IMPORTS if rule(found)]
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


@pytest.mark.parametrize(
    ("rule", "file", "source", "broken"),
    [
        (breaks_layers, "models/links.py", "from commitments.publishing import publish", True),
        (breaks_layers, "publishing/entries.py", "from commitments.importing import cite", True),
        (breaks_layers, "importing.py", "def late():\n    from . import publishing", True),
        (breaks_layers, "pages/views.py", "from commitments.api.views import Documents", True),
        (breaks_layers, "pages/views.py", "from ..api import views", True),
        (breaks_layers, "pages/views/lists.py", "from ...admin import site", True),
        (breaks_layers, "filters/fields.py", "import commitments.corpus", True),
        (
            breaks_layers,
            "publishing/entries.py",
            "from .chain import verify\nfrom commitments.models import Link",
            False,
        ),
        (breaks_layers, "models/links.py", "from .documents import Clause", False),
        (breaks_layers, "api/documents.py", "from commitments import filters", False),
        (breaks_purity, "text/reading.py", "from django.conf import settings", True),
        (breaks_purity, "text/reading.py", "from ..models import choices", True),
        (breaks_purity, "text/reading.py", "import re\nfrom .errors import TextError", False),
        (shows_drafts, "api/documents.py", "from commitments.models import Commitment", True),
        (shows_drafts, "api/documents.py", "from commitments import models", True),
        (shows_drafts, "api/documents.py", "from commitments.publishing import publish", True),
        (shows_drafts, "filters/fields.py", "from commitments.models.links import Link", True),
        (shows_drafts, "pages/views.py", "from commitments.corpus import load_corpus", True),
        (shows_drafts, "api/documents.py", "from commitments.models.register import RegisterEntry", False),
        (shows_drafts, "api/documents.py", "from commitments.models import choices, register", False),
        (shows_drafts, "api/documents.py", "from commitments.publishing.chain import public_entry", False),
        (shows_drafts, "admin/links.py", "from commitments.models import Link", False),
    ],
)
def test_the_rules_see_what_they_should(rule, file, source, broken):
    assert any(map(rule, imports_in(PACKAGE / file, source))) is broken


def test_every_room_has_a_layer():
    rooms = {path.stem if path.is_file() else path.name for path in PACKAGE.iterdir()}
    code = {room for room in rooms if (PACKAGE / f"{room}.py").exists() or list((PACKAGE / room).glob("*.py"))}
    assert code - {"__init__"} - BESIDE <= set(LAYERS), (
        "Give the new room a layer: in commitments/__init__.py and here."
    )


@pytest.mark.parametrize(("room", "layer"), LAYERS.items())
def test_every_room_states_its_layer(room, layer):
    path = PACKAGE / f"{room}.py" if (PACKAGE / f"{room}.py").exists() else PACKAGE / room / "__init__.py"
    stated = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert f"Layer {layer}" in stated, f"{path.relative_to(ROOT)} does not say “Layer {layer}” in its docstring."


def test_the_package_states_the_same_layers():
    stated = ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))) or ""
    lines = {int(line.split()[0]): line for line in stated.splitlines() if line.strip()[:1].isdigit()}
    for room, layer in LAYERS.items():
        assert room in lines[layer], f"commitments/__init__.py does not name {room} in layer {layer}."
