"""The message catalogues are complete, well-formed and compiled: the site speaks six languages wherever it speaks."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "commitments" / "locale"
NAMES = {"fr": "fr", "ar": "ar", "es": "es", "ru": "ru", "zh-hans": "zh_Hans"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]+>")


def catalogue(name: str, suffix: str = "po") -> Path:
    return LOCALE / name / "LC_MESSAGES" / f"django.{suffix}"


def test_every_language_of_the_site_has_a_catalogue():
    assert {code for code, _ in settings.LANGUAGES} - {"en"} == set(NAMES)
    assert all(catalogue(name).exists() for name in NAMES.values())


@pytest.mark.parametrize("name", NAMES.values())
def test_everything_is_translated(name):
    messages = polib.pofile(str(catalogue(name)))
    assert [entry.msgid for entry in messages if not entry.obsolete and (not entry.translated() or entry.fuzzy)] == []


@pytest.mark.parametrize("name", NAMES.values())
def test_placeholders_and_tags_are_kept(name):
    wrong = []
    for entry in polib.pofile(str(catalogue(name))):
        allowed = [Counter(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            # A form for exactly one, two or no things may leave the number out.
            found = Counter(PLACEHOLDER.findall(text))
            if found not in allowed and not (entry.msgid_plural and all(not found - given for given in allowed)):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize("name", NAMES.values())
def test_the_compiled_catalogue_is_that_of_the_source(name):
    compiled = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in
                polib.mofile(str(catalogue(name, "mo")))}  # fmt: skip
    source = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in
              polib.pofile(str(catalogue(name)))}  # fmt: skip
    assert compiled == source


def test_no_string_of_the_code_is_missing(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("gettext is not installed: strings that are new in the code go unnoticed here")
    copy = tmp_path / "commitments"
    shutil.copytree(ROOT / "commitments", copy, ignore=shutil.ignore_patterns("__pycache__", "migrations", "*.mo"))
    command = [sys.executable, str(ROOT / "manage.py"), "makemessages", "-l", "fr", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    found = polib.pofile(str(copy / "locale" / "fr" / "LC_MESSAGES" / "django.po"))
    missing = [entry.msgid for entry in found if not entry.obsolete and (not entry.translated() or entry.fuzzy)]
    assert missing == []
