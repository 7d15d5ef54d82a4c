"""Accept, reject, withdraw."""

from django.db.models import Max

from communique.desk.accounts.models import Organisation, User
from communique.desk.archive.changing.history import ChangeRefused, Subject, changing, note, state_changed
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.linked import recompose
from communique.desk.archive.models import Change, Event, Report

State = Event.State


def accept(event: Event, who: User, version: int, why: str = "") -> Change:
    """Say that an event is what the report tells. Under the two-person rule the first of two makes it seconded."""
    with changing(event, version) as now:
        if now.state not in (State.NEW, State.SECONDED, State.REJECTED):
            raise ChangeRefused(f"This event is {now.get_state_display().lower()} already.")
        return state_changed(now, _accepted(now, who), who, why)


def _accepted(event: Event, who: User) -> Event.State:
    if not Organisation.current().two_person_rule:
        return State.ACCEPTED
    if event.state != State.SECONDED:
        return State.SECONDED
    if _last_hand(event) == who.pk:
        raise ChangeRefused("You accepted or changed this event; the two-person rule asks for somebody else.")
    return State.ACCEPTED


def _last_hand(event: Event) -> int | None:
    """Who changed the event last."""
    changes = Change.objects.filter(subject=Subject.EVENT, subject_id=event.name)
    last = changes.aggregate(last=Max("pk"))["last"]
    return Change.objects.values_list("who", flat=True).get(pk=last) if last else None


def reject(event: Event, who: User, reason: str, version: int) -> Change:
    """Say that the report tells of no such event; ``reason`` in words, not empty. It is of no incident then, and kept."""
    with changing(event, version) as now:
        return state_changed(now, _given(now, State.REJECTED, reason), who, reason)


def withdraw(event: Event, who: User, reason: str, version: int) -> Change:
    """Take an event back that was accepted before; ``reason`` in words, not empty."""
    with changing(event, version) as now:
        return state_changed(now, _given(now, State.WITHDRAWN, reason), who, reason)


def _given(event: Event, state: Event.State, reason: str) -> Event.State:
    if not reason.strip():
        raise ChangeRefused("Say why, in a few words.")
    if event.state == state:
        raise ChangeRefused(f"This event is {event.get_state_display().lower()} already.")
    return state


def withdraw_report(report: Report, who: User, why: str) -> Change:
    """Take a whole report back, with all its events; ``why`` in words, not empty."""
    if not why.strip():
        raise ChangeRefused("Say why, in a few words.")
    with DeskTables().writing():
        now = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
        if now.state == Report.State.WITHDRAWN:
            raise ChangeRefused("This report is withdrawn already.")
        change = note(who, Subject.REPORT, now.name, "state", now.state, Report.State.WITHDRAWN, why)
        events = list(Event.objects.select_for_update().filter(report=now, state__in=Event.COUNTING))
        for event in events:
            state_changed(event, State.WITHDRAWN, who, why)
            event.version += 1
            event.save()
        now.state = Report.State.WITHDRAWN
        now.save(update_fields=["state"])
        recompose(event.incident_id for event in events if event.incident_id is not None)
        return change
