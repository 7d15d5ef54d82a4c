"""Writing the history, and the transaction that every change is made in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from communique.desk.accounts.models import User
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.linked import recompose
from communique.desk.archive.models import Change, Event

Subject = Change.Subject


class ChangeRefused(ValueError):  # noqa: N818  the word that pages show
    """A change that cannot be made; the message says why and what to do."""


class Outdated(ChangeRefused):
    """The event was changed by somebody else since the form was made."""


def note(
    who: User | None,
    subject: Subject,
    name: str,
    field: str,
    before: Any,
    after: Any,
    why: str = "",
    undoes: Change | None = None,
) -> Change:
    """Add a row to the history. ``who`` null is the machine; ``before`` and ``after`` are JSON values."""
    return Change.objects.create(
        who=who, subject=subject, subject_id=name, field=field, before=before, after=after, why=why, undoes=undoes
    )


@contextmanager
def changing(event: Event, version: int) -> Iterator[Event]:
    """The event as it is now, locked until the end of the transaction; its incident is composed anew afterwards.

    What is kept: every column that was changed. Raises ``Outdated``.
    """
    tables = DeskTables()
    with tables.writing():
        now = Event.objects.select_for_update(of=("self",)).select_related("report").get(pk=event.pk)
        if now.version != version:
            raise Outdated("This event was changed by somebody else meanwhile; look at it as it is now.")
        yield now
        now.version += 1
        now.save()
        if now.incident_id is not None:
            recompose([now.incident_id])


def state_changed(event: Event, state: Event.State, who: User, why: str, undoes: Change | None = None) -> Change:
    """Give an event another state, and say so in the history. One that begins or ceases to count is linked anew."""
    change = note(who, Subject.EVENT, event.name, "state", _state(event), {"state": state, "reason": why}, why, undoes)
    counted, event.state = event.state in Event.COUNTING, state
    event.reason = "" if state in Event.COUNTING else why
    event.unlinked = event.unlinked or counted != (state in Event.COUNTING)
    return change


def _state(event: Event) -> dict[str, str]:
    return {"state": event.state, "reason": event.reason}
