"""People who asked for lists. Before an address is confirmed there is a sign-up and no subscriber."""

from django.db import models
from django.db.models.functions import Now

from communique.desk.newsletters.models.consent import Notice
from communique.desk.newsletters.models.lists import Frequency, Language, MailingList


class SignUp(models.Model):
    """Somebody typed an address and chose lists; also a change of address, which waits at the new one. It expires."""

    address = models.EmailField(max_length=254)
    """As ``email-validator`` normalises it."""
    lists = models.ManyToManyField(MailingList)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    form = models.CharField(max_length=20)
    """``page``, ``embedded``, ``api`` or ``preferences``."""
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    network = models.CharField(max_length=43, blank=True)
    """Asked from, cut to a network (/24 or /48)."""
    moves = models.ForeignKey("Subscriber", null=True, blank=True, on_delete=models.CASCADE, related_name="moves")
    """Whose address this is to become; null: a sign-up."""
    asked_at = models.DateTimeField(db_default=Now(), db_index=True)
    mailed_at = models.DateTimeField(null=True)
    """When the confirmation was handed to the mail server."""
    due_at = models.DateTimeField(db_default=Now())
    """When it is tried, or tried again."""
    tries = models.PositiveSmallIntegerField(default=0)
    """That the server did not take."""
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    """Set once, by an update that asks for null: the link works once."""

    class Meta:
        indexes = [
            models.Index(fields=["address", "asked_at"], name="sign_up_address"),
            models.Index(fields=["due_at"], condition=models.Q(mailed_at=None), name="sign_up_to_mail"),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"


class Subscriber(models.Model):
    """Somebody whose address is confirmed."""

    class State(models.TextChoices):
        """Only active ones are mailed. ``bounced``: the address does not take mail; ``complained``: called it spam; ``erased``:
        asked to be forgotten, the address is gone."""

        ACTIVE = "active"
        BOUNCED = "bounced"
        COMPLAINED = "complained"
        ERASED = "erased"

    address = models.CharField(max_length=254, unique=True)
    """Normalised, lower case; ``erased-<hash>`` once erased."""
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    """Of pages and of mail about the subscription; briefings are in the language of their list."""
    paused_until = models.DateField(null=True, blank=True)
    """No issue is sent before."""
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    """In a row."""
    confirmed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Subscription(models.Model):
    """Somebody's place on a list; left ones are kept."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="subscriptions")
    active = models.BooleanField(default=True)
    frequency = models.CharField(max_length=6, choices=Frequency, blank=True)
    """Another than the list's own; empty: as the list has it."""
    joined_at = models.DateTimeField(db_default=Now())
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "list"], name="subscription_once")]
        indexes = [
            models.Index(fields=["list", "active", "subscriber"], name="subscription_audience"),
            models.Index(fields=["list", "frequency"], condition=~models.Q(frequency=""), name="subscription_rhythm"),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
