"""The shapes of the answers, for the OpenAPI description. Answers are stored JSON: nothing is serialized here at run
time.
"""

from rest_framework import serializers

from commitments.analysis.matrix.axes import DIMENSIONS
from commitments.models.choices import (
    ActorRole,
    CommitmentKind,
    DocumentKind,
    DocumentRole,
    LegalCharacter,
    Relation,
    Status,
    Translation,
)
from commitments.models.register import Action

Shape = serializers.Serializer[None]


def texts(help_text: str = "A text for each language it is known in.") -> serializers.DictField:
    return serializers.DictField(child=serializers.CharField(), help_text=help_text)


class Stamp(Shape):
    version = serializers.IntegerField(help_text="Counts the publications of this thing, from 1.")
    published_at = serializers.DateTimeField()
    sequence = serializers.IntegerField(help_text="The register entry that it comes from.")


class ThemeTag(Shape):
    slug = serializers.CharField()
    label = texts()  # type: ignore[assignment]  # a serializer's own `label` is not used in a shape


class RegionTag(Shape):
    code = serializers.CharField(help_text="UN M49 as three characters, or the code of a grouping.")
    label = texts()  # type: ignore[assignment]  # hides DRF's own attribute


class ActorTag(Shape):
    slug = serializers.CharField()
    label = texts()  # type: ignore[assignment]  # hides DRF's own attribute
    role = serializers.ChoiceField(choices=ActorRole.choices)


class DocumentActorTag(ActorTag):
    role = serializers.ChoiceField(choices=DocumentRole.choices)


class DocumentTag(Shape):
    slug = serializers.CharField()
    title = texts()
    date = serializers.DateField(allow_null=True)


class TargetShape(Shape):
    quantity = serializers.IntegerField()
    unit = texts()


class LegalCharacterShape(Shape):
    value = serializers.ChoiceField(choices=LegalCharacter.choices)
    source = serializers.CharField(help_text="Why it is so, or who says so.")  # type: ignore[assignment]  # hides DRF's own attribute


class CitationShape(Shape):
    document = serializers.CharField(help_text="Slug of the document whose text is quoted.")
    language = serializers.CharField(help_text="BCP 47.")
    edition = serializers.IntegerField()
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])
    translation = serializers.ChoiceField(choices=Translation.choices)
    clause = serializers.CharField(allow_null=True, help_text="eId of the clause.")
    locator = serializers.CharField(allow_null=True)
    start = serializers.IntegerField(help_text="Code points into the text at `text_url`, from 0.")
    end = serializers.IntegerField(help_text="Excluded.")
    exact = serializers.CharField(help_text="The text from `start` to `end`.")
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    publisher = serializers.CharField()
    source_url = serializers.URLField(allow_null=True)
    text_url = serializers.URLField()


LINK_STATES = [("accepted", "accepted"), ("disputed", "disputed: those who decided on it differ")]


class CommitmentLinkShape(Shape):
    relation = serializers.ChoiceField(choices=Relation.choices)
    direction = serializers.ChoiceField(choices=["outgoing", "incoming"])
    key = serializers.CharField(help_text="Key of the commitment at the other end.")
    document = serializers.CharField()
    title = texts()
    rationale = texts()
    state = serializers.ChoiceField(choices=LINK_STATES)


class CommitmentShape(Stamp):
    key = serializers.CharField()
    url = serializers.URLField()
    document = DocumentTag()
    locator = serializers.CharField()
    kind = serializers.ChoiceField(choices=CommitmentKind.choices)
    title = texts()
    summary = texts()
    themes = ThemeTag(many=True)
    regions = RegionTag(many=True)
    actors = ActorTag(many=True)
    due_on = serializers.DateField(allow_null=True)
    target = TargetShape(allow_null=True)
    legal_character = LegalCharacterShape(allow_null=True)
    status = serializers.ChoiceField(choices=Status.choices)
    last_verified_on = serializers.DateField(allow_null=True)
    citations = CitationShape(many=True)
    links = CommitmentLinkShape(many=True)
    assessments = serializers.ListField(child=serializers.DictField())


class VersionShape(CommitmentShape):
    ended_at = serializers.DateTimeField(
        allow_null=True, help_text="When the next wording, or a withdrawal, replaced it."
    )


class ExpressionShape(Stamp):
    language = serializers.CharField()
    edition = serializers.IntegerField()
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])
    translation = serializers.ChoiceField(choices=Translation.choices)
    publisher = serializers.CharField()
    source_url = serializers.URLField(allow_null=True)
    retrieved_on = serializers.DateField(allow_null=True)
    note = texts()
    file_name = serializers.CharField()
    file_sha256 = serializers.CharField()
    text_sha256 = serializers.CharField()
    length = serializers.IntegerField(help_text="Of the text, in code points.")
    clauses = serializers.IntegerField(help_text="How many clauses it has.")
    references = serializers.IntegerField(help_text="How often it mentions other documents.")
    text_url = serializers.URLField()
    clauses_url = serializers.URLField()


class DocumentShape(Stamp):
    slug = serializers.CharField()
    url = serializers.URLField()
    title = texts()
    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    symbol = serializers.CharField(allow_null=True)
    date = serializers.DateField(allow_null=True)
    place = texts()
    actors = DocumentActorTag(many=True)
    alternative_names = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    note = texts()
    expressions = ExpressionShape(many=True)


