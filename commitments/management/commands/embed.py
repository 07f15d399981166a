"""Words → vectors, for all that has none yet."""

import os
import time
from argparse import ArgumentParser
from typing import Any

from commitments.linking.embedding import backlog, embed_backlog, refile_outdated
from commitments.management.progress import progress_bars
from commitments.management.ready import DatabaseCommand

# How long `--follow` rests when nothing waits: nobody looks for counterparts a second after an import.
REST_SECONDS = 2.0


class Command(DatabaseCommand):
    help = (
        "Makes the vectors of meaning of all clauses and citations that have none yet, or one of another encoder. "
        "Safe to stop and to start again, and to run several times at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--follow",
            action="store_true",
            help="go on with what comes in, until stopped or the program that began it ends",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refile_outdated()
        with progress_bars(shown=options["verbosity"] > 0 and backlog() > 0) as progress:
            done = embed_backlog(progress=progress)
        if options["verbosity"] > 0:
            self.stdout.write(f"{done} clauses and citations have new vectors.")
        began = os.getppid()
        try:
            while options["follow"] and os.getppid() == began:
                time.sleep(REST_SECONDS)
                embed_backlog()
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
