"""The shapes of what commitments/analysis/ finds, for the OpenAPI description."""

from rest_framework import serializers

from commitments.models.choices import CommitmentKind, DocumentKind, Relation, Status

from .shapes import LINK_STATES, CitationShape, CommitmentLinkShape, DocumentTag, Shape, ThemeTag, texts


class RelatedShape(CommitmentLinkShape):
    suggested = serializers.BooleanField(help_text="false: an editor accepted the link, and a reviewer published it.")
    score = serializers.FloatField(allow_null=True, help_text="Of a suggestion.")
    reasons = serializers.ListField(child=serializers.CharField(), help_text="Of a suggestion.")


class SegmentShape(Shape):
    kind = serializers.ChoiceField(choices=["same", "removed", "added"])
    text = serializers.CharField()


class ChangeOfWordsShape(Shape):
    language = serializers.CharField(help_text="BCP 47.")
    shared = serializers.FloatField(help_text="Part of the words of both that stayed, 0 to 1.")
    segments = SegmentShape(many=True)


class EndorserShape(Shape):
    slug = serializers.CharField()
    label = texts()  # type: ignore[assignment]  # hides DRF's own attribute
    commitments = serializers.ListField(child=serializers.CharField(), help_text="Keys of those that endorse.")


class StatedCommitmentShape(Shape):
    key = serializers.CharField()
    url = serializers.URLField()
    document = DocumentTag()
    locator = serializers.CharField()
    kind = serializers.ChoiceField(choices=CommitmentKind.choices)
    title = texts()
    status = serializers.ChoiceField(choices=Status.choices)
    citations = CitationShape(many=True)


class LineageLinkShape(Shape):
    source = serializers.CharField()  # type: ignore[assignment]  # hides DRF's own attribute
    target = serializers.CharField()
    relation = serializers.ChoiceField(choices=Relation.choices)
    rationale = texts()
    state = serializers.ChoiceField(choices=LINK_STATES)
    changes = ChangeOfWordsShape(many=True, help_text="From the older to the newer, in each language of both.")


class LineageShape(Shape):
    key = serializers.CharField()
    complete = serializers.BooleanField(help_text="false: the line is longer, and these are its nearest commitments.")
    first_said = serializers.ListField(child=serializers.CharField(), help_text="Keys; of one date.")
    last_reaffirmed = serializers.ListField(child=serializers.CharField(), help_text="Keys; of one date.")
    endorsed_by = EndorserShape(many=True)
    commitments = StatedCommitmentShape(many=True)
    links = LineageLinkShape(many=True)


class QuoteShape(Shape):
    language = serializers.CharField(help_text="BCP 47.")
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])
    exact = serializers.CharField()


class ComparedDocumentShape(DocumentTag):
    url = serializers.URLField()
    kind = serializers.ChoiceField(choices=DocumentKind.choices)


class ComparedCommitmentShape(Shape):
    key = serializers.CharField()
    url = serializers.URLField()
    document = serializers.CharField(help_text="Slug.")
    locator = serializers.CharField()
    title = texts()
    quotes = QuoteShape(many=True)


class ComparedThemeShape(ThemeTag):
    ancestors = serializers.ListField(child=serializers.CharField(), help_text="All broader themes, nearest first.")
    says = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="For each document the keys of its commitments with this very theme.",
    )
    silent = serializers.ListField(
        child=serializers.CharField(), help_text="Slugs of those that say nothing on it or on any narrower theme."
    )


class DocumentsComparedShape(Shape):
    documents = ComparedDocumentShape(many=True)
    themes = ComparedThemeShape(many=True)
    silent_themes = ThemeTag(many=True, help_text="Top themes of which none of the documents speaks.")
    commitments = serializers.DictField(child=ComparedCommitmentShape(), help_text="By key.")


class AlignedRowShape(Shape):
    first = serializers.ListField(child=serializers.CharField())
    second = serializers.ListField(child=serializers.CharField())
    alike = serializers.FloatField(allow_null=True, help_text="How near in meaning, −1 to 1; null where one is empty.")


class AlignedShape(Shape):
    languages = serializers.ListField(child=serializers.CharField())
    rows = AlignedRowShape(many=True)


class CommitmentsComparedShape(Shape):
    commitments = StatedCommitmentShape(many=True)
    shared_languages = serializers.ListField(child=serializers.CharField())
    change = ChangeOfWordsShape(allow_null=True, help_text="From the first to the second.")
    aligned = AlignedShape(allow_null=True, help_text="Where they share no language, or hardly a word.")
