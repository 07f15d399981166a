"""The hash chain, checked by an implementation written from its description alone; every kind of tampering is named."""

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from commitments.models import RegisterEntry, Theme
from commitments.publishing import ChainError, publish, verify, withdraw
from commitments.publishing.chain import timestamp
from tests.factories import PERSON, make_commitment, make_theme, publish_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """Publications in several scripts, with a withdrawal and a new version."""
    publish_whole(make_commitment(title={"ar": "التمسك بالأمن", "fr": '« L’œuvre » \\ " \t 🕊', "en": "5,000 places"}))
    theme = make_theme("peace", position=2**31 - 1)
    publish([theme], person=PERSON)
    withdraw([theme], person=PERSON, reason="Wrong: «\u2028» \x7f")
    Theme.objects.filter(pk=theme.pk).update(label={"en": "Other"})
    publish([theme], person=PERSON)
    return list(RegisterEntry.objects.all())


def expected_hash(entry, previous_hash):
    hashed = {
        "action": entry.action,
        "at": entry.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
        "key": entry.key,
        "kind": entry.kind,
        "payload": entry.payload,
        "previous_hash": previous_hash,
        "reason": entry.reason,
        "sequence": entry.sequence,
        "version": entry.version,
    }
    text = json.dumps(hashed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_chain_is_as_described(register):
    previous = "0" * 64
    for sequence, entry in enumerate(register, start=1):
        assert entry.sequence == sequence
        assert entry.previous_hash == previous
        assert entry.hash == expected_hash(entry, previous)
        previous = entry.hash


def test_payloads_hold_no_floating_point_numbers(register):
    def numbers(value):
        if isinstance(value, dict | list):
            return [
                number for inner in (value.values() if isinstance(value, dict) else value) for number in numbers(inner)
            ]
        return [value] if isinstance(value, float) else []

    assert [numbers(entry.payload) for entry in register if entry.payload and numbers(entry.payload)] == []


def test_a_register_that_nobody_touched_is_whole(register):
    assert list(verify()) == [entry.sequence for entry in register]


def test_an_empty_register_is_whole():
    assert list(verify()) == []


def tamper(statement, *values):
    with pgtrigger.ignore("commitments.RegisterEntry:register_is_append_only"), connection.cursor() as cursor:
        cursor.execute(statement, values)


SWAP = """
    UPDATE commitments_registerentry AS entry SET {0} = other.{0} FROM commitments_registerentry AS other
    WHERE (entry.sequence, other.sequence) IN ((2, 3), (3, 2))
"""


TAMPERINGS = [
    (
        "UPDATE commitments_registerentry SET payload = payload || '{\"position\": 9}' WHERE sequence = 1",
        1,
    ),
    (
        "UPDATE commitments_registerentry SET payload = jsonb_set(payload, '{text}', "
        "to_jsonb(overlay(payload->>'text' placing '!' from 3 for 1))) WHERE kind = 'expression'",
        3,
    ),
    ("UPDATE commitments_registerentry SET reason = 'x' WHERE sequence = 2", 2),
    ("UPDATE commitments_registerentry SET at = at + interval '1 microsecond' WHERE sequence = 4", 4),
    ("UPDATE commitments_registerentry SET version = 9 WHERE sequence = 4", 4),
    ("UPDATE commitments_registerentry SET key = 'x' WHERE sequence = 3", 3),
    ("UPDATE commitments_registerentry SET kind = 'actor' WHERE sequence = 1", 1),
    ("UPDATE commitments_registerentry SET hash = repeat('0', 64) WHERE sequence = 2", 2),
    ("UPDATE commitments_registerentry SET previous_hash = repeat('0', 64) WHERE sequence = 3", 3),
    ("DELETE FROM commitments_registerentry WHERE sequence = 1", 1),
    ("DELETE FROM commitments_registerentry WHERE sequence = 3", 3),
    (SWAP.format("payload"), 2),
    (SWAP.format("reason") + "; UPDATE commitments_registerentry SET key = 'swapped' WHERE sequence = 3", 3),
    ("UPDATE commitments_registerentry SET sequence = 99 WHERE sequence = 2", 2),
    (
        "UPDATE commitments_registerentry SET sequence = 99 WHERE sequence = 2;"
        "UPDATE commitments_registerentry SET sequence = 2 WHERE sequence = 3;"
        "UPDATE commitments_registerentry SET sequence = 3 WHERE sequence = 99",
        2,
    ),
]


def test_the_first_entry_that_does_not_fit_is_named(register):
    for statement, sequence in TAMPERINGS:
        with transaction.atomic():
            tamper(statement)
            with pytest.raises(ChainError) as found:
                list(verify())
            assert found.value.sequence == sequence, statement
            assert f"Entry {sequence}:" in str(found.value)
            with pytest.raises(CommandError, match=f"Entry {sequence}:"):
                call_command("verify_register", stdout=StringIO())
            transaction.set_rollback(True)


def test_a_new_hash_for_a_changed_entry_only_moves_the_break_to_the_next(register):
    entry = register[1]
    entry.reason = "x"
    tamper(
        "UPDATE commitments_registerentry SET reason = 'x', hash = %s WHERE sequence = 2",
        expected_hash(entry, entry.previous_hash),
    )
    with pytest.raises(ChainError) as found:
        list(verify())
    assert found.value.sequence == 3


def test_an_end_cut_off_is_found_by_a_hash_that_was_noted(register):
    noted = register[-1].hash
    call_command("verify_register", hash=noted, stdout=(said := StringIO()))
    assert f"{len(register)} entries checked" in said.getvalue()
    tamper("DELETE FROM commitments_registerentry WHERE sequence = %s", register[-1].sequence)
    call_command("verify_register", stdout=StringIO())
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_register", hash=noted, stdout=StringIO())


def test_time_never_runs_backwards(register, monkeypatch):
    last = register[-1]
    monkeypatch.setattr("django.utils.timezone.now", lambda: last.at - timedelta(days=1))
    entry = publish([make_theme()], person=PERSON).entries[0]
    assert entry.at == last.at


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 1, 31, 9, 30, tzinfo=UTC), "2026-01-31T09:30:00.000000Z"),
        (datetime(2026, 1, 31, 9, 30, 0, 7, tzinfo=timezone(timedelta(hours=8))), "2026-01-31T01:30:00.000007Z"),
    ],
)
def test_moments_are_written_in_utc_with_six_decimals(moment, written):
    assert timestamp(moment) == written
