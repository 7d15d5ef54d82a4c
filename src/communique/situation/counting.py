"""Counts and sums over incidents, taken in one by one. An unknown number is never nought, and summaries are told apart."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, product

from communique.codebook.types import load_codebook
from communique.incidents.losses import OUTCOMES
from communique.model import Actor, Incident, Outcome, TollAccount, When
from communique.situation.claims import side_of
from communique.situation.days import week_of
from communique.situation.effects import HAPPENED, effects
from communique.situation.record import Count, Counts, SummaryToll, TollSum, Week

WORDS = "Words"
"""The family of types for which the codebook names no ACLED event: acts of words."""
SUMMARIES_KEPT = 100
"""Summaries' tolls that are kept, the greatest: they are read one by one, never summed."""


def family(type_: str) -> str:
    """The ACLED event type of a codebook type, as the codebook has it."""
    found = load_codebook().types.get(type_)
    return found.acled.event_type if found and found.acled else WORDS


@dataclass(slots=True)
class Sum:
    """A running sum of one outcome."""

    outcome: Outcome
    incidents: int = 0
    low: int = 0
    best: int = 0
    high: int = 0
    no_low: int = 0
    no_best: int = 0
    no_high: int = 0

    def add(self, account: TollAccount) -> None:
        """Add one incident's account; ends that it does not give are counted."""
        self.incidents += 1
        self.low += account.low or 0
        self.best += account.best or 0
        self.high += account.high or 0
        self.no_low += account.low is None
        self.no_best += account.best is None
        self.no_high += account.high is None

    def told(self) -> TollSum:
        """The sum; its high is no number where any incident has none."""
        return TollSum(
            outcome=self.outcome,
            incidents=self.incidents,
            low=self.low,
            best=self.best,
            high=None if self.no_high else self.high,
            no_low=self.no_low,
            no_best=self.no_best,
            no_high=self.no_high,
        )


class Tolls:
    """Sums of every outcome."""

    def __init__(self) -> None:
        self._sums: dict[Outcome, Sum] = {}

    def add(self, incident: Incident) -> None:
        """Add an incident's tolls."""
        for account in incident.tolls:
            self._sums.setdefault(account.outcome, Sum(account.outcome)).add(account)

    def sums(self) -> tuple[TollSum, ...]:
        """The sums in the codebook's order of outcomes."""
        return tuple(self._sums[outcome].told() for outcome in OUTCOMES if outcome in self._sums)


@dataclass(slots=True)
class Tally:
    """Counts, sums and weeks of the incidents taken in."""

    incidents: int = 0
    types: Counter[str] = field(default_factory=Counter)
    weeks: Counter[str] = field(default_factory=Counter)
    admin1: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    no_week: int = 0
    no_admin1: int = 0
    no_pair: int = 0
    not_happened: Counter[str] = field(default_factory=Counter)
    aggregates: int = 0
    tolls: Tolls = field(default_factory=Tolls)
    weekly: dict[str, tuple[Counter[str], Tolls]] = field(default_factory=dict)
    _summaries: list[tuple[int, str, str, SummaryToll]] = field(default_factory=list)

    def add(self, incident: Incident) -> None:
        """Take in one incident: what did not happen and what is a summary is only counted, apart."""
        status = incident.status.value or "actual"
        if status not in HAPPENED:
            self.not_happened[status] += 1
        elif incident.aggregate:
            self.aggregates += 1
            self._summarise(incident)
        else:
            self._count(incident)
            self.tolls.add(incident)

    def _count(self, incident: Incident) -> None:
        type_, place = incident.type.value or "not told", incident.place.value
        self.incidents += 1
        self.types[type_] += 1
        week = week_of(incident.date.value or When())
        if week is None:
            self.no_week += 1
        else:
            self.weeks[week] += 1
            families, tolls = self.weekly.setdefault(week, (Counter(), Tolls()))
            families[family(type_)] += 1
            tolls.add(incident)
        if place is not None and place.admin1:
            self.admin1[", ".join(part for part in (place.admin1, place.country) if part)] += 1
        else:
            self.no_admin1 += 1
        found = set(pairs(incident))
        self.pairs.update(found)
        self.no_pair += not found

    def _summarise(self, incident: Incident) -> None:
        quotes = {event.id: event.quote for event in incident.events}
        for account in incident.tolls:
            told = SummaryToll(
                incident=incident.id,
                outcome=account.outcome,
                low=account.low,
                best=account.best,
                high=account.high,
                date=incident.date.value or When(),
                quote=quotes.get(account.event),
            )
            heapq.heappush(self._summaries, (account.best or 0, incident.id, account.outcome, told))
            if len(self._summaries) > SUMMARIES_KEPT:
                heapq.heappop(self._summaries)

    def counts(self) -> Counts:
        """The counts so far, the most first; weeks in order."""
        return Counts(
            incidents=self.incidents,
            types=_most(self.types),
            weeks=tuple(Count(value=week, incidents=number) for week, number in sorted(self.weeks.items())),
            admin1=_most(self.admin1),
            pairs=_most(self.pairs),
            no_week=self.no_week,
            no_admin1=self.no_admin1,
            no_pair=self.no_pair,
            not_happened=_most(self.not_happened),
            aggregates=self.aggregates,
        )

    def summaries(self) -> tuple[SummaryToll, ...]:
        """What summaries say, the greatest first; of very many only the greatest."""
        return tuple(told for *_, told in sorted(self._summaries, key=lambda kept: (-kept[0], kept[1], kept[2])))

    def by_week(self) -> Iterator[Week]:
        """The weeks that have incidents, in order."""
        for week, (families, tolls) in sorted(self.weekly.items()):
            killed = next((one for one in tolls.sums() if one.outcome == "killed"), None)
            yield Week(week=week, families=dict(sorted(families.items())), killed=killed)


def pairs(incident: Incident) -> Iterator[str]:
    """Each pair of sides, ``A / B`` in the order of the alphabet: who did it and to whom, or the sides that did it together."""
    doers, others = _names(incident.initiators.value or ()), _names(incident.recipients.value or ())
    found = product(doers, others) if others else combinations(doers, 2)
    for one, other in found:
        if one != other:
            yield " / ".join(sorted((one, other)))


def _names(actors: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side_of(actor, effects()).name for actor in actors if actor.name))


def _most(counter: Counter[str]) -> tuple[Count, ...]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Count(value=value, incidents=number) for value, number in ordered)
