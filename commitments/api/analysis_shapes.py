"""The shapes of what commitments/analysis/ finds, for the OpenAPI description."""

from rest_framework import serializers

from commitments.models.choices import CommitmentKind, Relation, Status

from .shapes import CitationShape, DocumentTag, Shape, texts


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
    changes = ChangeOfWordsShape(many=True, help_text="From the older to the newer, in each language of both.")


class LineageShape(Shape):
    key = serializers.CharField()
    complete = serializers.BooleanField(help_text="false: the line is longer, and these are its nearest commitments.")
    first_said = serializers.ListField(child=serializers.CharField(), help_text="Keys; of one date.")
    last_reaffirmed = serializers.ListField(child=serializers.CharField(), help_text="Keys; of one date.")
    endorsed_by = EndorserShape(many=True)
    commitments = StatedCommitmentShape(many=True)
    links = LineageLinkShape(many=True)
