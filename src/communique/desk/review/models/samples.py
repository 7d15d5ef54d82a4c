"""Quality by sample: events drawn by chance that a second person reads without knowing what the first decided."""

import msgspec
from django.conf import settings
from django.db import models

from communique.desk.archive.models import Event
from communique.model import Event as Record

RECORD = msgspec.json.Decoder(Record)


class Sample(models.Model):
    """A draw. The same seed, share and events give the same sample."""

    name = models.CharField(max_length=120)
    seed = models.PositiveIntegerField()
    share = models.FloatField()
    """Of the events that a person judged and that the filters leave, 0 to 1."""
    filters = models.TextField(blank=True)
    """The query string of the filters."""
    blank = models.BooleanField(default=False)
    """The second reader begins with an empty record, not with the machine's."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """An event of a sample."""

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="items")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sample", "event"], name="item_once")]

    def __str__(self) -> str:
        return f"{self.event_id} in {self.sample_id}"


class Reading(models.Model):
    """What one person read: whether the report tells of the event, and the record."""

    class Turn(models.TextChoices):
        """The first is what stood when the sample was drawn; the second is the blind one."""

        FIRST = "first"
        SECOND = "second"

    class Judgement(models.TextChoices):
        """Open: not finished yet."""

        OPEN = "open"
        ACCEPTED = "accepted"
        REJECTED = "rejected"

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="readings")
    turn = models.CharField(max_length=6, choices=Turn)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=8, choices=Judgement, default=Judgement.OPEN)
    packed = models.BinaryField()
    """The record as this person reads it, ``communique.model.Event``, as JSON."""
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "turn"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.turn} of {self.item_id}"

    @property
    def record(self) -> Record:
        """The record as this person reads it."""
        return RECORD.decode(bytes(self.packed))
