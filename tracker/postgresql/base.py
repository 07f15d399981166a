"""The Django database backend: Django's own one for PostgreSQL, with a server that starts by itself.

    DATABASES = {"default": {"ENGINE": "tracker.postgresql", "EMBEDDED": "<data directory>", "NAME": "tracker"}}

Without "EMBEDDED" it is just django.db.backends.postgresql, so that a server of one's own needs only other values.
"""

import select
import time
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.postgresql import base
from django.db.utils import OperationalError
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from .client import DatabaseClient
from .layout import DATABASE

if TYPE_CHECKING:
    from .server import ConnectionInfo

RETRY_SECONDS = 30
# A connection that was found usable so lately is not asked again, for to ask takes as long as a small query does.
TRUSTED_SECONDS = 5.0


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def __init__(self, settings_dict: dict[str, Any], alias: str = DEFAULT_DB_ALIAS) -> None:
        super().__init__(settings_dict, alias)
        self.asked_at = 0.0
        if self.data_dir and settings_dict["NAME"] == "":
            settings_dict["NAME"] = DATABASE

    @property
    def data_dir(self) -> str:
        """The data directory of the embedded server, or nothing when another server is used."""
        return str(self.settings_dict.get("EMBEDDED") or "")

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        if self.data_dir:
            info = self._ensure_running()
            params["host"] = info.host
            params["port"] = info.port
            params.setdefault("user", info.user)
        return params

    def _connect(self, conn_params: dict[str, Any]) -> Any:
        if not self.data_dir or self.pool:
            # A pool connects again by itself, and get_connection_params has made sure that there is a server.
            return super().get_new_connection(conn_params)
        before = self._ensure_running()
        deadline = time.monotonic() + RETRY_SECONDS
        while True:
            try:
                return super().get_new_connection(conn_params)
            except self.Database.OperationalError as error:
                now = self._ensure_running(recheck=True)
                # Only what a restart explains is worth another try. Failed connections have no SQLSTATE to look at.
                passing = now != before or "the database system is" in str(error)
                if not passing or time.monotonic() >= deadline:
                    raise
                conn_params = {**conn_params, "host": now.host}
                before = now
                time.sleep(0.1)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = self._connect(conn_params)
        connection.adapters.register_loader("bpchar", AsBytes)
        return connection

    def is_usable(self) -> bool:
        """A server that has gone has closed its end, which shows without asking. Only of a network that swallows what
        is sent it does not, so that one is asked now and then.
        """
        now = time.monotonic()
        if self.connection is not None and now - self.asked_at < TRUSTED_SECONDS and is_quiet(self.connection):
            return True
        usable = bool(super().is_usable())
        self.asked_at = now if usable else 0.0
        return usable

    def _ensure_running(self, *, recheck: bool = False) -> "ConnectionInfo":
        # Here, so that a system without flock (Windows) can use the backend with a server of its own.
        from .server import EmbeddedServerError, ensure_running

        try:
            return ensure_running(self.data_dir, recheck=recheck)
        except EmbeddedServerError as error:
            # As any other database that can't be reached; Django's commands know what to do with it.
            raise OperationalError(str(error)) from error


def is_quiet(connection: Any) -> bool:
    """Whether there is nothing to read: no notice, and no end of the connection."""
    if connection.closed:
        return False
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return not poll.poll(0)


class AsBytes(Loader):
    """A text as the server sends it, in UTF-8, for what is only handed on.

    No column here has the type `bpchar`, to which a text is cast at no cost: it is how a query asks for this.
    """

    def load(self, data: Buffer) -> bytes:
        return bytes(data)
