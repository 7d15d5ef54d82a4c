"""The table: a NumPy array a column of ``Composition``, rows in the order of lists (latest day first, undated last)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

NOT_GIVEN = -1
"""Stands in columns of counts where no report gives a number."""
Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Columns:
    """``day`` and ``end`` are proleptic ordinals, 0 where not given; coordinates are degrees, NaN where not given; columns of words
    are arrays of bytes or text. All have the same length and are never written to. A table is equal to
    itself alone, so that what was worked out of it can be kept.
    """

    pk: Array
    incident: Array
    day: Array
    end: Array
    latitude: Array
    longitude: Array
    accuracy_km: Array
    geonameid: Array
    killed_best: Array
    killed_low: Array
    publishers: Array
    country: Array
    family: Array
    type: Array
    precision: Array
    status: Array
    certainty: Array
    admin1: Array

    def __len__(self) -> int:
        return len(self.pk)

    def take(self, rows: Array) -> "Columns":
        """Those rows, in that order; ``rows`` is a mask or places."""
        return Columns(*(getattr(self, each.name)[rows] for each in fields(self)))


INTEGERS = ("pk", "incident", "day", "end", "geonameid")
COUNTS = ("killed_best", "killed_low", "publishers")
DEGREES = ("latitude", "longitude", "accuracy_km")
WIDTHS = {"country": "S2", "family": "S20", "type": "S40", "precision": "S8", "status": "S12", "certainty": "S8"}
"""Columns of the codebook's words, which are ASCII."""
DATABASE = tuple({"incident": "incident_id"}.get(each.name, each.name) for each in fields(Columns))
"""Columns as ``Composition`` names them."""


def table(rows: Iterable[Sequence[Any]]) -> Columns:
    """Of rows of ``DATABASE``."""
    found = list(zip(*rows, strict=True)) or [()] * len(DATABASE)
    made = {each.name: _array(each.name, values) for each, values in zip(fields(Columns), found, strict=True)}
    return in_order(Columns(**made))


def _array(name: str, values: Sequence[Any]) -> Array:
    if name in WIDTHS:
        return np.array(values, dtype=WIDTHS[name])
    if name in DEGREES:
        return np.array(values, dtype=np.float64)
    if name == "end":
        return np.array([value.toordinal() if value else 0 for value in values], dtype=np.int64)
    if name in INTEGERS:
        return np.array([value or 0 for value in values], dtype=np.int64)
    if name in COUNTS:
        return np.array([NOT_GIVEN if value is None else value for value in values], dtype=np.int64)
    return np.array(values, dtype=np.str_) if values else np.array([], dtype="U1")


def in_order(of: Columns) -> Columns:
    """The latest day first, of one day the row that was made last."""
    return of.take(np.lexsort((-of.pk, -of.day)))


def joined(one: Columns, other: Columns) -> Columns:
    """Both, in order."""
    pairs = ((getattr(one, each.name), getattr(other, each.name)) for each in fields(Columns))
    return in_order(Columns(*(np.concatenate(pair) for pair in pairs)))
