"""Links that are used once. The row holds a hash, so that who reads the database cannot come in by it."""

from django.conf import settings
from django.db import models

from communique.desk.accounts.roles import Role


class Link(models.Model):
    """A link that was given to somebody. Rows stay when they were used, taken back or are past."""

    class Kind(models.TextChoices):
        """First: makes the first administrator; invitation: makes an account; password: sets another password."""

        FIRST = "first"
        INVITATION = "invitation"
        PASSWORD = "password"

    kind = models.CharField(max_length=10, choices=Kind)
    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, in hexadecimal."""
    role = models.CharField(max_length=16, choices=Role, default=Role.READER)
    email = models.EmailField(blank=True)
    mailed = models.BooleanField(default=False)
    """Whether it was sent to ``email``; who uses it has then shown that the address is theirs."""
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="links"
    )
    """Whose password it sets, or who came by it."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="links_made"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} until {self.expires_at:%Y-%m-%d %H:%M}"
