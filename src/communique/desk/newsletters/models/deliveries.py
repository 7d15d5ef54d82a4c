"""One issue to one person: the ledger that says who got what; and what came back."""

from django.db import models
from django.db.models.functions import Now

from communique.desk.newsletters.models.issues import Issue
from communique.desk.newsletters.models.subscribers import Subscriber


class Delivery(models.Model):
    """One message. Made when the issue is frozen; nothing is sent without it, and nothing twice."""

    class State(models.TextChoices):
        """Pending; sending, committed before the message leaves; accepted by the server; deferred, tried again at ``due_at``;
        failed for good; unknown, the sender ended in between (never sent again by itself); skipped, consent ended meanwhile or
        the issue was cancelled."""

        PENDING = "pending"
        SENDING = "sending"
        ACCEPTED = "accepted"
        DEFERRED = "deferred"
        FAILED = "failed"
        UNKNOWN = "unknown"
        SKIPPED = "skipped"

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.PROTECT, related_name="deliveries")
    address = models.CharField(max_length=254)
    """As it was when frozen; empty once erased."""
    domain = models.CharField(max_length=253)
    """Of the address."""
    state = models.CharField(max_length=8, choices=State, default=State.PENDING, db_default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0, db_default=0)
    due_at = models.DateTimeField(null=True)
    """Of a deferred one."""
    code = models.PositiveSmallIntegerField(null=True)
    """The server's last reply (RFC 5321)."""
    answer = models.CharField(max_length=500, default="", db_default="")
    """Its words."""
    at = models.DateTimeField(null=True)
    """Of the last change of state."""
    leased_by = models.CharField(max_length=100, default="", db_default="")
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issue", "subscriber"], name="newsletter_delivery_once")]
        indexes = [
            models.Index(fields=["issue", "state", "id"], name="newsletter_delivery_due"),
            models.Index(
                fields=["issue", "domain", "id"], condition=models.Q(state="pending"), name="newsletter_delivery_lane"
            ),
            models.Index(fields=["leased_by"], condition=~models.Q(leased_by=""), name="newsletter_delivery_held"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class Pace(models.Model):
    """How fast the mail server, or the people of one provider, may be sent to: shared by all who send. Made when it is needed."""

    name = models.CharField(max_length=60, unique=True)
    """``server``, or a provider of ``data/providers.yaml``, or a domain."""
    free_at = models.DateTimeField(null=True)
    """When the next message may go out; null: now."""
    held_until = models.DateTimeField(null=True)
    """Nothing goes out before: it answered that it cannot take more now, or did not answer."""
    tries = models.PositiveSmallIntegerField(default=0)
    """In a row that were in vain."""
    why = models.CharField(max_length=500, blank=True)
    """Its words."""

    def __str__(self) -> str:
        return f"pace of {self.name}"


class Return(models.Model):
    """A bounce or a complaint that came back. A letter that asks for no more has its consent row alone."""

    class Kind(models.TextChoices):
        """Hard: the address does not exist or refuses; soft: for now; complaint: called spam (ARF)."""

        HARD = "hard"
        SOFT = "soft"
        COMPLAINT = "complaint"

    delivery = models.ForeignKey(Delivery, null=True, on_delete=models.PROTECT, related_name="returns")
    subscriber = models.ForeignKey(Subscriber, null=True, on_delete=models.PROTECT, related_name="returns")
    kind = models.CharField(max_length=9, choices=Kind)
    status = models.CharField(max_length=20, blank=True)
    """Enhanced status code (RFC 3463), as 5.1.1."""
    diagnostic = models.TextField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the message: what is read twice counts once."""
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.kind} return {self.pk}"


class ReadReturn(models.Model):
    """A message of the returns mailbox that was read; it stays in the mailbox."""

    key = models.CharField(max_length=64, unique=True)
    """SHA-256 of the mailbox and of what it calls the message."""
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"message {self.pk} of the returns mailbox"
