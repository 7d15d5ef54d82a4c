"""Fill a store with many events at once: everything is linked in memory and the blocks, pairs and groups are written anew."""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import numpy as np

from communique.incidents import bulk
from communique.incidents.bulk import Linked
from communique.incidents.chunks import Chunk, Input, chunks, lines, read_all
from communique.incidents.decisions import bound
from communique.incidents.inputs import InputError, parse_event
from communique.incidents.scoring import Scorer
from communique.incidents.store.decided import all_decisions
from communique.incidents.store.names import found
from communique.incidents.store.tables import writing
from communique.incidents.told import Told


@dataclass(frozen=True, slots=True)
class Filled:
    """Events new and known before, and in words what could not be read."""

    events: int
    known: int
    errors: tuple[str, ...]


def fill(connection: sqlite3.Connection, sources: Sequence[Input], scorer: Scorer) -> Filled:
    """Link what is there and what is new together. An event that is told otherwise than before is replaced."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as spool, writing(connection):
        _forget_changed(connection, sources)
        before = 0
        for before, (line,) in enumerate(connection.execute("SELECT line FROM event ORDER BY n"), 1):  # noqa: B007
            spool.write(line + b"\n")
        spool.flush()
        everything = (Input(spool.name, "the store"), *sources)
        linked = bulk.link(everything, scorer, lambda ids: bound(all_decisions(connection), _rows(ids)))
        kept = sorted(row for group in linked.groups for row in group)
        number = _keep(connection, linked, kept, before)
        _write(connection, linked, number)
    twice = [linked.ids[row] for row, first in linked.doubled if first >= before]
    known = len(linked.doubled) - len(twice)
    return Filled(len(kept) - before, known, (*linked.errors, *map(bulk.came_before, twice)))


def _forget_changed(connection: sqlite3.Connection, sources: Sequence[Input]) -> None:
    """Take out the events that the files tell otherwise; they come in again as new, under the ids of their incidents."""
    if not connection.execute("SELECT EXISTS (SELECT 1 FROM event)").fetchone()[0]:
        return
    for chunk in chunks(sources):
        for told in _told(chunk):
            row = connection.execute("SELECT n, line FROM event WHERE id = ?", (told.event.id,)).fetchone()
            if row is not None and parse_event(row[1], "store", row[0]) != told:
                connection.execute("DELETE FROM event WHERE n = ?", (row[0],))


def _told(chunk: Chunk) -> Iterator[Told]:
    """The events of a piece; what is none is told of where it is linked."""
    for number, _, data in lines(chunk):
        with suppress(InputError):
            yield parse_event(data, chunk.source.name, number)


def _rows(ids: Sequence[str]) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row, each in enumerate(ids):
        rows.setdefault(each, row)
    return rows


def _keep(connection: sqlite3.Connection, linked: Linked, kept: Sequence[int], before: int) -> dict[int, int]:
    """Write the new events; the row number in the store of every row."""
    numbers = [n for (n,) in connection.execute("SELECT n FROM event ORDER BY n")]
    first = (numbers[-1] if numbers else 0) + 1
    new = [row for row in kept if row >= before]
    number = {**dict(enumerate(numbers)), **{row: first + place for place, row in enumerate(new)}}
    rows = ((number[row], told.event.id, told.event.report, data) for row, data, told in _lines(linked, new))
    connection.executemany("INSERT INTO event (n, id, report, line) VALUES (?, ?, ?, ?)", rows)
    return number


def _lines(linked: Linked, rows: Iterable[int]) -> Iterator[tuple[int, bytes, Told]]:
    wanted = list(rows)
    for row, data in zip(wanted, read_all(linked.sources, [linked.lines[row] for row in wanted]), strict=True):
        yield row, data, parse_event(data, "store", row)


def _write(connection: sqlite3.Connection, linked: Linked, number: dict[int, int]) -> None:
    """The blocks, the pairs and the groups, in the order of their keys, which SQLite writes fastest."""
    connection.execute("DELETE FROM block")
    connection.execute("DELETE FROM edge")
    place = np.zeros(len(linked.ids), dtype=np.int64)
    place[list(number)] = list(number.values())
    order = np.lexsort((linked.block_rows, linked.blocks))
    blocks = zip(linked.blocks[order].tolist(), place[linked.block_rows[order]].tolist(), strict=True)
    connection.executemany("INSERT INTO block (key, event) VALUES (?, ?)", blocks)
    near = linked.edges
    one = np.concatenate((place[near.a], place[near.b]))
    other = np.concatenate((place[near.b], place[near.a]))
    score = np.concatenate((near.score, near.score))
    order = np.lexsort((other, one))
    pairs = zip(one[order].tolist(), other[order].tolist(), score[order].tolist(), strict=True)
    connection.executemany("INSERT INTO edge (one, other, score) VALUES (?, ?, ?)", pairs)
    _part(connection, linked, place)
    _name(connection, linked, number)


def _part(connection: sqlite3.Connection, linked: Linked, place: np.ndarray) -> None:
    rows = (
        (int(place[part.rows].min()), part.level, n) for part in linked.parts for n in place[part.rows].tolist() if n
    )
    connection.executemany("UPDATE event SET part = ?, level = ? WHERE n = ?", rows)


def _name(connection: sqlite3.Connection, linked: Linked, number: dict[int, int]) -> None:
    founders = dict(connection.execute("SELECT founder, n FROM name"))
    for group in linked.groups:
        known = [founders[linked.ids[row]] for row in group if linked.ids[row] in founders]
        incident = min(known) if known else found(connection, [told for _, _, told in _lines(linked, group)])
        rows = [(incident, number[row]) for row in group]
        connection.executemany("UPDATE event SET incident = ? WHERE n = ?", rows)
