"""An incident in brief, and timelines of them."""

import heapq
from collections.abc import Iterable, Iterator

from communique.incidents.contradicting import number
from communique.model import Actor, Incident, TollAccount, When
from communique.situation.claims import side_of
from communique.situation.days import BEGINNING, END, is_dated
from communique.situation.effects import effects
from communique.situation.record import Entry, Timeline

Key = tuple[str, str, str]


def entry(incident: Incident) -> Entry:
    """The incident's preferred values in brief."""
    quotes = {event.id: event.quote for event in incident.events}
    return Entry(
        incident=incident.id,
        type=incident.type.value or "not told",
        status=incident.status.value or "actual",
        date=incident.date.value or When(),
        place=incident.place.value,
        initiators=names(incident.initiators.value or ()),
        recipients=names(incident.recipients.value or ()),
        tolls=tuple(toll_in_words(account) for account in incident.tolls),
        publishers=incident.publishers,
        first_reported=incident.first_reported,
        last_updated=incident.last_updated,
        aggregate=incident.aggregate,
        contradictions=incident.contradictions,
        quote=quotes.get(incident.type.event or ""),
    )


def names(actors: Iterable[Actor]) -> tuple[str, ...]:
    """Each side once, by its name or else its words; ``, alleged`` where the reports only allege it."""
    found = (f"{side_of(actor, effects()).name}{', alleged' if actor.alleged else ''}" for actor in actors)
    return tuple(dict.fromkeys(found))


def toll_in_words(account: TollAccount) -> str:
    """An outcome and its figure: ``killed 61 (all figures: 40 to 61)``."""
    return f"{account.outcome} {figure_in_words(account)}"


def figure_in_words(account: TollAccount) -> str:
    """The preferred figure, and the range of those that stand where it is another."""
    best = next(
        (one for one in account.figures if one.event == account.event and account.best in (one.low, one.high)), None
    )
    words = number(best.low, best.high) if best else number(account.best, account.best)
    span = number(account.low, account.high)
    return words + (f" (all figures: {span})" if span != words else "")


def timeline(incidents: Iterable[Incident], latest: int | None = None) -> Timeline:
    """Incidents in order, dated and undated apart. ``latest`` keeps only so many of each, so that memory stays bounded.

    Dated ones go by their beginning (its end where that is not known), then the end, then the id; undated ones by first report.
    """
    scroll = Scroll(latest)
    for incident in incidents:
        scroll.add(incident)
    return scroll.timeline()


class Scroll:
    """Takes in incidents one by one and keeps the latest."""

    def __init__(self, latest: int | None = None) -> None:
        self._dated, self._undated = _Latest(latest), _Latest(latest)

    def add(self, incident: Incident) -> None:
        """Take in one incident."""
        date = incident.date.value or When()
        if is_dated(date):
            self._dated.add((date.start or date.end or BEGINNING, date.end or END, incident.id), incident)
        else:
            self._undated.add((incident.first_reported or END, "", incident.id), incident)

    def timeline(self) -> Timeline:
        """What was kept, in order, and how many were not."""
        return Timeline(
            dated=tuple(self._dated.in_order()),
            undated=tuple(self._undated.in_order()),
            earlier=self._dated.dropped,
            undated_earlier=self._undated.dropped,
        )


class _Latest:
    """The latest entries by key, at most ``limit`` of them."""

    def __init__(self, limit: int | None) -> None:
        self._limit, self._kept, self.dropped = limit, list[tuple[Key, Entry]](), 0

    def add(self, key: Key, incident: Incident) -> None:
        if self._limit is not None and len(self._kept) >= self._limit:
            self.dropped += 1
            if key > self._kept[0][0]:
                heapq.heapreplace(self._kept, (key, entry(incident)))
        else:
            heapq.heappush(self._kept, (key, entry(incident)))

    def in_order(self) -> Iterator[Entry]:
        return (kept for _, kept in sorted(self._kept, key=lambda pair: pair[0]))
