"""What a source was seen to hold: an entry of a feed, a file of a folder, a message of a mailbox."""

from django.db import models

from communique.desk.archive.models import Source


class Entry(models.Model):
    """One thing that a source holds, as it was when last seen: what did not change since is not fetched anew."""

    class State(models.TextChoices):
        """Waiting for its page to be fetched; kept; failed for good."""

        WAITING = "waiting"
        KEPT = "kept"
        FAILED = "failed"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="entries")
    key = models.CharField(max_length=64)
    """SHA-256 of its id in the source: an entry's guid or link, a file's path, a message's number."""
    mark = models.CharField(max_length=64)
    """SHA-256 of what tells whether it changed."""
    address = models.CharField(max_length=2000, blank=True)
    """The page to fetch, the file, or the message's id."""
    hints = models.JSONField(default=dict)
    """``hints.Hints``: what the source says of it."""
    document = models.TextField(blank=True)
    """The entry as the feed has it, kept as a report of its own where its page cannot be had."""
    state = models.CharField(max_length=8, choices=State)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True)
    """When its page is fetched next; null: never."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="entry_once")]
        indexes = [
            models.Index(fields=["source", "due_at"], name="entry_due", condition=models.Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.address
