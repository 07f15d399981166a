"""The line of a promise through time: the commitments that it takes up, and all that take these up in turn.

The walk goes back first and then only forward. It never turns back again: a later text that takes up two promises at
once would tie together promises that have nothing to do with each other, and in the end everything to everything.
Nor does it go on from what diverges, which is shown as the end of a branch.
"""

from typing import Any

from django.db import connection

from commitments.models.choices import DocumentRole, Relation
from commitments.models.register import PublishedCommitment, PublishedDocument, PublishedLink

from .wordings import Payload, changes

# More than a reader follows on one page or in one picture. Lines of the demonstration corpus have 2 to 17.
MOST_COMMITMENTS = 100
# A commitment comes up once going back and once going forward, each as part of the line or as what diverges from it.
ROWS_OF_ONE = 4
# Who says it again, and perhaps more; the other relations say less, something else, or that it no longer stands.
REAFFIRMING = frozenset({Relation.RESTATES, Relation.EXTENDS, Relation.IMPLEMENTS, Relation.ENDORSES})
# A reporter tells what others said.
SAYING = frozenset({DocumentRole.ISSUER, DocumentRole.SIGNATORY, DocumentRole.SPEAKER})
SHOWN = ("key", "url", "document", "locator", "kind", "title", "status", "citations")
# Rows come as they are found, nearest first, so that a line of any length costs no more than the longest shown.
LINE = f"""
WITH RECURSIVE line (key, forward, apart) AS (
    SELECT %(key)s::text, false, false
    UNION
    SELECT step.key, step.forward, step.relation = '{Relation.DIVERGES}'
    FROM line CROSS JOIN LATERAL (
        SELECT target::text AS key, false AS forward, relation
        FROM {PublishedLink._meta.db_table} WHERE source = line.key AND NOT line.forward
        UNION ALL
        SELECT source::text, true, relation
        FROM {PublishedLink._meta.db_table} WHERE target = line.key
    ) AS step
    WHERE NOT line.apart
)
SELECT key, bool_and(apart)
FROM (SELECT key, apart, row_number() OVER () AS place FROM line LIMIT %(rows)s) AS nearest
GROUP BY key ORDER BY min(place) LIMIT %(most)s
"""


def lineage_of(key: str) -> Payload | None:
    """The line of a published commitment, oldest first and what has no date last; None if it is not published.

    `links` are those within the line. Their `changes` lead from the older end to the newer one.
    """
    found, complete = walk(key)
    rows = PublishedCommitment.objects.current().filter(key__in=found)
    ordered = sorted(rows.values_list("payload", "place"), key=lambda row: (*when(row[0]), row[1]))
    line = {payload["key"]: {name: payload[name] for name in SHOWN} for payload, _place in ordered}
    if key not in line:
        return None
    links = links_within(line)
    own = [payload for name, payload in line.items() if not found[name]]
    again = {link["source"] for link in links if link["relation"] in REAFFIRMING}
    return {
        "key": key,
        "complete": complete,
        "first_said": at_the(min, own),
        "last_reaffirmed": at_the(max, [payload for payload in own if payload["key"] in again]),
        "endorsed_by": endorsers(line, links),
        "commitments": list(line.values()),
        "links": links,
    }


def walk(key: str) -> tuple[dict[str, bool], bool]:
    """The nearest keys of the line, each True if it only diverges; and whether these are all."""
    with connection.cursor() as cursor:
        most = MOST_COMMITMENTS + 1
        cursor.execute(LINE, {"key": key, "rows": ROWS_OF_ONE * most, "most": most})
        found = cursor.fetchall()
    return dict(found[:MOST_COMMITMENTS]), len(found) < most


def when(payload: Payload) -> tuple[bool, str]:
    """Sorts by date; what has none comes last."""
    day = payload["document"]["date"]
    return not day, day or ""


def links_within(line: dict[str, Payload]) -> list[Payload]:
    rows = PublishedLink.objects.filter(source__in=line, target__in=line).order_by("key")
    place = {key: at for at, key in enumerate(line)}
    found = []
    shown = rows.values_list("source", "target", "relation", "payload__rationale", "payload__state")
    for source, target, relation, rationale, state in shown:
        older, newer = sorted((target, source), key=lambda end: place[end])
        found.append(
            {
                "source": source,
                "target": target,
                "relation": relation,
                "rationale": rationale,
                "state": state,
                "changes": changes(line[older], line[newer]),
            }
        )
    return sorted(found, key=lambda link: (place[link["source"]], place[link["target"]]))


def at_the(end: Any, payloads: list[Payload]) -> list[str]:
    """Those of the earliest or latest date; none where no date is known."""
    days = [payload["document"]["date"] for payload in payloads if payload["document"]["date"]]
    return [payload["key"] for payload in payloads if days and payload["document"]["date"] == end(days)]


def endorsers(line: dict[str, Payload], links: list[Payload]) -> list[Payload]:
    """Who speaks in the documents that endorse something in the line, each with the commitments in which they do."""
    endorsing = {link["source"]: line[link["source"]]["document"]["slug"] for link in links
                 if link["relation"] == Relation.ENDORSES}  # fmt: skip
    if not endorsing:
        return []
    documents = PublishedDocument.objects.filter(slug__in=endorsing.values())
    actors = dict(documents.values_list("slug", "payload__actors"))
    found: dict[str, Payload] = {}
    for key, slug in endorsing.items():
        for actor in actors.get(slug, ()):
            if actor["role"] in SAYING:
                tag = {"slug": actor["slug"], "label": actor["label"], "commitments": []}
                found.setdefault(actor["slug"], tag)["commitments"].append(key)
    return list(found.values())
