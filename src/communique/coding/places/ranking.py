"""Ranks the places of one name by what the rest of the report says. The points are in ``places_grammar.yaml``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import cos, exp, log, log10, radians, sqrt

from communique.coding.places.context import Context
from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Name
from communique.gazetteer import Entry, Gazetteer
from communique.model import Precision

WIDE = 40
"""Candidates of one name that are compared with the other names' leading ones."""
NEIGHBOURS = 14
"""Other names whose leading candidate is compared with."""
FITS: dict[Precision, frozenset[str]] = {
    "town": frozenset({"city"}),
    "region": frozenset({"admin1", "region", "country"}),
    "district": frozenset({"admin2"}),
    "site": frozenset({"site", "city"}),
}
KNOWN_BY_DIVISION = frozenset({"US", "GB", "CA", "AU"})
FAMOUS = 60
"""Names in all languages and scripts from which a town is known the world over; of 235,000 about 300 have as many."""
MANY_DISTRICTS = 100
"""Districts from which on a name says nothing of where it is."""
GREAT = 200_000
"""People from which a capital is thought of though its country is not named."""
KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen for a name: its points, each with its reason, and how far the next one is behind."""

    entry: Entry
    points: float
    reasons: tuple[str, ...]
    margin: float


@dataclass(slots=True)
class _Group:
    """One name as one sense: all mentions that share key, noun and container."""

    key: tuple[str, Precision | None, tuple[str, ...]]
    entries: tuple[Entry, ...]
    noun: Precision | None
    inside: tuple[Entry, ...]
    times: int
    scores: list[float]
    reasons: list[list[str]]

    def best(self) -> int:
        return max(range(len(self.scores)), key=self.scores.__getitem__)


def choose(names: Iterable[Name], context: Context, gazetteer: Gazetteer, grammar: Grammar) -> dict[int, Choice]:
    """The choice for each name, by the token it starts at."""
    members = _groups(names)
    groups = [group for group, _names in members]
    nations = {entry.country for group in groups for entry in group.entries if entry.kind == "city" and entry.country}
    capitals = {code: gazetteer.capital(code) for code in nations}
    for group in groups:
        _first(group, context, capitals, grammar)
    _by_sharing(
        groups, grammar.weights, "division", lambda entry: (entry.country, entry.admin1) if entry.admin1 else None
    )
    _by_sharing(groups, grammar.weights, "nation", lambda entry: entry.country)
    _by_district(groups, grammar.weights)
    _by_distance(groups, grammar.weights)
    chosen: dict[int, Choice] = {}
    for group, same in members:
        choice = _choice(group)
        chosen.update({name.start: choice for name in same})
    return chosen


def _groups(names: Iterable[Name]) -> list[tuple[_Group, list[Name]]]:
    """One sense a name and report: a container given once holds for the mentions that have none."""
    by_key: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_key[name.key].append(name)
    made = []
    for key, mentions in by_key.items():
        shared = next((name.inside for name in mentions if name.inside), ())
        inner: dict[tuple[Precision | None, tuple[str, ...]], list[Name]] = defaultdict(list)
        for name in mentions:
            inside = name.inside or shared
            inner[name.noun, tuple(entry.name for entry in inside)].append(name)
        for (noun, containers), same in inner.items():
            group = _Group((key, noun, containers), same[0].entries, noun, same[0].inside or shared, len(same), [], [])
            made.append((group, same))
    return made


def _first(group: _Group, context: Context, capitals: Mapping[str, Entry | None], grammar: Grammar) -> None:
    """Points that need no other name."""
    weights, city_first = grammar.weights, group.key[0] in grammar.city_first
    for entry in group.entries:
        reasons: list[str] = []
        total = 0.0
        for reason, points in _own(entry, weights, city_first) + _told(entry, group, context, capitals, weights):
            total += points
            reasons.append(f"{reason} {points:+.1f}")
        group.scores.append(total)
        group.reasons.append(reasons)


def _own(entry: Entry, weights: Mapping[str, float], city_first: bool) -> list[tuple[str, float]]:
    """What the entry is."""
    found = [("population", weights["population"] * log10(entry.population + 1))]
    if entry.alias:
        found.append(("alias", weights["alias"]))
    if entry.kind == "admin1" and entry.country in KNOWN_BY_DIVISION and not city_first:
        found.append(("state", weights["state"]))
    elif entry.kind != "city":
        found.append((entry.kind, weights[entry.kind]))
    if entry.feature == "continent":
        found.append(("continent", weights["country"]))
    if entry.source == "supplement":
        found.append(("supplement", weights["supplement"]))
    return found


def _told(
    entry: Entry,
    group: _Group,
    context: Context,
    capitals: Mapping[str, Entry | None],
    weights: Mapping[str, float],
) -> list[tuple[str, float]]:
    """What the report says for it."""
    found = []
    countries = entry.lies_in
    share = max((context.share.get(code, 0.0) for code in countries), default=0.0)
    own = any(other.kind == "country" and other.country == entry.country for other in group.entries)
    if share and not own:
        found.append((f"{entry.country} named", weights["any_country"] + weights["named_country"] * share))
    if context.lead.intersection(countries):
        found.append(("lead country", weights["lead_country"]))
    if context.home in countries and not any(other.kind == "country" for other in group.entries):
        found.append(("home words", weights["home"]))
    known = share > 0 or entry.population > GREAT
    if entry.kind == "city" and known and not own and _same(capitals.get(entry.country or ""), entry):
        found.append(("capital", weights["capital"]))
    elif entry.names >= FAMOUS and not entry.alias:
        away = context.home is not None and not share
        found.append(("famous", weights["famous"] * (weights["famous_away"] if away else 1.0)))
    if group.noun in FITS:
        fits = entry.kind in FITS[group.noun]
        found.append(("noun", weights["noun"] if fits else weights["other_noun"]))
    if group.inside:
        fits = any(within(entry, container) for container in group.inside)
        found.append(("container", weights["container"] if fits else weights["other_container"]))
    return found


def _same(one: Entry | None, other: Entry) -> bool:
    return one is not None and one.geonameid == other.geonameid


def within(entry: Entry, container: Entry) -> bool:
    """Whether a place lies in a wider one, by their divisions' names."""
    if container.kind == "region":
        return entry.country in container.countries and entry.kind != "country"
    if entry.country != container.country or entry.kind == "country":
        return False
    if container.kind == "country":
        return True
    if container.kind == "admin1":
        return entry.admin1 == container.admin1 and entry.kind != "admin1"
    return container.kind == "admin2" and entry.admin2 == container.name and entry.kind != "admin2"


