"""The incidents that changed since a list's last issue, each as it is to be told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

from django.db.models import Q
from msgspec.structs import replace

from communique.desk.archive.models import Change, Composition, Event, Incident
from communique.desk.newsletters.briefings.content import Item, Why
from communique.desk.newsletters.briefings.items import gone, item_of
from communique.desk.newsletters.briefings.steps import steps
from communique.desk.newsletters.briefings.told import told
from communique.desk.newsletters.models import Issue, MailingList, Told
from communique.desk.public.selecting import Selection

AT_ONCE = 500
"""Incidents looked at together."""
VALUES = (
    "type", "status", "certainty", "date", "place", "initiators", "recipients", "tolls", "weapon", "count", "aggregate",
)  # fmt: skip
"""Fields of the history that are values of an event: what a person changed there is a correction."""


def first(chosen: Selection, day: date) -> Iterator[Item]:
    """For a list's first issue: what was published from a day on, or, where no report says when it was, happened from then on."""
    lately = Q(last_updated__gte=day) | Q(last_updated=None, start__gte=day)
    rows = chosen.rows(Composition.objects.filter(lately)).select_related("incident").order_by("pk")
    return (item_of(row, row.incident.name, row.incident.reviewed, "new") for row in rows.iterator(AT_ONCE))


def changed(mailing_list: MailingList, frequency: str, chosen: Selection, last: Issue, until: int) -> Iterator[Item]:
    """After an issue and up to a stamp. What was told and left the list's filter is told a last time, with what it is now."""
    among = Composition.objects.filter(basis=chosen.basis, stamp__gt=last.until, stamp__lte=until)
    chosen_ones = set(chosen.rows(among).values_list("pk", flat=True))
    if len(chosen_ones) < AT_ONCE:  # of more, the database cannot be asked by name
        known = Told.objects.filter(list=mailing_list, frequency=frequency).values("incident")
        among = among.filter(Q(pk__in=chosen_ones) | Q(incident__name__in=known))
    rows = among.select_related("incident").order_by("pk")
    for part in _parts(rows.iterator(AT_ONCE)):
        yield from _told_anew(mailing_list, frequency, part, chosen_ones, last.composed_at)
    yield from _gone(mailing_list, frequency, chosen.basis, last.until, until)


def _told_anew(
    mailing_list: MailingList, frequency: str, rows: Sequence[Composition], chosen: set[int], at: datetime
) -> Iterator[Item]:
    before = told(mailing_list, frequency, [row.incident.name for row in rows])
    corrected = _corrected([row.incident_id for row in rows], at)
    for row in rows:
        why: Why = "corrected" if row.incident_id in corrected else "updated"
        item = item_of(row, row.incident.name, row.incident.reviewed, why)
        was = before.get(item.incident)
        outside = row.pk not in chosen
        if was is None:
            if not outside:
                yield replace(item, why="new")
        elif not (outside and was.outside) and (news := steps(was, item)):
            yield replace(item, steps=news, outside=outside)


def _corrected(incidents: Sequence[int], at: datetime) -> set[int]:
    """Those of which a person changed a value since."""
    events = dict(Event.objects.filter(incident__in=incidents).values_list("name", "incident_id"))
    by_people = Change.objects.filter(subject=Change.Subject.EVENT, who__isnull=False, at__gt=at, field__in=VALUES)
    names = by_people.filter(subject_id__in=list(events)).values_list("subject_id", flat=True)
    return {number for name in names if (number := events[name]) is not None}


def _gone(mailing_list: MailingList, frequency: str, basis: str, after: int, until: int) -> Iterator[Item]:
    """Told incidents that have no composition any more."""
    known = Told.objects.filter(list=mailing_list, frequency=frequency).values("incident")
    here = Composition.objects.filter(basis=basis).values("incident")
    left = Incident.objects.filter(stamp__gt=after, stamp__lte=until, name__in=known).exclude(pk__in=here)
    names: Mapping[str, str | None] = dict(left.values_list("name", "into__name"))
    for name, was in told(mailing_list, frequency, list(names)).items():
        yield gone(was, names[name])


def _parts(rows: Iterable[Composition]) -> Iterator[list[Composition]]:
    each = iter(rows)
    while part := list(islice(each, AT_ONCE)):
        yield part
