"""The proof of what was agreed to, and when. Rows are added and never altered, but for the address that is taken out when
somebody is erased, or never confirmed."""

from django.db import models
from django.db.models.functions import Now


class Notice(models.Model):
    """A notice as it was shown, word for word. One row for each text that was ever shown."""

    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of ``text`` in UTF-8, hexadecimal."""
    version = models.CharField(max_length=20)
    """Of ``data/notices.yaml``."""
    language = models.CharField(max_length=2)
    text = models.TextField()
    first_shown_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"notice {self.version} ({self.language})"


class Consent(models.Model):
    """One thing that somebody did about their subscriptions, or that was done to them."""

    class Action(models.TextChoices):
        """``asked``: typed the address, not confirmed; ``stopped``: a provider, bounces or a complaint ended it."""

        ASKED = "asked"
        CONFIRMED = "confirmed"
        JOINED = "joined"
        LEFT = "left"
        LEFT_ALL = "left-all"
        PAUSED = "paused"
        RESUMED = "resumed"
        FREQUENCY = "frequency"
        MOVED = "moved"
        STOPPED = "stopped"
        DOWNLOADED = "downloaded"
        ERASED = "erased"

    address = models.CharField(max_length=254, blank=True)
    """Empty once erased, or where it was never confirmed (``signing_up/forgetting.py``)."""
    person = models.CharField(max_length=64, db_index=True)
    """Salted hash of the address (``consenting.person_of``), which outlives an erasure."""
    action = models.CharField(max_length=10, choices=Action)
    lists = models.JSONField(default=list)
    """Slugs, sorted."""
    at = models.DateTimeField(db_default=Now())
    form = models.CharField(max_length=20)
    """Where: ``page``, ``embedded``, ``api``, ``confirmation``, ``preferences``, ``footer``, ``one-click``, ``mailto``, ``bounce``,
    ``complaint``, ``mailchimp``, ``editor``."""
    language = models.CharField(max_length=2, blank=True)
    notice = models.ForeignKey(Notice, null=True, on_delete=models.PROTECT)
    """What was shown; null where nothing was asked."""
    network = models.CharField(max_length=43, blank=True)
    detail = models.JSONField(null=True)
    """What else proves it: the frequency, the date paused to, the server's words, whose address it was to become."""

    class Meta:
        indexes = [models.Index(fields=["address", "id"], name="consent_of")]

    def __str__(self) -> str:
        return f"consent {self.pk}: {self.action}"
