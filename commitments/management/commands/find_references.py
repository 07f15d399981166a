"""The names of documents → references of the clauses that mention them."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from commitments.importing import find_references
from commitments.management.ready import DatabaseCommand
from commitments.models import Expression


class Command(DatabaseCommand):
    help = (
        "Finds anew which documents the texts mention, by the names known now. Safe to repeat: what an editor made "
        "stays, and only what changed is written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", metavar="SLUG", help="only in the texts of this document")
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        texts = Expression.objects.select_related("document").defer("file").order_by("pk")
        if options["document"]:
            texts = texts.filter(document__slug=options["document"])
            if not texts.exists():
                raise CommandError(f"There is no text of a document “{options['document']}”.")
        found = find_references(expressions=texts.iterator(chunk_size=20))
        unknown = [{"expression": str(text)} | mention.as_json() for text, mention in found.unknown]
        if options["json"]:
            counts = {"texts": found.texts, "made": found.made, "removed": found.removed, "kept": found.kept}
            self.stdout.write(json.dumps(counts | {"unknown": unknown}, ensure_ascii=False))
            return
        for row in unknown:
            self.stdout.write(f"Not known: {row['expression']} {row['start']}–{row['end']} {row['exact']}")
        self.stdout.write(
            f"References in {found.texts} texts: {found.made} made, {found.removed} removed, {found.kept} kept."
        )
