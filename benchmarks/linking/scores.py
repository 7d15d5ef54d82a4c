"""How well found incidents agree with the known ones, and how time grows."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from communique.evaluation.counts import Counts
from communique.evaluation.suites.incidents.clusters import b_cubed, f1, pair_counts, precision, recall


class _Named(msgspec.Struct):
    id: str


class _Found(msgspec.Struct):
    id: str
    events: tuple[_Named, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares from 0 to 1."""

    pair_precision: float
    pair_recall: float
    pair_f1: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float


def read_known(path: Path) -> dict[str, str]:
    """For each event its known incident."""
    with path.open(encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("\t") for line in lines)


def read_found(path: Path) -> dict[str, str]:
    """For each event the incident that ``communique link`` put it in."""
    decoder = msgspec.json.Decoder(_Found)
    with path.open("rb") as lines:
        return {event.id: found.id for found in map(decoder.decode, lines) for event in found.events}


def agreement(known: Mapping[str, str], found: Mapping[str, str]) -> Agreement:
    """Pairs of events, and B-cubed over events. Raises ``KeyError`` where an event was not found."""
    pairs = sum(pair_counts(known, found).values(), Counts())
    units = list(b_cubed(known, found).values())
    return Agreement(pairs.precision, pairs.recall, pairs.f1, precision(units), recall(units), f1(units))


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of n log n by which time grows: least squares in logarithms. 1 is as n log n, below grows slower.

    Raises ``ValueError`` for fewer than two sizes.
    """
    if len(set(sizes)) < 2:
        raise ValueError("give two sizes or more")
    x = [math.log(size * math.log(size)) for size in sizes]
    y = [math.log(each) for each in seconds]
    middle, other = sum(x) / len(x), sum(y) / len(y)
    above = sum((one - middle) * (two - other) for one, two in zip(x, y, strict=True))
    return above / sum((one - middle) ** 2 for one in x)
