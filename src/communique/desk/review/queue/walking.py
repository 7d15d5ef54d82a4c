"""Walk the queue by keys, never by counting: what is shown after or before an event.

The events of each state stand in an index in the queue's order, so that a page of each is read and the two are merged.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.archive.models import Change, Event, Report
from communique.desk.review.models import Lock
from communique.desk.review.queue.filters import ME, NOBODY, Filter

PAGE = 30
SLACK = timedelta(hours=1)
"""Primary keys are given in the order of reading, but for transactions that overlap; none lasts so long."""
FEW_REPORTS = 500
"""Reports whose events are looked up one by one; every database binds so many values."""
Key = tuple[float, int]
"""Of an event: its confidence and primary key."""
BY_CONFIDENCE = frozenset({"unsure", "sure"})
DOWNWARD = frozenset({"newest", "sure"})


def key(event: Event) -> Key:
    """Where an event stands in any order."""
    return event.confidence, event.pk


def walk(chosen: Filter, who: User, after: Key | None = None, *, back: bool = False, limit: int = PAGE) -> list[Event]:
    """Events of the queue after a place in it, or before it (``back``; the nearest first)."""
    places = list(islice(_places(chosen, who, after, back, limit), limit))
    found = Event.objects.select_related("report").defer("report__packed", "machine").in_bulk([pk for _, pk in places])
    return [found[pk] for _, pk in places if pk in found]


def _places(chosen: Filter, who: User, after: Key | None, back: bool, limit: int) -> Iterator[Key]:
    """Places alone, which the indices hold by themselves: where few fit, no row is read for those that do not."""
    down = (chosen.order in DOWNWARD) != back
    names = ("confidence", "pk") if chosen.order in BY_CONFIDENCE else (_by_key(chosen),)
    order = [f"-{name}" if down else name for name in names]
    first = None if chosen.since is None else _first_since(_moment(chosen.since) - SLACK)
    pages = []
    for state in chosen.states:
        page = rows(chosen, who, state).annotate(plain=F("pk") + 0).filter(_beyond(after, names, down))
        page = page if first is None else page.filter(pk__gte=first)
        pages.append(page.order_by(*order).values_list("confidence", "pk")[:limit])
    return heapq.merge(*pages, key=_sorting(names, down))


def _by_key(chosen: Filter) -> str:
    """The primary key; as a sum where the confidence is bounded, so that SQLite reads the index of the confidence, which holds all
    that is asked for, and not every row in the order of the key.
    """
    return "pk" if chosen.low is None and chosen.high is None else "plain"


def _sorting(names: tuple[str, ...], down: bool) -> Callable[[Key], tuple[float, ...]]:
    sign = -1 if down else 1
    return lambda place: tuple(sign * each for each in place[-len(names) :])


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _beyond(after: Key | None, names: tuple[str, ...], down: bool) -> Q:
    if after is None:
        return Q()
    way = "lt" if down else "gt"
    further = Q(**{f"{names[-1]}__{way}": after[1]})
    if len(names) == 1:
        return further
    # The first condition is implied by the second; it is there for the index.
    bound = Q(**{f"confidence__{way}e": after[0]})
    return bound & (Q(**{f"confidence__{way}": after[0]}) | (Q(confidence=after[0]) & further))


def rows(chosen: Filter, who: User, state: Event.State) -> QuerySet[Event]:
    """The events of one state that the filters leave."""
    given = {"country": chosen.country, "type": chosen.type}
    found = Event.objects.filter(state=state, **{name: value for name, value in given.items() if value})
    if chosen.low is not None:
        found = found.filter(confidence__gte=chosen.low)
    if chosen.high is not None:
        found = found.filter(confidence__lte=chosen.high)
    if chosen.source is not None:
        found = found.filter(_of_source(chosen.source))
    if chosen.since is not None:
        found = found.filter(read_at__gte=_moment(chosen.since))
    if chosen.assigned:
        found = found.filter(_assigned(chosen.assigned, who))
    if state == Event.State.SECONDED and chosen.state != state:
        found = found.annotate(last_hand=_last_hand()).filter(~Q(last_hand=who.pk) | Q(last_hand=None))
    return found


def _of_source(source: int) -> Q | Exists:
    """Of a source with few reports by these; of one with many by looking each event's report up, as most will fit."""
    reports = list(Report.objects.filter(source=source).values_list("pk", flat=True)[: FEW_REPORTS + 1])
    if len(reports) <= FEW_REPORTS:
        return Q(report__in=reports)
    return Exists(Report.objects.filter(pk=OuterRef("report"), source=source))


def _assigned(whose: str, who: User) -> Q:
    if whose == NOBODY:
        return Q(assignment__to=None)
    return Q(assignment__to=who) if whose == ME else Q(assignment__to__username=whose)


def _last_hand() -> Subquery:
    """Who changed an event last: under the two-person rule it is somebody else's turn."""
    changes = Change.objects.filter(subject=Change.Subject.EVENT, subject_id=OuterRef("name"))
    return Subquery(changes.order_by("-pk").values("who")[:1])


def _first_since(moment: datetime) -> int:
    """The least primary key of an event read since then, by halving: keys grow with the time of reading."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    low, high = 0, last + 1
    while low < high:
        middle = (low + high) // 2
        read = Event.objects.filter(pk__gte=middle).order_by("pk").values_list("pk", "read_at").first()
        if read is None or read[1] >= moment:
            high = middle
        else:
            low = read[0] + 1
    return low


def following(chosen: Filter, who: User, event: Event, *, back: bool = False) -> Event | None:
    """The next event, or the previous one, that nobody else has open; null at the end."""
    place: Key | None = key(event)
    while found := walk(chosen, who, place, back=back, limit=8):
        free = _not_locked(found, who)
        if free:
            return free[0]
        place = key(found[-1])
    return None


def _not_locked(events: list[Event], who: User) -> list[Event]:
    held = Lock.objects.filter(event__in=events, until__gt=timezone.now()).exclude(who=who)
    others = set(held.values_list("event_id", flat=True))
    return [event for event in events if event.pk not in others]
