"""A later revision of a report takes the place of the earlier one; what a person decided on stays."""

from django.db.models import F

from communique.desk.archive.changing.history import Subject, note
from communique.desk.archive.models import Event, Report
from communique.desk.archive.signals import reports_kept
from communique.desk.ingest.recoding.decided import decided

State = Report.State
STAYS = (State.WITHDRAWN, State.SUPERSEDED)


def supersede_earlier(report: Report) -> None:
    """Supersede what a report revises, and what that revised. Call it in the transaction that keeps the report's events."""
    earlier = report.revises
    while earlier is not None and earlier.state != State.SUPERSEDED:
        supersede(earlier, f"the page was changed: {report.name} revises it")
        earlier = earlier.revises


def supersede(report: Report, why: str) -> None:
    """Set a report aside for a later revision of its page. Its events are of no incident any more, but for those that a
    person decided on; it is kept with all of them. A withdrawn report stays withdrawn.
    """
    if report.state not in STAYS:
        note(None, Subject.REPORT, report.name, "state", report.state, State.SUPERSEDED, why)
        report.state = State.SUPERSEDED
        report.save(update_fields=["state"])
        reports_kept.send(sender=Report, names=[report.name])
    events = list(Event.objects.select_for_update().filter(report=report, state=Event.State.NEW).order_by("pk"))
    hands = decided(events)
    for event in events:
        if event.name not in hands:
            set_aside(event, why)


def set_aside(event: Event, why: str) -> None:
    """Supersede one event that nobody decided on; the worker takes it out of its incident."""
    before, after = ({"state": state, "reason": ""} for state in (event.state, Event.State.SUPERSEDED))
    note(None, Subject.EVENT, event.name, "state", before, after, why)
    rows = Event.objects.filter(pk=event.pk)
    rows.update(state=Event.State.SUPERSEDED, unlinked=True, version=F("version") + 1)
