"""The program in docs/examples/mirror.py keeps a copy that is what the interface shows."""

import importlib.util
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from commitments.models import Commitment, Document, Link, RegisterEntry
from commitments.publishing import publish, withdraw
from tests.factories import PERSON

from .asking import LISTS, every

PROGRAM = Path(__file__).resolve().parents[2] / "docs" / "examples" / "mirror.py"
pytestmark = pytest.mark.usefixtures("corpus")


@pytest.fixture
def program():
    spec = importlib.util.spec_from_file_location("mirror", PROGRAM)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run(live_server, tmp_path):
    """Runs the program as a user does, each time in a process of its own; gives the copy."""

    def ran():
        told = subprocess.run(
            [sys.executable, PROGRAM, live_server.url, tmp_path / "copy.sqlite"], capture_output=True, text=True
        )
        assert told.returncode == 0, told.stderr
        assert told.stdout.strip() == f"In step up to entry {RegisterEntry.objects.count()}"
        return sqlite3.connect(tmp_path / "copy.sqlite")

    return ran


def assert_same(copy, client):
    """Every thing of the copy is one of the lists, in the same version and with the same facts, and the other way."""
    held = {(kind, key): (version, json.loads(payload)) for kind, key, version, payload in copy.execute(
        "SELECT kind, key, version, payload FROM things")}  # fmt: skip
    documents = every(client, LISTS["documents"])
    shown = {("document", one["slug"]): one for one in documents}
    shown |= {
        ("expression", f"{one['slug']}/{text['language']}/{text['edition']}"): text
        for one in documents
        for text in one["expressions"]
    }
    for kind, key in (("theme", "slug"), ("region", "code"), ("actor", "slug"), ("commitment", "key"), ("link", "key")):
        shown |= {(kind, one[key]): one for one in every(client, LISTS[f"{kind}s"])}
    assert held.keys() == shown.keys()
    for name, (version, payload) in held.items():
        one = shown[name]
        assert version == one["version"], name
        for fact in ("title", "label", "summary", "rationale", "relation", "status", "date", "text_sha256"):
            if fact in payload:
                assert payload[fact] == one[fact], (name, fact)
        if name[0] == "commitment":
            quotes = [(quote["clause"], quote["exact"]) for quote in payload["citations"]]
            assert quotes == [(quote["clause"], quote["exact"]) for quote in one["citations"]]
            assert {theme["slug"] for theme in payload["themes"]} == {theme["slug"] for theme in one["themes"]}
    newest = RegisterEntry.objects.latest("sequence")
    assert copy.execute("SELECT sequence, hash FROM state").fetchall() == [(newest.sequence, newest.hash)]


def test_it_stays_in_step_through_edits_withdrawals_and_restarts(client, run):
    assert_same(run(), client)

    commitment = Commitment.objects.get(key="gsi-concept-paper-2023-iii-13")
    other = Commitment.objects.get(key="gsi-concept-paper-2023-iii-8")
    Commitment.objects.filter(pk=commitment.pk).update(title={"en": "Another wording", "ar": "صياغة أخرى"})
    publish([commitment], person=PERSON)
    assert_same(run(), client)

    link = Link.objects.filter(source=commitment).first()
    withdraw([link], person=PERSON, reason="Par erreur")
    withdraw([other], person=PERSON, reason="By mistake")
    publish([link], person=PERSON)
    copy = run()
    assert copy.execute("SELECT count(*) FROM things WHERE key = ?", (other.key,)).fetchone() == (0,)
    assert_same(copy, client)

    publish([other], person=PERSON)
    bare = Document.objects.get(slug="un-charter")
    Document.objects.filter(pk=bare.pk).update(note={"en": "A new note"})
    publish([bare], person=PERSON)
    assert_same(run(), client)
    assert_same(run(), client)


def test_a_run_that_is_cut_short_is_taken_up_again(client, live_server, run, program, tmp_path, monkeypatch):
    apply, applied = program.apply, []

    def fails(copy, entry):
        if len(applied) == 250:
            raise ConnectionResetError
        apply(copy, entry)
        applied.append(entry)

    monkeypatch.setattr(program, "apply", fails)
    with sqlite3.connect(tmp_path / "copy.sqlite") as copy, pytest.raises(ConnectionResetError):
        program.follow(live_server.url, copy)
    (kept,) = copy.execute("SELECT sequence FROM state").fetchone()
    copy.close()
    assert 100 <= kept < 250, "Whole pages only."
    assert_same(run(), client)


def test_it_refuses_what_does_not_fit(live_server, program, tmp_path):
    copy = sqlite3.connect(tmp_path / "copy.sqlite")
    last = program.follow(live_server.url, copy)
    copy.execute("UPDATE state SET hash = ?", ("f" * 64,))
    with pytest.raises(ValueError, match=f"no longer has entry {last}"):
        program.follow(live_server.url, copy)
    copy.execute("UPDATE state SET sequence = ?", (last + 7,))
    with pytest.raises(ValueError, match=f"no longer has entry {last + 7}"):
        program.follow(live_server.url, copy)
    entry = {"sequence": 1, "previous_hash": "0" * 64, "hash": "0" * 64, "kind": "theme", "key": "a"}
    copy.execute("UPDATE state SET sequence = 0, hash = ?", ("0" * 64,))
    with pytest.raises(ValueError, match="not what its hash says"):
        program.apply(copy, entry)
    with pytest.raises(ValueError, match="does not follow entry 0"):
        program.apply(copy, entry | {"sequence": 2})
    copy.close()


def test_the_program_is_short_and_needs_nothing_but_python():
    lines = PROGRAM.read_text(encoding="utf-8").splitlines()
    assert len(lines) < 60
    imported = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
