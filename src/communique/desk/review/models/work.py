"""Who is to work on an event, and who is working on it just now."""

from django.conf import settings
from django.db import models

from communique.desk.archive.models import Event


class Assignment(models.Model):
    """An event that is somebody's to review. Taken back by deleting nothing: it is given to nobody."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="assignment")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="assigned")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["to", "event"], name="assignment_to")]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.to_id}"


class Lock(models.Model):
    """An event that somebody has open. It runs out at ``until``, so that nobody waits for one who went home."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="lock")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.event_id} by {self.who_id}"
