"""The backlog of words that have no vector yet, kept by triggers, so that no path escapes it.

`manage.py embed` works it off (linking/embedding.py).
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmbeddingTask(models.Model):
    """Something whose words may have changed, or gone, since its vectors were made; `row` is its primary key."""

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("clause")
        CITATION = "citation", _("citation")
        COMMITMENT = "commitment", _("commitment")
        PUBLISHED_CLAUSE = "published_clause", _("published clause")
        PUBLISHED_COMMITMENT = "published_commitment", _("published commitment")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    row = models.CharField(max_length=620)

    class Meta:
        # The same thing may wait twice: a change while its vectors are being made must not be lost, nor wait for them.
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


def backlog_triggers(kind: str, column: str = "id", *, deletions: bool = False) -> list[pgtrigger.Trigger]:
    """Triggers that put inserted and changed rows of a table into the backlog, a statement at a time; with `deletions`
    those that have gone as well, for vectors that no foreign key takes along.
    """
    events = [("new", pgtrigger.Insert, {"new": "changed"}), ("changed", pgtrigger.Update, {"new": "changed"})]
    if deletions:
        events.append(("gone", pgtrigger.Delete, {"old": "changed"}))
    return [
        pgtrigger.Trigger(
            name=f"{event}_{kind}_is_embedded",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**table),  # type: ignore[no-untyped-call]  # pgtrigger has no types here
            func=f"""
                INSERT INTO commitments_embeddingtask (kind, row)
                SELECT DISTINCT '{kind}', {column}::text FROM changed;
                RETURN NULL;
            """,
        )
        for event, operation, table in events
    ]
