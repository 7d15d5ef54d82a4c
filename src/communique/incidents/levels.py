"""The comparisons and their levels: from two tellings to one word each, with the reason. No weights here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from communique.gazetteer.distance import kilometres
from communique.incidents.telling import RANKS, Range, Telling
from communique.incidents.words import Frequencies, cosine

UNKNOWN = "unknown"
LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("same", "family", "other", UNKNOWN),
        "place": ("same", "near", "around", "region", "country", "apart", UNKNOWN),
        "date": ("same day", "overlap", "next day", "within a week", "apart", UNKNOWN),
        "published": ("same day", "next days", "within a week", "within a month", "apart", UNKNOWN),
        "killed": ("same of several", "same", "near", "other", UNKNOWN),
        "injured": ("same of several", "same", "near", "other", UNKNOWN),
        "actors": ("same", "other", UNKNOWN),
        "weapon": ("same", "other", UNKNOWN),
        "names": ("many", "several", "some", "few", "none", UNKNOWN),
        "wording": ("same", "close", "alike", "akin", "distant", "other"),
        "sentences": ("same", "close", "alike", "akin", "distant", "other", UNKNOWN),
    }
)
"""Every comparison and its levels, from what speaks most for one incident to what speaks least, then what cannot be told."""

VIOLENCE = frozenset(
    (
        "armed-clash",
        "attack",
        "air-strike",
        "shelling",
        "bombing",
        "suicide-bombing",
        "grenade-attack",
        "chemical-attack",
        "sexual-violence",
        "abduction",
        "territory-captured",
        "territory-regained",
        "riot",
        "protest-excessive-force",
    )
)
CROWDS = frozenset(("protest", "protest-intervention", "protest-excessive-force", "riot"))
FAMILIES = (VIOLENCE, CROWDS)
NEAR_KM, AROUND_KM = 5.0, 40.0
RADIUS_KM = {"site": 2.0, "town": 5.0, "district": 30.0, "region": 150.0}
"""How far off a place of a precision may lie from where it happened, where its own accuracy is not given."""
COSINES = (("same", 0.6), ("close", 0.35), ("alike", 0.2), ("akin", 0.12), ("distant", 0.06), ("other", -1.0))
"""Lower bounds of the levels of likeness of words; steps read off reports of one incident and of two."""
NAMES = (("many", 20.0), ("several", 12.0), ("some", 7.0), ("few", 4.0), ("none", -1.0))
"""Lower bounds of the summed rarity (natural logarithms) of shared names."""

Found = tuple[str, str, str]
"""Name, level, why."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A telling with its words weighed against the reports at hand."""

    telling: Telling
    words: Mapping[str, float]
    sentences: Mapping[str, float]
    names: Mapping[str, float]


def prepare(telling: Telling, common: Frequencies) -> Prepared:
    """Weigh the words of a telling."""
    names = {name: common.rarity(name) for name in telling.names}
    return Prepared(telling, common.weighed(telling.words), common.weighed(telling.sentences), names)


def look(one: Prepared, other: Prepared) -> Iterator[Found]:
    """Every comparison of two tellings, in the order of ``LEVELS``."""
    a, b = one.telling, other.telling
    yield "kind", *_kinds(a.kind, b.kind)
    yield "place", *_places(a, b)
    yield "date", *_dates(a, b)
    yield "published", *_published(a.published, b.published)
    yield "killed", *_losses(a.killed, b.killed)
    yield "injured", *_losses(a.injured, b.injured)
    yield "actors", *_actors(a.actors, b.actors)
    yield "weapon", *_same_or_other(a.weapon, b.weapon)
    yield "names", *_names(one.names, other.names)
    yield "wording", *_wording(one.words, other.words)
    if one.sentences and other.sentences:
        yield "sentences", *_wording(one.sentences, other.sentences)
    else:
        yield "sentences", UNKNOWN, "no event is told"


def _kinds(one: str | None, other: str | None) -> tuple[str, str]:
    if one is None or other is None:
        return UNKNOWN, "no event is told"
    if one == other:
        return "same", one
    family = any(one in kinds and other in kinds for kinds in FAMILIES)
    return ("family" if family else "other"), f"{one} and {other}"


