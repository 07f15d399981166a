"""fixtures/ → drafts → the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from commitments.corpus import CorpusError, load_corpus


class Command(BaseCommand):
    help = "Loads the curated corpus through the importer and publishes it. Safe to repeat: only what changed is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="where the corpus is")

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description:12}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, disable=not options["verbosity"]) as bars:
            tasks: dict[str, TaskID] = {}

            def progress(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    tasks[step] = bars.add_task(step, total=total)
                bars.update(tasks[step], completed=done)

            try:
                loaded = load_corpus(folder=options["folder"], progress=progress)
            except CorpusError as error:
                raise CommandError(f"The corpus was not loaded, nothing was changed. {error}") from error
        counts = ", ".join(f"{count} {name}" for name, count in loaded.counts.items())
        self.stdout.write(f"Corpus: {counts}. {loaded.entries} new entries in the register.")
