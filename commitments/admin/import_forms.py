"""The forms of the import screen: what to import, and the one form that the preview is."""

import json
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from commitments.models import Document, Expression, ImportDraft
from commitments.models.choices import Translation
from commitments.text import TextError, normalise_language
from commitments.text.operations import KINDS, parse_operations
from commitments.text.reading import FORMATS

FORMAT_LABELS = {
    "text": gettext_lazy("plain text"),
    "markdown": "Markdown",
    "html": "HTML",
    "akn": "Akoma Ntoso",
    "docx": "DOCX",
    "pdf": "PDF",
}
KIND_LABELS = {
    "preamble": gettext_lazy("preamble"),
    "annex": gettext_lazy("annex"),
    "book": gettext_lazy("book"),
    "part": gettext_lazy("part"),
    "title": gettext_lazy("title (division)"),
    "chapter": gettext_lazy("chapter"),
    "section": gettext_lazy("section"),
    "article": gettext_lazy("article"),
    "principle": gettext_lazy("principle"),
    "priority": gettext_lazy("priority"),
    "goal": gettext_lazy("goal"),
    "target": pgettext_lazy("kind of clause", "target"),
    "recital": gettext_lazy("recital"),
    "paragraph": gettext_lazy("paragraph"),
    "item": gettext_lazy("item"),
    "bullet": gettext_lazy("bullet"),
    "contents": gettext_lazy("contents list"),
    "conclusions": gettext_lazy("conclusions"),
}
# The texts that are met most; any other language may be typed.
LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh-Hans", "zh-Hant"]
DESCRIBED = ("translation", "publisher", "source_url", "retrieved_on")


def formats(*, auto: bool) -> list[tuple[str, Any]]:
    known = [(name, FORMAT_LABELS.get(name, name)) for name in FORMATS]
    return [("auto", _("told by its content")), *known] if auto else known


def language_names() -> list[tuple[str, str]]:
    return [(code, get_language_info(code.lower())["name_local"]) for code in LANGUAGES]


