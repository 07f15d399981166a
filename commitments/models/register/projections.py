"""What all projections of the log have."""

from django.db import models


class Published(models.Model):
    """What all projections have: the public JSON, and the register entry that it comes from."""

    payload = models.JSONField()
    version = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    sequence = models.PositiveBigIntegerField()

    class Meta:
        abstract = True
