"""Addresses of programs that are told of incidents, and what each was told."""

from django.conf import settings
from django.db import models

from communique.desk.archive.models import Composition, Incident


class Endpoint(models.Model):
    """An address that is told. It has seen every change up to ``stamp`` and, of the next stamp, incidents up to ``number``."""

    url = models.CharField(max_length=2000)
    secret = models.CharField(max_length=100)
    """``whsec_`` and base64, as Standard Webhooks has it; kept as it is, since each message is signed with it."""
    events = models.JSONField(default=list)
    """Of ``Delivery.Type``."""
    selection = models.TextField(blank=True)
    """Filters, as the map has them in its address."""
    basis = models.CharField(max_length=8, choices=Composition.Basis, default=Composition.Basis.REVIEWED)
    active = models.BooleanField(default=True)
    stamp = models.BigIntegerField(default=0)
    number = models.BigIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    """Since when nothing got through; null: the last message did."""
    failures = models.PositiveIntegerField(default=0)
    """In a row, up to now."""
    rest_until = models.DateTimeField(null=True, blank=True)
    """Nothing is sent to it before, since it failed."""
    error = models.TextField(blank=True)
    """Of the last message that did not get through."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="webhooks")
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.url


class Told(models.Model):
    """An incident that an address was told of, as it was told: what is the same is not told again."""

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="told")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    """SHA-256 of the composed record; empty: it was told to be withdrawn."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["endpoint", "incident"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} to {self.endpoint_id}"


class Delivery(models.Model):
    """A message to an address: sent until it got through, so that it may come twice; its ``name`` tells."""

    class Type(models.TextChoices):
        """Told for the first time; told before and different now; told before and of the selection no longer."""

        NEW = "incident.new"
        CHANGED = "incident.changed"
        WITHDRAWN = "incident.withdrawn"
        TEST = "test"

    class State(models.TextChoices):
        """Waiting to be sent, or sent again; delivered; failed, when it was tried for the last time."""

        WAITING = "waiting"
        DELIVERED = "delivered"
        FAILED = "failed"

    name = models.CharField(max_length=40, unique=True)
    """The message's id, ``webhook-id``; the same however often it is sent."""
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    type = models.CharField(max_length=20, choices=Type)
    incident = models.CharField(max_length=20, blank=True)
    body = models.TextField()
    """JSON, as it is sent."""
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    """When it is sent next; while it is being sent, when another worker may try."""
    status = models.PositiveIntegerField(null=True, blank=True)
    """Of the last answer."""
    error = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="delivery_due", condition=models.Q(state="waiting")),
            models.Index(fields=["endpoint", "-id"], name="delivery_of"),
        ]

    def __str__(self) -> str:
        return self.name
