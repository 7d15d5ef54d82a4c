"""Keep a table of each basis in memory, and bring it up to date when a view asks for it.

Every change of an incident raises the stamp, so that one small query says whether there is anything to do. A process has tables of
its own; where changes come faster than they can be taken in, a view may be behind by ten times as long as taking them in lasts.
"""

import threading
import time
from dataclasses import dataclass, field

import numpy as np

from communique.desk.archive.models import Composition, Incident, Stamp
from communique.desk.public.columns.table import DATABASE, Columns, joined, table

MANY = 20_000
"""Changed incidents above which everything is read anew."""
PATIENCE = 10.0
"""How many times as long as the last update lasted the next one waits."""


@dataclass(slots=True)
class Kept:
    """A table, the stamp that it was read at, when that was, and how long it took; seconds of a monotonic clock."""

    basis: str
    stamp: int = -1
    table: Columns | None = None
    at: float = 0.0
    lasted: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_KEPT = {basis: Kept(basis) for basis in Composition.Basis.values}  # a cache: what it holds can always be read anew


def columns(basis: str) -> Columns:
    """The table of a basis as it is now."""
    kept = _KEPT[basis]
    with kept.lock:
        if kept.table is None or time.monotonic() > kept.at + PATIENCE * kept.lasted:
            _refresh(kept)
        assert kept.table is not None
        return kept.table


def forget() -> None:
    """Let go of the tables; the next view reads them anew."""
    for kept in _KEPT.values():
        with kept.lock:
            kept.table, kept.stamp = None, -1


def _refresh(kept: Kept) -> None:
    started, first = time.monotonic(), kept.table is None
    now = Stamp.objects.values_list("last", flat=True).first() or 0
    if kept.table is None or now < kept.stamp:
        kept.table = _everything(kept.basis)
    elif now > kept.stamp:
        kept.table = _updated(kept.table, kept.basis, kept.stamp)
    kept.stamp, kept.at = now, time.monotonic()
    kept.lasted = 0.0 if first else kept.at - started  # the first reading says nothing of how long an update takes


def _everything(basis: str) -> Columns:
    return table(Composition.objects.filter(basis=basis).values_list(*DATABASE).iterator(10_000))


def _updated(old: Columns, basis: str, stamp: int) -> Columns:
    """What changed since a stamp is taken out and, where it is still there, put in again."""
    touched = list(Incident.objects.filter(stamp__gt=stamp).values_list("number", flat=True)[: MANY + 1])
    if len(touched) > MANY:
        return _everything(basis)
    new = table(Composition.objects.filter(basis=basis, stamp__gt=stamp).values_list(*DATABASE))
    return joined(old.take(~np.isin(old.incident, np.array(touched, dtype=np.int64))), new)
