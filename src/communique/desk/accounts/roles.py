"""Roles, each with all that the ones before it may do."""

from typing import Any

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person may do. Reader: read what is not public; analyst: review; editor: sources, second decisions, withdrawal;
    administrator: people and settings."""

    READER = "reader"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


ORDER = tuple(Role)


def has_role(user: Any, role: Role) -> bool:
    """Whether a user, who may be a stranger, has a role or one above it."""
    if not user.is_authenticated or not user.is_active:
        return False
    return ORDER.index(Role(user.role)) >= ORDER.index(role)
