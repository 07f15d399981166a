"""Suggestions of links: for each commitment its likely counterparts in other documents, best first, with reasons.

Set by set: the database finds and weighs the pairs of all commitments asked about; here the best of each are read,
their wording is compared, and those that are good enough are kept as proposed links for a person to decide.
"""

import json
from collections.abc import Iterator

from django.db import connection, transaction

from commitments.models import Commitment, Document

from .embedding import Report, embed_backlog
from .evidence import gather, weigh
from .neighbours import find_pairs
from .proposals import keep_proposals
from .reading import Found, Suggestion, read_pairs

# Counterparts whose wording is compared: those that it can still lift among the first five.
READ = 10
# Rows at a time from the database.
CHUNK = 2000
# They go at the end of the transaction; a second run inside one finds the first one's.
TABLES = ("pair", "usual", "mention", "shared", "named", "ranked", "best", "beside", "part", "weighed")


def suggest_links(
    *, document: str = "", against: str = "", keep: bool = True, progress: Report | None = None
) -> Iterator[Suggestion]:
    """The likely counterparts of each commitment of `document` (a slug; default: of all), best first for each.

    Runs as it is read, in one transaction. `against` limits the counterparts to one other document. Pairs that a person
    has refused are left out. With `keep`, those that are good enough become proposed links, and earlier proposals get
    their new score. Raises Document.DoesNotExist.
    """
    commitments = Commitment.objects.order_by("document", "position", "key")
    if document:
        commitments = commitments.filter(document=Document.objects.get(slug=document))
    among = [Document.objects.get(slug=against).pk] if against else None
    embed_backlog(progress=progress)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS " + ", ".join(f"pg_temp.{table}" for table in TABLES))
        find_pairs(sources=list(commitments.values_list("pk", flat=True)), among=among, progress=progress)
        gather()
        weigh()
        for chunk in in_chunks():
            suggestions = read_pairs(chunk)
            if keep:
                keep_proposals(suggestions)
            yield from suggestions


def in_chunks() -> Iterator[list[Found]]:
    """The best pairs, those of one source always together."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            """
            SELECT weighed.source, target, nearness, standing_out, title_nearness, source_row, target_row, mutual,
                   neighbours, weight, named.article,
                   coalesce((SELECT jsonb_object_agg(kind, things) FROM shared
                             WHERE shared.source = weighed.source AND shared.target = weighed.target), '{}'),
                   coalesce(link.state, '')
            FROM (SELECT *, row_number() OVER (PARTITION BY source ORDER BY weight DESC, target) AS rank
                  FROM weighed) AS weighed
            JOIN commitments_commitment AS own ON own.id = weighed.source
            LEFT JOIN named USING (source, target)
            LEFT JOIN commitments_link AS link
            ON least(link.source_id, link.target_id) = least(weighed.source, target)
            AND greatest(link.source_id, link.target_id) = greatest(weighed.source, target)
            WHERE rank <= %s AND link.state IS DISTINCT FROM 'rejected'
            ORDER BY own.document_id, own.position, own.key, weight DESC, target
            """,
            [READ],
        )
        chunk: list[Found] = []
        while rows := cursor.fetchmany(CHUNK):
            for row in rows:
                *values, shared, state = row
                found = Found(*[*values, json.loads(shared), state])
                if len(chunk) >= CHUNK and found.source != chunk[-1].source:
                    yield chunk
                    chunk = []
                chunk.append(found)
        if chunk:
            yield chunk
