"""The closed vocabularies: values that fields take and filters ask for, with their labels. Drafts and published rows
share them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def one_of(field: str, choices: type[models.TextChoices], name: str, *, blank: bool = False) -> models.CheckConstraint:
    """A constraint: one of the values of a closed vocabulary, or nothing where that is allowed."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": [*choices.values, *([""] if blank else [])]}), name=name
    )


class DocumentKind(models.TextChoices):
    CONCEPT_PAPER = "concept_paper", _("concept paper")
    JOINT_STATEMENT = "joint_statement", _("joint statement")
    DECLARATION = "declaration", _("declaration")
    TREATY = "treaty", _("treaty")
    RESOLUTION = "resolution", _("resolution")
    SPEECH = "speech", _("speech")
    NEWS_REPORT = "news_report", _("news report")
    INITIATIVE = "initiative", _("initiative")
    ACTION_PLAN = "action_plan", _("action plan")
    AGREEMENT = "agreement", _("agreement")
    OTHER = "other", _("other")


class DocumentRole(models.TextChoices):
    ISSUER = "issuer", _("issuer")
    SIGNATORY = "signatory", _("signatory")
    SPEAKER = "speaker", _("speaker")
    REPORTER = "reporter", _("reporter")


class Translation(models.TextChoices):
    """How an expression came to be."""

    ORIGINAL = "original", _("original language")
    OFFICIAL = "official", _("official translation")
    UNOFFICIAL = "unofficial", _("unofficial translation")
    MACHINE = "machine", _("machine translation")
    REPORT = "report", _("report")


class CommitmentKind(models.TextChoices):
    PRINCIPLE = "principle", _("principle")
    PRIORITY = "priority", _("priority")
    UNDERTAKING = "undertaking", _("undertaking")
    OBLIGATION = "obligation", _("obligation")
    POSITION = "position", pgettext_lazy("kind of commitment", "position")
    MECHANISM = "mechanism", _("mechanism")
    CALL = "call", _("call")


class Status(models.TextChoices):
    """Where a commitment stands in its life; what was done about it is a matter of assessments."""

    ACTIVE = "active", _("active")
    FULFILLED = "fulfilled", _("fulfilled")
    SUPERSEDED = "superseded", _("superseded")
    LAPSED = "lapsed", _("lapsed")


class LegalCharacter(models.TextChoices):
    """After the OAS Guidelines on Binding and Non-Binding Agreements: always a claim, with its source."""

    TREATY = "treaty", _("treaty")
    CONTRACT = "contract", _("contract")
    POLITICAL_COMMITMENT = "political_commitment", _("political commitment")
    INTER_INSTITUTIONAL = "inter_institutional", _("inter-institutional agreement")
    UNILATERAL_STATEMENT = "unilateral_statement", _("unilateral statement")
    DISPUTED = "disputed", _("disputed")
    UNKNOWN = "unknown", _("unknown")


class ActorRole(models.TextChoices):
    MAKES = "makes", _("makes it")
    ADDRESSED_TO = "addressed_to", _("addressed to")
    BENEFICIARY = "beneficiary", _("beneficiary")


class EditorialState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")


class Relation(models.TextChoices):
    RESTATES = "restates", _("restates")
    EXTENDS = "extends", _("extends")
    NARROWS = "narrows", _("narrows")
    IMPLEMENTS = "implements", _("implements")
    ENDORSES = "endorses", _("endorses")
    SUPERSEDES = "supersedes", _("supersedes")
    DIVERGES = "diverges", _("diverges from")


# What each relation says of the source, to whoever has to choose one.
RELATION_MEANINGS = {
    Relation.RESTATES: _("says the same again, in these or in other words"),
    Relation.EXTENDS: _("says the same and more: goes further, or covers more"),
    Relation.NARROWS: _("says only a part of it, or makes conditions"),
    Relation.IMPLEMENTS: _("is a step by which the other is carried out"),
    Relation.ENDORSES: _("supports what the other, by somebody else, proposes"),
    Relation.SUPERSEDES: _("takes the place of the other, which no longer stands"),
    Relation.DIVERGES: _("says something else on the same point"),
}


class Verdict(models.TextChoices):
    """What one person says of a link."""

    ACCEPT = "accept", _("accept")
    REFUSE = "refuse", _("refuse")
    DISPUTE = "dispute", _("dispute")


# In place of a year, for what has no date.
UNDATED = "undated"

# What the other end says of the same link.
INVERSE_LABELS = {
    Relation.RESTATES: pgettext_lazy("inverse relation", "is restated by"),
    Relation.EXTENDS: pgettext_lazy("inverse relation", "is extended by"),
    Relation.NARROWS: pgettext_lazy("inverse relation", "is narrowed by"),
    Relation.IMPLEMENTS: pgettext_lazy("inverse relation", "is implemented by"),
    Relation.ENDORSES: pgettext_lazy("inverse relation", "is endorsed by"),
    Relation.SUPERSEDES: pgettext_lazy("inverse relation", "is superseded by"),
    Relation.DIVERGES: pgettext_lazy("inverse relation", "is diverged from by"),
}
