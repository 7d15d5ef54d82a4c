"""What the search can find, as words; the index over it is the database's own (``sqlite.py``, ``postgresql.py``)."""

from django.db import models


class Scope(models.IntegerChoices):
    """Reports; incidents of all that was read; incidents of what a person accepted, by the words of accepted events alone."""

    REPORT = 1
    READ = 2
    REVIEWED = 3


class Found(models.Model):
    """A report or an incident. ``number`` is the report's primary key or the incident's number."""

    key = models.BigIntegerField(primary_key=True)
    """Scope, day and number in one, so that a higher key is a later day: what is found comes in this order."""
    scope = models.SmallIntegerField(choices=Scope)
    number = models.BigIntegerField()
    words = models.TextField()
    """The keys of its words in order, with a space between them."""

    class Meta:
        app_label = "public"
        constraints = [models.UniqueConstraint(fields=["scope", "number"], name="found_once")]

    def __str__(self) -> str:
        return f"{Scope(self.scope).label} {self.number}"
