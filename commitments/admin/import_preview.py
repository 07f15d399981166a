"""What the preview of an import shows: the draft's text, its clauses as changed so far, and what they match."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property
from itertools import accumulate
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.importing import (
    ImportRefused,
    Source,
    Which,
    known_names,
    mentions_in,
    part_of,
    read_text,
    wanted_clauses,
)
from commitments.models import Clause, Document, Expression, ImportDraft
from commitments.models.choices import DocumentKind
from commitments.text import (
    ClauseSpan,
    Hint,
    Segmentation,
    SourceText,
    TextError,
    clauses_of,
    direction,
    normalise_language,
)
from commitments.text.editing import edit
from commitments.text.guessing import guess_language
from commitments.text.mentions import Mention, Proposal
from commitments.text.operations import parse_operations
from commitments.text.pairing import pair_clauses

REASONS = {
    "gone": gettext_lazy("it is not there any more"),
    "first": gettext_lazy("no clause stands before it that could take it in"),
    "deep": gettext_lazy("it would be too deep"),
    "top": gettext_lazy("it is at the top already"),
    "begins": gettext_lazy("a clause begins there already"),
    "label": gettext_lazy("it cannot be split inside its label"),
    "wordless": gettext_lazy("the clause around it would be left without words"),
    "blank": gettext_lazy("there are no words from there on"),
    "clauseless": gettext_lazy("one clause at least must stay"),
}
# Unmatched clauses that are named; the rest is counted.
MOST_NAMED = 30
_CLAUSE_FIELDS = [field.name for field in fields(ClauseSpan)]
_AT_LINE = re.compile(r"line (\d+): ")


class Preview:
    """A draft whose text has been read, seen whole. Making one replays the changes; `read` reads the file."""

    def __init__(self, draft: ImportDraft) -> None:
        self.draft = draft
        kept = draft.extracted
        self.whole = load_text(draft.text, kept["text"])
        self.text = part_of(self.whole, from_line=kept["asked"][2], to_line=kept["asked"][3])
        self.origin: int = kept["origin"]
        self.edited = edit(
            self.text.text,
            load_segmentation(kept["clauses"]),
            parse_operations(draft.operations),
            language=draft.language,
            origin=self.origin,
        )
        self.clauses, self.keys = self.edited.segmentation.clauses, self.edited.keys

    @staticmethod
    def read(draft: ImportDraft) -> None:
        """Puts the text and the clauses of a draft's file into it, unsaved; only the part, if nothing else changed.

        Raises ImportRefused with a reason. Where the language is not given and cannot be told, there are no clauses.
        """
        before = draft.extracted.get("asked")
        asked = [draft.format, draft.language, draft.from_line, draft.to_line]
        if before and before[:2] == asked[:2]:
            whole = load_text(draft.text, draft.extracted["text"])
        else:
            whole = read_text(Source(data=bytes(draft.file), language=draft.language, format=draft.format))
        language = draft.language or as_language(whole.language) or guess_language(whole.text)
        if not language:
            return
        part = part_of(whole, from_line=draft.from_line, to_line=draft.to_line)
        segmentation = clauses_of(part, language)
        draft.language, draft.format, draft.text = language, whole.format, whole.text
        if not before and draft.against is None:
            draft.against = best_to_compare(draft)
        skipped = whole.text.split("\n")[: part.first_line - whole.first_line]
        draft.extracted = {
            "asked": [draft.format, language, draft.from_line, draft.to_line],
            "origin": sum(len(line) + 1 for line in skipped),
            "text": dump_text(whole),
            "clauses": dump_segmentation(segmentation),
            "mentions": [mention.as_json() for mention in mentions_of(draft, part)],
        }
        draft.instruments = []

    def source(self) -> Source:
        """The file with all that was said of it, for the import itself."""
        draft = self.draft
        return Source(
            data=bytes(draft.file),
            language=draft.language,
            file_name=draft.file_name,
            format=draft.format,
            from_line=draft.from_line,
            to_line=draft.to_line,
            translation=draft.translation,
            publisher=draft.publisher,
            source_url=draft.source_url,
            retrieved_on=draft.retrieved_on,
        )

    @property
    def direction(self) -> str:
        return direction(self.draft.language)

    @cached_property
    def lines(self) -> list[str]:
        return self.whole.text.split("\n")

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)][:-1]

    @property
    def last_line(self) -> int:
        return self.whole.first_line + len(self.lines) - 1

    @property
    def kept_lines(self) -> tuple[int, int]:
        """The first and the last line that are imported."""
        return self.text.first_line, self.text.first_line + self.text.text.count("\n")

    def line_of(self, offset: int) -> int:
        """The number of the line that holds an offset of the part."""
        return bisect_right(self.line_starts, offset + self.origin) - 1 + self.whole.first_line

    def offset_of_line(self, line: int) -> int:
        """Where the words of a line begin in the whole text. Raises ImportRefused for a line that is not imported."""
        first, last = self.kept_lines
        if not first <= line <= last:
            raise ImportRefused(
                _("Line %(line)d is not in the part that is imported, which has lines %(first)d to %(last)d.")
                % {"line": line, "first": first, "last": last}
            )
        place = line - self.whole.first_line
        words = self.lines[place]
        return self.line_starts[place] + len(words) - len(words.lstrip())

    def starting_ticks(self, which: Which) -> list[str]:
        return [self.keys[place] for place in wanted_clauses(self.edited.segmentation, which)]

    def ticked_eids(self) -> list[str]:
        ticked = set(self.draft.ticked)
        return [clause.eid for clause, key in zip(self.clauses, self.keys, strict=True) if key in ticked]

    @cached_property
    def warnings(self) -> list[tuple[int | None, str]]:
        """Each warning with its line, None where it is about the whole."""
        found: list[tuple[int | None, str]] = []
        for said in (*self.text.warnings, *self.edited.segmentation.warnings):
            match = _AT_LINE.match(said)
            found.append((int(match[1]), said[match.end() :]) if match else (None, said))
        return found

    @cached_property
    def same_text(self) -> Expression | None:
        """The language version that has this very text already."""
        digest = self.text.text_sha256
        same = Expression.objects.filter(document=self.draft.document, language=self.draft.language, text_sha256=digest)
        return same.select_related("document").defer("file", "text").first()

    @cached_property
    def known_instruments(self) -> list[dict[str, Any]]:
        """The documents that the text mentions, each once, with the lines and articles."""
        found: dict[str, dict[str, Any]] = {}
        for mention in self.draft.extracted.get("mentions", ()):
            for slug in mention["documents"]:
                row = found.setdefault(slug, {"slug": slug, "places": []})
                row["places"].append({"line": self.line_of(mention["start"]), "article": mention["article"]})
        documents = Document.objects.in_bulk(list(found), field_name="slug")
        return [row | {"document": documents[slug]} for slug, row in found.items() if slug in documents]

    @cached_property
    def new_instruments(self) -> list[dict[str, Any]]:
        """The instruments that no document is known for, each once; ticked are those that are to become documents."""
        found: dict[str, dict[str, Any]] = {}
        for mention in self.draft.extracted.get("mentions", ()):
            if proposed := mention["proposed"]:
                kind = proposed["kind"]
                row = found.setdefault(
                    proposed["name"], {"proposed": proposed, "kind": DocumentKind(kind).label, "places": []}
                )
                row["places"].append({"line": self.line_of(mention["start"]), "article": mention["article"]})
        ticked = set(self.draft.instruments)
        return [row | {"ticked": name in ticked} for name, row in found.items()]

    def chosen_instruments(self) -> list[Proposal]:
        return [Proposal(**row["proposed"]) for row in self.new_instruments if row["ticked"]]

    def summary(self) -> str:
        count = len(self.clauses)
        return ngettext("%(count)d clause", "%(count)d clauses", count) % {"count": count}

    def refused(self) -> list[str]:
        """What the last change could not do, in words."""
        last = len(self.draft.operations) - 1
        return list(dict.fromkeys(
            _("Not done: %(reason)s.") % {"reason": REASONS[refusal.reason]}
            for refusal in self.edited.refusals if refusal.operation == last
        ))  # fmt: skip

    def forget_idle_change(self) -> None:
        """Takes the last change off the list where it could do nothing at all."""
        last = len(self.draft.operations) - 1
        refused = [refusal for refusal in self.edited.refusals if refusal.operation == last]
        if last >= 0 and len(refused) >= len(self.draft.operations[last].get("at", [""])):
            self.draft.operations = self.draft.operations[:-1]

    @cached_property
    def pairing(self) -> dict[str, Any] | None:
        """Which clauses go with those of the language version compared with."""
        against = self.draft.against
        if against is None:
            return None
        theirs = list(Clause.objects.filter(expression=against).order_by("position"))
        found = pair_clauses(against.text, theirs, self.text.text, self.clauses, by_meaning=self.draft.by_meaning)
        only_theirs = [theirs[place].locator for place in found.only_first]
        only_ours = [self.clauses[place].locator for place in found.only_second]
        return {
            "pairs": [
                (theirs[first].locator, self.clauses[second].locator)
                for first, second in found.pairs
                if second not in found.nearness
            ],
            "by_meaning": [
                (theirs[first].locator, self.clauses[second].locator, found.nearness[second])
                for first, second in found.pairs
                if second in found.nearness
            ],
            "counterparts": {second: theirs[first].locator for first, second in found.pairs},
            "only_theirs": only_theirs[:MOST_NAMED],
            "only_ours": only_ours[:MOST_NAMED],
            "more_theirs": max(0, len(only_theirs) - MOST_NAMED),
            "more_ours": max(0, len(only_ours) - MOST_NAMED),
        }


def mentions_of(draft: ImportDraft, part: SourceText) -> list[Mention]:
    """What the text says of other documents."""
    assert draft.document is not None
    return mentions_in(part.text, language=draft.language, document=draft.document, names=known_names())


def best_to_compare(draft: ImportDraft) -> Expression | None:
    """The text of the document that most citations stand on; of equals the newest."""
    known = Expression.objects.filter(document=draft.document, clauses__isnull=False).defer("file", "text")
    return known.annotate(cited=Count("citations", distinct=True)).order_by("-cited", "-pk").first()


def as_language(tag: str) -> str:
    """A tag that a file gives itself, in canonical form, or "" if it is none."""
    try:
        return normalise_language(tag) if tag else ""
    except TextError:
        return ""


def dump_text(text: SourceText) -> dict[str, Any]:
    """All of a text but its words, as JSON."""
    return {
        "format": text.format,
        "file_sha256": text.file_sha256,
        "text_sha256": text.text_sha256,
        "warnings": list(text.warnings),
        "first_line": text.first_line,
        "hints": [[hint.start, hint.kind, hint.level] for hint in text.hints],
        "structure": dump_segmentation(text.structure) if text.structure else None,
        "language": text.language,
    }


def load_text(words: str, kept: dict[str, Any]) -> SourceText:
    return SourceText(
        text=words,
        **kept
        | {
            "warnings": tuple(kept["warnings"]),
            "hints": tuple(Hint(*hint) for hint in kept["hints"]),
            "structure": load_segmentation(kept["structure"]) if kept["structure"] else None,
        },
    )


def dump_segmentation(segmentation: Segmentation) -> dict[str, Any]:
    return {
        "clauses": [[getattr(clause, name) for name in _CLAUSE_FIELDS] for clause in segmentation.clauses],
        "warnings": list(segmentation.warnings),
    }


def load_segmentation(kept: dict[str, Any]) -> Segmentation:
    return Segmentation(tuple(map(load_clause, kept["clauses"])), tuple(kept["warnings"]))


def load_clause(values: Sequence[Any]) -> ClauseSpan:
    given = dict(zip(_CLAUSE_FIELDS, values, strict=True))
    return ClauseSpan(**given | {"path": tuple(given["path"])})
