"""Everything that `make run` does: database, demonstration, static files, web server."""

import os
import secrets
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from commitments.models import RegisterEntry
from commitments.roles import REVIEWERS

DEMONSTRATION_USER = "editor"


class Command(BaseCommand):
    help = (
        "Prepares the database, loads the demonstration corpus if the register is empty, and serves the site. "
        "Safe to repeat: what is there is kept."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self.refuse_taken_port(host, port)
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        if not RegisterEntry.objects.exists():
            self.stdout.write("First start: loading the demonstration corpus …")
            call_command("load_corpus", verbosity=options["verbosity"], stdout=self.stdout)
        login = self.demonstration_login() if settings.DEMONSTRATION else ""
        call_command("collectstatic", interactive=False, verbosity=0)
        connection.close()
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        self.stdout.write(self.style.SUCCESS(f"\nThe tracker is at {address}"))
        self.stdout.write(f"Editing is at {address}admin/, the interface for programs at {address}api/v1/docs/")
        self.stdout.write(
            login or "There is no demonstration login on this database: make one with `manage.py createsuperuser`."
        )
        self.stdout.write("Stop it with Ctrl-C.\n")
        self.stdout.flush()
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
        serve += [
            "--workers",
            "1",
            "--blocking-threads",
            str(2 * (os.cpu_count() or 1)),
            "--no-ws",
            "--log-level",
            "warning",
        ]
        os.chdir(settings.BASE_DIR)
        # What editors import while the site runs gets its vectors of meaning beside it; ends with the site.
        follow = [sys.executable, "manage.py", "embed", "--follow", "--verbosity", "0"]
        subprocess.Popen(follow, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.execv(sys.executable, [*serve, "tracker.wsgi:application"])

    def refuse_taken_port(self, host: str, port: int) -> None:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} on {host} cannot be used ({error}). Choose another one: make run PORT=8123"
                ) from error

    def demonstration_login(self) -> str:
        """The line that tells the demonstration editor's login, made on the first start with a password of its own."""
        kept = Path(settings.DATA_DIR) / "demonstration_password"
        user = User.objects.filter(username=DEMONSTRATION_USER).first()
        if user is None:
            if User.objects.exists():
                return "Log in with one of your own accounts."
            password = secrets.token_urlsafe(9)
            kept.touch(mode=0o600)
            kept.write_text(password, encoding="ascii")
            user = User.objects.create_user(DEMONSTRATION_USER, password=password, is_staff=True)
            user.groups.add(Group.objects.get(name=REVIEWERS))
        password = kept.read_text(encoding="ascii") if kept.exists() else ""
        if not password or not user.check_password(password):
            return f"Log in as “{DEMONSTRATION_USER}” with the password that you have set."
        return f"Demonstration editor: login {DEMONSTRATION_USER}, password {password}"
