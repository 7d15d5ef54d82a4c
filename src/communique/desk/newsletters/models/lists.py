"""The mailing list: what it tells of, how often, and in whose name."""

from django.conf import settings
from django.db import models


class Frequency(models.TextChoices):
    """How often issues come. ``event``: soon after each change; ``hand``: when an editor asks for one."""

    EVENT = "event", "As it happens"
    DAILY = "daily", "Daily"
    WEEKLY = "weekly", "Weekly"
    HAND = "hand", "Now and then"


class Language(models.TextChoices):
    """Languages that mail and public pages of newsletters are written in (ISO 639-1)."""

    ENGLISH = "en", "English"
    FRENCH = "fr", "Français"
    ARABIC = "ar", "العربية"


class MailingList(models.Model):
    """A list. It is closed, never deleted: links in mail that went out work for ever."""

    slug = models.SlugField(max_length=60, unique=True)
    """In addresses and ``List-Id``; it stays."""
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    frequency = models.CharField(max_length=6, choices=Frequency, default=Frequency.WEEKLY)
    selection = models.TextField(blank=True)
    """Which incidents feed it, as the address of the map has it after the question mark; empty: all."""
    sender_name = models.CharField(max_length=120)
    sender_address = models.EmailField()
    postal_address = models.CharField(max_length=300)
    """In every footer; the law asks for it."""
    timezone = models.CharField(max_length=60, default="UTC")
    """IANA name; ``hour`` and ``weekday`` are in it."""
    hour = models.PositiveSmallIntegerField(default=7)
    weekday = models.PositiveSmallIntegerField(default=0)
    """Of a weekly list; 0 is Monday."""
    automatic = models.BooleanField(default=False)
    """Whether issues go out without a person's approval."""
    says_no_change = models.BooleanField(default=False)
    """Whether a one-line issue goes out where there is nothing to tell; otherwise none does."""
    counts_opens = models.BooleanField(default=False)
    """Whether opens and clicks are counted, in all and of nobody in particular; the notice says so then."""
    listed = models.BooleanField(default=True)
    """Whether the public sign-up page offers it."""
    archived = models.BooleanField(default=True)
    """Whether its issues can be read on the public archive page."""
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    closed_at = models.DateTimeField(null=True, blank=True)
    """No sign-up and no issue from then on."""

    def __str__(self) -> str:
        return self.name

    @property
    def open(self) -> bool:
        """Whether it can be joined and gets issues."""
        return self.closed_at is None
