"""Join events to incidents: those that are new, those that say something else now, those that count no longer."""

import functools
from collections.abc import Iterable
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from communique.desk.archive.composing import recompose as _recompose
from communique.desk.archive.link_tables import DeskTables
from communique.desk.archive.models import Event, Report
from communique.incidents import Told, load_weights
from communique.incidents.scoring import Scorer
from communique.incidents.store import Store
from communique.incidents.store.events import numbers as known


@functools.cache
def _scorer() -> Scorer:
    return Scorer(load_weights())


def store() -> Store:
    """The store of incidents in the desk's database."""
    return Store(DeskTables(), _scorer())


def link_due(limit: int = 200) -> int:
    """Link the events that wait for it, whole reports in order, some ``limit`` events of them; how many there were. All of it is
    kept or nothing.

    Incidents get their ids in the order of the reports, whatever worker coded them when and how often it was killed: a report
    that was coded before an earlier one is linked after it, unless coding the earlier one failed.
    """
    opened = store()
    with opened.database.writing():
        due = _due(limit)
        if not due:
            return 0
        for _, events in groupby(due, key=lambda event: event.report_id):
            _link(opened, list(events))
        own = {event.incident_id for event in due if event.incident_id is not None}
        _recompose(opened.database, opened.touched | own)
        Event.objects.filter(pk__in=[event.pk for event in due]).update(unlinked=False)
        gone = [event.pk for event in due if event.state not in Event.COUNTING]
        Event.objects.filter(pk__in=gone).update(incident=None)
        _settle({event.report_id for event in due})
    return len(due)


def _due(limit: int) -> list[Event]:
    """The first events that wait, and the rest of the last one's report."""
    waiting = Event.objects.filter(unlinked=True).select_related("report").order_by("report_id", "pk")
    first = (
        Report.objects.filter(state=Report.State.WAITING, error="").order_by("pk").values_list("pk", flat=True).first()
    )
    if first is not None:
        waiting = waiting.filter(~Q(report__state=Report.State.CODED) | Q(report__lt=first))
    due = list(waiting[:limit])
    if len(due) == limit:
        due += waiting.filter(report=due[-1].report_id, pk__gt=due[-1].pk)
    return due


def _link(opened: Store, events: list[Event]) -> None:
    """Enter the events of one report that count, and take out those that do not."""
    gone = known(opened.database, [event.name for event in events if event.state not in Event.COUNTING])
    if gone:
        opened.remove(list(gone))
    counting = [event for event in events if event.state in Event.COUNTING]
    opened.add([Told(event.record, event.report.brief) for event in counting])


def _settle(reports: Iterable[int]) -> None:
    """A report whose events are all linked is done."""
    waiting = Event.objects.filter(report=OuterRef("pk"), unlinked=True)
    coded = Report.objects.filter(pk__in=list(reports), state=Report.State.CODED)
    coded.filter(~Exists(waiting)).update(state=Report.State.LINKED)


def recompose(numbers: Iterable[int]) -> None:
    """Compose incidents anew from their events as they stand."""
    tables = DeskTables()
    with tables.writing():
        _recompose(tables, numbers)
