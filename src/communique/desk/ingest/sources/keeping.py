"""Add, change, pause and ask sources; each change is a row of the history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import Subject, note
from communique.desk.archive.models import Source

FIELDS = ("kind", "name", "address", "publisher", "language", "every_minutes")
"""What a person sets of a source."""
FRESH = {"etag": "", "last_modified": "", "failures": 0, "error": ""}


def add(values: Mapping[str, Any], who: User, now: datetime, why: str = "") -> Source:
    """Watch a source from now on. ``values`` has ``FIELDS``. Raises ``IntegrityError`` where it is watched already."""
    with transaction.atomic():
        source = Source.objects.create(**values, created_by=who, due_at=now, list_at=now)
        note(who, Subject.SOURCE, str(source.pk), "added", None, {name: values[name] for name in FIELDS}, why)
    return source


def change(source: Source, values: Mapping[str, Any], who: User, now: datetime) -> list[str]:
    """Set fields of a source; which changed. Another address is asked at once, as if it were new."""
    with transaction.atomic():
        found = Source.objects.select_for_update().get(pk=source.pk)
        changed = [name for name in FIELDS if name in values and values[name] != getattr(found, name)]
        written = {name: values[name] for name in changed}
        if "address" in changed:
            written |= {**FRESH, "due_at": now, "list_at": now}
        for name in changed:
            note(who, Subject.SOURCE, str(found.pk), name, getattr(found, name), values[name])
        if changed:
            Source.objects.filter(pk=found.pk).update(**written)
    return changed


def set_active(source: Source, active: bool, who: User, now: datetime) -> None:
    """Pause a source, or go on watching it; going on asks it at once."""
    with transaction.atomic():
        due = {"due_at": now, "list_at": now} if active else {}
        if Source.objects.filter(pk=source.pk, active=not active).update(active=active, **due):
            note(who, Subject.SOURCE, str(source.pk), "active", not active, active)


def ask_now(source: Source, who: User, now: datetime) -> None:
    """Have the worker ask a source next, whatever its turn, and all of it, whether it says that it changed or not."""
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(due_at=now, list_at=now, etag="", last_modified="")
        note(who, Subject.SOURCE, str(source.pk), "asked", None, None, "Asked for now")
