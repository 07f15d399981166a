"""manage.py dbshell: with the psql that comes with the server."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError
from django.db.backends.postgresql.client import DatabaseClient as PostgresqlClient


class DatabaseClient(PostgresqlClient):
    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        data_dir = settings_dict.get("EMBEDDED")
        if not data_dir:
            return super().settings_to_cmd_args_env(settings_dict, parameters)
        from .server import EmbeddedServerError, ensure_running, program

        try:
            info = ensure_running(data_dir)
            psql = program("psql")
        except EmbeddedServerError as error:
            raise CommandError(str(error)) from error
        settings_dict = {
            **settings_dict,
            "HOST": info.host,
            "PORT": str(info.port),
            "USER": settings_dict.get("USER") or info.user,
        }
        arguments, environment = super().settings_to_cmd_args_env(settings_dict, parameters)
        return [str(psql), *arguments[1:]], environment
