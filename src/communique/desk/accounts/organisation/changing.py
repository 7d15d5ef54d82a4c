"""Keeping what holds for the whole desk, with the history of each setting."""

from typing import Any

from django.db import transaction

from communique.desk.accounts.models import Organisation, User
from communique.desk.archive.changing import note
from communique.desk.archive.models import Change


def change_settings(values: dict[str, Any], who: User, why: str = "") -> list[str]:
    """Set each of ``values``, by field; the fields that were something else before."""
    with transaction.atomic():
        now = Organisation.objects.select_for_update().filter(pk=1).first() or Organisation(pk=1)
        changed = [field for field, value in values.items() if getattr(now, field) != value]
        for field in changed:
            note(who, Change.Subject.SETTING, "organisation", field, getattr(now, field), values[field], why)
            setattr(now, field, values[field])
        now.save()
    return changed
