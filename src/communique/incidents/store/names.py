"""Ids of incidents in a store: given once, kept by the event that founded them."""

from collections.abc import Mapping, Sequence

from communique.incidents.naming import prefix, readable
from communique.incidents.store.database import Database
from communique.incidents.store.events import load
from communique.incidents.store.tables import selected
from communique.incidents.told import UNDATED, Told, in_order


def assign(database: Database, made: Sequence[Sequence[int]], ids: Mapping[int, str]) -> set[int]:
    """Give every group its incident: the oldest id that one of its events founded, else a new one, in order of publication.

    The incidents that gained or lost an event.
    """
    founders = _founders(database, [ids[n] for group in made for n in group])
    known = {tuple(group): [founders[ids[n]] for n in group if ids[n] in founders] for group in made}
    told = load(database, [n for group, names in known.items() if not names for n in group])
    new = sorted((group for group, names in known.items() if not names), key=lambda group: _first_key(told, group))
    incident = {group: min(names) for group, names in known.items() if names}
    incident |= {group: found(database, [told[n] for n in group]) for group in new}
    of = {n: name for group, name in incident.items() for n in group}
    before = dict(selected(database, "SELECT n, incident FROM link_event WHERE n IN ({})", list(of)))
    moved = {n: name for n, name in of.items() if before[n] != name}
    database.executemany("UPDATE link_event SET incident = ? WHERE n = ?", [(name, n) for n, name in moved.items()])
    return {each for n, name in moved.items() for each in (name, before[n]) if each is not None}


def _first_key(told: Mapping[int, Told], group: Sequence[int]) -> tuple[str, str]:
    first = in_order([told[n] for n in group])[0]
    return first.origin.published or UNDATED, first.event.id


def found(database: Database, members: Sequence[Told]) -> int:
    """A new id, of the first of the events; the number of its row."""
    of = prefix(members)
    row = database.execute(
        "INSERT INTO link_counter (prefix, last) VALUES (?, 1) "
        "ON CONFLICT (prefix) DO UPDATE SET last = link_counter.last + 1 RETURNING last",
        (of,),
    ).fetchone()
    values = (readable(of, row[0]), in_order(members)[0].event.id)
    return int(database.execute("INSERT INTO link_name (id, founder) VALUES (?, ?) RETURNING n", values).fetchone()[0])


def hand_on(database: Database, gone: Sequence[str]) -> None:
    """An id whose founder goes is founded from now on by another event of its incident, the first that founded none."""
    for event, name in _founders(database, gone).items():
        left = [n for (n,) in database.execute("SELECT n FROM link_event WHERE incident = ?", (name,))]
        told = in_order([each for each in load(database, left).values() if each.event.id not in gone])
        others = _founders(database, [each.event.id for each in told])
        heir = next((each.event.id for each in told if each.event.id not in others), None)
        if heir is not None:
            database.execute("UPDATE link_name SET founder = ? WHERE founder = ?", (heir, event))


def _founders(database: Database, events: Sequence[str]) -> dict[str, int]:
    rows = selected(database, "SELECT founder, n FROM link_name WHERE founder IN ({})", events)
    return {str(founder): int(n) for founder, n in rows}
