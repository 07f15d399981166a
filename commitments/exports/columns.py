"""The columns of the table of commitments: their names, what they mean, and where they stand in the stored JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.translation import override

from commitments.models.choices import ActorRole, CommitmentKind, LegalCharacter, Status, Translation
from commitments.models.translations import translated

Payload = dict[str, Any]
Value = str | int | None
Rows = Literal["commitment", "citation"]
# One part of some commitments → what stands in their cells. All at once, because a large table would wait longer for
# calls of functions than for anything else.
Reader = Callable[[Sequence[Any]], list[Value]]
Choices = type[TextChoices] | None

# Between several values of a cell. No key holds it.
SEPARATOR = " | "


@dataclass(frozen=True)
class Wording:
    """In which language labels are written, and the site's address before addresses."""

    language: str
    root: str

    def text(self, texts: dict[str, str]) -> str:
        return texts.get(self.language) or translated(texts, self.language)[0]

    def labels(self, choices: type[TextChoices]) -> dict[str, str]:
        with override(self.language):
            return {choice.value: str(choice.label) for choice in choices}


@dataclass(frozen=True)
class Column:
    """`part` is the key of the stored JSON that it is made of; in a table of citations each row has its own one as
    `citation`. `data_type` is that of a Frictionless table schema; `choices` are all values, where they are fixed.
    """

    name: str
    part: str
    description: str
    reader: Callable[[Wording], Reader]
    data_type: str = "string"
    choices: Choices = None

    @property
    def is_free_text(self) -> bool:
        """Whether anything may stand in it: no number, no date, none of some fixed values."""
        return self.data_type == "string" and self.choices is None


def plain(name: str, description: str, data_type: str = "string", choices: Choices = None) -> Column:
    """A value as the stored JSON has it."""
    return Column(name, name, description, lambda _wording: list, data_type, choices)


def within(
    name: str, part: str, inner: str, description: str, data_type: str = "string", choices: Choices = None
) -> Column:
    """A value of an object that may be absent."""

    def reader(_wording: Wording) -> Reader:
        return lambda objects: [each.get(inner) if each else None for each in objects]

    return Column(name, part, description, reader, data_type, choices)


def text(name: str, description: str) -> Column:
    """A text in the language of labels, else in English, else in any."""
    return Column(name, name, description, lambda wording: lambda texts: [wording.text(each) for each in texts])


def label(name: str, part: str, choices: type[TextChoices], description: str) -> Column:
    def reader(wording: Wording) -> Reader:
        known = wording.labels(choices)
        return lambda values: [known.get(each, each) for each in values]

    return Column(name, part, description, reader)


def tags(name: str, key: str, description: str) -> tuple[Column, Column]:
    """The keys of a list of terms, and their labels in the same order."""

    def keys(_wording: Wording) -> Reader:
        return lambda lists: [SEPARATOR.join([tag[key] for tag in each]) for each in lists]

    def labels(wording: Wording) -> Reader:
        return lambda lists: [SEPARATOR.join([wording.text(tag["label"]) for tag in each]) for each in lists]

    return (
        Column(name, name, description, keys),
        Column(f"{name.removesuffix('s')}_labels", name, f"The labels of `{name}`, in the same order.", labels),
    )


def actors(role: ActorRole) -> tuple[Column, Column]:
    """Those who have a role: their keys, and their labels."""
    name = role.value

    def keys(_wording: Wording) -> Reader:
        return lambda lists: [SEPARATOR.join([each["slug"] for each in of if each["role"] == name]) for of in lists]

    def labels(wording: Wording) -> Reader:
        return lambda lists: [
            SEPARATOR.join([wording.text(each["label"]) for each in of if each["role"] == name]) for of in lists
        ]

    return (
        Column(name, "actors", f"Slugs of the actors whose role is “{name}”.", keys),
        Column(f"{name}_labels", "actors", f"The labels of `{name}`, in the same order.", labels),
    )


def quotation(name: str, field: str, description: str) -> Column:
    """Of the citation in the language of labels, else of the first one."""

    def reader(wording: Wording) -> Reader:
        language = wording.language

        def chosen(citations: list[Payload]) -> Payload:
            for each in citations:
                if each["language"] == language:
                    return each
            return citations[0]

        return lambda lists: [chosen(citations)[field] if citations else None for citations in lists]

    return Column(name, "citations", description, reader)


