"""What people decided, as a store keeps it."""

import json
from collections.abc import Iterable, Iterator, Sequence

from communique.incidents.decisions import Decision
from communique.incidents.store.database import Database
from communique.incidents.store.tables import selected

COLUMNS = "link_decision.n, kind, events, others, who, why, at"


def keep(database: Database, decision: Decision, at: str) -> int:
    """Write a decision made at a time (UTC, ISO 8601); its number."""
    events, others = json.dumps(decision.events), json.dumps(decision.others)
    row = database.execute(
        "INSERT INTO link_decision (kind, events, others, who, why, at) VALUES (?, ?, ?, ?, ?, ?) RETURNING n",
        (decision.kind, events, others, decision.who, decision.why, at),
    )
    number = int(row.fetchone()[0])
    rows = [(event, number) for event in dict.fromkeys(decision.all)]
    database.executemany("INSERT INTO link_decided (event, decision) VALUES (?, ?)", rows)
    return number


def all_decisions(database: Database) -> list[Decision]:
    """Those that hold, in order."""
    rows = database.execute(f"SELECT {COLUMNS} FROM link_decision WHERE undone IS NULL ORDER BY n")
    return [_decision(row) for row in rows]


def decisions_of(database: Database, events: Sequence[str]) -> list[Decision]:
    """Those that hold and speak of any of the events, in order."""
    query = f"SELECT {COLUMNS} FROM link_decision JOIN link_decided ON decision = n WHERE undone IS NULL AND event IN ({{}})"
    found = {int(str(row[0])): _decision(row) for row in selected(database, query, events)}
    return [found[number] for number in sorted(found)]


def tied(database: Database, ns: Iterable[int]) -> set[int]:
    """Row numbers of the events that people made one with any of these."""
    ids = [str(event) for (event,) in selected(database, "SELECT id FROM link_event WHERE n IN ({})", list(ns))]
    same = (decision.events for decision in decisions_of(database, ids) if decision.kind == "same")
    others = sorted({event for events in same for event in events})
    return {int(n) for (n,) in selected(database, "SELECT n FROM link_event WHERE id IN ({})", others)}


def _decision(row: Sequence[object]) -> Decision:
    number, kind, events, others, who, why, at = row
    return Decision(
        kind="same" if kind == "same" else "apart",
        events=tuple(_ids(events)),
        others=tuple(_ids(others)),
        who=None if who is None else str(who),
        why=None if why is None else str(why),
        number=int(str(number)),
        at=str(at),
    )


def _ids(text: object) -> Iterator[str]:
    yield from (str(event) for event in json.loads(str(text)))
