"""The days of the happening, given how exact each is, and of publication."""

import numpy as np

from communique.incidents.comparing.look import UNKNOWN, Look, Pairs, staged
from communique.incidents.telling import Telling

WIDE = 7
"""Days; a longer stretch than a week that holds a day says little of it."""


def _measure(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    starts, ends = (found.start[a], found.start[b]), (found.end[a], found.end[b])
    unknown = (starts[0] == 0) | (starts[1] == 0) | (ends[0] == 0) | (ends[1] == 0)
    gap = np.maximum(starts[0] - ends[1], starts[1] - ends[0])
    long = np.maximum(ends[0] - starts[0], ends[1] - starts[1])
    return staged(
        len(a),
        5,
        (unknown, 6),
        ((gap <= 0) & (long == 0), 0),
        ((gap <= 0) & (long < WIDE), 1),
        (gap <= 0, 2),
        (gap == 1, 3),
        (gap <= 7, 4),
    )


def _why(one: Telling, other: Telling) -> str:
    if not (one.start and one.end and other.start and other.end):
        return "no day told by both"
    return f"{_days(one)} and {_days(other)}"


def _days(telling: Telling) -> str:
    return str(telling.start) if telling.start == telling.end else f"{telling.start} to {telling.end}"


def _measure_published(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    one, other = found.published[a], found.published[b]
    gap = np.abs(one - other)
    unknown = (one == 0) | (other == 0)
    return staged(len(a), 4, (unknown, 5), (gap == 0, 0), (gap <= 2, 1), (gap <= 7, 2), (gap <= 31, 3))


def _why_published(one: Telling, other: Telling) -> str:
    if one.published is None or other.published is None:
        return "no date of publication"
    return f"{abs((one.published - other.published).days)} days between"


DATE = Look(
    "date", ("same day", "overlap", "within a long time", "next day", "within a week", "apart", UNKNOWN), _measure, _why
)
PUBLISHED = Look(
    "published",
    ("same day", "next days", "within a week", "within a month", "apart", UNKNOWN),
    _measure_published,
    _why_published,
)
