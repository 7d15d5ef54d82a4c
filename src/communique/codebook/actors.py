"""Who can act: the lists of groups, states, leaders and roles, and the ways to look them up.

>>> lists = load_actor_lists()
>>> [group.name for group in lists.by_alias[normalise("al-Shabab")]]
['Al Shabaab']
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypeVar

from communique.codebook.actor_checks import check_actor_lists
from communique.codebook.actor_rows import (
    FILES,
    ActorListError,
    Group,
    Leader,
    Regime,
    Role,
    State,
    group,
    leader,
    normalise,
    raw_rows,
    role,
    state,
)
from communique.codebook.check import Problem

__all__ = [
    "ActorListError",
    "ActorLists",
    "Group",
    "Leader",
    "Problem",
    "Regime",
    "Role",
    "State",
    "check_actor_lists",
    "load_actor_lists",
    "normalise",
    "packaged_folder",
]

_Row = TypeVar("_Row", Group, State, Leader, Role)


@dataclass(frozen=True)
class ActorLists:
    """The four lists, and indexes over them. Keys are normalised (``normalise``), but acronyms stand as written.

    An index gives every sense of a key: which one is meant depends on the country and the year of the report.
    """

    groups: tuple[Group, ...]
    states: tuple[State, ...]
    leaders: tuple[Leader, ...]
    roles: tuple[Role, ...]
    by_alias: Mapping[str, tuple[Group, ...]]
    """Names and aliases of groups; acronyms are not in it."""
    by_acronym: Mapping[str, tuple[Group, ...]]
    by_name: Mapping[str, tuple[State, ...]]
    """Names and short forms of states."""
    by_demonym: Mapping[str, tuple[State, ...]]
    by_capital: Mapping[str, tuple[State, ...]]
    by_iso2: Mapping[str, tuple[State, ...]]


def packaged_folder() -> Path:
    """Where the lists of the package stand."""
    return Path(str(resources.files("communique.codebook") / "data" / "actors"))


@functools.lru_cache(maxsize=8)
def load_actor_lists(folder: Path | None = None) -> ActorLists:
    """Read a folder of lists (default: the package's own), once.

    Raises ``ActorListError`` for a cell or a header that cannot be read, ``FileNotFoundError`` for a missing file.
    """
    where = folder or packaged_folder()
    groups, states = _read(where, "groups.csv", group), _read(where, "states.csv", state)
    return ActorLists(
        groups,
        states,
        _read(where, "leaders.csv", leader),
        _read(where, "roles.csv", role),
        by_alias=_index(((name, found) for found in groups for name in (found.name, *found.aliases)), normalise),
        by_acronym=_index(((name, found) for found in groups for name in found.acronyms), str),
        by_name=_index(((name, found) for found in states for name in (found.name, *found.short)), normalise),
        by_demonym=_index(((name, found) for found in states for name in found.demonyms), normalise),
        by_capital=_index(((name, found) for found in states for name in found.capital), normalise),
        by_iso2=_index(((found.iso2, found) for found in states if found.iso2), str),
    )


def _read(folder: Path, file: str, make: Callable[[Mapping[str, str], int], _Row]) -> tuple[_Row, ...]:
    rows = list(raw_rows(folder / file))
    missing = set(FILES[file].split()) - set(rows[0][1]) if rows else set()
    if missing:
        raise ActorListError(file, 1, f"columns missing: {', '.join(sorted(missing))}")
    return tuple(make(row, line) for line, row in rows)


def _index(pairs: Iterable[tuple[str, _Row]], key: Callable[[str], str]) -> dict[str, tuple[_Row, ...]]:
    gathered: dict[str, dict[int, _Row]] = {}
    for name, found in pairs:
        gathered.setdefault(key(name), {})[found.line] = found
    return {name: tuple(rows.values()) for name, rows in gathered.items()}
