"""The history: every change that a person made, and those of the machine that a person should see."""

from django.conf import settings
from django.db import models


class Change(models.Model):
    """One field of one thing changed. Rows are added, never altered or removed."""

    class Subject(models.TextChoices):
        """What was changed; ``subject_id`` is its name, or its primary key where it has none."""

        EVENT = "event"
        INCIDENT = "incident"
        REPORT = "report"
        SOURCE = "source"
        SETTING = "setting"
        USER = "user"
        LIST = "list"
        ISSUE = "issue"

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT)
    """Null: the machine."""
    subject = models.CharField(max_length=8, choices=Subject)
    subject_id = models.CharField(max_length=120)
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    why = models.TextField(blank=True)
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_id", "id"], name="change_of")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.field}"
