"""The event as it stands: what the machine read, with what people corrected laid over it."""

import msgspec
from django.db import models
from django.db.models.functions import Now

from communique.desk.archive.models.incidents import Incident
from communique.desk.archive.models.reports import Report
from communique.model import Event as Record

RECORD = msgspec.json.Decoder(Record)


class Event(models.Model):
    """One happening as one report tells it. The columns repeat the record, for filters."""

    class State(models.TextChoices):
        """New: nobody looked. Seconded: one of the two that the two-person rule asks for accepted it. Rejected, withdrawn and
        superseded ones are of no incident, and kept."""

        NEW = "new"
        SECONDED = "seconded"
        ACCEPTED = "accepted"
        REJECTED = "rejected"
        WITHDRAWN = "withdrawn"
        SUPERSEDED = "superseded"

    class Maker(models.TextChoices):
        """Who found it."""

        MACHINE = "machine"
        PERSON = "person"

    COUNTING = (State.NEW, State.SECONDED, State.ACCEPTED)
    """States in which it is of an incident."""

    name = models.CharField(max_length=120, unique=True)
    """``id`` of the record."""
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="events")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="events")
    packed = models.BinaryField()
    """The record as it stands, ``communique.model.Event``, as JSON."""
    machine = models.BinaryField(null=True)
    """The record as the machine read it, once a person changed it; null before, and for a person's event."""
    maker = models.CharField(max_length=8, choices=Maker, default=Maker.MACHINE)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    reason = models.TextField(blank=True)
    """Why it was rejected or withdrawn."""
    unlocatable = models.BooleanField(default=False)
    """A person found that the report does not say where."""
    type = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    precision = models.CharField(max_length=8, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12)
    certainty = models.CharField(max_length=8)
    confidence = models.FloatField()
    unlinked = models.BooleanField(default=True)
    """It, or what it says, is not in its incident yet: the worker links it next."""
    version = models.PositiveIntegerField(default=1)
    """Raised by every change; a form says which one it was made from."""
    read_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["state", "id"], name="event_queue"),
            models.Index(fields=["state", "country", "id"], name="event_queue_country"),
            models.Index(fields=["state", "type", "id"], name="event_queue_type"),
            models.Index(fields=["state", "confidence", "id"], name="event_queue_confidence"),
            models.Index(fields=["id"], name="event_unlinked", condition=models.Q(unlinked=True)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def record(self) -> Record:
        """The event as it stands."""
        return RECORD.decode(bytes(self.packed))

    @property
    def as_read(self) -> Record | None:
        """The event as the machine read it; null for a person's."""
        if self.maker == self.Maker.PERSON:
            return None
        return RECORD.decode(bytes(self.packed if self.machine is None else self.machine))
