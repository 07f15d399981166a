"""Checks the hash chain of the register."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from commitments.management.ready import DatabaseCommand
from commitments.models import RegisterEntry
from commitments.publishing import ChainError, verify


class Command(DatabaseCommand):
    help = (
        "Checks that no entry of the register was changed, removed or added out of order, "
        "and names the first that does not fit."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--hash", help="a hash noted earlier, as printed by this command: must still be in the register"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        total = RegisterEntry.objects.count()
        checked = 0
        try:
            for checked, _sequence in enumerate(verify(), start=1):
                if options["verbosity"] and checked % 10_000 == 0:
                    self.stdout.write(f"{checked} of {total} entries checked …")
        except ChainError as error:
            raise CommandError(f"The register has been tampered with. {error}") from error
        if options["hash"] and not RegisterEntry.objects.filter(hash=options["hash"]).exists():
            raise CommandError("The chain fits together, but the entry with that hash is gone: its end was cut off.")
        last = RegisterEntry.objects.order_by("-sequence").first()
        self.stdout.write(self.style.SUCCESS(f"{checked} entries checked: the register is whole."))
        if last:
            self.stdout.write(f"Last entry: {last.sequence}, hash {last.hash}.")
            self.stdout.write("Note it elsewhere, to prove later with --hash that nothing was cut off.")
