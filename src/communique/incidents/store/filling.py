"""Fill a store with many events at once: everything is linked in memory and the blocks, pairs and groups are written anew."""

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
from communique.incidents.store.database import Database
from communique.incidents.store.decided import all_decisions
from communique.incidents.store.names import found
from communique.incidents.told import Told


@dataclass(frozen=True, slots=True)
class Filled:
    """Events new and known before, and in words what could not be read."""

    events: int
    known: int
    errors: tuple[str, ...]


def fill(database: Database, sources: Sequence[Input], scorer: Scorer) -> Filled:
    """Link what is there and what is new together. An event that is told otherwise than before is replaced."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as spool, database.writing():
        _forget_changed(database, sources)
        before = 0
        for before, (line,) in enumerate(database.execute("SELECT line FROM link_event ORDER BY n"), 1):  # noqa: B007
            spool.write(line + b"\n")
        spool.flush()
        everything = (Input(spool.name, "the store"), *sources)
        linked = bulk.link(everything, scorer, lambda ids: bound(all_decisions(database), _rows(ids)))
        kept = sorted(row for group in linked.groups for row in group)
        number = _keep(database, linked, kept, before)
        _write(database, linked, number)
    twice = [linked.ids[row] for row, first in linked.doubled if first >= before]
    known = len(linked.doubled) - len(twice)
    return Filled(len(kept) - before, known, (*linked.errors, *map(bulk.came_before, twice)))


def _forget_changed(database: Database, sources: Sequence[Input]) -> None:
    """Take out the events that the files tell otherwise; they come in again as new, under the ids of their incidents."""
    if not database.execute("SELECT EXISTS (SELECT 1 FROM link_event)").fetchone()[0]:
        return
    for chunk in chunks(sources):
        for told in _told(chunk):
            row = database.execute("SELECT n, line FROM link_event WHERE id = ?", (told.event.id,)).fetchone()
            if row is not None and parse_event(row[1], "store", row[0]) != told:
                database.execute("DELETE FROM link_event WHERE n = ?", (row[0],))


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


def _keep(database: Database, linked: Linked, kept: Sequence[int], before: int) -> dict[int, int]:
    """Write the new events; the row number in the store of every row."""
    numbers = [n for (n,) in database.execute("SELECT n FROM link_event ORDER BY n")]
    first = (numbers[-1] if numbers else 0) + 1
    new = [row for row in kept if row >= before]
    number = {**dict(enumerate(numbers)), **{row: first + place for place, row in enumerate(new)}}
    rows = ((number[row], told.event.id, told.event.report, data) for row, data, told in _lines(linked, new))
    database.executemany("INSERT INTO link_event (n, id, report, line) VALUES (?, ?, ?, ?)", rows)
    return number


def _lines(linked: Linked, rows: Iterable[int]) -> Iterator[tuple[int, bytes, Told]]:
    wanted = list(rows)
    for row, data in zip(wanted, read_all(linked.sources, [linked.lines[row] for row in wanted]), strict=True):
        yield row, data, parse_event(data, "store", row)


def _write(database: Database, linked: Linked, number: dict[int, int]) -> None:
    """The blocks, the pairs and the groups, in the order of their keys, which SQLite writes fastest."""
    database.execute("DELETE FROM link_block")
    database.execute("DELETE FROM link_edge")
    place = np.zeros(len(linked.ids), dtype=np.int64)
    place[list(number)] = list(number.values())
    order = np.lexsort((linked.block_rows, linked.blocks))
    blocks = zip(linked.blocks[order].tolist(), place[linked.block_rows[order]].tolist(), strict=True)
    database.executemany("INSERT INTO link_block (key, event) VALUES (?, ?)", blocks)
    near = linked.edges
    one = np.concatenate((place[near.a], place[near.b]))
    other = np.concatenate((place[near.b], place[near.a]))
    score = np.concatenate((near.score, near.score))
    order = np.lexsort((other, one))
    pairs = zip(one[order].tolist(), other[order].tolist(), score[order].tolist(), strict=True)
    database.executemany("INSERT INTO link_edge (one, other, score) VALUES (?, ?, ?)", pairs)
    _part(database, linked, place)
    _name(database, linked, number)


def _part(database: Database, linked: Linked, place: np.ndarray) -> None:
    rows = (
        (int(place[part.rows].min()), part.level, n) for part in linked.parts for n in place[part.rows].tolist() if n
    )
    database.executemany("UPDATE link_event SET part = ?, level = ? WHERE n = ?", rows)


def _name(database: Database, linked: Linked, number: dict[int, int]) -> None:
    founders: dict[str, int] = dict(database.execute("SELECT founder, n FROM link_name"))
    for group in linked.groups:
        known = [founders[linked.ids[row]] for row in group if linked.ids[row] in founders]
        incident = min(known) if known else found(database, [told for _, _, told in _lines(linked, group)])
        rows = [(incident, number[row]) for row in group]
        database.executemany("UPDATE link_event SET incident = ? WHERE n = ?", rows)
