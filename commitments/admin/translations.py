"""Form fields for texts in several languages: one box for each language, written in its own direction."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info

from commitments.models.translations import TranslatedField, TranslatedListField

# Open at once; the other languages unfold.
FIRST_LANGUAGES = ("en", "fr", "ar")


class TranslatedWidget(forms.MultiWidget):
    template_name = "admin/commitments/translated_widget.html"

    def __init__(self, *, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        self.languages = list(settings.CONTENT_LANGUAGES)
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for code in self.languages:
            direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
            marks = {"lang": code, "dir": direction, "class": "vLargeTextField" if rows > 1 else "vTextField"}
            boxes[code] = forms.Textarea(marks | {"rows": rows}) if rows > 1 else forms.TextInput(marks)
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [(value or {}).get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        boxes = []
        for code, box in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            box["attrs"].pop("required", None)  # No single language is required.
            boxes.append({"code": code, "name": settings.CONTENT_LANGUAGES[code], "widget": box})
        context["first"] = [box for box in boxes if box["code"] in FIRST_LANGUAGES]
        context["others"] = [box for box in boxes if box["code"] not in FIRST_LANGUAGES]
        context["others_filled"] = any(box["widget"]["value"] for box in context["others"])
        return context


class TranslatedFormField(forms.MultiValueField):
    """`{"en": …, "fr": …}` from the boxes; empty ones are left out."""

    rows = 1

    def __init__(self, **kwargs: Any) -> None:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs["widget"] = TranslatedWidget(rows=self.rows)
        fields = [forms.CharField(required=False) for _ in settings.CONTENT_LANGUAGES]
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, Any]:
        texts = dict(zip(settings.CONTENT_LANGUAGES, data_list, strict=False))
        return {code: text.strip() for code, text in texts.items() if text and text.strip()}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress(data or []) != (initial or {})


class TranslatedParagraphFormField(TranslatedFormField):
    rows = 3


class TranslatedListWidget(TranslatedWidget):
    def decompress(self, value: Any) -> list[Any]:
        return ["\n".join((value or {}).get(code, ())) for code in self.languages]


class TranslatedListFormField(TranslatedFormField):
    """`{"fr": [..., ...]}` from boxes with one text a line."""

    rows = 3

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = TranslatedListWidget(rows=self.rows)

    def compress(self, data_list: list[str]) -> dict[str, Any]:
        return {code: text.splitlines() for code, text in super().compress(data_list).items()}


# Longer texts get boxes of several lines.
PARAGRAPHS = {"summary", "note", "definition", "rationale"}


def form_field(field: Any, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field that holds translations, or nothing for other fields."""
    if isinstance(field, TranslatedListField):
        return field.formfield(form_class=TranslatedListFormField, **kwargs)
    if isinstance(field, TranslatedField):
        shape = TranslatedParagraphFormField if field.name in PARAGRAPHS else TranslatedFormField
        return field.formfield(form_class=shape, **kwargs)
    return None
