"""Commitments with vectors of meaning, as many as wanted, whose neighbourhoods are like real ones; by COPY.

A thousand sentences are really encoded. Each topic is a mixture of three of them; some commitments of different
documents share a topic, and each has its own share of noise. Seeded: the same vectors everywhere.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.texts import SEED, STYLES, Author

Vectors = npt.NDArray[np.float32]

SENTENCES = 1_200
COMMITMENTS_OF_DOCUMENT = 100
# A point is made by some four documents.
COMMITMENTS_OF_TOPIC = 4
# Every third commitment is long, and has its two sentences embedded as well; all have a title.
LONG_EVERY = 3
# Lengths of the noise beside a topic of length 1, from a translation to what only touches it: so that neighbourhoods
# have no edges, which an index would find too easily.
NOISE = (0.3, 1.5)
CHUNK = 5_000
# Binary COPY of PostgreSQL: a signature, flags, an extension's length; and what ends it.
BEGIN, END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"


@dataclass(frozen=True)
class Batch:
    """The rows of some commitments: whose each is, which part, of a title or of words, and its vector."""

    ids: npt.NDArray[np.int64]
    commitments: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int16]
    titles: npt.NDArray[np.bool_]
    vectors: npt.NDArray[np.float16]


def sentences(count: int) -> list[str]:
    """Different sentences in the six languages, about so many."""
    found: dict[str, None] = {}
    for language in STYLES:
        author = Author(language)
        found |= dict.fromkeys(author.sentence() for _ in range(max(count // len(STYLES), 1)))
    return list(found)


def unit(vectors: Vectors) -> Vectors:
    made: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return made


class Topics:
    """What vectors are near to: mixtures of three sentences each, and noise as vectors of real sentences have it."""

    def __init__(self, count: int, base: Vectors, dice: np.random.Generator) -> None:
        self.base, self.count = base, count
        self.mixture = dice.dirichlet([0.6] * 3, count).astype(np.float32)
        self.members = dice.integers(0, len(base), (count, 3))
        # A few directions vary more than the others.
        spread = np.linalg.svd(base - base.mean(axis=0), full_matrices=False)
        self.directions = (spread.S[:, None] * spread.Vh / np.sqrt((spread.S**2).sum())).astype(np.float32)

    def some(self, count: int, dice: np.random.Generator) -> Vectors:
        """The topics of so many commitments."""
        topic = dice.integers(0, self.count, count)
        return unit(np.einsum("nk,nkd->nd", self.mixture[topic], self.base[self.members[topic]]))

    def near(self, topics: Vectors, dice: np.random.Generator) -> Vectors:
        """A vector of something on each topic."""
        noise = dice.standard_normal((len(topics), len(self.directions)), dtype=np.float32) @ self.directions
        return unit(topics + dice.uniform(*NOISE, (len(topics), 1)).astype(np.float32) * noise)


def batches(commitments: int, base: Vectors) -> Iterator[Batch]:
    """The rows of commitments 1, 2, … in order of nothing: topics are spread over the documents."""
    dice = np.random.default_rng(SEED)
    topics = Topics(max(commitments // COMMITMENTS_OF_TOPIC, 1), base, dice)
    first = 1
    for start in range(1, commitments + 1, CHUNK):
        keys = np.arange(start, min(start + CHUNK, commitments + 1))
        about = topics.some(len(keys), dice)
        long = keys[keys % LONG_EVERY == 1] - start
        vectors = [topics.near(some, dice) for some in (about, about, about[long], about[long])]
        sizes = [len(some) for some in vectors]
        first += sum(sizes)
        yield Batch(
            np.arange(first - sum(sizes), first),
            np.concatenate([keys, keys, keys[long], keys[long]]),
            np.repeat(np.array([0, 0, 1, 2], np.int16), sizes),
            np.repeat([True, False, False, False], sizes),
            np.concatenate(vectors).astype(np.float16),
        )


def packed(batch: Batch, encoder: str, documents: npt.NDArray[np.int64]) -> bytes:
    """The rows as binary COPY has them: (id, encoder, part, start, end, vector, language, commitment, citation,
    document), the citation null for a title.
    """
    found = b""
    for title in (True, False):
        chosen = np.flatnonzero(batch.titles == title)
        fields: list[Field] = [
            ("id", ">i8", batch.ids[chosen]),
            ("encoder", f"S{len(encoder)}", encoder.encode()),
            ("part", ">i2", batch.parts[chosen]),
            ("start", ">i4", 0),
            ("end", ">i4", 20),
            ("vector", "halfvec", batch.vectors[chosen]),
            ("language", "S2", b"en"),
            ("commitment", ">i8", batch.commitments[chosen]),
            ("citation", "V0" if title else ">i8", batch.commitments[chosen]),
            ("document", ">i8", documents[batch.commitments[chosen]]),
        ]
        found += rows_of(len(chosen), fields)
    return found


# A column of many rows: its name, its kind as NumPy has it ("V0": null; "halfvec": a vector), its values or the one of
# all rows.
Field = tuple[str, str, Any]


def rows_of(count: int, fields: list[Field]) -> bytes:
    """Rows as binary COPY has them. All values of a column have the same length."""
    layout: list[tuple[str, str]] = [("columns", ">i2")]
    kinds = {}
    for name, kind, values in fields:
        # pgvector's halfvec: dimensions, a zero, the numbers.
        kinds[name] = f"V{4 + 2 * values.shape[1]}" if kind == "halfvec" else kind
        layout += [(f"{name} length", ">i4"), *([(name, kinds[name])] if kind != "V0" else [])]
    rows = np.zeros(count, np.dtype(layout))
    rows["columns"] = len(fields)
    for name, kind, values in fields:
        rows[f"{name} length"] = -1 if kind == "V0" else np.dtype(kinds[name]).itemsize
        if kind == "halfvec":
            halves = np.empty((count, 2 + values.shape[1]), ">u2")
            halves[:, 0], halves[:, 1] = values.shape[1], 0
            halves[:, 2:] = values.view(np.uint16)
            rows[name] = np.frombuffer(halves.tobytes(), rows.dtype[name])
        elif kind != "V0":
            rows[name] = values
    return rows.tobytes()


def empty() -> None:
    """Takes away what fill() made."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE commitments_document, commitments_embeddingtask CASCADE")
        cursor.execute("SET session_replication_role = DEFAULT")


