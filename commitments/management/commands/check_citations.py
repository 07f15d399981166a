"""Checks that every citation still quotes its text, and where its words stand in newer editions."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import CommandError

from commitments.management.ready import DatabaseCommand
from commitments.models import Citation, Expression
from commitments.text import find_quote


class Command(DatabaseCommand):
    help = (
        "Looks up the words of every citation in the newest edition of its text: exact (at the same place), moved, "
        "fuzzy (other spaces), ambiguous or lost. Fails if a citation does not quote its own edition."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", metavar="SLUG", help="only citations of this document's texts")
        parser.add_argument("--json", action="store_true", help="print JSON instead of lines")

    def handle(self, *args: Any, **options: Any) -> None:
        citations = Citation.objects.select_related("commitment").defer("prefix").order_by("expression", "start")
        texts = Expression.objects.select_related("document").defer("file")
        if options["document"]:
            texts = texts.filter(document__slug=options["document"])
            if not texts.exists():
                raise CommandError(f"There is no text of a document “{options['document']}”.")
        found: list[dict[str, Any]] = []
        newest: dict[tuple[int, str], Expression] = {}
        for text in texts.order_by("edition"):
            newest[text.document_id, text.language] = text
        for text in texts.order_by("pk").iterator(chunk_size=20):
            latest = newest[text.document_id, text.language]
            for citation in citations.filter(expression=text).select_related("commitment"):
                own = text.text[citation.start : citation.end] == citation.exact
                anchor = find_quote(
                    latest.text,
                    citation.exact,
                    prefix=citation.prefix,
                    suffix=citation.suffix,
                    start_hint=citation.start,
                )
                found.append(
                    {"commitment": citation.commitment.key, "expression": str(text), "start": citation.start}
                    | {"end": citation.end, "status": str(anchor.status) if own else "false", "in": str(latest)}
                )
        counts = Counter(row["status"] for row in found)
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            for row in found:
                if row["status"] != "exact":
                    self.stdout.write(
                        f"{row['status']:9} {row['commitment']} {row['expression']} {row['start']}–{row['end']}"
                    )
            summary = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "none"
            self.stdout.write(f"Citations: {summary}.")
        if counts["false"]:
            raise CommandError(f"{counts['false']} citations do not quote their own text.")
