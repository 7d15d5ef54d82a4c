"""Which tellings are compared at all: those that share a place and a few days, a rare word and a month, or a sentence.

The blocks of a telling are made of it alone, so they are the same whatever else is at hand. A block larger than ``LARGEST`` says
too little and is passed over; finer blocks of the same tellings remain. So the pairs grow about as the tellings do.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

import numpy as np

from communique.incidents.families import class_of
from communique.incidents.hashing import long_number
from communique.incidents.rarity import rarity
from communique.incidents.sourcing import sketch_of
from communique.incidents.telling import RANKS, Telling

LARGEST = 64
"""Members of a block, above which what they share is too common to speak for one incident."""
CELL = 0.5
"""Degrees: the side of a square of places; about 50 km."""
DAYS, WHILE, MONTH = 4, 30, 31
REPORT_WORDS, SENTENCE_WORDS = 10, 3
"""Rarest words of a report and of an event's sentences that it is looked up by."""
RARE = 5.0
"""Rarity (``rarity``) from which a word is rare: one report in 150."""
BANDS, ROWS = 5, 4
"""Of the MinHash: 5 bands of 4 numbers find two texts that have 70 % in common with a chance of 75 %, 85 % with 97 %."""


def keys(telling: Telling) -> list[int]:
    """The blocks of a telling, each once. One that tells no event stands in the blocks of words alone."""
    of = f"{class_of(telling.kind)}{'+' if telling.aggregate else ''}"
    return sorted({long_number(f"{of}/{part}") for part in (*_scenes(telling), *_rare(telling), *_same_text(telling))})


def day_of(telling: Telling) -> date | None:
    """The day by which a telling is looked up: of the happening where it is told, else of publication."""
    return telling.start or telling.end or telling.published


def _scenes(telling: Telling) -> Iterator[str]:
    """Two grids of squares and two rows of days, each moved by half; the exact day and type as well."""
    day = day_of(telling)
    if day is None:
        return
    for cell in _cells(telling):
        if telling.start is not None and telling.end is not None and telling.start != telling.end:
            yield from (f"scene/{cell}/{bucket}" for bucket in _stretch(telling.start, telling.end))
            continue
        yield from (f"scene/{cell}/{bucket}" for bucket in _buckets(day, DAYS))
        if telling.start is not None:
            yield f"day/{cell}/{telling.kind}/{day.toordinal()}"


def _cells(telling: Telling) -> Iterator[str]:
    """The squares of a place that is no wider than a district; its name where it has no point."""
    place = telling.place
    if place is None or RANKS[place.precision] > RANKS["district"]:
        return
    if place.latitude is None or place.longitude is None:
        yield f"{place.name or place.text}/{place.admin1}/{place.country}"
        return
    for grid, moved in (("a", 0.0), ("b", CELL / 2)):
        yield f"{grid}{math.floor((place.latitude + moved) / CELL)},{math.floor((place.longitude + moved) / CELL)}"


def _buckets(day: date, length: int) -> tuple[str, str]:
    """The stretch of days that a day lies in, and the one that overlaps it by half."""
    number = day.toordinal()
    return f"a{length}:{number // length}", f"b{length}:{(number + length // 2) // length}"


def _stretch(start: date, end: date) -> list[str]:
    """The stretches that a time of up to a month touches; a longer one is looked up by its words alone."""
    if (end - start).days > MONTH:
        return []
    days = range(start.toordinal(), end.toordinal() + 1)
    return list(dict.fromkeys(f"a{DAYS}:{day // DAYS}" for day in days))


def _rare(telling: Telling) -> Iterator[str]:
    """The rarest words with the month of the happening."""
    words = [word.lower() for word in _first_rare(telling.words, REPORT_WORDS)]
    words += _first_rare(telling.sentences, SENTENCE_WORDS)
    day = day_of(telling)
    buckets = _buckets(day, WHILE) if day is not None else ("",)
    for word in dict.fromkeys(words):
        yield from (f"word/{word}/{bucket}" for bucket in buckets)


def _first_rare(words: Sequence[str], count: int) -> list[str]:
    return list(islice((word for word in words if rarity(word) >= RARE), count))


def _same_text(telling: Telling) -> Iterator[str]:
    """The same sentence, and reports of much the same text."""
    if telling.quote:
        yield f"quote/{' '.join(telling.quote.lower().split())}"
    if telling.sketch is not None:
        numbers = sketch_of(telling.sketch)
        for band in range(BANDS):
            part = numbers[band * ROWS : (band + 1) * ROWS].tobytes().hex()
            yield f"text/{telling.kind}/{band}/{part}"


def pairs(key: np.ndarray, row: np.ndarray, largest: int = LARGEST) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers of every two that share a block, smaller first, each pair once.

    ``key`` and ``row`` are as long: the block and the telling of every membership.
    """
    found = list(windows(key, row, largest))
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    return np.concatenate([a for a, _ in found]), np.concatenate([b for _, b in found])


def windows(key: np.ndarray, row: np.ndarray, largest: int = LARGEST) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The pairs of ``pairs`` in parts of about ``AT_ONCE``, so that not all stand in memory: a part is of some first rows."""
    if not len(key):
        return
    order = np.lexsort((row, key))
    key, row = key[order], row[order].astype(np.int32)
    border = np.flatnonzero(np.concatenate((key[1:] != key[:-1], [True])))
    del order, key
    sizes = np.diff(border, prepend=-1)
    later = np.repeat(border, sizes) - np.arange(len(row))
    later[np.repeat((sizes < 2) | (sizes > largest), sizes)] = 0
    members = np.flatnonzero(later)
    members = members[np.argsort(row[members], kind="stable")]
    for own in _parts(row[members], later[members], members):
        yield _together(row, own, later[own])


SHIFT = 31
MASK = (1 << SHIFT) - 1
AT_ONCE = 4_000_000
"""Pairs found at a time, about."""


def _parts(row: np.ndarray, pairs: np.ndarray, members: np.ndarray) -> Iterator[np.ndarray]:
    """Memberships in parts that each have about ``AT_ONCE`` pairs; those of one row stay together."""
    if len(members):
        part = np.cumsum(pairs) // AT_ONCE
        _, first, own = np.unique(row, return_index=True, return_inverse=True)
        borders = np.flatnonzero(np.diff(part[first][own])) + 1
        yield from np.split(members, borders)


def _together(row: np.ndarray, members: np.ndarray, later: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each membership's row with the rows that come after it in its block, each pair once."""
    ends = np.cumsum(later)
    place = np.arange(ends[-1]) + np.repeat(members + 1 - (ends - later), later)
    codes = _distinct((np.repeat(row[members].astype(np.int64), later) << SHIFT) | row[place])
    return codes >> SHIFT, codes & MASK


def _distinct(codes: np.ndarray) -> np.ndarray:
    """Each code once, in order. Sorts in place."""
    codes.sort()
    return codes[np.concatenate(([True], codes[1:] != codes[:-1]))] if len(codes) else codes
