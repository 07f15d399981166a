"""The migrations are all there, and say what they do."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

MIGRATIONS = sorted((Path(__file__).resolve().parents[1] / "commitments" / "migrations").glob("0*.py"))


@pytest.mark.django_db
def test_no_change_of_the_models_is_without_its_migration():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1, stdout=said)
    except SystemExit:
        pytest.fail(f"Make a migration: {said.getvalue()}")


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_the_name_of_a_migration_is_a_sentence(path):
    number, *words = path.stem.split("_")
    assert number.isdigit()
    assert len(words) >= 3, f"{path.name}: say what it does, in three words or more."
    assert "auto" not in words


def test_there_is_one_line_of_migrations():
    numbers = [path.stem.split("_")[0] for path in MIGRATIONS]
    assert numbers == sorted(set(numbers))
    assert numbers
