"""How places that a program finds and resolves are compared with gold: by their spans, and by how far off they are."""

import csv
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from math import log
from statistics import fmean, median

from communique.evaluation.suites.geoparsing_gold import GoldName
from communique.gazetteer.distance import kilometres
from communique.gazetteer.normalise import normalise
from communique.model import Place

FARTHEST_KM = 20_039.0
"""Half the Earth's girth: the error of a name that was not resolved (Gritta, Pilehvar and Collier 2018)."""
NEAR_KM = 161.0
"""100 miles, the field's usual measure of near enough."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name that the program found: offsets into the text, and its place."""

    start: int
    end: int
    place: Place


@functools.cache
def points() -> dict[str, tuple[float, float]]:
    """Where a country (by ISO code) or continent (by name) is laid: the CIA World Factbook's points, GeoNames' for some."""
    path = resources.files("communique.evaluation") / "data" / "geoparsing" / "points.csv"
    rows = csv.DictReader(path.read_text("utf-8").splitlines())
    return {row["place"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def point_of(place: Place, codes: dict[str, str]) -> tuple[float, float] | None:
    """A place's point; of a country, which our record draws none for, the table's. ``codes``: country name to code."""
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    if place.precision == "country":
        return points().get(codes.get(place.country or "", ""))
    return points().get(place.name or "")


def error_km(place: Place | None, gold: GoldName, codes: dict[str, str], *, points_only: bool = False) -> float:
    """How far off a place is: 0 where it is the gold's own entry, ``FARTHEST_KM`` where it has no point.

    ``points_only`` asks for the distance even of the same country or continent: two gazetteers lay Canada 1,000 km apart.
    """
    assert gold.point is not None
    if place is None:
        return FARTHEST_KM
    if place.geonameid is not None and place.geonameid == gold.geonameid:
        return 0.0
    if not points_only and is_same_area(place, gold, codes):
        return 0.0
    point = point_of(place, codes)
    return FARTHEST_KM if point is None else min(FARTHEST_KM, kilometres(*point, *gold.point))


def is_same_area(place: Place, gold: GoldName, codes: dict[str, str]) -> bool:
    """Whether a country, or a region that has no point, is the one that the gold's page is titled with."""
    if gold.page is None or place.latitude is not None:
        return False
    if place.precision == "country":
        return codes.get(place.country or "") == codes.get(gold.page, "")
    return normalise(place.name or "") == normalise(gold.page)


def pair(found: Sequence[FoundName], gold: Sequence[GoldName], *, exact: bool) -> list[tuple[int, int]]:
    """Pairs of found and gold names with the same span, or else one in common; each used once, the same span first."""
    free_found, free_gold = list(range(len(found))), list(range(len(gold)))
    pairs = []
    for whole in (True,) if exact else (True, False):
        for at in list(free_gold):
            hit = next((one for one in free_found if _meet(found[one], gold[at], whole)), None)
            if hit is not None:
                free_found.remove(hit)
                free_gold.remove(at)
                pairs.append((hit, at))
    return sorted(pairs)


def _meet(found: FoundName, gold: GoldName, whole: bool) -> bool:
    if whole:
        return (found.start, found.end) == (gold.start, gold.end)
    return found.start < gold.end and gold.start < found.end


def mean_km(errors: Sequence[float]) -> float:
    """The mean error in km."""
    return fmean(errors) if errors else 0.0


def median_km(errors: Sequence[float]) -> float:
    """The median error in km."""
    return median(errors) if errors else 0.0


def area(errors: Sequence[float]) -> float:
    """Area under the curve of the sorted ln(error + 1), each scaled by ln(FARTHEST_KM): 0 is best, 1 worst.

    Gritta, Pilehvar and Collier 2018, "Which Melbourne? Augmenting geocoding with maps"; by the trapezium rule, the
    curve's length being one less than its errors.
    """
    heights = sorted(log(error + 1) / log(FARTHEST_KM) for error in errors)
    if len(heights) < 2:
        return sum(heights)
    return (sum(heights) - (heights[0] + heights[-1]) / 2) / (len(heights) - 1)
