"""Join events to incidents: those that are new, those that say something else now, those that count no longer."""

import functools
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

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
    """Link the events that wait for it, up to ``limit``, the oldest first; how many there were. All of it is kept or nothing."""
    opened = store()
    with opened.database.writing():
        due = list(Event.objects.filter(unlinked=True).select_related("report").order_by("pk")[:limit])
        if not due:
            return 0
        _link(opened, due)
        pks = [event.pk for event in due]
        Event.objects.filter(pk__in=pks).update(unlinked=False)
        gone = [event.pk for event in due if event.state not in Event.COUNTING]
        Event.objects.filter(pk__in=gone).update(incident=None)
        _settle({event.report_id for event in due})
    return len(due)


def _link(opened: Store, due: list[Event]) -> None:
    counting = [event for event in due if event.state in Event.COUNTING]
    gone = known(opened.database, [event.name for event in due if event.state not in Event.COUNTING])
    if gone:
        opened.remove(list(gone))
    opened.add([Told(event.record, event.report.brief) for event in counting])
    own = {event.incident_id for event in due if event.incident_id is not None}
    _recompose(opened.database, opened.touched | own)


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
