"""What is near in meaning to a published commitment, among published commitments of other documents.

Of published words only: what editors have proposed to each other stays with them.
"""

from django.db import connection
from django.http import HttpRequest

from commitments.models.register import PublishedCommitment, PublishedEmbedding, PublishedLink
from commitments.models.words import Payload
from commitments.text.meaning import ENCODER

from .finding import SETTING

# Vectors looked at for each vector of the commitment: those next to it are often several of one commitment.
NEAREST = 40
# Enough to look through; what is further down is rarely on the same point.
SUGGESTED = 10
# Whole sentences are nearer to each other than a few words are to a sentence, so this is above finding.LEAST_NEAR. In
# the demonstration corpus half of the links that editors accepted are above 0.51 and three quarters above 0.43; of all
# pairs of commitments of different documents, one in twenty is above 0.47.
LEAST_NEAR = 0.45
VECTORS = PublishedEmbedding._meta.db_table
COMMITMENTS = PublishedCommitment._meta.db_table
LINKS = PublishedLink._meta.db_table
# Where each vector of the commitment is near to another document's. The setting is asked for before anything else.
# Rows that are not current have other sequences.
NEAR = f"""
WITH {SETTING}
SELECT near.key, max(near.nearness) AS nearness
FROM {COMMITMENTS} AS commitment
JOIN {VECTORS} AS own ON own.kind = 'commitment' AND own.key = commitment.key AND own.sequence = commitment.sequence
CROSS JOIN LATERAL (
    SELECT other.key, other.sequence, -(other.vector <#> own.vector) AS nearness
    FROM {VECTORS} AS other
    WHERE other.kind = 'commitment' AND other.encoder = own.encoder AND other.document <> own.document
    ORDER BY other.vector <#> own.vector LIMIT {NEAREST}) AS near
JOIN {COMMITMENTS} AS there ON there.sequence = near.sequence AND there.ended_at IS NULL
WHERE (SELECT count(*) > 0 FROM setting)
AND commitment.key = %(key)s AND commitment.ended_at IS NULL AND own.encoder = %(encoder)s
AND near.nearness >= {LEAST_NEAR}
AND NOT EXISTS (SELECT FROM {LINKS} WHERE source = %(key)s AND target = near.key)
AND NOT EXISTS (SELECT FROM {LINKS} WHERE target = %(key)s AND source = near.key)
GROUP BY near.key ORDER BY nearness DESC, near.key LIMIT {SUGGESTED}
"""


def newest_vector(_request: HttpRequest) -> str:
    """What names the state of the vectors: they come after the register's entries, and answers change with them."""
    newest = PublishedEmbedding.objects.order_by("-pk").values_list("pk", flat=True).first()
    return str(newest or 0)


def suggested(key: str) -> list[tuple[Payload, float]]:
    """The nearest commitments with their nearness, nearest first, without those that a link leads to already."""
    with connection.cursor() as cursor:
        cursor.execute(NEAR, {"key": key, "encoder": ENCODER})
        near = dict(cursor.fetchall())
    rows = PublishedCommitment.objects.current().filter(key__in=near).values_list("key", "payload")
    payloads = dict(rows)
    return [(payloads[other], float(nearness)) for other, nearness in near.items() if other in payloads]
