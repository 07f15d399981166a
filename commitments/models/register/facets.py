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
COLUMNS = ", ".join(
    ["sequence", *SINGLE.values(), *SEVERAL.values(), "made_on", "due_on", "published_at", "ended_at"]
)


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
    """A SELECT of each dimension and value that each row of a SELECT has, beside the rows' own columns."""
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
    return f"""SELECT wording.*, dimension, value FROM ({rows}) AS wording
        CROSS JOIN LATERAL (VALUES {single} {several}) AS pair(dimension, value) WHERE value IS NOT NULL"""


def toggled(rows: str) -> str:
    """A SELECT of the bits that rows have to their name, in the order in which all take the table's rows. Of rows that
    are the old (`was`) and the new of one wording, those that only one of them has.
    """
    return f"""SELECT dimension, value, sequence / {BLOCK} AS block,
            bit_or(set_bit(0::bit({BLOCK}), mod(sequence, {BLOCK})::int, 1)) AS bits
        FROM (
            SELECT sequence, dimension, value FROM ({pairs(rows)}) AS pairs
            GROUP BY sequence, dimension, value HAVING bool_and(was) OR NOT bool_or(was)
        ) AS changed
        GROUP BY dimension, value, block ORDER BY dimension, value, block"""


OLD, NEW = f"SELECT {COLUMNS} FROM before", f"SELECT {COLUMNS} FROM after"
ROWS = {
    "new": f"SELECT false AS was, {COLUMNS} FROM after",
    # What is shown of a term or a document changes more often than what is tagged with it: nothing is written then.
    "changed": f"""SELECT true AS was, * FROM ({OLD} EXCEPT {NEW}) AS old
        UNION ALL SELECT false, * FROM ({NEW} EXCEPT {OLD}) AS new""",
    "gone": f"SELECT true AS was, {COLUMNS} FROM before",
}
EVENTS = {
    "new": (pgtrigger.Insert, {"new": "after"}),
    "changed": (pgtrigger.Update, {"old": "before", "new": "after"}),
    "gone": (pgtrigger.Delete, {"old": "before"}),
}


def facet_triggers() -> list[pgtrigger.Trigger]:
    """Triggers that turn over the bits of what a statement has inserted, changed or deleted."""
    kept = [
        pgtrigger.Trigger(
            name=f"{event}_commitment_is_counted",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),  # type: ignore[no-untyped-call]  # pgtrigger has no types here
            declare=[("written", "record")],
            func=f"""
                FOR written IN
                    INSERT INTO commitments_publishedfacet AS facet (dimension, value, block, bits)
                    {toggled(ROWS[event])}
                    ON CONFLICT (dimension, value, block) DO UPDATE SET bits = facet.bits # excluded.bits
                    RETURNING dimension, value, block, bit_count(bits) AS number
                LOOP
                    IF written.number = 0 THEN
                        DELETE FROM commitments_publishedfacet AS facet WHERE facet.dimension = written.dimension
                            AND facet.value = written.value AND facet.block = written.block;
                    END IF;
                END LOOP;
                RETURN NULL;
            """,
        )
        for event, (operation, tables) in EVENTS.items()
    ]
    emptied = pgtrigger.Trigger(
        name="no_commitment_is_counted",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Truncate,
        func="TRUNCATE commitments_publishedfacet; RETURN NULL;",
    )
    return [*kept, emptied]
