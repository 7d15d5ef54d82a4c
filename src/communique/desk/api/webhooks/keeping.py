"""Add, change and remove addresses; every change is in the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.api.listing import last_stamp
from communique.desk.api.models import Delivery, Endpoint
from communique.desk.api.webhooks.messages import Type, delivery
from communique.desk.api.webhooks.signing import new_secret
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.changing.history import Subject, note

FIRST_NUMBER = 2**62
"""Above every incident's: of the stamp that an address begins at it is told nothing."""


def add(values: Mapping[str, Any], who: User) -> Endpoint:
    """Tell an address from now on; with ``from_start`` of what is there already, too."""
    stamp, number = (0, 0) if values["from_start"] else (last_stamp(), FIRST_NUMBER)
    with transaction.atomic():
        row = Endpoint.objects.create(
            url=values["url"],
            secret=new_secret(),
            events=list(values["events"]),
            selection=values["selection"],
            basis=values["basis"],
            stamp=stamp,
            number=number,
            made_by=who,
        )
        note(who, Subject.SETTING, f"webhook {row.pk}", "added", None, _told(row))
    return row


def _told(row: Endpoint) -> dict[str, Any]:
    return {"url": row.url, "events": row.events, "selection": row.selection, "basis": row.basis}


def pause(row: Endpoint, who: User) -> None:
    """Tell it no more; what changes meanwhile is told when it goes on."""
    _set(row, who, "active", False)


def resume(row: Endpoint, who: User) -> None:
    """Tell it again, and first what it was not told."""
    with transaction.atomic():
        _set(row, who, "active", True)
        Endpoint.objects.filter(pk=row.pk).update(failing_since=None, failures=0, rest_until=None, error="")
        row.deliveries.filter(state=Delivery.State.WAITING).update(due_at=timezone.now())


def remove(row: Endpoint, who: User) -> None:
    """Tell it never again; the row stays."""
    _set(row, who, "removed_at", timezone.now())


def renew_secret(row: Endpoint, who: User) -> str:
    """Sign with another secret from now on; it is told this once."""
    with transaction.atomic():
        row.secret = new_secret()
        row.save(update_fields=["secret"])
        note(who, Subject.SETTING, f"webhook {row.pk}", "secret", None, None, "made a new secret")
    return row.secret


def test(row: Endpoint) -> None:
    """Have a message sent that tells of nothing."""
    delivery(row, Type.TEST, None, timezone.now()).save()


def send_again(row: Endpoint, pk: int) -> None:
    """Have a message sent again, at once and with all its tries. Raises ``ChangeRefused`` where it waits to be sent anyway."""
    over = row.deliveries.filter(pk=pk).exclude(state=Delivery.State.WAITING, attempts=0)
    if not over.update(state=Delivery.State.WAITING, attempts=0, due_at=timezone.now(), error=""):
        raise ChangeRefused("This message waits to be sent already.")
    Endpoint.objects.filter(pk=row.pk).update(rest_until=None)


def _set(row: Endpoint, who: User, field: str, value: Any) -> None:
    before = getattr(row, field)
    with transaction.atomic():
        setattr(row, field, value)
        row.save(update_fields=[field])
        note(who, Subject.SETTING, f"webhook {row.pk}", field, str(before), str(value))