def cited(name: str, description: str, data_type: str = "string", choices: Choices = None) -> Column:
    """A value of the citation that the row is about."""
    field = name.removeprefix("citation_")

    def reader(_wording: Wording) -> Reader:
        return lambda citations: [each[field] for each in citations]

    return Column(name, "citation", description, reader, data_type, choices)


def address(wording: Wording) -> Reader:
    root = wording.root
    return lambda urls: [root + url for url in urls]


def text_address(wording: Wording) -> Reader:
    root = wording.root
    return lambda citations: [root + each["text_url"] for each in citations]


def document_title(wording: Wording) -> Reader:
    return lambda documents: [wording.text(each["title"]) for each in documents]


def target_unit(wording: Wording) -> Reader:
    return lambda targets: [wording.text(each["unit"]) if each else None for each in targets]


def languages(_wording: Wording) -> Reader:
    return lambda lists: [SEPARATOR.join({each["language"]: True for each in citations}) for citations in lists]


def links(_wording: Wording) -> Reader:
    return lambda lists: [
        SEPARATOR.join([f"{link['relation']} {link['key']}" for link in each if link["direction"] == "outgoing"])
        for each in lists
    ]


COMMITMENT: tuple[Column, ...] = (
    plain("key", "Permanent key of the commitment."),
    plain("version", "Counts the publications of this commitment, from 1.", "integer"),
    plain("sequence", "The register entry that the row comes from.", "integer"),
    plain("published_at", "When this version was published, UTC.", "datetime"),
    Column("url", "url", "Address of the commitment as JSON.", address),
    within("document", "document", "slug", "Slug of the document that makes the commitment."),
    Column("document_title", "document", "Title of that document.", document_title),
    within("document_date", "document", "date", "Day of that document.", "date"),
    plain("locator", "Where it stands in the document, as a reader would cite it."),
    plain("kind", "Kind of commitment.", choices=CommitmentKind),
    label("kind_label", "kind", CommitmentKind, "The label of `kind`."),
    text("title", "Short and neutral title, by the editors."),
    text("summary", "Summary, by the editors."),
    *tags("themes", "slug", "Slugs of its themes."),
    *tags("regions", "code", "Codes of its regions: UN M49 as three digits, or groupings."),
    *(column for each in ActorRole for column in actors(each)),
    plain("due_on", "The time limit that the text gives.", "date"),
    within("target_quantity", "target", "quantity", "The quantity that the text promises.", "integer"),
    Column("target_unit", "target", "What `target_quantity` counts.", target_unit),
    within("legal_character", "legal_character", "value", "What it is in law: a claim.", choices=LegalCharacter),
    within("legal_character_source", "legal_character", "source", "Why it is so, or who says so."),
    plain("status", "Where the commitment stands in its life.", choices=Status),
    label("status_label", "status", Status, "The label of `status`."),
    plain("last_verified_on", "When an editor last verified it.", "date"),
    Column("languages", "citations", "BCP 47 languages that it is quoted in.", languages),
    quotation("quotation", "exact", "The words of the source, in the language of labels if it is quoted in that."),
    quotation("quotation_language", "language", "BCP 47 language of `quotation`."),
    Column("links", "links", "Links that start here: relation, space, key of the other commitment.", links),
)
CITATION: tuple[Column, ...] = (
    cited("citation_document", "Slug of the document whose text is quoted."),
    cited("citation_language", "BCP 47 language of the text."),
    cited("citation_edition", "Edition of the text in that language, from 1.", "integer"),
    cited("citation_direction", "`ltr` or `rtl`."),
    cited("citation_translation", "How the text came to be.", choices=Translation),
    cited("citation_clause", "eId of the clause."),
    cited("citation_locator", "Locator of the clause."),
    cited("citation_start", "Where the words begin, in code points of the text, from 0.", "integer"),
    cited("citation_end", "Where they end, excluded.", "integer"),
    cited("citation_exact", "The words."),
    cited("citation_prefix", "The words before."),
    cited("citation_suffix", "The words after."),
    cited("citation_publisher", "Who published the text."),
    cited("citation_source_url", "Where it was published."),
    Column("citation_text_url", "citation", "Address of the text that the offsets count in.", text_address),
)
COLUMNS: dict[Rows, dict[str, Column]] = {
    "commitment": {column.name: column for column in COMMITMENT},
    "citation": {column.name: column for column in (*COMMITMENT, *CITATION)},
}
