"""A worker that runs or ran: what tells people and monitors whether any is at work."""

from django.db import models


class Worker(models.Model):
    """One row each process. ``seen_at`` is renewed every few seconds while it is alive, whatever it does."""

    name = models.CharField(max_length=100, unique=True)
    """As in ``leased_by``: host, process id and a few letters of chance."""
    host = models.CharField(max_length=64)
    pid = models.PositiveIntegerField()
    coded_with = models.CharField(max_length=64)
    """Version of reader and codebook that it reads with."""
    doing = models.CharField(max_length=40, blank=True)
    """The step it is at; empty while there is nothing to do."""
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    stopped_at = models.DateTimeField(null=True)
    """When it left in order; null while it runs, and for one that was killed."""

    def __str__(self) -> str:
        return self.name
