"""Merge and split incidents by hand. The machine never undoes it."""

from collections.abc import Callable, Sequence

from communique.desk.accounts.models import User
from communique.desk.archive.changing.history import ChangeRefused, Subject, note
from communique.desk.archive.linked import recompose, store
from communique.desk.archive.models import Change, Event, Incident
from communique.incidents.decisions import DecisionError
from communique.incidents.store import Store, StoreError


def merge(incidents: Sequence[Incident], who: User, why: str = "") -> Change:
    """Make incidents one; the oldest id stays and the others lead to it."""
    names = [each.name for each in incidents]
    if len(set(names)) < 2:
        raise ChangeRefused("Choose two incidents or more.")
    return _decided(names, "merged", names, who, why, lambda opened: opened.merge(names, who.username, why))


def split(incident: Incident, events: Sequence[Event], who: User, why: str = "") -> Change:
    """Take events out of an incident; they become one of their own, or join where they fit."""
    ids = [event.name for event in events]
    return _decided(
        [incident.name], "split", ids, who, why, lambda opened: opened.split(incident.name, ids, who.username, why)
    )


def apart(one: Incident, other: Incident, who: User, why: str = "") -> Change:
    """Say that two incidents are not the same, so that they are never joined."""
    names = [one.name, other.name]
    return _decided(names, "apart", names, who, why, lambda opened: opened.apart(names[0], names[1], who.username, why))


def undo_decision(number: int, who: User, why: str = "", undoes: Change | None = None) -> Change:
    """Take a merge, split or apart back; ``number`` is that of the decision, in ``after["decision"]`` of its change."""
    opened = store()
    with opened.database.writing():
        try:
            opened.undo(number)
        except DecisionError as error:
            raise ChangeRefused("This decision was taken back already.") from error
        recompose(opened.touched)
        return note(who, Subject.INCIDENT, "", "undone", {"decision": number}, None, why, undoes)


def _decided(
    names: Sequence[str], field: str, of: Sequence[str], who: User, why: str, decide: Callable[[Store], int]
) -> Change:
    opened = store()
    with opened.database.writing():
        try:
            number = decide(opened)
        except (StoreError, DecisionError) as error:
            raise ChangeRefused(f"{error}.") from error
        recompose(opened.touched)
        changes = [
            note(who, Subject.INCIDENT, name, field, None, {"of": list(of), "decision": number}, why) for name in names
        ]
        return changes[0]
