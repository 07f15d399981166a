"""The likely counterparts of commitments in other documents, with reasons."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from commitments.linking import Suggestion, suggest_links
from commitments.linking.scoring import reason_in_words
from commitments.management.progress import progress_bars
from commitments.management.ready import DatabaseCommand
from commitments.models import Document


class Command(DatabaseCommand):
    help = (
        "Suggests links: for each commitment, drafts included, its likely counterparts in other documents, in any "
        "language, best first. The good ones become proposed links for the editors to decide."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", default="", metavar="SLUG", help="for the commitments of this document only")
        parser.add_argument("--against", default="", metavar="SLUG", help="with counterparts in this document only")
        parser.add_argument("--json", action="store_true", help="print a JSON list, with the reasons in words")
        parser.add_argument("--dry-run", action="store_true", help="keep no proposed links")

    def handle(self, *args: Any, **options: Any) -> None:
        document, against = options["document"], options["against"]
        for slug in filter(None, (document, against)):
            if not Document.objects.filter(slug=slug).exists():
                raise CommandError(f"There is no document “{slug}”. The slug is the last part of its address.")
        if document and document == against:
            raise CommandError("Counterparts are looked for in other documents: name two different ones.")
        with progress_bars(shown=options["verbosity"] > 0 and not options["json"]) as progress:
            found = suggest_links(document=document, against=against, keep=not options["dry_run"], progress=progress)
            if options["json"]:
                self.print_json(found)
            else:
                self.print_lines(found)

    def print_json(self, found: Any) -> None:
        """One entry a line, as they come: the whole list may not fit into memory."""
        separator = "["
        for suggestion in found:
            self.stdout.write(separator)
            self.stdout.write(json.dumps(as_json(suggestion), ensure_ascii=False), ending="")
            separator = ","
        self.stdout.write("\n]" if separator == "," else "[]")

    def print_lines(self, found: Any) -> None:
        source = ""
        for suggestion in found:
            if suggestion.source != source:
                source = suggestion.source
                self.stdout.write(f"\n{source}")
            state = f" ({suggestion.state})" if suggestion.state else ""
            self.stdout.write(f"  {suggestion.score:.2f} {suggestion.relation} {suggestion.target}{state}")
            for reason in suggestion.reasons:
                self.stdout.write(f"         {reason_in_words(reason)}")
        if not source:
            self.stdout.write("There are no commitments to compare.")


def as_json(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "source": suggestion.source,
        "target": suggestion.target,
        "relation": str(suggestion.relation),
        "score": suggestion.score,
        "reasons": [reason_in_words(reason) for reason in suggestion.reasons],
        "state": suggestion.state or None,
    }
