"""Link many events at once: lines are put into columns by several processes, grouped, and read again to be composed.

Memory grows by about 1,500 bytes an event; the events themselves stay in their files.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from communique.incidents.blocking import keys, windows
from communique.incidents.chunks import Chunk, Input, Line, chunks, lines, read_all
from communique.incidents.columns import Builder, Columns, stacked
from communique.incidents.composing import compose
from communique.incidents.inputs import InputError, parse_event
from communique.incidents.naming import prefix, readable
from communique.incidents.partition import Bound, Edges, Part, edges_of, groups, parts_of
from communique.incidents.scoring import Scorer
from communique.incidents.telling import telling
from communique.incidents.told import UNDATED, Told, in_order

T = TypeVar("T")
R = TypeVar("R")
FEW = 8 << 20
"""Bytes of input below which one process is as fast as several."""
GROUPS = 500
"""Incidents composed at a time."""
UNNAMED = "@"
"""Stands for an id until the number of its country and year is known."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What is kept of a piece of input beside its columns: for each event its blocks (``sizes`` of them each), place and id."""

    keys: np.ndarray
    sizes: np.ndarray
    lines: tuple[Line, ...]
    ids: tuple[str, ...]
    published: tuple[str, ...]
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Groups of rows in the order in which incidents are told, with where each row stands."""

    sources: tuple[Input, ...]
    groups: tuple[tuple[int, ...], ...]
    lines: tuple[Line, ...]
    ids: tuple[str, ...]
    errors: tuple[str, ...]
    doubled: tuple[tuple[int, int], ...]
    """Rows whose id came before, each with the row that has it first; they are in no group."""
    blocks: np.ndarray
    block_rows: np.ndarray
    """The block and the row of every membership."""
    edges: Edges
    parts: Sequence[Part]


def link(sources: Sequence[Input], scorer: Scorer, decided: Callable[[Sequence[str]], Bound] | None = None) -> Linked:
    """Group the events of files. ``decided`` takes their ids to what people decided, by rows.

    A line that is no event is an error in words, and an id that came before is told of; the rest is linked all the same.
    """
    workers = 1 if sum(Path(source.path).stat().st_size for source in sources) < FEW else None
    pieces: list[Columns] = []
    digests: list[Digest] = []
    with _mapping(workers) as over:
        for columns, digest in over(digest_of, chunks(sources)):
            pieces.append(columns)
            digests.append(digest)
    errors = [error for digest in digests for error in digest.errors]
    found = _stacked(pieces)
    ids = [each for digest in digests for each in digest.ids]
    doubled = _doubled(ids)
    kept = np.ones(len(ids), dtype=np.bool_)
    kept[[row for row, _ in doubled]] = False
    blocks, rows = _memberships(digests, kept)
    near = edges_of(found, windows(blocks, rows), scorer)
    bound = decided(ids) if decided else Bound()
    parts = parts_of(len(ids), near, bound)
    made = groups(found.report_name, near, parts, bound, _rank(ids))
    published = [day for digest in digests for day in digest.published]
    told = _rank(list(zip(published, ids, strict=True)))
    ordered = _ordered([group for group in made if kept[group[0]]], told)
    places = tuple(line for digest in digests for line in digest.lines)
    return Linked(tuple(sources), ordered, places, tuple(ids), tuple(errors), doubled, blocks, rows, near, parts)


def _stacked(parts: list[Columns]) -> Columns:
    """The columns of all pieces; those of each are let go, as they are most of what is held."""
    found = stacked([part for part in parts if len(part)]) if any(len(part) for part in parts) else Builder().done()
    parts.clear()
    return found


def digest_of(chunk: Chunk) -> tuple[Columns, Digest]:
    """One piece in columns, and what else is kept of it."""
    builder, blocks, where, ids, published, errors = (
        Builder(),
        list[list[int]](),
        list[Line](),
        list[str](),
        list[str](),
        list[str](),
    )
    for number, line, data in lines(chunk):
        try:
            told = parse_event(data, chunk.source.name, number)
        except InputError as error:
            errors.append(str(error))
            continue
        of = telling(told)
        builder.add(of)
        blocks.append(keys(of))
        where.append(line)
        ids.append(told.event.id)
        published.append(told.origin.published or UNDATED)
    flat = np.array([key for found in blocks for key in found], dtype=np.int64)
    sizes = np.array([len(found) for found in blocks], dtype=np.int32)
    return builder.done(), Digest(flat, sizes, tuple(where), tuple(ids), tuple(published), tuple(errors))


def came_before(event: str) -> str:
    """An event that stands in the input more than once, in words."""
    return f"event {event} came before; its first line was used (was a report coded twice?)"


def _doubled(ids: Sequence[str]) -> tuple[tuple[int, int], ...]:
    first: dict[str, int] = {}
    return tuple((row, first[each]) for row, each in enumerate(ids) if first.setdefault(each, row) != row)


def _memberships(digests: Sequence[Digest], kept: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The block and the row of every membership of the rows that are kept."""
    if not digests:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    sizes = np.concatenate([digest.sizes for digest in digests])
    rows = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    first = kept[rows]
    return np.concatenate([digest.keys for digest in digests])[first], rows[first]


def _rank(keys: Sequence[Any]) -> np.ndarray:
    """The place of every row in the order of its key."""
    rank = np.empty(len(keys), dtype=np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def _ordered(made: Iterable[tuple[int, ...]], rank: np.ndarray) -> tuple[tuple[int, ...], ...]:
    """Rows of a group, and groups by their first row, in the order of the ranks."""
    within = [tuple(sorted(group, key=rank.__getitem__)) for group in made]
    return tuple(sorted(within, key=lambda group: rank[group[0]]))


def composed(linked: Linked) -> Iterator[bytes]:
    """Each incident as a line of JSON, its id given in the order of the groups."""
    numbers: Counter[str] = Counter()
    total = sum(line.length for line in linked.lines)
    parts = [linked.groups[start : start + GROUPS] for start in range(0, len(linked.groups), GROUPS)]
    asked = ([tuple(linked.lines[row] for row in group) for group in part] for part in parts)
    with _mapping(1 if total < FEW else None) as over:
        for batch in over(partial(_compose, linked.sources), asked):
            for of, line in batch:
                numbers[of] += 1
                yield line.replace(UNNAMED.encode(), readable(of, numbers[of]).encode(), 1) + b"\n"


def _compose(sources: Sequence[Input], wanted: Sequence[Sequence[Line]]) -> list[tuple[str, bytes]]:
    """For each group the prefix of its id, and the incident as JSON without its id."""
    every = read_all(sources, [line for group in wanted for line in group])
    return [_line([parse_event(next(every), "input", 0) for _ in group]) for group in wanted]


def _line(members: Sequence[Told]) -> tuple[str, bytes]:
    return prefix(in_order(members)), msgspec.json.encode(compose(UNNAMED, members))


@contextmanager
def _mapping(workers: int | None) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterable[R]]]:
    """``map`` over processes, in order; over none where there is one worker. Null asks for one a core."""
    if workers == 1:
        yield map
        return
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    with get_context(method).Pool(workers) as pool:
        yield partial(pool.imap, chunksize=1)
