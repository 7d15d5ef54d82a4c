"""What holds for the whole desk."""

from typing import Any

from django.db import models

from communique.desk.accounts.holding import held, hold
from communique.desk.accounts.roles import Role


class Visibility(models.TextChoices):
    """Who may look: anyone at what was reviewed; whoever has an account; only analysts and those above."""

    PUBLIC = "public"
    LOGIN = "login"
    PRIVATE = "private"


class Organisation(models.Model):
    """What holds for the whole desk; one row, made when the tables are."""

    name = models.CharField(max_length=200, default="Communique")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    public_shows_unreviewed = models.BooleanField(default=False)
    two_person_rule = models.BooleanField(default=False)
    require_mfa_from = models.CharField(max_length=16, choices=Role, blank=True, default="")
    """The lowest role that must have a second factor; empty: none must."""

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row; what is held of this request is then the row as kept."""
        super().save(*args, **kwargs)
        hold(self)

    @classmethod
    def current(cls) -> "Organisation":
        """The row, read once for each request; its defaults, not kept, where there is none."""
        found = held()
        if not isinstance(found, cls):
            found = cls.objects.filter(pk=1).first() or cls(pk=1)
            hold(found)
        return found
