"""The base map: outlines of countries (Natural Earth, 1:50 million, public domain) as GeoJSON, which the browser keeps."""

import functools
import gzip
import hashlib
import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from communique.desk.archive.countries import names
from communique.situation.plot.outlines import Outlines

YEAR_S = 365 * 24 * 3600
Feature = dict[str, Any]


def land(request: HttpRequest, version: str) -> HttpResponse:
    """The outlines. ``version`` is their hash, so that they may be kept for ever; the same for everybody, and no secret."""
    answer = HttpResponse(packed(), content_type="application/geo+json")
    answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    return answer


@functools.cache
def packed() -> bytes:
    """The GeoJSON, zipped."""
    features = [_country(code, rings) for code, rings in Outlines.packaged().rings.items()]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


@functools.cache
def version() -> str:
    """The hash of the outlines."""
    return hashlib.sha256(packed()).hexdigest()[:16]


def _country(code: str, rings: Any) -> Feature:
    lines = [[[[round(x, 2), round(y, 2)] for x, y in ring.tolist()]] for ring in rings]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": names().get(code, "")},
        "geometry": {"type": "MultiPolygon", "coordinates": lines},
    }
