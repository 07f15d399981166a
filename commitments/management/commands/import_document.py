"""A file → a language version of a document, with its clauses."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from rich.console import Console
from rich.table import Table

from commitments.importing import ImportRefused, Source, known_names, mentions_in, read_source, site_language
from commitments.management.ready import DatabaseCommand
from commitments.models.choices import DocumentKind, Translation
from commitments.text import TextError, outline
from commitments.text.mentions import Mention
from commitments.text.referring import find_mentions


class Command(DatabaseCommand):
    help = (
        "Imports a text as a language version of a document and finds its clauses. All or nothing, and safe to "
        "repeat: the same text again changes nothing, another text in the same language becomes a new edition."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--document", metavar="SLUG", help="the document; made if it is new and --title and --kind are given"
        )
        parser.add_argument("--language", required=True, help="BCP 47 tag of the text, such as fr, ar or zh-Hans")
        parser.add_argument("--title", help="title of a new document, in the language of the text")
        parser.add_argument("--kind", choices=DocumentKind.values, help="kind of a new document")
        parser.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="when a new document was adopted")
        parser.add_argument("--format", default="auto", help="auto (the default) tells it by the content")
        parser.add_argument("--from-line", type=int, metavar="N", help="first line of the extracted text that is kept")
        parser.add_argument("--to-line", type=int, metavar="N", help="last line of the extracted text that is kept")
        parser.add_argument(
            "--translation",
            choices=Translation.values,
            default="unofficial",
            help="how this text came to be (unofficial)",
        )
        parser.add_argument("--publisher", default="", help="who published this text")
        parser.add_argument("--source-url", default="", help="where it was found")
        parser.add_argument("--retrieved-on", type=day, metavar="YYYY-MM-DD", help="when it was found there")
        parser.add_argument(
            "--commitments", choices=("none", "numbered", "all"), default="none",
            help="make a draft commitment for no clause (the default), each numbered one, or each one; "
            "headings that only group other clauses get none",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="show what would be imported; touches no database")
        parser.add_argument("--json", action="store_true", help="print JSON instead of tables")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}. Check its name and place.") from error
        source = Source(
            data=data,
            language=options["language"],
            file_name=options["file"].name,
            format=options["format"],
            from_line=options["from_line"],
            to_line=options["to_line"],
            translation=options["translation"],
            publisher=options["publisher"],
            source_url=options["source_url"],
            retrieved_on=options["retrieved_on"],
        )
        try:
            if options["dry_run"]:
                self.show(source, title=options["title"] or "", as_json=options["json"])
            else:
                self.store(source, options)
        except (ImportRefused, TextError) as error:
            raise CommandError(f"{error} Nothing was imported.") from error

    def show(self, source: Source, *, title: str, as_json: bool) -> None:
        text, _, language = read_source(source)
        found = outline(text, source.language)
        # Without a database no names are known, only how instruments are named.
        mentions = find_mentions(text.text, language, title=title)
        if as_json:
            references = [mention.as_json() for mention in mentions]
            self.stdout.write(json.dumps({**found, "references": references}, ensure_ascii=False))
            return
        clauses = found["clauses"]
        table = Table()
        for name in ("eid", "locator", "kind", "label", "start", "end"):
            longest = max((len(str(clause[name])) for clause in clauses), default=0)
            table.add_column(name, no_wrap=True, min_width=min(longest, 24))
        table.add_column("text", no_wrap=True, overflow="ellipsis")
        for clause in clauses:
            words = " ".join(found["text"][clause["start"] : clause["end"]].split())
            facts = (clause["eid"], clause["locator"], clause["kind"], clause["label"], clause["start"], clause["end"])
            table.add_row(*map(str, facts), words[:120])
        self.print(table)
        self.list_references(mentions)
        self.warn(found["warnings"])
        self.stdout.write(f"{len(clauses)} clauses in {len(found['text'])} characters. Nothing was stored.")

    def store(self, source: Source, options: dict[str, Any]) -> None:
        from commitments.importing import import_document
        from commitments.linking import embed_backlog
        from commitments.management.progress import progress_bars
        from commitments.models import Document

        slug = options["document"]
        if not slug:
            raise CommandError("Name the document with --document SLUG, or use --dry-run to look only.")
        new = None
        if not Document.objects.filter(slug=slug).exists():
            if not options["title"] or not options["kind"]:
                known = ", ".join(Document.objects.order_by("slug").values_list("slug", flat=True)[:8]) or "none yet"
                raise CommandError(
                    f"There is no document “{slug}” (known are {known} …). Give --title and --kind to make it. "
                    "Nothing was imported."
                )
            language = title_language(source.language)
            new = Document(
                slug=slug, title={language: options["title"]}, kind=options["kind"], adopted_on=options["date"]
            )
        try:
            document = new or Document.objects.get(slug=slug)
            outcome = import_document(document=document, source=source, commitments=options["commitments"])
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} Nothing was imported.") from error
        expression = outcome.expression
        with progress_bars(shown=options["verbosity"] > 0 and not options["json"]) as progress:
            embed_backlog(progress=progress)
        facts = {
            "document": slug,
            "expression": str(expression),
            "created": outcome.created,
            "language": expression.language,
            "direction": expression.direction,
            "edition": expression.edition,
            "characters": len(expression.text),
            "file_sha256": expression.file_sha256,
            "text_sha256": expression.text_sha256,
            "clauses": outcome.clauses,
            "commitments": [commitment.key for commitment in outcome.commitments],
            "warnings": outcome.warnings,
        }
        mentions = mentions_in(expression.text, language=expression.language, document=document, names=known_names())
        if options["json"]:
            references = [mention.as_json() for mention in mentions]
            self.stdout.write(json.dumps({**facts, "references": references}, ensure_ascii=False))
            return
        table = Table("what", "value", show_header=False)
        for name, value in facts.items():
            if name not in {"warnings", "created"}:
                table.add_row(name.replace("_", " "), str(len(value) if isinstance(value, list) else value))
        self.print(table)
        self.list_references(mentions)
        self.warn(outcome.warnings)
        if outcome.created:
            self.stdout.write(self.style.SUCCESS(f"Imported {expression}."))
        else:
            self.stdout.write(f"This very text is here already as {expression}: nothing was changed.")

    def list_references(self, mentions: list[Mention]) -> None:
        """The instruments that the text names, and those among them that are not known."""
        if not mentions:
            return
        table = Table("place", "words", "article", "document")
        for mention in mentions:
            meant = ", ".join(mention.documents) or "not known"
            table.add_row(str(mention.start), " ".join(mention.exact.split())[:80], mention.article, meant)
        self.print(table)

    def warn(self, warnings: list[str]) -> None:
        for warning in warnings:
            self.stderr.write(self.style.WARNING(f"Look at this: {warning}"))

    def print(self, table: Table) -> None:
        # Written to a file or a pipe, a table is not squeezed into the width of no terminal.
        width = None if self.stdout.isatty() else 160
        Console(file=self.stdout, width=width).print(table)  # type: ignore[arg-type]  # Django's wrapper of a stream


def day(text: str) -> date:
    """A date of the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a date written as YYYY-MM-DD.") from error


def title_language(tag: str) -> str:
    """Which of the site's languages a title in the language of a text is kept under."""
    if language := site_language(tag):
        return language
    raise CommandError(
        f"The site keeps no titles in “{tag}”: make the document in the admin first, with a title in one of "
        f"{', '.join(settings.CONTENT_LANGUAGES)}. Nothing was imported."
    )
