"""Tellings as columns of numbers, so that millions of pairs are compared at once."""

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np

from communique.incidents.actors import KEPT as SIDES
from communique.incidents.families import families_of
from communique.incidents.hashing import number
from communique.incidents.meanings import DIMENSIONS, unpacked
from communique.incidents.origins import KEPT as WORDS
from communique.incidents.origins import PERMUTATIONS
from communique.incidents.rarity import rarity
from communique.incidents.sourcing import sketch_of
from communique.incidents.telling import RANKS, SENTENCE_WORDS, SPEAKERS, Telling

FAMILIES = 4
"""Most families that a type has."""
RADIUS_KM = {"site": 2.0, "town": 5.0, "district": 30.0, "region": 150.0}
"""How far off a place of a precision may lie from where it happened, where its own accuracy is not given."""
THOUSAND = 1000
"""Steps of rarity to one."""
UNTOLD = -1
"""Stands for a number that is not given."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One row a telling; the columns of words have one row a report, whose number ``report`` has.
    0 and NaN stand for nothing given.

    A report may have more than one row; ``report_name`` tells whether two tellings are of one. Names, words and sides are
    numbers of their text (``hashing.number``, ``packed_word``); days are proleptic ordinals.
    """

    kind: np.ndarray
    families: np.ndarray
    aggregate: np.ndarray
    rank: np.ndarray
    place: np.ndarray
    admin1: np.ndarray
    country: np.ndarray
    latitude: np.ndarray
    longitude: np.ndarray
    radius: np.ndarray
    start: np.ndarray
    end: np.ndarray
    published: np.ndarray
    killed: np.ndarray
    injured: np.ndarray
    names: np.ndarray
    wider: np.ndarray
    speakers: np.ndarray
    weapon: np.ndarray
    sentences: np.ndarray
    sentence_length: np.ndarray
    report: np.ndarray
    report_name: np.ndarray
    words: np.ndarray
    word_length: np.ndarray
    sketch: np.ndarray
    meaning: np.ndarray

    def __len__(self) -> int:
        return len(self.kind)


TYPES = {
    "kind": np.uint32,
    "families": np.uint32,
    "aggregate": np.bool_,
    "rank": np.int8,
    "place": np.uint32,
    "admin1": np.uint32,
    "country": np.uint32,
    "latitude": np.float32,
    "longitude": np.float32,
    "radius": np.float32,
    "start": np.int32,
    "end": np.int32,
    "published": np.int32,
    "killed": np.int32,
    "injured": np.int32,
    "names": np.uint32,
    "wider": np.uint32,
    "speakers": np.uint32,
    "weapon": np.uint32,
    "sentences": np.uint64,
    "sentence_length": np.float32,
    "report": np.int32,
    "report_name": np.uint32,
    "words": np.uint64,
    "word_length": np.float32,
    "sketch": np.uint32,
    "meaning": np.int8,
}
CHUNK = 20_000
"""Rows gathered as Python values before they are packed."""


@dataclass(slots=True)
class Builder:
    """Gathers tellings one by one; ``done`` makes the columns."""

    rows: dict[str, list[object]] = field(default_factory=lambda: {name: [] for name in TYPES})
    packed: dict[str, list[np.ndarray]] = field(default_factory=lambda: {name: [] for name in TYPES})
    reports: dict[str, int] = field(default_factory=dict)

    def add(self, telling: Telling) -> None:
        """Add a row, and one of its report where it is the first of it."""
        for name, value in event_row(telling).items():
            self.rows[name].append(value)
        if telling.report not in self.reports:
            self.reports[telling.report] = len(self.reports)
            for name, value in report_row(telling).items():
                self.rows[name].append(value)
        self.rows["report"].append(self.reports[telling.report])
        self.rows["report_name"].append(number(telling.report))
        if len(self.rows["kind"]) >= CHUNK:
            self._pack()

    def _pack(self) -> None:
        for name, values in self.rows.items():
            if values:
                self.packed[name].append(np.array(values, dtype=TYPES[name]))
                values.clear()

    def done(self) -> Columns:
        """The columns of all that was added."""
        self._pack()
        return Columns(**{name: _joined(name, parts) for name, parts in self.packed.items()})


