"""The first administrator: made by whoever holds the link that was printed in the terminal."""

from django.db import transaction

from communique.desk.accounts.links import Kind, make, take_back, waiting
from communique.desk.accounts.models import User
from communique.desk.accounts.roles import Role


def first_link() -> str | None:
    """A fresh one-time link for the first administrator; None where there is one. Links given before cease to work."""
    with transaction.atomic():
        if has_administrator():
            return None
        take_back(waiting(Kind.FIRST))
        return make(Kind.FIRST, Role.ADMINISTRATOR)[1]


def has_administrator() -> bool:
    """Whether anyone can administer this desk."""
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()