def fill(commitments: int) -> Iterator[Batch]:
    """Puts commitments with their documents, citations and vectors into an empty database; gives the rows as they
    go, so that others can read along. The index of the vectors is not touched: drop it before.
    """
    from django.db import connection

    from commitments.models import CommitmentEmbedding
    from commitments.text.meaning import ENCODER, encode_again

    words = sentences(min(SENTENCES, commitments))
    base = encode_again(words)
    documents = make_rows(commitments, words)
    table = CommitmentEmbedding._meta.db_table
    columns = 'id, encoder, part, start, "end", vector, language, commitment_id, citation_id, document_id'
    for batch in batches(commitments, base):
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)") as into:
                into.write(BEGIN + packed(batch, ENCODER, documents) + END)
            cursor.execute("SET session_replication_role = DEFAULT")
        yield batch


def make_rows(commitments: int, words: list[str]) -> npt.NDArray[np.int64]:
    """Documents, each with its text, and commitments with one citation each. The document of each commitment."""
    from django.db import connection

    from commitments.importing import Source, import_expression
    from commitments.models import Citation, Commitment, Document, Expression

    count = -(-commitments // COMMITMENTS_OF_DOCUMENT)
    order = list(range(commitments))
    random.Random(SEED).shuffle(order)
    documents = np.zeros(commitments + 1, np.int64)
    documents[1:] = 1 + np.array(order) // COMMITMENTS_OF_DOCUMENT
    values = {"documents": documents[1:].tolist(), "words": words, "count": len(words)}
    mine = "(%(documents)s::int[])[n]"
    with connection.cursor() as cursor:
        # Neither foreign keys nor triggers: what is made here is right, and nobody reads it.
        cursor.execute("SET session_replication_role = replica")
        document = Document.objects.create(id=0, slug="bench", title={}, kind="treaty")
        imported = import_expression(document=document, source=Source(data=b"Words", language="en"))
        expression = imported.expression
        Expression.objects.filter(pk=expression.pk).update(id=0)
        expression.pk = 0
        commitment = Commitment.objects.create(id=0, key="bench", document=document, locator="1", kind="undertaking")
        citation = Citation.objects.create(
            id=0, commitment=commitment, expression=expression, start=0, end=20, exact="x"
        )
        for template, number, own in (
            (document, count, "'slug', 'd-' || n"),
            (expression, count, "'document_id', n"),
            (commitment, commitments, f"'key', 'c-' || n, 'position', n, 'document_id', {mine}"),
            (
                citation,
                commitments,
                f"""'commitment_id', n, 'expression_id', {mine},
                    'exact', (%(words)s::text[])[1 + n %% %(count)s]""",
            ),
        ):
            table = template._meta.db_table
            columns = ", ".join(f'"{field.column}"' for field in template._meta.local_fields if not field.generated)
            cursor.execute(
                f"""
                INSERT INTO {table} ({columns}) SELECT {columns} FROM (
                    SELECT (jsonb_populate_record(template, jsonb_build_object('id', n, {own}))).*
                    FROM {table} AS template, generate_series(1, {number:d}) AS n WHERE template.id = 0) AS made
                """,
                values,
            )
            cursor.execute(f"DELETE FROM {table} WHERE id = 0")
        cursor.execute("SET session_replication_role = DEFAULT")
    return documents
