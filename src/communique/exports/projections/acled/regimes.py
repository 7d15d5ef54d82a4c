"""The regime years of a state's forces: "Military Forces of Mali (2012-2013)".

The years are those of the codebook's list of states. In a year in which the regime changed, ``data/handovers.csv`` says
on which day; where it does not, the years are left out.
"""

import functools
from collections.abc import Mapping
from datetime import date

import msgspec

from communique.codebook.actors import Regime, State, load_actor_lists
from communique.exports.projections.acled.files import DataError, read_csv


class _Handover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    state: str
    regime: str
    first_day: date


def with_years(name: str, day: date) -> str:
    """The name of a state's forces or government with the years of its regime on a day; as it is where they are not known."""
    state = _states().get(name.partition(" of ")[2].removeprefix("the "))
    regime = regime_on(state, day) if state else None
    return f"{name} ({regime.start}-{regime.end or ''})" if regime else name


def regime_on(state: State, day: date) -> Regime | None:
    """The only regime that a day can be of; null where none is listed or two could be."""
    first = {regime: _first_day(state, regime) for regime in state.regimes}
    fits = [regime for regime in state.regimes if _covers(regime, day, first[regime])]
    ended = {
        regime
        for regime in fits
        for later in fits
        if later is not regime and later.start == regime.end and first[later] and later.start == day.year
    }
    left = [regime for regime in fits if regime not in ended]
    return left[0] if len(left) == 1 else None


def _covers(regime: Regime, day: date, first: date | None) -> bool:
    """Whether a day may lie in it, by its years and, where it is known, its first day."""
    return regime.start <= day.year <= (regime.end or day.year) and (first is None or day >= first)


def _first_day(state: State, regime: Regime) -> date | None:
    return _handovers().get((state.name, regime.label, regime.start))


@functools.cache
def _states() -> Mapping[str, State]:
    return {state.name: state for state in load_actor_lists().states if state.regimes}


@functools.cache
def _handovers() -> Mapping[tuple[str, str | None, int], date]:
    rows = read_csv("handovers.csv", _Handover)
    for row in rows:
        state = _states().get(row.state)
        known = {(each.label, each.start) for each in state.regimes} if state else set()
        if (row.regime, row.first_day.year) not in known:
            raise DataError(
                f"handovers.csv: the list of states has no regime {row.regime} of {row.state} from that year"
            )
    return {(row.state, row.regime, row.first_day.year): row.first_day for row in rows}
