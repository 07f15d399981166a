"""The rows of the preview: one for each line of the text and one for each clause. Made by hand, not by a template:
a treaty has thousands.
"""

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from .import_forms import KIND_LABELS
from .import_preview import Preview

LONGEST_WORDS = 110
DEEPEST_SHOWN = 10


def text_rows(preview: Preview) -> list[SafeString]:
    """The lines of the whole text; those that are not imported are marked, and warnings stand below their line."""
    first, last = preview.kept_lines
    warned: dict[int, list[str]] = {}
    for line, said in preview.warnings:
        if line is not None:
            warned.setdefault(line, []).append(said)
    rows = []
    for number, words in enumerate(preview.lines, start=preview.whole.first_line):
        if not words.strip():
            continue
        out = "" if first <= number <= last else ' class="out"'
        rows.append(f'<p id="l{number}" data-n="{number}"{out}>{escape(words)}</p>')
        rows += [f'<p class="warned" dir="ltr" lang="en">{escape(said)}</p>' for said in warned.get(number, ())]
    return [mark_safe(row) for row in rows]


def clause_rows(preview: Preview) -> list[SafeString]:
    """The clauses: choose, draft commitment, kind, locator, first words."""
    kinds: dict[str, str] = {}
    ticked = set(preview.draft.ticked)
    numbered, every = set(preview.starting_ticks("numbered")), set(preview.starting_ticks("all"))
    choose, tick = escape(_("Choose")), escape(_("Draft commitment"))
    counterparts = preview.pairing["counterparts"] if preview.pairing else None
    language, run = escape(preview.draft.language), preview.direction
    rows = []
    for place, (clause, key) in enumerate(zip(preview.clauses, preview.keys, strict=True)):
        kind = kinds.get(clause.kind) or kinds.setdefault(
            clause.kind, escape(str(KIND_LABELS.get(clause.kind, clause.kind)))
        )
        end = min(clause.end, clause.start + 3 * LONGEST_WORDS)
        if place + 1 < len(preview.clauses) and preview.clauses[place + 1].start > clause.start:
            end = min(end, preview.clauses[place + 1].start)  # what stands in clauses inside is shown there
        excerpt = preview.text.text[clause.start : end]
        words = " ".join(excerpt.split())
        short = words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
        locator, first = escape(clause.locator), preview.line_of(clause.start)
        unpaired = "" if counterparts is None or place in counterparts else " unpaired"
        rows.append(
            f'<li id="c{key}" class="d{min(clause.depth, DEEPEST_SHOWN)}{unpaired}" data-from="{first}"'
            f' data-kind="{escape(clause.kind)}" data-to="{preview.line_of(clause.end - 1)}"'
            f"{' data-numbered' if key in numbered else ''}{' data-all' if key in every else ''}>"
            f'<input type="checkbox" name="at" value="{key}" aria-label="{choose} {locator}">'
            f'<input type="checkbox" name="ticked" value="{key}" aria-label="{tick}: {locator}"'
            f"{' checked' if key in ticked else ''}>"
            f'<span class="clause-kind">{kind}</span> <b dir="auto">{locator}</b> '
            f'<a href="#l{first}" lang="{language}" dir="{run}">{escape(short)}</a></li>'
        )
    return [mark_safe(row) for row in rows]


def changed_rows(before: list[SafeString], after: list[SafeString]) -> dict[str, Any]:
    """What turns the one list of rows into the other: keep `from` rows, replace `count` by `rows`, keep the rest."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    rest = 0
    while rest < min(len(before), len(after)) - start and before[-1 - rest] == after[-1 - rest]:
        rest += 1
    return {"from": start, "count": len(before) - start - rest, "rows": "".join(after[start : len(after) - rest])}


def pairing_html(preview: Preview) -> SafeString:
    """How the clauses go with those of the language version compared with."""
    if preview.pairing is None:
        return SafeString("")
    return render_to_string("admin/commitments/import_pairing.html", {"pairing": preview.pairing, "preview": preview})
