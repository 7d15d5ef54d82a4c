"""How fast messages go out, over all who send: so many a second, and none for a while to a server that takes none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F

from communique.desk.newsletters.models import Pace

SERVER = "server"
AHEAD = timedelta(seconds=1)
"""For which messages are claimed in advance: so soon a pause, or somebody who leaves, is seen."""
RESTS = tuple(timedelta(seconds=s) for s in (5, 15, 60, 120, 300))
"""After each time in a row that the server could not be reached, or took nothing; from the last on, always the last."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Messages a second at most; 0: as many as it takes."""

    name: str
    per_second: float


@dataclass(frozen=True, slots=True)
class Slots:
    """So many messages may go out, the first at ``start`` and then one each ``interval``; those of a provider at once."""

    count: int
    start: datetime
    interval: timedelta


@transaction.atomic
def reserve(rates: Sequence[Rate], most: int, at: datetime) -> Slots:
    """Up to ``most`` slots that begin within a second, and that nobody else gets."""
    limits = [each for each in rates if each.per_second > 0]
    if not limits:
        return Slots(most, at, timedelta(0))
    rows = [_pace(each.name) for each in limits]
    start = max(at, *(row.free_at or at for row in rows))
    slowest = timedelta(seconds=max(1 / each.per_second for each in limits))
    count = min(most, max(1, int((at + AHEAD - start) / slowest))) if start < at + AHEAD else 0
    if count:
        for row, each in zip(rows, limits, strict=True):
            Pace.objects.filter(pk=row.pk).update(free_at=start + count * timedelta(seconds=1 / each.per_second))
    return Slots(count, start, _interval(limits))


def _interval(limits: Sequence[Rate]) -> timedelta:
    """A provider's share of a second goes out at once, so that others need not wait for it; two of them at first."""
    return timedelta(seconds=max((1 / each.per_second for each in limits if each.name == SERVER), default=0))


def give_back(rates: Sequence[Rate], count: int) -> None:
    """Slots that were not used."""
    for each in rates if count else ():
        if each.per_second > 0:
            spared = timedelta(seconds=count / each.per_second)
            Pace.objects.filter(name=each.name).update(free_at=F("free_at") - spared)


@transaction.atomic
def hold(name: str, why: str) -> datetime:
    """Send nothing there for a while, longer each time in a row; until when."""
    row, at = _pace(name), datetime.now(UTC)
    until = at + RESTS[min(row.tries, len(RESTS) - 1)]
    Pace.objects.filter(pk=row.pk).update(held_until=until, tries=min(row.tries + 1, 1000), why=why)
    return until


def held(name: str, at: datetime) -> str:
    """Why nothing is sent there now; empty: it may be."""
    row = Pace.objects.filter(name=name, held_until__gt=at).first()
    return row.why or "held" if row else ""


def let_go(name: str) -> None:
    """It took something again."""
    Pace.objects.filter(name=name, tries__gt=0).update(held_until=None, tries=0, why="")


def _pace(name: str) -> Pace:
    Pace.objects.get_or_create(name=name)
    return Pace.objects.select_for_update().get(name=name)
