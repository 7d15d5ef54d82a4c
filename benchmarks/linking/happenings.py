"""What happens, as it truly was: in episodes of a few days, of which reports then tell more or less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from benchmarks.linking.chances import heavy, losses, pick
from benchmarks.linking.people import family, person
from benchmarks.linking.places import Town
from benchmarks.linking.vocabulary import Kind, kinds, wording
from benchmarks.linking.world import Country
from communique.codebook.actor_rows import Group
from communique.model import Actor, ActorKind

MEAN, MOST = 9.0, 30
"""Happenings of an episode."""
SAME_TOWN, SAME_KIND = 0.5, 0.35
"""How often a happening of an episode is where, and what, the first one was."""
LONG, LONGEST = 0.06, 6
"""How often it lasts longer than a day, and for how many at the most."""
GROUP_KNOWN = 0.85
"""How often it is known at all who fights."""
TRIES = 6


@dataclass(frozen=True, slots=True)
class Details:
    """What is named in the telling of it."""

    spot: str
    streets: tuple[str, str]
    hospital: str
    officials: tuple[str, str]
    victims: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening. Days are proleptic ordinals; ``prominence`` is the share of the episode's reports that tell of it."""

    number: int
    kind: Kind
    country: Country
    town: Town
    start: int
    end: int
    initiators: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    group: Group | None
    killed: int
    injured: int
    weapon: str | None
    persons: int
    details: Details
    prominence: float


def episode(country: Country, town: Town, day: int, first: int, year: int, chance: Random) -> list[Happening]:
    """The happenings of an episode, numbered from ``first``; no two of one kind, town and day."""
    group = _group(country.groups, year, chance)
    leading = _kind(chance)
    number = min(MOST, 1 + int(chance.expovariate(1 / (MEAN - 1))))
    found: dict[tuple[str, str, int], Happening] = {}
    for _ in range(number * TRIES):
        kind = leading if chance.random() < SAME_KIND else _kind(chance)
        where = town if chance.random() < SAME_TOWN else _near(country, town, chance)
        when = day + min(5, int(chance.expovariate(0.7)))
        key = (kind.type, where.here.text, when)
        if key not in found:
            found[key] = happening(first + len(found), kind, country, where, when, group, chance)
        if len(found) == number:
            break
    return list(found.values())


def happening(
    number: int, kind: Kind, country: Country, town: Town, day: int, group: Group | None, chance: Random
) -> Happening:
    """One happening, with all that is to be told of it."""
    killed = losses(chance, kind.killed) if chance.random() < kind.deadly else 0
    return Happening(
        number=number,
        kind=kind,
        country=country,
        town=town,
        start=day,
        end=day + (1 + int(chance.random() * LONGEST) if chance.random() < LONG else 0),
        initiators=_side(kind.initiator, country, group),
        recipients=_side(kind.recipient, country, group),
        group=group,
        killed=killed,
        injured=losses(chance, 1.6 * killed) if killed and chance.random() < 0.7 else 0,
        weapon=pick(kind.weapons, chance) if kind.weapons else None,
        persons=2 + heavy(chance, 0.9, 200),
        details=_details(country, town, chance),
        prominence=0.35 + 0.65 * chance.random(),
    )


def _kind(chance: Random) -> Kind:
    every = tuple(kinds().values())
    return chance.choices(every, cum_weights=tuple(accumulate(kind.share for kind in every)))[0]


def _near(country: Country, town: Town, chance: Random) -> Town:
    """Another town of the region."""
    return pick(country.by_region[town.here.admin1], chance)


def _group(groups: Sequence[Group], year: int, chance: Random) -> Group | None:
    """One of the groups that there were; those named first are the most active."""
    there = [group for group in groups if (group.start or 0) <= year <= (group.end or 9999)]
    if not there or chance.random() > GROUP_KNOWN:
        return None
    return there[min(len(there), heavy(chance, 0.9, 12)) - 1]


SIDES: Mapping[str, tuple[str, ActorKind]] = {
    "state": ("Military Forces of {country}", "state-forces"),
    "police": ("Police Forces of {country}", "police"),
    "civilians": ("Civilians ({country})", "civilians"),
    "protesters": ("Protesters ({country})", "protesters"),
    "armed": ("Unidentified Armed Group ({country})", "armed-group"),
}


def _side(side: str, country: Country, group: Group | None) -> tuple[Actor, ...]:
    """The side as the record names it."""
    if side == "none":
        return ()
    if side == "armed" and group is not None:
        return (Actor(text=group.name, name=group.name, kind=group.kind, country=country.name),)
    name, kind = SIDES[side]
    return (Actor(text=side, name=name.format(country=country.name), kind=kind, country=country.name),)


def _details(country: Country, town: Town, chance: Random) -> Details:
    words, of = wording().words, country.people
    officials = (f"{pick(words['offices'], chance)} {person(of, chance)}" for _ in range(2))
    spot, one, other = (
        pick(words[name], chance).format(family=family(of, chance)) for name in ("spots", "streets", "streets")
    )
    hospital = pick(words["hospitals"], chance).format(family=family(of, chance), town=town.here.text)
    victims = (person(of, chance) for _ in range(3))
    first, second, third = victims
    return Details(spot, (one, other), hospital, (next(officials), next(officials)), (first, second, third))
