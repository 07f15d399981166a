"""Words → the commitments that say nearly the same: what an editor wants to know before saying it again."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from commitments.models import Citation, Commitment
from commitments.text.meaning import ENCODER, encode

from .neighbours import BREADTH

# From this nearness on a program says by itself that something was said before. Of the pairs of the demonstration
# corpus above it, which nearly all are between different languages or translators, every second is one that a careful
# reader links; at 0.5 one of four. Two versions of one article mostly are above 0.7.
SAID_FROM = 0.6
# Vectors that the index gives for each passage: a commitment has several (its sentences, its languages, its title).
NEAREST = 30


@dataclass(frozen=True)
class Near:
    """A commitment that is near, and the words of it to show: those that are near, else some that it cites."""

    commitment: Commitment
    nearness: float
    citation: Citation | None


def nearest(*, words: str, language: str, exclude_document: int | None, limit: int = 5) -> list[Near]:
    """The commitments nearest to some words, the nearest first; those of one document can be left out."""
    if not any(char.isalpha() for char in words):
        return []
    return nearest_of([words], language=language, exclude_document=exclude_document, limit=limit)[0]


def nearest_of(
    passages: Sequence[str], *, language: str, exclude_document: int | None, limit: int = 1
) -> list[list[Near]]:
    """The same for several passages with letters in them: one call of the encoder and one search."""
    vectors = ["[" + ",".join(f"{number:.6f}" for number in vector) + "]" for vector in encode(passages)]
    asked = "SELECT place, words::halfvec AS vector FROM unnest(%(vectors)s::text[]) WITH ORDINALITY AS _(words, place)"
    found = search(asked, {"vectors": vectors}, exclude_document=exclude_document, limit=limit)
    return read(found, len(passages), language)


def nearest_to(commitment: Commitment, *, language: str, limit: int = 5) -> list[Near]:
    """The commitments of other documents nearest to a commitment, by the vectors that it has: nothing is encoded."""
    asked = "SELECT 1 AS place, vector FROM commitments_commitmentembedding WHERE commitment_id = %(own)s"
    found = search(asked, {"own": commitment.pk}, exclude_document=commitment.document_id, limit=limit)
    return read(found, 1, language)[0]


Row = tuple[int, int, int | None, float]


@transaction.atomic
def search(asked: str, values: dict[str, Any], *, exclude_document: int | None, limit: int) -> list[Row]:
    """Rows of place, commitment, citation (none where its title is near) and nearness: the best `limit` commitments of
    each place. `asked` is SQL giving places and vectors.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hnsw.ef_search', %s, true)", [str(BREADTH)])
        cursor.execute("SET LOCAL hnsw.iterative_scan = relaxed_order")
        cursor.execute(
            f"""
            WITH near AS (
                SELECT place, found.* FROM ({asked}) AS asked
                CROSS JOIN LATERAL (
                    SELECT near.commitment_id, near.citation_id, -(near.vector <#> asked.vector) AS nearness
                    FROM commitments_commitmentembedding AS near
                    WHERE near.encoder = %(encoder)s AND near.document_id IS DISTINCT FROM %(document)s
                    ORDER BY near.vector <#> asked.vector LIMIT %(nearest)s) AS found
            ), best AS (
                SELECT DISTINCT ON (place, commitment_id) * FROM near ORDER BY place, commitment_id, nearness DESC
            )
            SELECT place, commitment_id, citation_id, nearness FROM (
                SELECT *, row_number() OVER (PARTITION BY place ORDER BY nearness DESC, commitment_id) AS rank
                FROM best) AS ranked
            WHERE rank <= %(limit)s ORDER BY place, rank
            """,
            values | {"encoder": ENCODER, "document": exclude_document, "nearest": NEAREST, "limit": limit},
        )
        found: list[Row] = cursor.fetchall()
    return found


def read(found: list[Row], places: int, language: str) -> list[list[Near]]:
    """What the rows name, in two queries."""
    pks = {commitment for _place, commitment, *_rest in found}
    commitments = Commitment.objects.select_related("document").in_bulk(pks)
    citations: dict[int, list[Citation]] = defaultdict(list)
    cited = Citation.objects.filter(commitment__in=pks).select_related("expression")
    for citation in cited.defer("expression__text", "expression__file").order_by("position", "pk"):
        citations[citation.commitment_id].append(citation)
    near: list[list[Near]] = [[] for _ in range(places)]
    for place, commitment, row, nearness in found:
        of_it = citations[commitment]
        shown = [each for each in of_it if each.pk == row] or [
            each for each in of_it if each.expression.language == language
        ]
        near[place - 1].append(Near(commitments[commitment], nearness, next(iter([*shown, *of_it]), None)))
    return near
