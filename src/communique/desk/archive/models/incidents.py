"""The incident: composed of all that was read, and of what a person accepted alone."""

import msgspec
from django.db import models

from communique.model import Incident as Record

RECORD = msgspec.json.Decoder(Record)


class Stamp(models.Model):
    """The number of the last change of any incident; one row, raised in the transaction that changes. A reader that remembers
    it asks for what changed since, and misses nothing."""

    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.last)


class Incident(models.Model):
    """An id and what became of it. ``number`` is that of ``link_name``."""

    class Reviewed(models.TextChoices):
        """How many of its events a person accepted."""

        NONE = "none"
        PARTLY = "partly"
        ALL = "all"

    number = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=20, unique=True)
    """``SO-2021-0001``: it stays."""
    into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="formerly")
    """The incident that it was merged into."""
    reviewed = models.CharField(max_length=6, choices=Reviewed, default=Reviewed.NONE)
    ever_reviewed = models.BooleanField(default=False)
    """A person accepted an event of it once, so that its going is told to those who saw it."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)
    stamp = models.BigIntegerField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["stamp", "number"], name="incident_changes"),
            models.Index(fields=["stamp", "number"], name="incident_seen", condition=models.Q(ever_reviewed=True)),
        ]

    def __str__(self) -> str:
        return self.name


class Composition(models.Model):
    """An incident composed. The columns repeat the preferred values of the record: null or empty where no report gives one."""

    class Basis(models.TextChoices):
        """``read``: of every event that counts; ``reviewed``: of those that a person accepted, and of no other."""

        READ = "read"
        REVIEWED = "reviewed"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="compositions")
    basis = models.CharField(max_length=8, choices=Basis)
    packed = models.BinaryField()
    """The record, ``communique.model.Incident``, as JSON, without ``events``: these are rows of their own."""
    type = models.CharField(max_length=40)
    family = models.CharField(max_length=20)
    """Of the type, as ``data/families.yaml`` has it."""
    country = models.CharField(max_length=2, blank=True)
    admin1 = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    geonameid = models.BigIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    precision = models.CharField(max_length=8, blank=True)
    accuracy_km = models.FloatField(null=True)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    day = models.IntegerField()
    """``start`` as a proleptic ordinal for sorting, 0 where no report gives a date."""
    date_precision = models.CharField(max_length=8)
    status = models.CharField(max_length=12)
    certainty = models.CharField(max_length=8)
    aggregate = models.BooleanField(default=False)
    killed_low = models.IntegerField(null=True)
    killed_best = models.IntegerField(null=True)
    killed_high = models.IntegerField(null=True)
    publishers = models.PositiveIntegerField()
    reports = models.PositiveIntegerField()
    contradictions = models.PositiveIntegerField()
    first_reported = models.DateField(null=True)
    last_updated = models.DateField(null=True)
    stamp = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "basis"], name="composition_once")]
        indexes = [
            models.Index(fields=["basis", "-day", "-id"], name="composition_by_day"),
            models.Index(fields=["basis", "country", "-day", "-id"], name="composition_by_country"),
            models.Index(fields=["basis", "type", "-day", "-id"], name="composition_by_type"),
            models.Index(fields=["basis", "family", "-day", "-id"], name="composition_by_family"),
            models.Index(fields=["basis", "geonameid", "-day", "-id"], name="composition_by_place"),
            models.Index(fields=["basis", "geonameid", "type", "-day"], name="composition_by_place_type"),
            models.Index(fields=["basis", "stamp"], name="composition_by_stamp"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} as {self.basis}"

    @property
    def record(self) -> Record:
        """The incident without its events."""
        return RECORD.decode(bytes(self.packed))


class Party(models.Model):
    """An actor of an incident, for the pages of actors and the filters. Actors without a normalised name have none."""

    class Side(models.TextChoices):
        """What it did in it."""

        INITIATOR = "initiator"
        RECIPIENT = "recipient"

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="parties")
    basis = models.CharField(max_length=8, choices=Composition.Basis)
    side = models.CharField(max_length=9, choices=Side)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    day = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["basis", "name", "-day", "-composition"], name="party_by_name")]

    def __str__(self) -> str:
        return self.name