def _by_sharing(
    groups: list[_Group], weights: Mapping[str, float], reason: str, area: Callable[[Entry], object]
) -> None:
    """Points for an area that the report's other names have places in too; one with fewer readings says more."""
    total: defaultdict[object, float] = defaultdict(float)
    shares = []
    for group in groups:
        own = {found for entry in group.entries if (found := area(entry))}
        share = {found: _voice(group) * _rarity(len(own)) for found in own}
        shares.append(share)
        for found, part in share.items():
            total[found] += part
    everything = sum(max(share.values()) for share in shares if share)
    for group, share in zip(groups, shares, strict=True):
        rest = everything - max(share.values(), default=0.0)
        if rest <= 0 or len(group.entries) < 2:
            continue
        for at, entry in enumerate(group.entries):
            found = area(entry)
            points = weights[reason] * min(1.0, 1.0 * (total[found] - share.get(found, 0.0)) / rest) if found else 0.0
            if points > 0.05:
                group.scores[at] += points
                group.reasons[at].append(f"others in its {reason} {points:+.1f}")


def _by_district(groups: list[_Group], weights: Mapping[str, float]) -> None:
    """Points for a second-level division that other names have places in: of thousands, two share one seldom by chance."""
    voices: defaultdict[tuple[str | None, str | None, str], float] = defaultdict(float)
    own = [{key for entry in group.entries if (key := _district(entry))} for group in groups]
    for keys in own:
        for key in keys:
            voices[key] += _rarity(len(keys))
    for group, keys in zip(groups, own, strict=True):
        for at, entry in enumerate(group.entries):
            key = _district(entry)
            others = voices[key] - _rarity(len(keys)) if key else 0.0
            points = min(weights["same_district_cap"], weights["same_district"] * others)
            if points > 0.05:
                group.scores[at] += points
                group.reasons[at].append(f"others in its district {points:+.1f}")


def _district(entry: Entry) -> tuple[str | None, str | None, str] | None:
    return (entry.country, entry.admin1, entry.admin2) if entry.admin2 else None


def _rarity(readings: int) -> float:
    """What sharing a district says: 1 for a name with one reading, less the more it has, 0 for a name found all over."""
    return max(0.0, 1.0 - log(readings) / log(MANY_DISTRICTS))


def _voice(group: _Group) -> float:
    return sqrt(group.times)


def _by_distance(groups: list[_Group], weights: Mapping[str, float]) -> None:
    """Points for each other name whose leading candidate is near."""
    leaders = [(group, group.entries[group.best()], _certainty(group)) for group in groups]
    leaders = [leader for leader in leaders if leader[1].latitude is not None and leader[1].kind not in {"region"}]
    leaders.sort(key=lambda leader: -leader[2])
    for group in groups:
        if len(group.entries) < 2:
            continue
        near = [(entry, sure) for other, entry, sure in leaders[: NEIGHBOURS + 1] if other.key[0] != group.key[0]]
        order = sorted(range(len(group.entries)), key=group.scores.__getitem__, reverse=True)[:WIDE]
        for at in order:
            points = min(weights["near_cap"], _nearness(group.entries[at], near, weights))
            if points > 0.05:
                group.scores[at] += points
                group.reasons[at].append(f"near others {points:+.1f}")


def _certainty(group: _Group) -> float:
    """How sure the leading candidate is before distances: 1 alone, less with a rival close behind."""
    if len(group.scores) == 1:
        return 1.0
    first, second = sorted(group.scores, reverse=True)[:2]
    return min(1.0, 0.25 + (first - second) / 5.0)


def _nearness(entry: Entry, near: list[tuple[Entry, float]], weights: Mapping[str, float]) -> float:
    if entry.latitude is None or entry.longitude is None:
        return 0.0
    scale = cos(radians(entry.latitude))
    total = 0.0
    for other, sure in near:
        north = entry.latitude - (other.latitude or 0.0)
        east = (entry.longitude - (other.longitude or 0.0)) * scale
        away = sqrt(north * north + east * east) * KM_A_DEGREE
        if away < 600:
            total += sure * exp(-away / weights["near_km"])
    return weights["near"] * total


def _choice(group: _Group) -> Choice:
    best = group.best()
    others = [score for at, score in enumerate(group.scores) if at != best]
    margin = group.scores[best] - max(others) if others else 99.0
    return Choice(group.entries[best], group.scores[best], tuple(group.reasons[best]), margin)
