"""The whole register as a dated release: files that people take and cite."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from commitments.exports.releasing.releases import NothingToRelease, make
from commitments.management.ready import DatabaseCommand


class Command(DatabaseCommand):
    help = "Writes a dated release of the whole register, which the site then lists. The same register, the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=settings.RELEASES_DIR, help="Where releases are kept, a folder each."
        )
        parser.add_argument("--site", default=settings.SITE, help="The address of the site, which the files name.")

    def handle(self, *args: Any, **options: Any) -> None:
        told = self.stdout.write if options["verbosity"] > 0 else lambda _name: None
        try:
            release = make(options["folder"], site=options["site"].rstrip("/"), told=told)
        except NothingToRelease as error:
            raise CommandError("Nothing has been published yet, so there is nothing to release.") from error
        except OSError as error:
            raise CommandError(f"The release cannot be written: {error}") from error
        self.stdout.write(self.style.SUCCESS(f"The release is in {release.folder}."))
