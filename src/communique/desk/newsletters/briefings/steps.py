"""What changed between an incident as it was told last and as it is now."""

from collections.abc import Iterator

from communique.desk.newsletters.briefings.content import Item, Step

PLAIN = ("type", "status", "certainty", "publishers", "review")
"""Fields of which both values are told as they are."""
SIDES = ("initiators", "recipients")


def steps(before: Item, after: Item) -> list[Step]:
    """In the order in which they are told; empty: nothing that a briefing tells of."""
    return [*_tolls(before, after), *_denials(before, after), *_where_and_when(before, after), *_others(before, after)]


def _tolls(before: Item, after: Item) -> Iterator[Step]:
    for measure in dict.fromkeys((*after.tolls, *before.tolls)):
        old, new = before.tolls.get(measure), after.tolls.get(measure)
        if old != new:
            yield Step("toll", {"measure": measure, "before": old, "after": new})


def _denials(before: Item, after: Item) -> Iterator[Step]:
    denied = [name for name in after.denied_by if name not in before.denied_by]
    if denied:
        yield Step("denied", {"by": denied})


def _where_and_when(before: Item, after: Item) -> Iterator[Step]:
    if (before.country, before.admin1, before.place) != (after.country, after.admin1, after.place):
        yield Step("place", {"before": _place(before), "after": _place(after)})
    if (before.start, before.end) != (after.start, after.end):
        yield Step("date", {"before": _date(before), "after": _date(after)})


def _others(before: Item, after: Item) -> Iterator[Step]:
    for name in PLAIN:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Step(name, {"before": old, "after": new})
    for side in SIDES:
        old, new = getattr(before, side), getattr(after, side)
        if old != new:
            yield Step("actor", {"side": side, "before": old, "after": new})


def _place(item: Item) -> list[str]:
    """Place, region and country code, those that are known."""
    return [each for each in (item.place, item.admin1, item.country) if each]


def _date(item: Item) -> list[str]:
    """The first and the last day, ISO; empty: not given."""
    return [each.isoformat() for each in dict.fromkeys((item.start, item.end)) if each]
