"""Reports that programs submitted, and what became of them."""

from django.conf import settings
from django.db import models

from communique.desk.archive.models import Report


class Submission(models.Model):
    """A report that was submitted. ``key`` makes it one, however often it is sent."""

    class State(models.TextChoices):
        """Waiting: its address is still to be fetched; taken: its reports are kept; failed, with the error."""

        WAITING = "waiting"
        TAKEN = "taken"
        FAILED = "failed"

    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=64, blank=True)
    """SHA-256 of the Idempotency-Key; empty where none was sent."""
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of what was submitted: another under the same key is refused."""
    url = models.CharField(max_length=2000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    published = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    error = models.TextField(blank=True)
    reports = models.ManyToManyField(Report, related_name="submissions")
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    """Not fetched before; a fetch that was cut off is tried again then."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["who", "key"], name="submission_once", condition=~models.Q(key=""))
        ]
        indexes = [models.Index(fields=["due_at"], name="submission_due", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.url or 'a text'}: {self.state}"