def _places(a: Telling, b: Telling) -> tuple[str, str]:
    """By distance, given how exact each place is; a country or region against what lies in it says little."""
    one, other = a.place, b.place
    if one is None or other is None:
        return UNKNOWN, "no place"
    why = f"{one.name or one.text} ({one.precision}) and {other.name or other.text} ({other.precision})"
    if one.country and other.country and one.country != other.country:
        return "apart", why
    if one.name is not None and one.name == other.name and one.admin1 == other.admin1:
        return {"country": "country", "region": "region"}.get(one.precision, "same"), why
    if "country" in (one.precision, other.precision):
        return "country", why
    points = (one.latitude, one.longitude, other.latitude, other.longitude)
    if None in points:
        same = one.admin1 is not None and one.admin1 == other.admin1
        return ("region" if same else UNKNOWN), f"{why}, without a point"
    off = kilometres(*(float(value or 0.0) for value in points))
    return _by_distance(off, one.precision, other.precision), f"{why}, {off:.0f} km"


def _by_distance(off: float, one: str, other: str) -> str:
    slack = max(RADIUS_KM.get(one, 0.0), RADIUS_KM.get(other, 0.0))
    wide = max(RANKS[one], RANKS[other]) >= RANKS["region"]
    if wide:
        return "region" if off <= slack else "apart"
    if off <= NEAR_KM:
        return "near"
    return "around" if off <= AROUND_KM else "apart"


def _dates(a: Telling, b: Telling) -> tuple[str, str]:
    if not (a.start and a.end and b.start and b.end):
        return UNKNOWN, "no day"
    why = f"{a.start}/{a.end} and {b.start}/{b.end}"
    gap = max((a.start - b.end).days, (b.start - a.end).days)
    if gap <= 0:
        return ("same day" if a.start == a.end == b.start == b.end else "overlap"), why
    return ("next day" if gap == 1 else "within a week" if gap <= 7 else "apart"), why


def _published(one: date | None, other: date | None) -> tuple[str, str]:
    if one is None or other is None:
        return UNKNOWN, "no date of publication"
    gap = abs((one - other).days)
    steps = (("same day", 0), ("next days", 2), ("within a week", 7), ("within a month", 31))
    return next((level for level, days in steps if gap <= days), "apart"), f"{gap} days between"


def _losses(one: Range | None, other: Range | None) -> tuple[str, str]:
    """A toll may rise from report to report: "near" is a figure of at most half as many again, or one more."""
    first, second = _middle(one), _middle(other)
    if first is None or second is None:
        return UNKNOWN, "not told by both"
    low, high = sorted((first, second))
    why = f"{first} and {second}"
    if low == high:
        return ("same of several" if low > 2 else "same"), why
    return ("near" if high <= max(1.5 * low, low + 1) and low > 1 else "other"), why


def _middle(toll: Range | None) -> int | None:
    return None if toll is None else toll[0] if toll[0] is not None else toll[1]


def _actors(one: frozenset[str], other: frozenset[str]) -> tuple[str, str]:
    if not one or not other:
        return UNKNOWN, "not named by both"
    shared = sorted(one & other)
    return ("same", ", ".join(shared)) if shared else ("other", f"{min(one)} and {min(other)}")


def _same_or_other(one: str | None, other: str | None) -> tuple[str, str]:
    if one is None or other is None:
        return UNKNOWN, "not told by both"
    return ("same" if one == other else "other"), f"{one} and {other}"


def _names(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[str, str]:
    """Rare names in common: a victim's, a street's."""
    if not one or not other:
        return UNKNOWN, "no names"
    shared = sorted((name for name in one if name in other), key=lambda name: (-one[name], name))
    total = sum(one[name] for name in shared)
    level = next(level for level, least in NAMES if total >= least)
    return level, f"{', '.join(shared[:5]) or 'none'} (rarity {total:.1f})"


def _wording(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[str, str]:
    likeness = cosine(one, other)
    return next(level for level, least in COSINES if likeness >= least), f"likeness {likeness:.2f}"
