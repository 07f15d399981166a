"""The tables of a release: a file of CSV each, with the columns that the codebook explains."""

from collections.abc import Sequence

from commitments.models.choices import DocumentKind, DocumentRole, Relation

from ..columns import COLUMNS, SEPARATOR, Column, Reader, Wording, address, plain, text, within


def having(role: DocumentRole) -> Column:
    def reader(_wording: Wording) -> Reader:
        return lambda lists: [
            SEPARATOR.join([each["slug"] for each in of if each["role"] == role.value]) for of in lists
        ]

    return Column(role.value, "actors", f"Slugs of the actors whose role is “{role.value}”.", reader)


def texts(_wording: Wording) -> Reader:
    return lambda lists: [
        SEPARATOR.join([f"{each['language']}/{each['edition']}" for each in expressions]) for expressions in lists
    ]


STAMP = (
    plain("version", "Counts the publications of this thing, from 1.", "integer"),
    plain("sequence", "The register entry that the row comes from.", "integer"),
    plain("published_at", "When this version was published, UTC.", "datetime"),
)
DOCUMENT = (
    plain("slug", "Permanent key of the document."),
    text("title", "Title, in English where it is known."),
    plain("kind", "Kind of document.", choices=DocumentKind),
    plain("symbol", "Document symbol, such as A/RES/76/234."),
    plain("date", "Day on which it was adopted, given or published.", "date"),
    text("place", "Where it was adopted or given."),
    *map(having, DocumentRole),
    Column("texts", "expressions", "Its texts: language, slash, edition. Empty: known by reference only.", texts),
    Column("url", "url", "Address of the document as JSON.", address),
    *STAMP,
)
LINK = (
    plain("key", "Key of the link."),
    within("source", "source", "key", "Key of the commitment that it starts from."),
    plain("relation", "What the source does to the target.", choices=Relation),
    within("target", "target", "key", "Key of the commitment that it leads to."),
    text("rationale", "Which words on both sides bear it out."),
    plain("origin", "Who proposed it: `editor` or `suggested`."),
    plain("decided_on", "When it was accepted.", "date"),
    *STAMP,
)


def term(key: str) -> tuple[Column, ...]:
    return (
        plain(key, "Permanent key of the term."),
        text("label", "Label, in English where it is known."),
        plain("broader", "Key of the broader term."),
        Column("url", "url", "Address of the term as JSON.", address),
        *STAMP,
    )


TABLES: dict[str, Sequence[Column]] = {
    "commitments": tuple(COLUMNS["commitment"].values()),
    "citations": tuple(COLUMNS["citation"].values()),
    "documents": DOCUMENT,
    "links": LINK,
    "themes": term("slug"),
    "regions": term("code"),
    "actors": term("slug"),
}
# What tells the rows of a table apart, and where its keys point: (columns, table, columns).
PRIMARY_KEYS = {
    "commitments": "key",
    "documents": "slug",
    "links": "key",
    "themes": "slug",
    "regions": "code",
    "actors": "slug",
}
FOREIGN_KEYS = {
    "commitments": [("document", "documents", "slug")],
    "citations": [("key", "commitments", "key"), ("citation_document", "documents", "slug")],
    "links": [("source", "commitments", "key"), ("target", "commitments", "key")],
}
