"""The register → the Published* tables, anew."""

from typing import Any

from commitments.management.progress import progress_bars
from commitments.management.ready import DatabaseCommand
from commitments.publishing import rebuild


class Command(DatabaseCommand):
    help = (
        "Empties the published tables and makes them again from the register. "
        "Readers see the old rows until it is done."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with progress_bars(shown=options["verbosity"] > 0) as progress:
            rebuild(progress=progress)
        self.stdout.write(self.style.SUCCESS("The published tables are as the register says."))
