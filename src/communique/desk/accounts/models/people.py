"""People."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac

from communique.desk.accounts.roles import Role


class User(AbstractUser):
    """A person with an account. ``username`` is what others see beside what they decided."""

    role = models.CharField(max_length=16, choices=Role, default=Role.READER)
    epoch = models.PositiveIntegerField(default=0)
    """Raised to end every session that began before."""

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be valid: another after a new password or another epoch."""
        now = f"{super().get_session_auth_hash()} {self.epoch}"
        return salted_hmac("communique.desk.accounts.session", now, algorithm="sha256").hexdigest()
