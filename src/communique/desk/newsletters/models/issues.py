"""An issue of a list: a briefing, composed, approved, frozen and sent; and what a list told of an incident last."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from communique.desk.newsletters.models.lists import Frequency, MailingList


class Issue(models.Model):
    """A briefing and how far it is. Its content is worked out once, when it is composed, and stays."""

    class State(models.TextChoices):
        """Draft: composed, waits for a person; approved: waits for ``due_at``; freezing: its audience is being written down;
        sending, paused by a person or by failures, sent, cancelled."""

        DRAFT = "draft"
        APPROVED = "approved"
        FREEZING = "freezing"
        SENDING = "sending"
        PAUSED = "paused"
        SENT = "sent"
        CANCELLED = "cancelled"

    class Platform(models.TextChoices):
        """Who mails it."""

        SMTP = "smtp", "SMTP"
        MAILCHIMP = "mailchimp", "Mailchimp"

    list = models.ForeignKey(MailingList, on_delete=models.PROTECT, related_name="issues")
    frequency = models.CharField(max_length=6, choices=Frequency)
    """Subscribers who get the list so often are its audience."""
    number = models.PositiveIntegerField()
    """Of the list, from 1."""
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    since = models.BigIntegerField(default=0)
    until = models.BigIntegerField(default=0)
    """Stamps: it tells what changed after the first and up to the second."""
    subject = models.CharField(max_length=200)
    content = models.JSONField()
    """The briefing, ``briefings.content.Briefing`` as JSON."""
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    """Both bodies with the markers of ``rendering.markers``, once approved; before, they are rendered anew for each look."""
    images = models.JSONField(default=dict)
    """Inline pictures of ``html``: PNG in base64 by content id."""
    composed_at = models.DateTimeField(db_default=Now())
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)
    """Null though approved: the list approves by itself."""
    platform = models.CharField(max_length=9, choices=Platform, blank=True)
    """Whom it was approved for, and its bodies were made for; empty: nobody yet. No other sends it: see ``issues.handing``."""
    approved_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_up_to = models.BigIntegerField(default=0)
    """Subscribers up to this one are written down, or counted in ``left_out``; freezing goes on after it."""
    audience = models.PositiveIntegerField(null=True, blank=True)
    """``Delivery`` rows, counted when frozen."""
    left_out = models.JSONField(default=dict)
    """Subscriptions of the list without a row, counted by why: paused, bounced, complained, other-frequency."""
    finished_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)
    """Why it was paused, or is a draft again, by itself."""
    opens = models.PositiveIntegerField(default=0)
    clicks = models.PositiveIntegerField(default=0)
    leased_by = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="issue_once")]
        indexes = [models.Index(fields=["state", "due_at"], name="issue_due")]

    def __str__(self) -> str:
        return f"{self.list_id} no. {self.number}"


class Told(models.Model):
    """What issues of a list and frequency told of an incident last; what changed is found by comparing with it."""

    list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="told")
    frequency = models.CharField(max_length=6, choices=Frequency)
    incident = models.CharField(max_length=20)
    """Its name."""
    item = models.JSONField()
    """``briefings.content.Item`` as JSON, without what had changed."""
    issue = models.ForeignKey(Issue, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "frequency", "incident"], name="newsletter_told_once")]

    def __str__(self) -> str:
        return f"{self.incident} as told by {self.issue_id}"


class Look(models.Model):
    """When a list was last looked at for something to tell, found or not, and up to which change."""

    list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="looks")
    frequency = models.CharField(max_length=6, choices=Frequency)
    at = models.DateTimeField()
    stamp = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "frequency"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.list_id} {self.frequency} looked at {self.at}"
