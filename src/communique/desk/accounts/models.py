"""People and their organisation."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from communique.desk.accounts.roles import Role


class User(AbstractUser):
    """A person with an account. ``username`` is what others see beside what they decided."""

    role = models.CharField(max_length=16, choices=Role, default=Role.READER)


class Visibility(models.TextChoices):
    """Who may look: anyone at what was reviewed; whoever has an account; only analysts and those above."""

    PUBLIC = "public"
    LOGIN = "login"
    PRIVATE = "private"


class Organisation(models.Model):
    """What holds for the whole desk; one row."""

    name = models.CharField(max_length=200, default="Communique")
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    public_shows_unreviewed = models.BooleanField(default=False)
    two_person_rule = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Organisation":
        """The row, made with its defaults where there is none yet."""
        return cls.objects.get_or_create(pk=1)[0]
