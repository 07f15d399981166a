"""manage.py import_document, as a user types it."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commitments.models import Commitment, Document, Expression
from tests.factories import TEXT, make_document

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(f"Bruit\n{TEXT}", encoding="utf-8")
    return path


def run(file, *options, **named):
    out, err = StringIO(), StringIO()
    given = {"language": "fr", "from_line": 2} | named
    call_command("import_document", str(file), *options, stdout=out, stderr=err, **given)
    return out.getvalue()


@pytest.mark.django_db
class TestStoring:
    def test_it_says_what_it_made(self, file):
        make_document("paper")
        said = run(file, document="paper")
        assert "Imported paper/fr/1." in said
        assert "5" in said
        assert Expression.objects.get().file_name == "paper.txt"

    def test_the_same_file_again_says_so_and_changes_nothing(self, file):
        make_document("paper")
        run(file, document="paper")
        assert "already" in run(file, document="paper")
        assert Expression.objects.count() == 1

    def test_a_new_document_is_made_of_the_options(self, file):
        run(file, document="paper", title="Papier", kind="concept_paper", date="2023-02-21")
        document = Document.objects.get()
        assert (document.slug, document.title, document.kind) == ("paper", {"fr": "Papier"}, "concept_paper")
        assert str(document.adopted_on) == "2023-02-21"

    def test_json_says_what_was_made(self, file):
        make_document("paper")
        made = json.loads(run(file, "--json", document="paper", commitments="numbered"))
        expression = Expression.objects.get()
        assert made["expression"] == "paper/fr/1"
        assert made["created"] is True
        assert made["clauses"] == 5
        assert made["text_sha256"] == expression.text_sha256
        assert made["commitments"] == list(Commitment.objects.order_by("position").values_list("key", flat=True))
        assert json.loads(run(file, "--json", document="paper"))["created"] is False

    @pytest.mark.parametrize(
        ("named", "said"),
        [
            ({"document": "nowhere"}, "There is no document “nowhere”"),
            ({"document": None}, "--document"),
            ({"language": "klingon"}, "klingon"),
            ({"from_line": 99}, "line"),
            ({"to_line": 99}, "line"),
            ({"document": "Not A Slug", "title": "T", "kind": "treaty"}, "Nothing was imported"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_stored(self, file, named, said):
        make_document("paper")
        with pytest.raises(CommandError, match=said) as refused:
            run(file, **({"document": "paper"} | named))
        assert "Nothing was imported" in str(refused.value) or "--document" in str(refused.value)
        assert (Document.objects.count(), Expression.objects.count()) == (1, 0)

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (None, "cannot be read"),
            (b"", "empty"),
            ("Un octet faux : é".encode() + b"\xff, ensuite", "UTF-8"),
        ],
    )
    def test_a_file_that_cannot_be_used_is_refused(self, tmp_path, data, said):
        make_document("paper")
        path = tmp_path / "file.txt"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(CommandError, match=said):
            run(path, document="paper", from_line=None)

    def test_a_dry_run_stores_nothing(self, file):
        said = run(file, "--dry-run")
        assert "Nothing was stored" in said
        assert "I.2" in said
        assert Expression.objects.count() == 0


def dry_run(file, *options, home):
    """The command in a process of its own, whose data directory cannot be made."""
    command = [
        sys.executable,
        "manage.py",
        "import_document",
        str(file),
        "--language",
        "fr",
        "--dry-run",
        "--json",
        *options,
    ]
    environment = os.environ | {"TRACKER_DATA_DIR": str(home / "data"), "SECRET_KEY": "", "DATABASE_URL": ""}
    environment.pop("SECRET_KEY")
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_dry_run_in_json_is_as_the_contract_says_and_needs_no_database(file, tmp_path):
    home = tmp_path / "home"
    home.write_text("a file, in which nothing can be made")
    done = dry_run(file, "--from-line", "2", home=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1, "one line, for programs that read by lines"
    found = json.loads(done.stdout)
    assert set(found) == {"language", "direction", "format", "text", "text_sha256", "clauses", "warnings", "references"}
    assert [clause["locator"] for clause in found["clauses"]] == ["I", "I.1", "I.2", "II", "II.1"]
    clause = found["clauses"][2]
    assert set(clause) == {"eid", "kind", "label", "number", "path", "locator", "heading", "depth", "start", "end"}
    assert found["text"][clause["start"] : clause["end"]] == "2. Les Parties forment 5 000 policiers en cinq ans."
    assert clause["path"] == ["1", "2"]


def test_a_dry_run_makes_nothing(file, tmp_path):
    home = tmp_path / "home"
    done = dry_run(file, home=home)
    assert done.returncode == 0, done.stderr
    assert not home.exists()


@pytest.mark.django_db
def test_a_dry_run_in_json_finds_what_an_import_stores(file):
    make_document("paper")
    found = json.loads(run(file, "--dry-run", "--json"))
    run(file, document="paper")
    expression = Expression.objects.get()
    assert (found["text"], found["text_sha256"]) == (expression.text, expression.text_sha256)
    names = ["eid", "kind", "label", "number", "path", "locator", "heading", "depth", "start", "end"]
    assert found["clauses"] == list(expression.clauses.order_by("position").values(*names))
