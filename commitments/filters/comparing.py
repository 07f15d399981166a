"""What is to be put side by side."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commitments.models.register import PublishedCommitment

from .fields import KeysField
from .known import current_commitments, documents


class ComparisonForm(forms.Form):
    """Two to six documents, or two commitments, to be put side by side."""

    document = KeysField(known=documents, required=False)
    commitment = KeysField(known=current_commitments, required=False)
    language = forms.CharField(required=False)

    FEWEST_DOCUMENTS, MOST_DOCUMENTS, COMMITMENTS = 2, 6, 2

    def clean_document(self) -> list[str]:
        keys = list(dict.fromkeys(self.cleaned_data["document"]))
        if keys and not self.FEWEST_DOCUMENTS <= len(keys) <= self.MOST_DOCUMENTS:
            raise ValidationError(_("Choose two to six documents."))
        return keys

    def clean_commitment(self) -> list[str]:
        keys = list(dict.fromkeys(self.cleaned_data["commitment"]))
        if keys and len(keys) != self.COMMITMENTS:
            raise ValidationError(_("Choose two commitments."))
        if keys and self.data.get("document"):
            raise ValidationError(_("Choose documents or commitments, not both."))
        return keys

    def clean_language(self) -> str:
        """A language in which all that is compared is quoted."""
        language: str = self.cleaned_data["language"]
        keys = self.cleaned_data.get("commitment")
        if language and self.data.get("document"):
            raise ValidationError(_("A language is chosen where two commitments are compared."))
        if not language or not keys:
            return ""
        rows = PublishedCommitment.objects.current().filter(key__in=keys, languages__contains=[language])
        if rows.count() < len(keys):
            raise ValidationError(_("Not both commitments are quoted in this language."))
        return language

    @property
    def problems(self) -> dict[str, list[str]]:
        return {name: [str(message) for message in messages] for name, messages in self.errors.items()}