def _joined(name: str, parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.empty(0, dtype=TYPES[name])


def stacked(parts: Sequence[Columns]) -> Columns:
    """The rows of several columns, one after the other."""
    starts = np.cumsum([0, *(len(part.meaning) for part in parts[:-1])])
    moved = [replace(part, report=part.report + np.int32(start)) for part, start in zip(parts, starts, strict=True)]
    return Columns(**{name: _joined(name, [getattr(part, name) for part in moved]) for name in TYPES})


def columns(tellings: Iterable[Telling]) -> Columns:
    """The columns of tellings, in their order."""
    builder = Builder()
    for telling in tellings:
        builder.add(telling)
    return builder.done()


def event_row(telling: Telling) -> dict[str, object]:
    """The values of a telling itself."""
    place = telling.place
    known = place is not None and place.precision != "unknown"
    point = place is not None and place.latitude is not None and place.longitude is not None
    return {
        "kind": number(telling.kind),
        "families": padded([number(name) for name in sorted(families_of(telling.kind))], FAMILIES),
        "aggregate": telling.aggregate,
        "rank": RANKS[place.precision] if place is not None else RANKS["unknown"],
        "place": number(place.name or place.text) if place is not None and known else 0,
        "admin1": number(place.admin1) if place is not None else 0,
        "country": number(place.country) if place is not None else 0,
        "latitude": place.latitude if place is not None and point else np.nan,
        "longitude": place.longitude if place is not None and point else np.nan,
        "radius": RADIUS_KM.get(place.precision, 0.0) if place is not None else 0.0,
        "start": telling.start.toordinal() if telling.start else 0,
        "end": telling.end.toordinal() if telling.end else 0,
        "published": telling.published.toordinal() if telling.published else 0,
        "killed": _middle(telling.killed),
        "injured": _middle(telling.injured),
        "names": padded([number(name) for name in telling.actors.names], SIDES),
        "wider": padded([number(name) for name in telling.actors.wider], SIDES),
        "speakers": padded([number(name) for name in telling.speakers], SPEAKERS),
        "weapon": number(telling.weapon),
        "sentences": padded(packed_words(telling.sentences), SENTENCE_WORDS),
        "sentence_length": length(telling.sentences),
    }


def report_row(telling: Telling) -> dict[str, object]:
    """The values of a telling's report."""
    return {
        "words": padded(packed_words(telling.words), WORDS),
        "word_length": length(telling.words[:WORDS]),
        "sketch": sketch_of(telling.sketch) if telling.sketch else np.zeros(PERMUTATIONS, np.uint32),
        "meaning": unpacked(telling.meaning) if telling.meaning else np.zeros(DIMENSIONS, np.int8),
    }


def padded(values: Sequence[float], length: int) -> list[float]:
    """As many values as the column holds, with 0 for those missing."""
    return [*values[:length], *([0] * (length - len(values)))]


def packed_words(words: Sequence[str]) -> list[int]:
    """Words as numbers of 64 bits: 32 of the word, 16 of its rarity (thousandths), the last set where it has a capital."""
    return [packed_word(word) for word in words]


def length(words: Sequence[str]) -> float:
    """Length of the vector of the words' rarities."""
    return math.sqrt(sum(rarity(word) ** 2 for word in words))


@functools.lru_cache(maxsize=500_000)
def packed_word(word: str) -> int:
    """One word so packed."""
    plain = word.lower()
    return number(plain) << 17 | round(rarity(plain) * THOUSAND) << 1 | (word != plain)


def _middle(toll: tuple[int | None, int | None] | None) -> int:
    if toll is None:
        return UNTOLD
    return min(toll[0] if toll[0] is not None else toll[1] if toll[1] is not None else UNTOLD, 2_000_000_000)


assert set(TYPES) == {each.name for each in fields(Columns)}
