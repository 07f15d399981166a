"""The shapes of a search's answer, for the OpenAPI description."""

from rest_framework import serializers

from commitments.searching.finding import Mode

from .shapes import DocumentTag, Shape, texts

FIELDS = ("title", "quote", "summary", "text", "key", "locator", "document", "theme", "region", "actor")


class SnippetPart(Shape):
    text = serializers.CharField()
    hit = serializers.BooleanField(help_text="Whether these are words that were looked for.")


class SnippetCut(Shape):
    start = serializers.BooleanField(help_text="Whether the text has more before the snippet.")
    end = serializers.BooleanField(help_text="Whether the text has more after it.")


class WordsFound(Shape):
    field = serializers.ChoiceField(choices=FIELDS)
    language = serializers.CharField(allow_null=True)
    words = serializers.ListField(child=serializers.CharField(), help_text="As the text has them.")


class MeaningFound(Shape):
    nearness = serializers.FloatField(help_text="Cosine of the vectors of the search and the passage, to 1.")
    language = serializers.CharField(help_text="Of the passage.")
    field = serializers.ChoiceField(choices=FIELDS, allow_null=True)


class WhyShape(Shape):
    words = WordsFound(many=True)
    meaning = MeaningFound(allow_null=True)


class HitShape(Shape):
    kind = serializers.ChoiceField(choices=["commitment", "clause"])
    key = serializers.CharField(help_text="Of a clause `DOCUMENT/LANGUAGE/EDITION#EID`.")
    url = serializers.URLField(help_text="Of a clause that of all clauses of its text.")
    title = texts("Of a clause its heading, if it has one.")
    document = DocumentTag()
    locator = serializers.CharField(allow_null=True)
    version = serializers.IntegerField(required=False, help_text="Of a commitment.")
    eid = serializers.CharField(required=False, help_text="Of a clause.")
    language = serializers.CharField(allow_null=True, help_text="Of the snippet.")
    direction = serializers.ChoiceField(choices=["ltr", "rtl"], allow_null=True)
    field = serializers.ChoiceField(choices=FIELDS, allow_null=True, help_text="Where the snippet is taken from.")
    snippet = SnippetPart(many=True, help_text="Its parts together are the text as it stands there.")
    cut = SnippetCut()
    why = WhyShape()
    score = serializers.FloatField(help_text="Orders the hits of one search; says nothing beside another one.")


class CorrectionShape(Shape):
    to = serializers.CharField(help_text="The words that were looked for instead.")

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]  # DRF's own takes none when it runs
        """`from` cannot be the name of an attribute."""
        words = serializers.CharField(help_text="The words that were typed, of which nothing has any.")
        return {"from": words, **super().get_fields()}


class UnderstoodShape(Shape):
    text = serializers.CharField(help_text="What could be typed to ask the same.")
    alternatives = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    terms = serializers.ListField(child=serializers.CharField())
    phrases = serializers.ListField(child=serializers.CharField(), help_text="Words that must follow each other.")
    beginnings = serializers.ListField(child=serializers.CharField(), help_text="Beginnings of words.")
    excluded = serializers.ListField(child=serializers.CharField())
    ignored = serializers.ListField(child=serializers.CharField(), help_text="Words of no weight in some language.")
    filters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    excluded_filters = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    languages = serializers.ListField(
        child=serializers.CharField(), help_text="In whose stems words were looked for; `simple` is any other language."
    )
    mode = serializers.ChoiceField(choices=Mode.choices)
    corrected = CorrectionShape(allow_null=True, help_text="Set where nothing has the words as typed.")


class FacetValueShape(Shape):
    key = serializers.CharField()
    label = texts("Empty where the key says all.")  # type: ignore[assignment]  # hides DRF's own attribute
    count = serializers.IntegerField()
    filter = serializers.CharField(help_text="The query string of the list narrowed to these rows.")


class FacetsShape(Shape):
    """The values that most rows have, greatest number first; beside a search, of what it is not narrowed by."""

    document = FacetValueShape(many=True, required=False)
    theme = FacetValueShape(many=True, required=False)
    region = FacetValueShape(many=True, required=False)
    actor = FacetValueShape(many=True, required=False)
    kind = FacetValueShape(many=True, required=False)
    language = FacetValueShape(many=True, required=False)
    year = FacetValueShape(many=True, required=False)
    status = FacetValueShape(many=True, required=False)


class SearchShape(Shape):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = HitShape(many=True)
    query = UnderstoodShape()
    facets = FacetsShape(required=False, help_text="With `facets=true`.")
    facets_complete = serializers.BooleanField(
        required=False, help_text="With `facets=true`: false if there are too many hits to count them all."
    )
