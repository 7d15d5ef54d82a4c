"""The report as it was read from a page. Its text never changes: a changed page makes another report that revises it."""

import msgspec
from django.conf import settings
from django.db import models

from communique.desk.archive.models.sources import Snapshot, Source
from communique.model import Origin
from communique.model import Report as Record

RECORD, ORIGIN = msgspec.json.Decoder(Record), msgspec.json.Decoder(Origin)


class Report(models.Model):
    """A report and how far the work on it is."""

    class State(models.TextChoices):
        """Waiting to be coded; coded, its events kept; linked, its events joined to incidents; failed, with the error;
        withdrawn by a person; superseded by a later revision."""

        WAITING = "waiting"
        CODED = "coded"
        LINKED = "linked"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"
        SUPERSEDED = "superseded"

    name = models.CharField(max_length=100, unique=True)
    """``id`` of the record: the same text read twice is one report."""
    packed = models.BinaryField()
    """The record, ``communique.model.Report``, as JSON."""
    title = models.TextField(blank=True)
    publisher = models.CharField(max_length=300, blank=True, db_index=True)
    published = models.DateField(null=True, blank=True, db_index=True)
    url = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    snapshot = models.ForeignKey(Snapshot, null=True, on_delete=models.PROTECT, related_name="reports")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    received_at = models.DateTimeField(db_index=True)
    revises = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="revision")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.TextField(blank=True)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    """Not tried again before; null: at once."""
    lease_until = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True)
    coded_at = models.DateTimeField(null=True, blank=True)
    coded_with = models.CharField(max_length=64, blank=True)
    """Version of reader and codebook that read it."""
    origin = models.BinaryField(null=True)
    """``communique.model.Origin`` as JSON, for linking; null until coded."""

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="report_due", condition=models.Q(state__in=["waiting", "coded"])),
            models.Index(fields=["id"], name="report_failed", condition=models.Q(state="failed")),
            models.Index(fields=["url"], name="report_revisions", condition=~models.Q(url="")),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def record(self) -> Record:
        """The report with its text."""
        return RECORD.decode(bytes(self.packed))

    @property
    def brief(self) -> Origin:
        """The report in brief, for linking. Raises ``ValueError`` where it was not coded yet."""
        if self.origin is None:
            raise ValueError(f"report {self.name} was not coded yet")
        return ORIGIN.decode(bytes(self.origin))
