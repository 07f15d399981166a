"""Text in several languages: one JSON object `{"en": …, "fr": …}`, the same shape in the database, the register and
REST.

A field of this kind needs no migration when a language is added, is kept whole by the history triggers, and is
published as it is stored. Keys are the site's content languages (settings.CONTENT_LANGUAGES); empty texts are dropped.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class TranslatedField(models.JSONField):
    """A text in each of several languages, `dict[str, str]`; `{}` where nothing is known."""

    description = _("Text in several languages")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(_("Give a text for each language, as an object such as {“en”: “…”}."))
        for language, text in value.items():
            if language not in settings.CONTENT_LANGUAGES:
                raise ValidationError(
                    _("“%(language)s” is not one of the site's languages."), params={"language": language}
                )
            if not isinstance(text, str):
                raise ValidationError(_("The text in “%(language)s” is not text."), params={"language": language})
        return super().clean({key: text.strip() for key, text in value.items() if text.strip()}, model_instance)


class TranslatedListField(TranslatedField):
    """Several texts in each of several languages, `dict[str, list[str]]`: alternative names and labels."""

    description = _("Lists of texts in several languages")

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if not isinstance(value, dict):
            raise ValidationError(_("Give a list of texts for each language."))
        cleaned: dict[str, list[str]] = {}
        for language, texts in value.items():
            if language not in settings.CONTENT_LANGUAGES:
                raise ValidationError(
                    _("“%(language)s” is not one of the site's languages."), params={"language": language}
                )
            if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
                raise ValidationError(
                    _("The texts in “%(language)s” are not a list of texts."), params={"language": language}
                )
            if kept := [text.strip() for text in texts if text.strip()]:
                cleaned[language] = kept
        return models.JSONField.clean(self, cleaned, model_instance)


def translated(texts: dict[str, str], language: str | None = None) -> tuple[str, str]:
    """The text in `language` (default: the active one), else in English, else in any; with the language it is in.

    Returns ("", language) where there is no text at all.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    for choice in (wanted, settings.LANGUAGE_CODE, *texts):
        if texts.get(choice):
            return texts[choice], choice
    return "", wanted
