"""Documents side by side: what each says on a theme, and where it is silent."""

from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedTerm

from .wordings import Payload, wordings

SHOWN = ("slug", "url", "title", "date", "kind")


def compare_documents(slugs: list[str]) -> Payload:
    """The published documents in the order given, and the themes that any of them speaks of in the order of the tree.

    Each theme `says` for each document the keys of its commitments that have that very theme. Those are `silent` that
    say nothing on it or on any narrower one.
    """
    rows = PublishedDocument.objects.filter(slug__in=slugs).values_list("slug", "payload")
    documents = {slug: {name: payload[name] for name in SHOWN} for slug, payload in rows}
    commitments = stated(slugs)
    says: dict[str, dict[str, list[str]]] = {}
    for key, commitment in commitments.items():
        for theme in commitment.pop("themes"):
            says.setdefault(theme["slug"], {slug: [] for slug in slugs})[commitment["document"]].append(key)
    themes = PublishedTerm.objects.filter(kind="theme").order_by("place")
    known = {key: (label, above) for key, label, above in themes.values_list("key", "payload__label", "ancestors")}
    speaking: dict[str, set[str]] = {}
    for theme, cells in says.items():
        for step in (theme, *known[theme][1]):
            speaking.setdefault(step, set()).update(slug for slug, keys in cells.items() if keys)
    return {
        "documents": [documents[slug] for slug in slugs],
        "themes": [
            {
                "slug": slug,
                "label": label,
                "ancestors": above,
                "says": says[slug],
                "silent": [document for document in slugs if document not in speaking[slug]],
            }
            for slug, (label, above) in known.items() if slug in says
        ],
        "silent_themes": [
            {"slug": slug, "label": label}
            for slug, (label, above) in known.items() if not above and slug not in speaking
        ],
        "commitments": commitments,
    }  # fmt: skip


def stated(slugs: list[str]) -> dict[str, Payload]:
    """The commitments of the documents by key, in the order of each text."""
    rows = PublishedCommitment.objects.current().filter(document__in=slugs).order_by("place")
    parts = ("url", "locator", "title", "themes", "citations")
    found = {}
    for key, document, *values in rows.values_list("key", "document", *(f"payload__{part}" for part in parts)):
        commitment = {"key": key, "document": document, **dict(zip(parts, values, strict=True))}
        found[key] = commitment | {"quotes": quotes(commitment.pop("citations"))}
    return found


def quotes(citations: list[Payload]) -> list[Payload]:
    directions = {citation["language"]: citation["direction"] for citation in citations}
    said = wordings({"citations": citations})
    return [{"language": language, "direction": directions[language], "exact": text} for language, text in said.items()]
