"""What one report has of a happening: less than there was, and some of it wrong."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from benchmarks.linking.chances import pick
from benchmarks.linking.happenings import Happening
from benchmarks.linking.vocabulary import wording
from communique.model import Actor, Place, Toll, When

WEEK = 7
PLACES = {
    "exact": 0.77,
    "spelling": 0.05,
    "misspelt": 0.03,
    "district": 0.04,
    "region": 0.04,
    "country": 0.03,
    "other": 0.02,
    "none": 0.02,
}
"""How exactly places are told: ``other`` is another town of the region, wrongly."""
DAYS = {"day": 0.76, "wrong": 0.03, "week": 0.04, "month": 0.02, "none": 0.15}
"""How exactly days are told: ``wrong`` is the day before or after."""
OTHER_KIND = 0.07
"""How often it is told as another type."""
UNTOLD, UNIDENTIFIED, ALLEGED = 0.15, 0.12, 0.1
"""How often a side is not told, not identified, or only alleged."""
NO_TOLL, AT_LEAST, OVERSTATED = 0.2, 0.25, 0.05
"""How often losses are not told, told as a least number, and told twice as high by a side."""
FIRST_COUNT = 0.6
"""Share of the losses that the first reports know, at the least; within five days all are known."""


def drawn(shares: Mapping[str, float], chance: Random) -> str:
    """A name by its share; the last where the shares are not all of it."""
    left = chance.random()
    for name, share in shares.items():
        left -= share
        if left < 0:
            return name
    return name


def changed(place: Place, **values: object) -> Place:
    """The place with other values (``msgspec.structs.replace``, three times as fast)."""
    return Place(**{**{name: getattr(place, name) for name in place.__struct_fields__}, **values})


def place(of: Happening, chance: Random) -> Place | None:
    """Where the report says that it was."""
    town, how = of.town, drawn(PLACES, chance)
    wide = {"district": town.district or town.region, "region": town.region, "country": town.country}
    if how in wide:
        return wide[how] or town.country
    if how == "spelling" and town.spellings:
        return changed(town.here, text=pick(town.spellings, chance), match="alias")
    if how == "misspelt" and len(town.here.text) > 4:
        return changed(town.here, text=misspelt(town.here.text, chance), match="misspelt")
    if how == "other":
        return pick(of.country.by_region[town.here.admin1], chance).here
    return None if how == "none" else town.here


def misspelt(name: str, chance: Random) -> str:
    """A name with one letter doubled or left out, never the first."""
    at = 1 + int(chance.random() * (len(name) - 2))
    return name[:at] + (name[at] + name[at:] if chance.random() < 0.5 else name[at + 1 :])


def when(of: Happening, published: int, chance: Random) -> When:
    """When the report says that it was."""
    how = drawn(DAYS, chance)
    if how == "none":
        return When()
    start, end = date.fromordinal(of.start), date.fromordinal(of.end)
    if of.end > of.start:
        return When(
            start=start.isoformat(), end=end.isoformat(), precision="days", text=f"from {_day(start)} to {_day(end)}"
        )
    return _TOLD_WHEN[how](start, date.fromordinal(published), chance)


def _on_day(day: date, published: date, chance: Random) -> When:
    gone = (published - day).days
    near = "yesterday" if gone == 1 and chance.random() < 0.3 else f"on {day:%A}"
    words = near if 0 <= gone < WEEK and chance.random() < 0.8 else f"on {_day(day)}"
    return When(start=day.isoformat(), end=day.isoformat(), precision="day", text=words)


def _on_wrong_day(day: date, published: date, chance: Random) -> When:
    return _on_day(min(published, day + timedelta(days=1 if chance.random() < 0.5 else -1)), published, chance)


def _in_week(day: date, published: date, chance: Random) -> When:
    monday = day - timedelta(days=day.weekday())
    words = "this week" if (published - monday).days < WEEK else "last week"
    return When(start=monday.isoformat(), end=(monday + timedelta(days=6)).isoformat(), precision="week", text=words)


def _in_month(day: date, published: date, chance: Random) -> When:
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return When(start=first.isoformat(), end=last.isoformat(), precision="month", text=f"in {day:%B}")


_TOLD_WHEN: Mapping[str, Callable[[date, date, Random], When]] = {
    "day": _on_day,
    "wrong": _on_wrong_day,
    "week": _in_week,
    "month": _in_month,
}


def _day(day: date) -> str:
    return f"{day:%B} {day.day}"


def kind(of: Happening, chance: Random) -> str:
    """What the report says that it was."""
    others = of.kind.told_as
    return pick(others, chance) if others and chance.random() < OTHER_KIND else of.kind.type


def side(actors: tuple[Actor, ...], of: Happening, chance: Random) -> tuple[Actor, ...]:
    """Who the report says that it was; for most of them there are several words."""
    if not actors or chance.random() < UNTOLD:
        return ()
    actor, alleged, words = actors[0], chance.random() < ALLEGED, wording().sides
    if of.group is not None and actor.name == of.group.name:
        if chance.random() < UNIDENTIFIED:
            country = of.country.name
            text, name = pick(words["unidentified"], chance), f"Unidentified Armed Group ({country})"
            return (Actor(text=text, name=name, kind="armed-group", country=country, alleged=alleged),)
        text = pick((of.group.name, of.group.name, *of.group.aliases[:3], *of.group.acronyms[:1]), chance)
    else:
        text = pick(words[actor.text if actor.text in words else "unidentified"], chance)
    text = text.replace("{demonym}", of.country.demonym)
    return (Actor(text=text, name=actor.name, kind=actor.kind, country=actor.country, alleged=alleged),)


def tolls(of: Happening, published: int, source: str | None, chance: Random) -> tuple[Toll, ...]:
    """How many the report says were killed and injured: counts rise, and sides overstate."""
    if not of.killed or chance.random() < NO_TOLL:
        return ()
    known = min(1.0, FIRST_COUNT + 0.08 * (published - of.start) + 0.4 * chance.random())
    factor = known * (2 if chance.random() < OVERSTATED else 1)
    killed = max(1, round(of.killed * factor))
    found = [_toll("killed", killed, source, chance)]
    if of.injured and chance.random() > NO_TOLL:
        found.append(_toll("injured", max(1, round(of.injured * factor)), source, chance))
    return tuple(found)


def _toll(outcome: str, number: int, source: str | None, chance: Random) -> Toll:
    least = number > 2 and chance.random() < AT_LEAST
    verb = "killing" if outcome == "killed" else "wounding"
    people = pick(("people", "civilians", "soldiers") if number > 1 else ("person", "civilian", "soldier"), chance)
    words = f"{verb} {'at least ' if least else ''}{NUMBERS.get(number, str(number))} {people}"
    high = None if least else number
    if outcome == "killed":
        return Toll(outcome="killed", who=people, low=number, high=high, text=words, source=source)
    return Toll(outcome="injured", who=people, low=number, high=high, text=words, source=source)


NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
"""Numbers that are written in letters."""