class DescribedForm(forms.Form):
    """What both steps say of a text."""

    language = forms.CharField(
        label=gettext_lazy("Language"), max_length=35, required=False, widget=forms.TextInput({"list": "languages"})
    )
    translation = forms.ChoiceField(
        label=gettext_lazy("Translation"), choices=Translation.choices, initial=Translation.UNOFFICIAL,
        help_text=gettext_lazy("How this text came to be."),
    )  # fmt: skip
    publisher = forms.CharField(
        label=gettext_lazy("Publisher"), max_length=300, required=False, widget=forms.TextInput({"class": "vTextField"})
    )
    source_url = forms.URLField(
        label=gettext_lazy("Source address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput({"class": "vURLField"}),
    )
    retrieved_on = forms.DateField(
        label=gettext_lazy("Date retrieved"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_language(self) -> str:
        given: str = self.cleaned_data["language"].strip()
        try:
            return normalise_language(given) if given else ""
        except TextError as error:
            raise ValidationError(str(error)) from error

    def fill(self, draft: ImportDraft) -> None:
        """Puts what was said into the draft."""
        for name in ("language", "format", *DESCRIBED):
            setattr(draft, name, self.cleaned_data[name])


class StartForm(DescribedForm):
    """What to import: a document, and its text as a file or pasted."""

    document = forms.ModelChoiceField(label=gettext_lazy("Document"), queryset=Document.objects.all())
    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, DOCX, HTML, Markdown, Akoma Ntoso or plain text, as received."),
    )
    pasted = forms.CharField(
        label=gettext_lazy("Or paste the text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 10, "dir": "auto", "class": "vLargeTextField"}),
    )
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)
    field_order = ["document", "upload", "pasted", "language", "format", *DESCRIBED]

    def __init__(self, site: AdminSite, *args: Any, kept: ImportDraft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        field = self.fields["document"]
        field.widget = AutocompleteSelect(Expression._meta.get_field("document"), site)
        field.widget.choices = field.choices  # type: ignore[attr-defined]  # a field that has choices
        self.fields["format"].choices = formats(auto=True)  # type: ignore[attr-defined]  # a field that has choices
        self.fields["language"].help_text = _("Left empty, it is told from the text where that is possible.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["format"] = cleaned.get("format") or "auto"
        upload, pasted = cleaned.get("upload"), cleaned.get("pasted", "").strip()
        if "upload" in self.errors:
            return cleaned
        if upload and pasted:
            raise ValidationError(_("Give the text once: as a file, or pasted."))
        if not upload and not pasted and self.kept is None:
            raise ValidationError(_("Choose a file, or paste the text."))
        if upload and upload.size > settings.IMPORT_MAX_BYTES:
            raise ValidationError({"upload": _("The file is too large.")})
        return cleaned

    def keep_file(self, owner: Any, kept: ImportDraft | None) -> ImportDraft | None:
        """The draft that holds what was sent, so that a mistake elsewhere does not lose the file; None without one."""
        upload, pasted = self.files.get("upload"), self.data.get("pasted", "")
        if "upload" in self.errors:
            return kept
        if upload:
            data, name = upload.read(), upload.name or ""
        elif pasted.strip():
            data, name = pasted.encode(errors="replace"), ""
        else:
            return kept
        draft = kept or ImportDraft(owner=owner)
        draft.file, draft.file_name = data, name[-255:]
        draft.text, draft.extracted, draft.operations, draft.ticked = "", {}, [], []
        draft.from_line = draft.to_line = None
        draft.save()
        return draft

    def fill(self, draft: ImportDraft) -> None:
        super().fill(draft)
        draft.document = self.cleaned_data["document"]


class PreviewForm(DescribedForm):
    """The preview: the part of the text, the changes to clauses, the ticks, and what each button needs."""

    format = forms.ChoiceField(label=gettext_lazy("Format"))
    from_line = forms.IntegerField(label=gettext_lazy("First line"), min_value=1, required=False)
    to_line = forms.IntegerField(label=gettext_lazy("Last line"), min_value=1, required=False)
    line = forms.IntegerField(label=gettext_lazy("Line"), min_value=1, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, initial="paragraph")
    operations = forms.CharField(required=False, widget=forms.HiddenInput)
    ticked_list = forms.CharField(required=False, widget=forms.HiddenInput)
    against = forms.ModelChoiceField(
        label=gettext_lazy("Compare with"), queryset=Expression.objects.none(), required=False, empty_label="—"
    )
    add_citations = forms.BooleanField(label=gettext_lazy("Add citations"), required=False)
    by_meaning = forms.BooleanField(label=gettext_lazy("Pair by meaning"), required=False)

    def __init__(self, draft: ImportDraft, data: Any = None) -> None:
        names = ["language", "format", "from_line", "to_line", "against", "add_citations", "by_meaning", *DESCRIBED]
        initial = {name: getattr(draft, name) for name in names} | {"operations": json.dumps(draft.operations)}
        super().__init__(data, initial=initial)
        self.fields["language"].required = True
        self.fields["format"].choices = formats(auto=False)  # type: ignore[attr-defined]  # a field that has choices
        kinds = [(kind, KIND_LABELS.get(kind, kind)) for kind in KINDS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a field that has choices
        for name in ("from_line", "to_line", "line"):
            self.fields[name].widget.attrs["class"] = "line-number"
        compared = Expression.objects.filter(document=draft.document, clauses__isnull=False).distinct()
        texts = compared.select_related("document").defer("file", "text")
        self.fields["against"].queryset = texts  # type: ignore[attr-defined]  # a field that has choices

    def clean_operations(self) -> list[Any]:
        """Operations that are what they should be, as JSON: the draft keeps nothing that was not understood."""
        try:
            given = json.loads(self.cleaned_data["operations"] or "[]")
            return [operation.as_json() for operation in parse_operations(given)]
        except (ValueError, RecursionError, TextError) as error:
            raise ValidationError(_("The changes to the clauses were not understood: load the page anew.")) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        listed = lists(self.data, "ticked")
        if cleaned.get("ticked_list"):
            try:
                listed = [str(key) for key in json.loads(cleaned["ticked_list"])]
            except (ValueError, TypeError, RecursionError) as error:
                raise ValidationError(_("The ticks were not understood: load the page anew.")) from error
        cleaned["ticked"], cleaned["at"] = listed, lists(self.data, "at")
        cleaned["instruments"] = lists(self.data, "instrument")
        return cleaned

    def fill(self, draft: ImportDraft) -> None:
        super().fill(draft)
        compared_before = draft.against_id is not None
        for name in ("from_line", "to_line", "operations", "ticked", "instruments", "against", "add_citations"):
            setattr(draft, name, self.cleaned_data[name])
        if compared_before:  # Else the page had no box to tick.
            draft.by_meaning = self.cleaned_data["by_meaning"]


def lists(data: Any, name: str) -> list[str]:
    found: list[str] = data.getlist(name)
    return found
