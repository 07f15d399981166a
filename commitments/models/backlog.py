"""The backlog of words that have no vector yet, kept by triggers, so that no path escapes it.

`manage.py embed` works it off (linking/embedding.py).
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class EmbeddingTask(models.Model):
    """A clause, citation or commitment (its title) whose words may have changed since its vectors were made."""

    class Kind(models.TextChoices):
        CLAUSE = "clause", _("clause")
        CITATION = "citation", _("citation")
        COMMITMENT = "commitment", _("commitment")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    row = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="embedding_task_once")]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


def backlog_triggers(kind: str) -> list[pgtrigger.Trigger]:
    """Triggers that put inserted and changed rows of a table into the backlog, a statement at a time."""
    return [
        pgtrigger.Trigger(
            name=f"{kind}_{event}_is_embedded",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(new="changed"),  # type: ignore[no-untyped-call]  # pgtrigger has no types here
            func=f"""
                INSERT INTO commitments_embeddingtask (kind, row)
                SELECT '{kind}', id FROM changed ORDER BY id ON CONFLICT DO NOTHING;
                RETURN NULL;
            """,
        )
        for event, operation in (("new", pgtrigger.Insert), ("changed", pgtrigger.Update))
    ]
