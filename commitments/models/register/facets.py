"""Which wordings have what, as bitmaps, so that they are counted without being read.

Triggers of PublishedCommitment keep them: a statement there writes here the bits of the rows whose tags it changed.
"""

from typing import Any

import pgtrigger
from django.db import models

from ..choices import UNDATED

# 1 KB, so that a row lies in its page as it is and is neither compressed nor put elsewhere; a million wordings are 122
# blocks. Half as many bits took longer to count where a value is common, twice as many where it is rare.
BLOCK = 8192
# Of each day that a wording has, the names of the dimensions that hold its year, its month and itself: long stretches
# of time are few values then.
DAYS = {
    "made": ("year", "made_month", "made_day"),
    "due": ("due_year", "due_month", "due_day"),
    "published": ("published_year", "published_month", "published_day"),
    "ended": ("ended_year", "ended_month", "ended_day"),
}
FORMATS = ("YYYY", "YYYY-MM", "YYYY-MM-DD")
DAY_OF = {
    "made": "made_on",
    "due": "due_on",
    "published": "published_at AT TIME ZONE 'UTC'",
    "ended": "ended_at AT TIME ZONE 'UTC'",
}
SINGLE = {"document": "document", "kind": "kind", "status": "status"}
SEVERAL = {
    "language": "languages",
    "theme": "themes",
    "region": "regions",
    "actor": "actors",
    "actor_role": "actor_roles",
    "role": "roles",
}
COLUMNS = ", ".join(["sequence", *SINGLE.values(), *SEVERAL.values(), "made_on", "due_on", "published_at", "ended_at"])


class BitsField(models.Field):  # type: ignore[type-arg]  # Django's own takes none when it runs
    """As many bits as a block has: one for each register entry of it, the first one leftmost."""

    def db_type(self, connection: Any) -> str:
        return f"bit({BLOCK})"


class PublishedFacet(models.Model):
    """Which wordings have a value of a dimension: of each block of register entries a row, where any of it has.

    The wording of entry `sequence` is bit `sequence % BLOCK` of block `sequence / BLOCK`. The dimension `current`, of
    one empty value, has those that stand now.
    """

    pk = models.CompositePrimaryKey("dimension", "value", "block")
    dimension = models.CharField(max_length=20, db_collation="C")
    value = models.CharField(max_length=150, db_collation="C")
    block = models.PositiveIntegerField()
    bits = BitsField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.dimension} {self.value} {self.block}"


def pairs(rows: str) -> str:
    """A SELECT of the dimensions and values that each row of a SELECT has."""
    values = {
        "current": "CASE WHEN ended_at IS NULL THEN '' END",
        **SINGLE,
        **{
            dimension: f"to_char({DAY_OF[event]}, '{format}')"
            for event, dimensions in DAYS.items()
            for dimension, format in zip(dimensions, FORMATS, strict=True)
        },
    }
    values["year"] = f"coalesce({values['year']}, '{UNDATED}')"
    single = ", ".join(f"('{dimension}', {value})" for dimension, value in values.items())
    several = " ".join(f"UNION ALL SELECT '{name}', unnest({column})" for name, column in SEVERAL.items())
    return f"""SELECT sequence, dimension, value FROM ({rows}) AS wording
        CROSS JOIN LATERAL (VALUES {single} {several}) AS pair(dimension, value) WHERE value IS NOT NULL"""


def bits_of(pairs: str) -> str:
    """A SELECT of pairs as bits, in the order in which everybody writes them."""
    return f"""SELECT dimension, value, sequence / {BLOCK} AS block,
            bit_or(set_bit(0::bit({BLOCK}), mod(sequence, {BLOCK})::int, 1)) AS bits
        FROM ({pairs}) AS pairs GROUP BY dimension, value, block ORDER BY dimension, value, block"""


def gain(pairs: str) -> str:
    """A statement that sets the bits of pairs."""
    return f"""INSERT INTO commitments_publishedfacet AS facet (dimension, value, block, bits) {bits_of(pairs)}
        ON CONFLICT (dimension, value, block) DO UPDATE SET bits = facet.bits | excluded.bits;"""


def lose(pairs: str) -> str:
    """Statements that clear the bits of pairs. A row without any goes."""
    row = "facet.dimension = lost.dimension AND facet.value = lost.value AND facet.block = lost.block"
    return f"""FOR lost IN {bits_of(pairs)} LOOP
            DELETE FROM commitments_publishedfacet AS facet WHERE {row} AND bit_count(facet.bits & ~lost.bits) = 0;
            UPDATE commitments_publishedfacet AS facet SET bits = facet.bits & ~lost.bits WHERE {row};
        END LOOP;"""


OLD, NEW = f"SELECT {COLUMNS} FROM before", f"SELECT {COLUMNS} FROM after"
# What is shown of a term or a document changes more often than what is tagged with it: nothing is written then.
CHANGED_OLD, CHANGED_NEW = pairs(f"{OLD} EXCEPT {NEW}"), pairs(f"{NEW} EXCEPT {OLD}")
EVENTS = {
    "new": (pgtrigger.Insert, {"new": "after"}, gain(pairs(NEW))),
    "changed": (
        pgtrigger.Update,
        {"old": "before", "new": "after"},
        lose(f"{CHANGED_OLD} EXCEPT {CHANGED_NEW}") + gain(f"{CHANGED_NEW} EXCEPT {CHANGED_OLD}"),
    ),
    "gone": (pgtrigger.Delete, {"old": "before"}, lose(pairs(OLD))),
}


def facet_triggers() -> list[pgtrigger.Trigger]:
    """Triggers that write the bits of what a statement has inserted, changed or deleted."""
    kept = [
        pgtrigger.Trigger(
            name=f"{event}_commitment_is_counted",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),  # type: ignore[no-untyped-call]  # pgtrigger has no types here
            declare=[("lost", "record")],
            func=f"{written} RETURN NULL;",
        )
        for event, (operation, tables, written) in EVENTS.items()
    ]
    emptied = pgtrigger.Trigger(
        name="no_commitment_is_counted",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Truncate,
        func="TRUNCATE commitments_publishedfacet; RETURN NULL;",
    )
    return [*kept, emptied]
