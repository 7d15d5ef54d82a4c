"""What is known of a mailing platform (Mailchimp): the ids of our things there, and what is still to be told it."""

from django.db import models
from django.db.models.functions import Now


class Remote(models.Model):
    """The id, at the platform, of a thing of ours."""

    class Thing(models.TextChoices):
        """``setup``: audience, category, webhook (``ours`` is the word); ``list``: an interest (``ours`` is the slug); ``issue``: a
        campaign (``ours`` is its primary key); ``subscriber``: a member."""

        SETUP = "setup"
        LIST = "list"
        ISSUE = "issue"
        SUBSCRIBER = "subscriber"

    thing = models.CharField(max_length=10, choices=Thing)
    ours = models.CharField(max_length=80)
    theirs = models.CharField(max_length=200, blank=True)
    state = models.JSONField(default=dict)
    """What the platform last said of it."""
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thing", "ours"], name="remote_once")]

    def __str__(self) -> str:
        return f"{self.thing} {self.ours}"


class RemoteTask(models.Model):
    """A subscriber whose state is to be brought to the platform; written in the transaction of the change itself."""

    subscriber = models.OneToOneField("newsletters.Subscriber", on_delete=models.CASCADE, related_name="remote_task")
    version = models.PositiveIntegerField(default=1)
    """Raised by each change; done only if it did not move meanwhile."""
    former_address = models.CharField(max_length=254, blank=True)
    """Of a member whose address changed or was erased."""
    erase = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now(), db_index=True)
    error = models.TextField(blank=True)
    leased_by = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"task for {self.subscriber_id}"
