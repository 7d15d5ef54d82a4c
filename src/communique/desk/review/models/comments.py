"""What people say to each other about an event or an incident."""

from django.conf import settings
from django.db import models

from communique.desk.archive.models import Event, Incident


class Comment(models.Model):
    """Plain words. Never altered; of one event or one incident."""

    class Kind(models.TextChoices):
        """Said; or the note of one who broke another's lock."""

        SAID = "said"
        BROKE = "broke"

    event = models.ForeignKey(Event, null=True, on_delete=models.CASCADE, related_name="comments")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.CASCADE, related_name="comments")
    who = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.SAID)
    text = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=False, incident__isnull=True)
                | models.Q(event__isnull=True, incident__isnull=False),
                name="comment_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.text
