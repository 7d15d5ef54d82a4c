"""Tokens of programs. The row holds a hash, so that who reads the database cannot come in by it."""

from django.conf import settings
from django.db import models


class Token(models.Model):
    """A token that somebody made for a program. It may what its scopes say, and never more than its owner's role now."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    """What its owner calls it."""
    prefix = models.CharField(max_length=12)
    """Its first characters, by which its owner knows it again."""
    hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, in hexadecimal. It is random and long, so that no slow hash is needed."""
    scopes = models.JSONField(default=list)
    """Names of ``data/scopes.yaml``."""
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    """Null: never."""
    used_at = models.DateTimeField(null=True, blank=True)
    """When it was last used, to within some minutes."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="token_of")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
