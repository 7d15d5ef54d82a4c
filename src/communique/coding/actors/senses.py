"""Which sense of a name is meant: by the year of the report and the countries it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.coding.actors.index import Entry
from communique.coding.actors.scene import Scene
from communique.model import ActorKind


@dataclass(frozen=True, slots=True)
class Reading:
    """Who a phrase denotes, and by which rule. Null where the text does not tell."""

    name: str | None
    kind: ActorKind | None
    country: str | None
    armed: bool | None
    rule: str
    person: bool = False
    plural: bool = False
    open: bool = False
    """Whether the phrase itself leaves unsaid whose it is, so that an earlier mention may tell ("the troops")."""
    sector: str | None = None
    listed: str | None = None
    """The name of the list entry, where the phrase names one."""


def active(entry: Entry, year: int | None) -> bool:
    """Whether an entry existed in a year; an unknown year excludes nothing, and news outlives an end by a year."""
    if year is None:
        return True
    return (entry.since is None or entry.since <= year) and (entry.until is None or year <= entry.until + 1)


def choose(entries: Sequence[Entry], scene: Scene) -> tuple[Entry, str]:
    """The sense that fits best, and a note where more than one remained possible. ``entries`` is not empty."""
    if len(entries) == 1:
        return branch(entries[0], scene), ""
    ranked = sorted(entries, key=lambda entry: _fit(entry, scene), reverse=True)
    best, second = ranked[0], ranked[1]
    if _fit(best, scene)[:3] == _fit(second, scene)[:3] and best.name != second.name:
        return best, f" (also {second.label})"
    return branch(best, scene), ""


def branch(entry: Entry, scene: Scene) -> Entry:
    """The local branch that a bare name means in a report about another country than the group's own."""
    local = scene.grammar.branches.get(entry.label, {}).get(scene.country or "")
    home = entry.countries[0] if entry.countries else ""
    if local is None or scene.scores.get(home, 0.0) * 2 > scene.scores.get(scene.country or "", 0.0):
        return entry
    return next((listed for listed in scene.index.lookup(local) if listed.name == local), entry)


def _fit(entry: Entry, scene: Scene) -> tuple[bool, bool, float, int]:
    """Active, and still in its years, then at home in the report, then the first of its list."""
    here = max((scene.scores.get(country, 0.0) for country in entry.countries), default=0.0)
    over = scene.year is not None and entry.until is not None and entry.until < scene.year
    return active(entry, scene.year), not over, here, -entry.rank
