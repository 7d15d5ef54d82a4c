"""Lists of incidents: by day, and by change."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from communique.desk.api import briefs, cursors
from communique.desk.api.answers.incidents import IncidentList
from communique.desk.archive.models import Composition, Incident, Stamp
from communique.desk.public.selecting import Selection

Basis = Composition.Basis


def by_day(selection: Selection, after: str | None, limit: int) -> IncidentList:
    """The latest day first, undated last. Raises ``Refused`` where ``after`` is none of ours."""
    at, rows = cursors.read("day", after), _rows(selection)
    if at is not None:
        rows = rows.filter(day__lte=at.first).filter(Q(day__lt=at.first) | Q(id__lt=at.second))
    stamp = last_stamp()
    found = list(rows.order_by("-day", "-id")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return IncidentList(
        basis=selection.basis,  # type: ignore[arg-type]
        items=tuple(briefs.incident(row) for row in found[:limit]),
        next=cursors.written("day", last.day, last.pk) if last else None,
        stamp=stamp,
    )


def changed(selection: Selection, since: int, after: str | None, limit: int) -> IncidentList:
    """What changed after a stamp, in the order of changes. The stamp that is told was read before the rows: whoever asks with
    it next sees all that was changed meanwhile. Raises ``Refused``."""
    at, stamp = cursors.read("stamp", after), last_stamp()
    found = list(changed_after(selection.basis, at or cursors.Cursor(since, 2**62))[: limit + 1])
    here, last = found[:limit], found[limit - 1] if len(found) > limit else None
    rows = {row.incident_id: row for row in _rows(selection).filter(incident__in=[each.pk for each in here])}
    return IncidentList(
        basis=selection.basis,  # type: ignore[arg-type]
        items=tuple(briefs.incident(rows[each.pk]) for each in here if each.pk in rows),
        gone=_gone(here, rows),
        next=cursors.written("stamp", last.stamp, last.pk) if last else None,
        stamp=stamp,
    )


def _gone(here: Sequence[Incident], rows: dict[int, Composition]) -> tuple[str, ...]:
    return tuple(each.name for each in here if each.pk not in rows)


def changed_after(basis: str, at: cursors.Cursor) -> QuerySet[Incident]:
    """Incidents after a place in the order of changes. What was never reviewed is not there for who sees what was."""
    every = Incident.objects.filter(stamp__gte=at.first).filter(Q(stamp__gt=at.first) | Q(number__gt=at.second))
    if basis == Basis.REVIEWED:
        every = every.filter(ever_reviewed=True)
    return every.order_by("stamp", "number")


def _rows(selection: Selection) -> QuerySet[Composition]:
    return selection.rows(Composition.objects.select_related("incident"))


def last_stamp() -> int:
    """The stamp of the last change."""
    return Stamp.objects.filter(pk=1).values_list("last", flat=True).first() or 0
