"""A command that says in one sentence when the database is not there or not prepared."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError


class DatabaseCommand(BaseCommand):
    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except ProgrammingError as error:
            if getattr(error.__cause__, "sqlstate", "") != "42P01":  # a table that does not exist
                raise
            raise CommandError(
                "The database has no tables yet. Prepare it with `manage.py migrate`, or start with `make run`."
            ) from error
        except OperationalError as error:
            raise CommandError(f"The database cannot be reached: {error}".strip()) from error
