"""One function for each kind: writes the published rows of some keys again from the register."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from commitments.models.register import (
    Action,
    PublishedClause,
    PublishedCommitment,
    PublishedDocument,
    PublishedExpression,
    PublishedLink,
    PublishedReference,
    PublishedTerm,
    PublishedWord,
    RegisterEntry,
)
from commitments.models.register.projections import newest_first
from commitments.models.words import Searched, Words, searched_clause, searched_commitment, spellings
from commitments.text.folding import fold

from .composing import (
    ACCEPTED,
    Payload,
    Surroundings,
    compose_commitment,
    compose_document,
    compose_expression,
    compose_link,
    compose_mention,
    compose_term,
)

NAMES_OF_A_DOCUMENT = ("slug", "title", "symbol", "alternative_names")


def published(kind: str, keys: list[str] | None = None) -> dict[str, RegisterEntry]:
    """The newest entries of those keys that are published now."""
    latest = RegisterEntry.objects.latest_of(kind, keys)
    return {entry.key: entry for entry in latest if entry.action == Action.PUBLISH}


def as_date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def all_texts(value: Any) -> list[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for inner in values for text in all_texts(inner)]


def project_terms(kind: str, keys: list[str]) -> None:
    """Needs all terms of the kind to find the broader ones; vocabularies are small."""
    terms = published(kind)

    def line(key: str) -> list[str]:
        """The term and its broader terms, nearest first."""
        found = [key]
        while (broader := terms[found[-1]].content["broader"]) and broader in terms:
            found.append(broader)
        return found

    def place(key: str) -> str:
        return "/".join(f"{terms[step].content.get('position', 0):05d}-{step}" for step in reversed(line(key)))

    PublishedTerm.objects.filter(kind=kind, key__in=keys).delete()
    rows = []
    for key in keys:
        if key not in terms:
            continue
        entry, ancestors = terms[key], line(key)[1:]
        rows.append(
            PublishedTerm(
                id=f"{kind}/{key}",
                kind=kind,
                key=key,
                broader=entry.content["broader"] or "",
                ancestors=ancestors,
                place=place(key),
                payload=compose_term(entry, ancestors),
                version=entry.version,
                published_at=entry.at,
                sequence=entry.sequence,
            )
        )
    PublishedTerm.objects.bulk_create(rows)


def project_expressions(documents: list[str]) -> None:
    """All texts of these documents; the newest edition in each language is marked."""
    of_these = reduce(or_, (Q(key__startswith=f"{slug}/") for slug in documents))
    entries = {
        entry.key: entry
        for entry in RegisterEntry.objects.latest_of("expression").filter(of_these)
        if entry.action == Action.PUBLISH
    }
    latest: dict[tuple[str, str], int] = {}
    for entry in entries.values():
        text = (entry.content["document"], entry.content["language"])
        latest[text] = max(latest.get(text, 1), entry.content["edition"])
    mentioned = {each["document"] for entry in entries.values() for each in entry.content["references"]}
    days = {
        slug: entry.content["date"] for slug, entry in published("document", sorted({*documents, *mentioned})).items()
    }
    PublishedExpression.objects.filter(document__in=documents).delete()
    PublishedReference.objects.filter(document__in=documents).delete()
    for key, entry in entries.items():
        payload = entry.content
        newest = latest[payload["document"], payload["language"]]
        expression = PublishedExpression.objects.create(
            key=key,
            document=payload["document"],
            language=payload["language"],
            edition=payload["edition"],
            latest=payload["edition"] == newest,
            text=payload["text"],
            payload=compose_expression(entry, newest),
            version=entry.version,
            published_at=entry.at,
            sequence=entry.sequence,
        )
        shown: dict[str, list[Payload]] = {}
        for reference in payload["references"]:
            if reference["document"] in days:
                own = {name: value for name, value in reference.items() if name != "clause"}
                shown.setdefault(reference["clause"], []).append(own)
        clauses = list(clauses_of(expression, payload, shown))
        found = [searched_clause(clause.payload, expression.language, clause.own_length) for clause in clauses]
        if expression.latest:
            for clause, texts in zip(clauses, found, strict=True):
                clause.words = Words(texts)
            keep_spellings(text for texts in found for text in texts)
        PublishedClause.objects.bulk_create(clauses, batch_size=1000)
        PublishedReference.objects.bulk_create(references_of(expression, entry, days), batch_size=1000)


def clauses_of(
    expression: PublishedExpression, payload: Payload, shown: dict[str, list[Payload]]
) -> Iterator[PublishedClause]:
    """The clauses of a text; `shown` are the mentions in each that lead to something published."""
    first_child: dict[str | None, int] = {}
    for clause in payload["clauses"]:
        first_child[clause["parent"]] = min(clause["start"], first_child.get(clause["parent"], clause["start"]))
    for position, clause in enumerate(payload["clauses"]):
        yield PublishedClause(
            id=f"{expression.key}#{clause['eid']}",
            expression=expression,
            position=position,
            eid=clause["eid"],
            own_length=first_child.get(clause["eid"], clause["end"]) - clause["start"],
            payload=clause
            | {
                "text": payload["text"][clause["start"] : clause["end"]],
                "references": shown.get(clause["eid"], []),
            },
        )


def keep_spellings(texts: Iterable[Searched]) -> None:
    """Remembers the words of these texts. In order, so that nobody waits for somebody who waits."""
    words = sorted(spellings(texts))
    PublishedWord.objects.bulk_create(map(PublishedWord, words), ignore_conflicts=True, batch_size=5000)


def references_of(
    expression: PublishedExpression, entry: RegisterEntry, days: dict[str, str | None]
) -> Iterator[PublishedReference]:
    """What a text says of other documents. `days`: the dates of its own and of those documents that are published."""
    payload = entry.content
    day = days.get(payload["document"])
    clauses = {clause["eid"]: clause for clause in payload["clauses"]}
    text = f"{newest_first(day)} {expression.document} {expression.language} {expression.edition:05d}"
    for reference in payload["references"]:
        start, target = reference["start"], reference["document"]
        clause = clauses[reference["clause"]]
        yield PublishedReference(
            id=f"{expression.key}#{start}>{target}",
            expression=expression.key,
            document=expression.document,
            language=expression.language,
            clause=reference["clause"],
            target=target,
            article=reference["article"],
            start=start,
            end=reference["end"],
            exact=reference["exact"],
            made_on=as_date(day),
            latest=expression.latest,
            shown=target in days,
            place=f"{text} {start:09d} {target}",
            payload=compose_mention(
                entry, reference, clause, day, f"{expression.payload['clauses_url']}&eid={clause['eid']}"
            ),
        )


def project_documents(slugs: list[str]) -> None:
    entries = published("document", slugs)
    around = Surroundings(actors=term_payloads("actor"))
    above = dict(term_ancestors("actor"))
    texts: dict[str, list[Payload]] = {slug: [] for slug in slugs}
    for text in PublishedExpression.objects.filter(document__in=slugs).defer("text").order_by("language", "-edition"):
        texts[text.document].append(text.payload)
    PublishedDocument.objects.filter(slug__in=slugs).delete()
    PublishedDocument.objects.bulk_create(
        PublishedDocument(
            slug=slug,
            kind=entry.content["kind"],
            adopted_on=as_date(entry.content["date"]),
            languages=sorted({text["language"] for text in texts[slug]}),
            actors=sorted(
                {step for role in entry.content["actors"] for step in (role["slug"], *above.get(role["slug"], ()))}
            ),
            place=f"{newest_first(entry.content['date'])} {slug}",
            search_text=fold("\n".join(all_texts([entry.content[name] for name in NAMES_OF_A_DOCUMENT]))),
            payload=compose_document(entry, texts[slug], around),
            version=entry.version,
            published_at=entry.at,
            sequence=entry.sequence,
        )
        for slug, entry in entries.items()
    )  # fmt: skip


def project_links(keys: list[str]) -> None:
    entries = published("link", keys)
    ends = {entry.content[end] for entry in entries.values() for end in ("source", "target")}
    around = Surroundings(commitments=payloads_of(published("commitment", sorted(ends))))
    PublishedLink.objects.filter(key__in=keys).delete()
    PublishedLink.objects.bulk_create(
        PublishedLink(
            key=key,
            source=entry.content["source"],
            target=entry.content["target"],
            relation=entry.content["relation"],
            payload=compose_link(entry, around),
            version=entry.version,
            published_at=entry.at,
            sequence=entry.sequence,
        )
        for key, entry in entries.items()
    )


def project_commitments(keys: list[str]) -> None:
    """All wordings of these commitments. A wording ends when the next is published, or at its withdrawal."""
    entries = list(RegisterEntry.objects.filter(kind="commitment", key__in=keys).order_by("key", "sequence"))
    around = surroundings_of(keys, entries)
    ancestors = {kind: dict(term_ancestors(kind)) for kind in ("theme", "region", "actor")}

    def closure(kind: str, terms: list[str]) -> list[str]:
        return sorted({step for term in terms for step in (term, *ancestors[kind].get(term, ()))})

    rows = []
    said: list[Searched] = []
    for index, entry in enumerate(entries):
        if entry.action != Action.PUBLISH:
            continue
        following = entries[index + 1] if index + 1 < len(entries) and entries[index + 1].key == entry.key else None
        own = entry.content
        slug = own["document"]["slug"]
        day = around.documents.get(slug, {}).get("date")
        roles = [(role["slug"], role["role"]) for role in own["actors"]]
        composed = compose_commitment(entry, current=following is None, around=around)
        searched = searched_commitment(composed)
        said += searched
        rows.append(
            PublishedCommitment(
                sequence=entry.sequence,
                key=entry.key,
                version=entry.version,
                published_at=entry.at,
                ended_at=following.at if following else None,
                document=slug,
                kind=own["kind"],
                status=own["status"],
                made_on=as_date(day),
                due_on=as_date(own["due_on"]),
                languages=sorted({citation["language"] for citation in own["citations"]}),
                themes=closure("theme", [theme["slug"] for theme in own["themes"]]),
                regions=closure("region", [region["code"] for region in own["regions"]]),
                actors=closure("actor", [actor for actor, _ in roles]),
                actor_roles=sorted({f"{step}:{role}" for actor, role in roles for step in closure("actor", [actor])}),
                roles=sorted({role for _, role in roles}),
                expressions=sorted(
                    {"{document}/{language}/{edition}".format(**citation) for citation in own["citations"]}
                ),
                place=f"{newest_first(day)} {slug} {own['position']:06d} {entry.key}",
                words=Words(searched),
                payload=composed,
            )
        )
    # Not deleted first: what has the tags that it had before costs no count. No wording ever leaves the register.
    PublishedCommitment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["sequence"],
        update_fields=[field.name for field in PublishedCommitment._meta.fields if not field.primary_key],
    )
    keep_spellings(said)


def surroundings_of(keys: list[str], entries: list[RegisterEntry]) -> Surroundings:
    """All that the commitments of these entries refer to, in a fixed number of queries."""
    payloads = [entry.content for entry in entries if entry.action == Action.PUBLISH]
    cited = {citation["document"] for payload in payloads for citation in payload["citations"]}
    links: dict[str, list[Payload]] = {key: [] for key in keys}
    neighbours = set(keys)
    for column in ("source", "target"):
        for link in PublishedLink.objects.filter(**{f"{column}__in": keys}):
            end = getattr(link, column)
            other = link.target if column == "source" else link.source
            links[end].append(
                {"source": link.source, "target": link.target, "relation": link.relation}
                | {"rationale": link.payload["rationale"], "state": link.payload.get("state", ACCEPTED)}
            )
            neighbours.add(other)
    documents = cited | {payload["document"]["slug"] for payload in payloads}
    texts = PublishedExpression.objects.filter(document__in=cited).defer("text")
    return Surroundings(
        themes=term_payloads("theme"),
        regions=term_payloads("region"),
        actors=term_payloads("actor"),
        documents=payloads_of(published("document", sorted(documents))),
        expressions={text.key: text.payload | {"document": text.document} for text in texts},
        commitments=payloads_of(published("commitment", sorted(neighbours))),
        links=links,
    )


def payloads_of(entries: dict[str, RegisterEntry]) -> dict[str, Payload]:
    return {key: entry.content for key, entry in entries.items()}


def term_payloads(kind: str) -> dict[str, Payload]:
    return dict(PublishedTerm.objects.filter(kind=kind).values_list("key", "payload"))


def term_ancestors(kind: str) -> list[tuple[str, list[str]]]:
    return list(PublishedTerm.objects.filter(kind=kind).values_list("key", "ancestors"))
