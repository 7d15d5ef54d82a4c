"""The store as others use it.

What is added is written in one transaction: after a crash it is all there or not at all. The groups are those that linking
everything at once gives, whatever the order of arrival.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from communique.incidents.chunks import Input, chunks, lines
from communique.incidents.composing import compose
from communique.incidents.decisions import Decision, DecisionError, bound
from communique.incidents.inputs import InputError, parse_event
from communique.incidents.scoring import Explained, Scorer
from communique.incidents.store import decided, events, filling, names, regions
from communique.incidents.store.database import Database
from communique.incidents.store.tables import StoreError, connect, selected
from communique.incidents.telling import telling
from communique.incidents.told import Told
from communique.incidents.weights import load_weights
from communique.model import Incident

AT_ONCE, FEW = 20, 200
"""More new events than ``FEW`` and than one in ``AT_ONCE`` of those there are: linking everything again is faster than adding."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a run added: events new and known before, and in words what could not be read."""

    events: int
    known: int
    errors: tuple[str, ...] = ()


class Store:
    """Events, incidents and decisions in one file. A context manager, which closes it."""

    def __init__(self, database: Database, scorer: Scorer) -> None:
        self.database = database
        self.scorer = scorer
        self.touched = set[int]()
        """Numbers of the incidents that gained, lost or changed an event since the store was opened."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or make a store. Raises ``StoreError``."""
        return cls(connect(path), Scorer(load_weights()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.database.close()

    def __len__(self) -> int:
        """How many events there are."""
        return int(self.database.execute("SELECT count(*) FROM link_event").fetchone()[0])

    def add(self, told: Iterable[Told]) -> Added:
        """Add the events of one report or a few. Those there already are left as they are.

        An event that is told otherwise than before is replaced.
        """
        given = {each.event.id: each for each in told}
        with self.database.writing():
            known = events.numbers(self.database, list(given))
            before = events.load(self.database, list(known.values()))
            changed = {n: each for n, each in before.items() if given[each.event.id] != each}
            if changed:
                self._forget(changed)
            kept = {each.event.id for each in before.values()} - {each.event.id for each in changed.values()}
            new = events.insert(self.database, [each for name, each in given.items() if name not in kept])
            self.touched |= regions.enter(self.database, self.scorer, {n: telling(each) for n, each in new.items()})
        return Added(len(new), len(kept))

    def remove(self, ids: Sequence[str]) -> None:
        """Take events out, for a report that was withdrawn. Decisions about them are kept, and so are the ids of their incidents.

        Raises ``StoreError`` on another id.
        """
        with self.database.writing():
            self.events(ids)
            names.hand_on(self.database, ids)
            self._forget(events.load(self.database, list(events.numbers(self.database, ids).values())))

    def _forget(self, gone: dict[int, Told]) -> None:
        rows = selected(self.database, "SELECT DISTINCT incident FROM link_event WHERE n IN ({})", list(gone))
        self.touched |= {int(number) for (number,) in rows if number is not None}
        self.database.executemany("DELETE FROM link_event WHERE n = ?", [(n,) for n in gone])
        self.touched |= regions.leave(self.database, self.scorer, {n: telling(each) for n, each in gone.items()})

    def add_files(self, sources: Sequence[Input]) -> Added:
        """Add the events of files: one by one where they are few, else by linking everything again, with the same outcome."""
        new = sum(1 for source in sources for chunk in chunks([source]) for _ in lines(chunk))
        if new > max(FEW, len(self) // AT_ONCE):
            found = filling.fill(self.database, sources, self.scorer)
            return Added(found.events, found.known, found.errors)
        told, errors = _read(sources)
        added = self.add(told)
        return Added(added.events, added.known, tuple(errors))

    def lines(self) -> Iterator[bytes]:
        """Every incident as a line of JSON, in the order in which their ids were given."""
        yield from (msgspec.json.encode(incident) + b"\n" for incident in self.incidents())

    def incidents(self) -> Iterator[Incident]:
        """Every incident, in the order in which their ids were given."""
        query = "SELECT incident, line FROM link_event ORDER BY incident, n"
        for number, rows in groupby(self.database.execute(query), key=lambda row: row[0]):
            yield self._composed(number, [parse_event(line, "store", number) for _, line in rows])

    def incident(self, name: str) -> Incident:
        """The incident of an id, or the one that the id leads to now. Raises ``StoreError``."""
        row = self.database.execute(
            "SELECT incident FROM link_name JOIN link_event ON link_event.id = founder WHERE link_name.id = ?", (name,)
        ).fetchone()
        if row is None:
            raise StoreError(f"no incident {name} in the store; communique link --store FILE lists them")
        rows = self.database.execute("SELECT line FROM link_event WHERE incident = ? ORDER BY n", row)
        return self._composed(row[0], [parse_event(line, "store", row[0]) for (line,) in rows])

    def _composed(self, number: int, members: Sequence[Told]) -> Incident:
        ids = [each.event.id for each in members]
        query = "SELECT id, n FROM link_name WHERE founder IN ({}) ORDER BY n"
        names = [(str(name), n) for name, n in selected(self.database, query, ids)]
        own = next((name for name, n in names if n == number), None)
        if own is None:
            raise StoreError(f"incident number {number} has lost its id; the store is damaged: restore it from a copy")
        return compose(own, members, [name for name, n in names if n != number])

    def events(self, ids: Sequence[str]) -> list[Told]:
        """Events by their ids, in the order of these. Raises ``StoreError`` on an id that is not there."""
        known = events.numbers(self.database, ids)
        missing = [each for each in ids if each not in known]
        if missing:
            raise StoreError(f"no event {missing[0]} in the store")
        told = events.load(self.database, list(known.values()))
        return [told[known[each]] for each in ids]

    def incident_of(self, event: str) -> str:
        """The id of the incident that an event is of. Raises ``StoreError`` on an event that is not there."""
        row = self.database.execute(
            "SELECT link_name.id FROM link_event JOIN link_name ON link_name.n = incident WHERE link_event.id = ?",
            (event,),
        ).fetchone()
        if row is None:
            raise StoreError(f"no event {event} in the store")
        return str(row[0])

    def explain(self, one: str, other: str) -> Explained:
        """Why two events are joined or not. Raises ``StoreError`` on an id that is not there."""
        a, b = self.events([one, other])
        return self.scorer.explain(telling(a), telling(b))

    def merge(self, incidents: Sequence[str], who: str | None = None, why: str | None = None) -> int:
        """Make incidents one, for good; the number of the decision. Raises ``StoreError``, ``DecisionError``."""
        found = tuple(dict.fromkeys(event.id for name in incidents for event in self.incident(name).events))
        return self.decide(Decision("same", found, who=who, why=why))

    def split(self, name: str, ids: Sequence[str], who: str | None = None, why: str | None = None) -> int:
        """Take events out of an incident, for good. Raises ``StoreError`` where one is not of it or none would be left."""
        own = [event.id for event in self.incident(name).events]
        strange = [each for each in ids if each not in own]
        rest = tuple(each for each in own if each not in ids)
        if strange or not rest or not ids:
            words = f"event {strange[0]} is not of it" if strange else "give some of its events, not all"
            raise StoreError(f"{name}: {words}; it has {', '.join(own)}")
        return self.decide(Decision("apart", tuple(ids), rest, who, why))

    def apart(self, one: str, other: str, who: str | None = None, why: str | None = None) -> int:
        """Say that two incidents are not the same. Raises ``StoreError``, ``DecisionError``."""
        ones, others = (tuple(event.id for event in self.incident(name).events) for name in (one, other))
        return self.decide(Decision("apart", ones, others, who, why))

    def decide(self, decision: Decision) -> int:
        """Keep a decision and regroup what it speaks of; its number. Raises ``DecisionError`` where it contradicts another."""
        with self.database.writing():
            every = [*decided.all_decisions(self.database), decision]
            rows = {event: row for row, event in enumerate(dict.fromkeys(each for one in every for each in one.all))}
            bound(every, rows)
            number = decided.keep(self.database, decision, datetime.now(UTC).isoformat(timespec="seconds"))
            self._regroup(decision)
        return number

    def undo(self, number: int) -> None:
        """Take a decision back; it stays in the record. Raises ``DecisionError`` where there is none of the number."""
        with self.database.writing():
            found = {each.number: each for each in decided.all_decisions(self.database)}
            if number not in found:
                raise DecisionError(f"no decision {number}; communique incident decisions lists them")
            at = datetime.now(UTC).isoformat(timespec="seconds")
            touched = self._touched(found[number])
            self.database.execute("UPDATE link_decision SET undone = ? WHERE n = ?", (at, number))
            self.touched |= regions.regroup(self.database, touched)

    def decisions(self) -> list[Decision]:
        """Those that hold, in order."""
        return decided.all_decisions(self.database)

    def _regroup(self, decision: Decision) -> None:
        self.touched |= regions.regroup(self.database, self._touched(decision))

    def _touched(self, decision: Decision) -> list[int]:
        return list(events.numbers(self.database, decision.all).values())


def _read(sources: Sequence[Input]) -> tuple[list[Told], list[str]]:
    told, errors = list[Told](), list[str]()
    for chunk in chunks(sources):
        for number, _, data in lines(chunk):
            try:
                told.append(parse_event(data, chunk.source.name, number))
            except InputError as error:
                errors.append(str(error))
    return told, errors
