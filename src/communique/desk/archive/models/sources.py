"""Where reports come from, and the pages as they were fetched."""

import zlib

from django.conf import settings
from django.db import models


class Source(models.Model):
    """A feed, page, folder or mailbox that is watched, or a way in by hand. A bad one shows its error and when it is tried next."""

    class Kind(models.TextChoices):
        """Feed, page, folder and mailbox are polled; the rest is how a person or a program hands reports in."""

        FEED = "feed"
        PAGE = "page"
        FOLDER = "folder"
        MAILBOX = "mailbox"
        PASTED = "pasted"
        UPLOADED = "uploaded"
        API = "api"
        EXAMPLES = "examples"

    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=2000, blank=True)
    """URL, or path of a folder; empty for ways in by hand."""
    publisher = models.CharField(max_length=200, blank=True)
    """Publisher of its reports where these do not name one; empty: unknown."""
    language = models.CharField(max_length=8, blank=True)
    active = models.BooleanField(default=True)
    every_minutes = models.PositiveIntegerField(default=30)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(default=0)
    """In a row, up to now."""
    error = models.TextField(blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)
    """When it is polled next; null: never."""
    list_at = models.DateTimeField(null=True, blank=True)
    """When its feed, folder or mailbox itself is asked next; ``due_at`` is earlier where pages of its entries still wait."""
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "address"],
                name="source_once",
                condition=~models.Q(address=""),
                violation_error_message="This source is watched already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Snapshot(models.Model):
    """A page, file or message as it came: the bytes, their hash, and when. Its revisions are those of the same address."""

    class State(models.TextChoices):
        """What became of it."""

        FETCHED = "fetched"
        READ = "read"
        FAILED = "failed"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    address = models.CharField(max_length=2000)
    """Where from: the URL after redirects, a file name, a message id."""
    fetched_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=200, blank=True)
    packed = models.BinaryField()
    """zlib of the bytes."""
    size = models.PositiveIntegerField()
    """Of the bytes, unpacked."""
    state = models.CharField(max_length=8, choices=State, default=State.FETCHED)
    error = models.TextField(blank=True)
    hints = models.JSONField(default=dict)
    """What the source says of it: title, published, author."""
    attempts = models.PositiveIntegerField(default=0)
    """How often a worker began to read it."""
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "sha256"], name="snapshot_once")]
        indexes = [
            models.Index(fields=["address", "fetched_at"], name="snapshot_revisions"),
            models.Index(fields=["id"], name="snapshot_to_read", condition=models.Q(state="fetched")),
            models.Index(fields=["id"], name="snapshot_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.address} as of {self.fetched_at:%Y-%m-%d %H:%M}"

    def body(self) -> bytes:
        """The bytes as they came."""
        return zlib.decompress(bytes(self.packed))
