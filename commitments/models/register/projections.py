"""What all projections of the log have."""

from datetime import date

from django.db import models


class Published(models.Model):
    """What all projections have: the public JSON, and the register entry that it comes from."""

    payload = models.JSONField()
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        abstract = True


LATEST_FIRST = 99_999_999


def newest_first(day: date | str | None) -> str:
    """What the places of a day's documents and commitments begin with: sorts dates backwards as text, and what has no
    date last.
    """
    return f"{LATEST_FIRST - int(str(day).replace('-', '')) if day else LATEST_FIRST:08d}"
