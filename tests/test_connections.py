"""Whether a database connection still works is mostly seen without asking the server."""

import time

import pytest
from django.db import connection


@pytest.fixture
def another():
    found = connection.copy()
    yield found
    found.close()


@pytest.mark.django_db(transaction=True)
class TestUsable:
    def test_one_that_has_just_worked_is_not_asked_again(self, another):
        connection.ensure_connection()
        assert connection.is_usable()
        before = self.statements(another)
        assert all(connection.is_usable() for _ in range(20))
        assert self.statements(another) == before

    def test_one_that_the_server_has_closed_is_noticed_at_once(self, another):
        connection.ensure_connection()
        assert connection.is_usable()
        with another.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])
        assert not connection.is_usable()
        connection.close()
        connection.ensure_connection()
        assert connection.is_usable()

    def test_one_that_has_been_idle_is_asked(self, another, monkeypatch):
        connection.ensure_connection()
        assert connection.is_usable()
        begin = time.monotonic()
        monkeypatch.setattr(time, "monotonic", lambda: begin + 60)
        before = self.statements(another)
        assert connection.is_usable()
        assert self.statements(another) != before

    def statements(self, another):
        """The last statement that the server saw from the connection, and when."""
        with another.cursor() as cursor:
            cursor.execute(
                "SELECT query, query_start FROM pg_stat_activity WHERE pid = %s",
                [connection.connection.info.backend_pid],
            )
            return cursor.fetchone()
