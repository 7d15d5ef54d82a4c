"""Whether two events of one type are one incident, and events gathered by that."""

import re
from collections.abc import Sequence

from communique.evaluation.suites.muc4.projection.weights import Choice
from communique.model import Actor, Event, Place

WORD = re.compile(r"[a-z0-9]+")
NARROW = frozenset(("site", "town", "district", "region"))
STOP = frozenset(
    "the a an of in on at and or two three four five six several some other his her their people persons".split()
)


def gather(events: Sequence[Event], model: Choice, least: float) -> list[list[Event]]:
    """Groups of events: each joins the group with which it is likeliest one, if ``least`` likely on average; else starts one."""
    groups: list[list[Event]] = []
    for event in events:
        scores = [_mean([score(event, other, model) for other in group]) for group in groups]
        best = max(range(len(groups)), key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= least:
            groups[best].append(event)
        else:
            groups.append([event])
    return groups


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def score(one: Event, other: Event, model: Choice) -> float:
    """How likely two events are one incident, 0 to 1."""
    return model.scores(pair_features(one, other))["same"]


def pair_features(one: Event, other: Event) -> list[str]:
    """What speaks for and against two events being one incident."""
    made = ["bias", f"types={'/'.join(sorted((one.type, other.type)))}", f"alike={one.type == other.type}"]
    dates = f"date={_dates(one, other)}"
    places = f"place={_places(one.place, other.place)}"
    whom = f"whom={_sides(one.recipients, other.recipients)}"
    who = f"who={_sides(one.initiators, other.initiators)}"
    far = f"far={_far(one, other)}"
    made += [
        dates,
        places,
        whom,
        who,
        far,
        f"{dates}|{places}",
        f"{whom}|{places}",
        f"{whom}|{far}",
        f"{dates}|{whom}",
        f"{who}|{whom}",
    ]
    made += [f"status={'/'.join(sorted((one.status, other.status)))}", f"quote={one.quote == other.quote}"]
    made += [f"told={'both' if one.tolls and other.tolls else 'not both'}"]
    return made


def _dates(one: Event, other: Event) -> str:
    a, b = (one.date.start, one.date.end), (other.date.start, other.date.end)
    if None in a or None in b:
        return "both unknown" if None in a and None in b else "unknown"
    if a == b:
        return "same"
    return "overlap" if str(a[0]) <= str(b[1]) and str(b[0]) <= str(a[1]) else "other"


def _places(one: Place | None, other: Place | None) -> str:
    known = [place for place in (one, other) if place is not None and place.precision in NARROW]
    if len(known) < 2:
        return "both unknown" if not known else "unknown"
    a, b = known
    if a.name == b.name:
        return "same"
    if a.admin1 is not None and a.admin1 == b.admin1:
        return "near" if a.precision != b.precision else "other in region"
    return "other"


def _sides(one: Sequence[Actor], other: Sequence[Actor]) -> str:
    if not one or not other:
        return "unknown"
    a, b = ({word for actor in side for word in WORD.findall(actor.text.lower())} - STOP for side in (one, other))
    if a & b:
        return "shared"
    kinds = {actor.kind for actor in one} & {actor.kind for actor in other}
    return "like" if kinds - {None} else "other"


def _far(one: Event, other: Event) -> int:
    """Characters between the quotes, in steps of a sentence (150), 0 to 8."""
    a, b = one.evidence.get("anchor", (0, 0))[0], other.evidence.get("anchor", (0, 0))[0]
    return min(8, abs(a - b) // 150)
