"""A host that is asked for pages: when it may be asked again, and what its robots.txt says."""

from django.db import models


class Host(models.Model):
    """One row for each scheme, host and port, shared by all workers."""

    name = models.CharField(max_length=300, unique=True)
    """``https://news.example:443``."""
    next_at = models.DateTimeField()
    """Not asked before."""
    robots = models.TextField(blank=True)
    """Its robots.txt as it came; empty where it has none."""
    robots_at = models.DateTimeField(null=True)
    """When that was asked for; null: never."""

    def __str__(self) -> str:
        return self.name
