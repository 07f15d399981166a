"""The reader's blocks → HTML. In Python, for a text may have tens of thousands of runs, and templates are slow."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from .reading import Block, Run
from .wording import Payload

AGAIN = format_html(' class="{}"', "again")


def block_html(block: Block, commitments: dict[str, Payload], instruments: dict[str, Payload]) -> SafeString:
    """A paragraph or heading with the quoted words marked; each quotation ends with the number of who quotes it."""
    name = f"h{block.level}" if block.level else "p"
    runs = ((run_html(run, instruments), references(run, commitments)) for run in block.runs)
    inner = format_html_join("", "{}{}", runs)
    return format_html("<{}>{}</{}>", name, inner, name)


def run_html(run: Run, instruments: dict[str, Payload]) -> SafeString:
    words = format_html("<b>{}</b>", run.text) if run.is_label else escape(run.text)
    named = [instruments[slug] for slug in run.targets if slug in instruments]
    if len(named) == 1:  # Words that name several documents could lead to one of them only.
        title = named[0]["title"].text
        words = format_html('<a class="instrument" href="{}" title="{}">{}</a>', named[0]["address"], title, words)
    if not run.cited:
        return words
    return format_html("<mark{}>{}</mark>", AGAIN if run.cited > 1 else "", words)


def references(run: Run, commitments: dict[str, Payload]) -> SafeString:
    return format_html_join(
        "",
        '<a class="reference" href="{address}" aria-label="{number}: {title}">{number}</a>',
        (
            {name: commitments[key][name] for name in ("address", "number")} | {"title": commitments[key]["title"].text}
            for key in run.ends
        ),
    )
