"""fixtures/ → drafts → the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from commitments.corpus import CorpusError, load_corpus
from commitments.linking import embed_backlog
from commitments.management.progress import progress_bars
from commitments.management.ready import DatabaseCommand


class Command(DatabaseCommand):
    help = (
        "Loads the curated corpus through the importer and publishes it. Safe to repeat: only what changed is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="where the corpus is")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with progress_bars(shown=options["verbosity"] > 0) as progress:
                loaded = load_corpus(folder=options["folder"], progress=progress)
                embed_backlog(progress=progress)
        except CorpusError as error:
            raise CommandError(f"The corpus was not loaded, nothing was changed. {error}") from error
        counts = ", ".join(f"{count} {name}" for name, count in loaded.counts.items())
        self.stdout.write(f"Corpus: {counts}. {loaded.entries} new entries in the register.")
