"""The places, by distance and by how exact each is; a region or country against what lies in it says little."""

import numpy as np

from communique.gazetteer.distance import EARTH_RADIUS_KM, kilometres
from communique.incidents.comparing.look import UNKNOWN, Look, Pairs, staged
from communique.incidents.telling import RANKS, Telling
from communique.model import Place

NEAR_KM, AROUND_KM = 5.0, 40.0
LEVELS = ("same", "near", "around", "region", "country", "apart", UNKNOWN)
SAME, NEAR, AROUND, REGION, COUNTRY, APART, NOT_KNOWN = range(7)


def _measure(pairs: Pairs) -> np.ndarray:
    found, a, b = pairs.found, pairs.a, pairs.b
    rank = np.maximum(found.rank[a], found.rank[b])
    off = distances(pairs)
    slack = np.maximum(found.radius[a], found.radius[b])
    same_name = (found.place[a] == found.place[b]) & (found.place[a] != 0) & (found.admin1[a] == found.admin1[b])
    same_admin = (found.admin1[a] == found.admin1[b]) & (found.admin1[a] != 0)
    abroad = (found.country[a] != found.country[b]) & (found.country[a] != 0) & (found.country[b] != 0)
    wide, pointless = rank == RANKS["region"], np.isnan(off)
    return staged(
        len(a),
        APART,
        (rank == RANKS["unknown"], NOT_KNOWN),
        (abroad, APART),
        (rank == RANKS["country"], COUNTRY),
        (same_name & wide, REGION),
        (same_name, SAME),
        (pointless & same_admin, REGION),
        (pointless, NOT_KNOWN),
        (wide & (same_admin | (off <= slack)), REGION),
        (wide, APART),
        (off <= NEAR_KM, NEAR),
        (off <= np.maximum(AROUND_KM, slack), AROUND),
    )


def distances(pairs: Pairs) -> np.ndarray:
    """Kilometres by the haversine formula; NaN where a point is missing."""
    found, a, b = pairs.found, pairs.a, pairs.b
    phi1, phi2 = np.radians(found.latitude[a]), np.radians(found.latitude[b])
    turn = np.radians(found.longitude[b] - found.longitude[a])
    half = np.sin((phi2 - phi1) / 2) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(turn / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(half))))


def _why(one: Telling, other: Telling) -> str:
    a, b = one.place, other.place
    if a is None or b is None or "unknown" in (a.precision, b.precision):
        return "no place told by both"
    words = f"{_words(a)} and {_words(b)}"
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return words
    return f"{words}, {kilometres(a.latitude, a.longitude, b.latitude, b.longitude):.0f} km"


def _words(place: Place) -> str:
    return f"{place.name or place.text} ({place.precision})"


PLACE = Look("place", LEVELS, _measure, _why)