class ReferenceShape(Shape):
    document = serializers.CharField(help_text="Slug of the document that is mentioned.")
    article = serializers.CharField(help_text="The number of its article, or empty.")
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField(help_text="The text from `start` to `end`.")


class MentionShape(ReferenceShape):
    document = serializers.CharField(help_text="Slug of the document whose text it is.")
    date = serializers.DateField(allow_null=True, help_text="When that document was adopted.")
    language = serializers.CharField()
    direction = serializers.ChoiceField(choices=["ltr", "rtl"])
    edition = serializers.IntegerField()
    clause = serializers.CharField(help_text="eId of the clause.")
    locator = serializers.CharField()
    prefix = serializers.CharField()
    suffix = serializers.CharField()
    url = serializers.URLField(help_text="The clauses of the text.")


class ClauseShape(Shape):
    eid = serializers.CharField(help_text="Akoma Ntoso identifier.")
    parent = serializers.CharField(  # type: ignore[assignment]  # hides DRF's own attribute
        allow_null=True, help_text="eId of the clause that holds it."
    )
    kind = serializers.CharField()
    label = serializers.CharField(help_text="As printed.")  # type: ignore[assignment]  # hides DRF's own attribute
    number = serializers.CharField()
    path = serializers.ListField(child=serializers.CharField())
    locator = serializers.CharField()
    heading = serializers.CharField()
    depth = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()
    references = ReferenceShape(many=True)


class LinkEnd(Shape):
    key = serializers.CharField()
    document = serializers.CharField()
    locator = serializers.CharField()
    title = texts()


class LinkShape(Stamp):
    key = serializers.CharField()
    source = LinkEnd()  # type: ignore[assignment]  # nor its own `source`
    target = LinkEnd()
    relation = serializers.ChoiceField(choices=Relation.choices)
    rationale = texts()
    state = serializers.ChoiceField(choices=LINK_STATES)
    origin = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)


class TermShape(Stamp):
    url = serializers.URLField()
    label = texts()  # type: ignore[assignment]  # hides DRF's own attribute
    broader = serializers.CharField(allow_null=True)
    ancestors = serializers.ListField(child=serializers.CharField(), help_text="All broader terms, nearest first.")


class ThemeShape(TermShape):
    slug = serializers.CharField()
    position = serializers.IntegerField()
    alternative_labels = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    definition = texts()
    exact_match = serializers.ListField(child=serializers.URLField())
    close_match = serializers.ListField(child=serializers.URLField())


class RegionMemberShape(Shape):
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2.")
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)


class RegionShape(TermShape):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=["m49", "grouping"])
    note = texts()
    members = RegionMemberShape(many=True)


class ActorShape(TermShape):
    slug = serializers.CharField()
    type = serializers.ChoiceField(choices=["state", "organisation", "body", "person", "group"])
    iso3166 = serializers.CharField(allow_null=True)
    alternative_names = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


class MatrixDimensions(Shape):
    rows = serializers.ChoiceField(choices=list(DIMENSIONS))
    columns = serializers.ChoiceField(choices=list(DIMENSIONS))


class MatrixHead(Shape):
    key = serializers.CharField(help_text="The value of the filter of commitments/ that has the dimension's name.")
    label = texts()  # type: ignore[assignment]  # hides DRF's own attribute
    depth = serializers.IntegerField(help_text="How many broader terms of it are rows or columns too.")
    narrower = serializers.IntegerField(help_text="How many terms are directly below it, shown or not.")
    count = serializers.IntegerField(help_text="Different commitments in it.")
    url = serializers.URLField(help_text="The list of these commitments.")


class MatrixShape(Shape):
    dimensions = MatrixDimensions()
    rows = MatrixHead(many=True)
    columns = MatrixHead(many=True)
    cells = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="For each row the numbers of commitments, one for each column.",
    )
    total = serializers.IntegerField(help_text="Different commitments counted, in a row and column or in none.")
    filters = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), help_text="The filters that were given."
    )
    sequence = serializers.IntegerField(help_text="The newest entry of the register.")


class ChangeShape(Shape):
    sequence = serializers.IntegerField()
    kind = serializers.CharField()
    key = serializers.CharField()
    action = serializers.ChoiceField(choices=Action.choices)
    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    payload = serializers.DictField(allow_null=True)
    hash = serializers.CharField(help_text="sha256 of the entry's canonical JSON without this field.")
    previous_hash = serializers.CharField()


class ProblemShape(Shape):
    type = serializers.URLField(help_text="An address that explains this kind of problem.")
    title = serializers.CharField(help_text="What kind of problem it is.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What is the matter this time.")
    instance = serializers.CharField(  # type: ignore[assignment]  # hides DRF's own attribute
        help_text="The address that was asked for, without the host."
    )


class InvalidParameterShape(ProblemShape):
    errors = serializers.DictField(  # type: ignore[assignment]  # hides DRF's own attribute
        child=serializers.ListField(child=serializers.CharField()),
        help_text="For each parameter that is not valid, what is wrong with it.",
    )


class GoneShape(ProblemShape):
    withdrawn_at = serializers.DateTimeField()
    reason = serializers.CharField(help_text="Why it was withdrawn.")
