"""Which rows a selection lets through; the same as ``Selection.rows`` asks of the database."""

from weakref import WeakKeyDictionary

import numpy as np

from communique.desk.archive.models import Composition, Party
from communique.desk.public.columns.table import NOT_GIVEN, Array, Columns
from communique.desk.public.search.index import matching as words_matching
from communique.desk.public.selecting import Selection

WORDS = ("country", "type", "family", "status", "precision")
MASKS = 64
"""Values of which a table remembers the rows; a bit less than a byte a row each."""
_MASKS: WeakKeyDictionary[Columns, dict[tuple[str, str], Array]] = WeakKeyDictionary()  # a cache, gone with its table


def matching(of: Columns, selection: Selection) -> Array:
    """A mask over the rows."""
    wanted = np.ones(len(of), dtype=bool)
    for name in WORDS:
        values = getattr(selection, name)
        if values:
            wanted &= np.logical_or.reduce([_rows(of, name, value) for value in values])
    if selection.certainty:
        wanted &= _rows(of, "certainty", selection.certainty)
    if selection.admin1:
        wanted &= of.admin1 == selection.admin1
    if selection.place:
        wanted &= of.geonameid == selection.place
    return wanted & _days(of, selection) & _counts(of, selection) & _box(of, selection) & _looked_up(of, selection)


def _rows(of: Columns, name: str, value: str) -> Array:
    """The rows whose word is ``value``. Comparing words costs a view more than all the rest, and few words are ever asked for."""
    kept = _MASKS.setdefault(of, {})
    mask = kept.get((name, value))
    if mask is None:
        mask = getattr(of, name) == value.encode()
        if len(kept) < MASKS:
            kept[name, value] = mask
    return mask


def _days(of: Columns, selection: Selection) -> Array:
    wanted = np.ones(len(of), dtype=bool)
    if selection.until:
        wanted &= (of.day > 0) & (of.day <= selection.until.toordinal())
    if selection.since:
        first = selection.since.toordinal()
        wanted &= (of.day >= first) | (of.end >= first)
    return wanted


def _counts(of: Columns, selection: Selection) -> Array:
    wanted = np.ones(len(of), dtype=bool)
    if selection.publishers is not None:
        wanted &= of.publishers >= selection.publishers
    if selection.killed is not None:
        best = np.where(of.killed_best == NOT_GIVEN, of.killed_low, of.killed_best)
        wanted &= (best != NOT_GIVEN) & (best >= selection.killed)
    return wanted


def _box(of: Columns, selection: Selection) -> Array:
    if selection.bbox is None:
        return np.ones(len(of), dtype=bool)
    west, south, east, north = selection.bbox
    one, other = of.longitude >= west, of.longitude <= east
    inside: Array = (of.latitude >= south) & (of.latitude <= north) & (one & other if west <= east else one | other)
    return inside


def _looked_up(of: Columns, selection: Selection) -> Array:
    """Actors and words are asked of the database."""
    wanted = np.ones(len(of), dtype=bool)
    if selection.actor:
        parties = Party.objects.filter(basis=selection.basis, name__in=selection.actor)
        wanted &= np.isin(of.pk, np.fromiter(parties.values_list("composition_id", flat=True), dtype=np.int64))
    found = words_matching(selection.q, selection.basis) if selection.q else None
    if found is not None:
        numbers = Composition.objects.filter(basis=selection.basis, incident__in=found)
        wanted &= np.isin(of.incident, np.fromiter(numbers.values_list("incident_id", flat=True), dtype=np.int64))
    return wanted
