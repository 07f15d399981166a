"""Quotations in forms: an editor pastes words or names a clause; where they stand is the program's work."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from commitments.models import Citation, Clause, Expression
from commitments.text import find_quote, quote


def show_quote(citation: Citation) -> SafeString:
    """A quotation as it stands, in its language and direction, with a few words around it."""
    return format_html(
        '<blockquote class="quoted" lang="{}" dir="{}"><span class="around">…{}</span>{}'
        '<span class="around">{}…</span></blockquote>',
        citation.expression.language,
        citation.expression.direction,
        citation.prefix,
        citation.exact,
        citation.suffix,
    )


class QuoteForm(forms.ModelForm):
    """Fills `start`, `end` and the context from the words, which must stand in the text; no words mean the whole
    clause.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        clause: Clause | None = cleaned.get("clause")
        expression: Expression | None = cleaned.get("expression") or (clause.expression if clause else None)
        if expression is None:
            raise ValidationError(_("Name the clause, or at least the language version, that the words are from."))
        if clause and clause.expression_id != expression.pk:
            self.add_error("clause", _("This clause belongs to another language version."))
            return cleaned
        within = (clause.start, clause.end) if clause else (0, len(expression.text))
        words = cleaned.get("exact") or ""
        if words.strip():
            start, end = self.place(expression.text, words, within)
        elif clause:
            start, end = within
        else:
            raise ValidationError(_("Give the words, or name the clause that is quoted as a whole."))
        found = quote(expression.text, start, end)
        cleaned |= {"expression": expression, "exact": found.exact}
        self.instance.start, self.instance.end, self.instance.exact = start, end, found.exact
        if isinstance(self.instance, Citation):
            self.instance.expression = expression
            self.instance.prefix, self.instance.suffix = found.prefix, found.suffix
        return cleaned

    def place(self, text: str, words: str, within: tuple[int, int]) -> tuple[int, int]:
        """Where the words stand between two offsets; spaces and line ends need not be the same."""
        low, high = within
        part = text[low:high]
        # The browser writes line ends its own way, and adds none.
        words = words.replace("\r\n", "\n").strip()
        hint = self.instance.start - low if self.instance.pk and self.instance.start is not None else None
        anchor = find_quote(part, words, start_hint=hint)
        if anchor.status == "ambiguous":
            raise ValidationError(
                {"exact": _("These words stand there more than once: quote a little more, or name the clause.")}
            )
        if anchor.start is None or anchor.end is None:
            raise ValidationError(
                {"exact": _("These words do not stand in the text. Copy them from it, to the letter.")}
            )
        return low + anchor.start, low + anchor.end
