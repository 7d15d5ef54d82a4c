"""Walk the queue by keys, never by counting: what is shown after or before an event.

The events of each state stand in an index in the queue's order, so that a page of each is read and the two are merged.
"""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from communique.desk.accounts.models import User
from communique.desk.archive.models import Change, Event
from communique.desk.review.models import Lock
from communique.desk.review.queue.filters import ME, NOBODY, Filter

PAGE = 30
SLACK = timedelta(hours=1)
"""Primary keys are given in the order of reading, but for transactions that overlap; none lasts so long."""
Key = tuple[float, int]
"""Of an event: its confidence and primary key."""
BY_CONFIDENCE = frozenset({"unsure", "sure"})
DOWNWARD = frozenset({"newest", "sure"})


def key(event: Event) -> Key:
    """Where an event stands in any order."""
    return event.confidence, event.pk


def walk(chosen: Filter, who: User, after: Key | None = None, *, back: bool = False, limit: int = PAGE) -> list[Event]:
    """Events of the queue after a place in it, or before it (``back``; the nearest first)."""
    down = (chosen.order in DOWNWARD) != back
    names = ("confidence", "pk") if chosen.order in BY_CONFIDENCE else ("pk",)
    order = [f"-{name}" if down else name for name in names]
    pages = [
        rows(chosen, who, state).filter(_beyond(after, names, down)).order_by(*order)[:limit] for state in chosen.states
    ]
    merged = heapq.merge(*pages, key=_sorting(names, down))
    return list(islice(merged, limit))


def _sorting(names: tuple[str, ...], down: bool) -> Callable[[Event], tuple[float, ...]]:
    sign = -1 if down else 1
    return lambda event: tuple(sign * getattr(event, name) for name in names)


def _beyond(after: Key | None, names: tuple[str, ...], down: bool) -> Q:
    if after is None:
        return Q()
    way = "lt" if down else "gt"
    further = Q(**{f"pk__{way}": after[1]})
    if len(names) == 1:
        return further
    # The first condition is implied by the second; it is there for the index.
    bound = Q(**{f"confidence__{way}e": after[0]})
    return bound & (Q(**{f"confidence__{way}": after[0]}) | (Q(confidence=after[0]) & further))


def rows(chosen: Filter, who: User, state: Event.State) -> QuerySet[Event]:
    """The events of one state that the filters leave, without their reports' texts."""
    found = (
        Event.objects.filter(state=state, **_equal(chosen)).select_related("report").defer("report__packed", "machine")
    )
    if chosen.low is not None:
        found = found.filter(confidence__gte=chosen.low)
    if chosen.high is not None:
        found = found.filter(confidence__lte=chosen.high)
    if chosen.since is not None:
        moment = datetime.combine(chosen.since, time(), UTC)
        found = found.filter(read_at__gte=moment, pk__gte=_first_since(moment - SLACK))
    if chosen.assigned:
        found = found.filter(_assigned(chosen.assigned, who))
    if state == Event.State.SECONDED and chosen.state != state:
        found = found.annotate(last_hand=_last_hand()).filter(~Q(last_hand=who.pk) | Q(last_hand=None))
    return found


def _equal(chosen: Filter) -> dict[str, Any]:
    given = {"country": chosen.country, "type": chosen.type, "report__source": chosen.source}
    return {name: value for name, value in given.items() if value}


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
