"""From our places to ACLED's place columns and geo_precision, by ``data/places.yaml``."""

import functools
import re

import msgspec

from communique.exports.projections.acled.countries import Country, country_of
from communique.exports.projections.acled.facts import DEVELOPMENTS, Kind, facts
from communique.exports.projections.acled.files import pattern, read_yaml
from communique.exports.projections.acled.told import columns_told, event_of
from communique.exports.projections.row_files import NoRowError
from communique.model import Incident, Place

COLUMNS = (
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
)


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/places.yaml``; ``near_km`` and ``wide_km`` in kilometres."""

    precision: dict[str, int]
    near: int
    wide: int
    near_km: float
    wide_km: dict[str, float]
    near_words: str


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    return read_yaml("places.yaml", Rules)


def country_at(incident: Incident) -> Country:
    """The country in which an incident is a row. Raises ``NoRowError``."""
    told = columns_told(incident.place)
    if told:
        return Country(country=told["country"], acled=told["country"], iso=int(told["iso"]), region=0)
    place = incident.place.value
    if place is None or place.country is None:
        raise NoRowError("the country of the place is not told")
    country = country_of(place.country)
    if country is None:
        raise NoRowError(f"ACLED has no country {place.country}")
    return country


def place_columns(incident: Incident, kind: Kind, at: Country) -> dict[str, str]:
    """The place columns. Raises ``NoRowError`` where there is no point and the event is no strategic development."""
    told = columns_told(incident.place)
    place = incident.place.value
    if told or place is None:
        return told
    point = place.latitude is not None and place.longitude is not None and place.precision in rules().precision
    if not point and kind.event != DEVELOPMENTS:
        raise NoRowError("the place is known no better than to the country")
    return {
        "iso": str(at.iso),
        "region": facts().regions[at.region],
        "country": at.acled,
        "admin1": place.admin1 or "",
        "admin2": _name(place) if place.precision == "district" else "",
        "admin3": "",
        "location": _name(place),
        "latitude": f"{place.latitude:.4f}" if point else "",
        "longitude": f"{place.longitude:.4f}" if point else "",
        "geo_precision": str(precision(incident, place) if point else rules().wide),
    }


def precision(incident: Incident, place: Place) -> int:
    """The geo_precision of a place with a point."""
    code = rules().precision[place.precision]
    if (place.accuracy_km or 0.0) > rules().wide_km[place.precision]:
        return rules().wide
    return max(code, rules().near) if is_near(incident, place) else code


def is_near(incident: Incident, place: Place) -> bool:
    """Whether it happened near the place, not in it: by its radius, or by the words of the sentence."""
    event = event_of(incident, incident.place.event)
    if place.precision not in ("site", "town"):
        return False
    if (place.accuracy_km or 0.0) > rules().near_km:
        return True
    if event is None:
        return False
    near = _near(place.text)
    return any(near.search(text) for text in (place.text, event.quote, *event.mentions))


@functools.lru_cache(maxsize=4096)
def _near(words: str) -> re.Pattern[str]:
    bare = pattern(r"^\W+|\W+$", "places.yaml").sub("", words)
    return pattern(rules().near_words.replace("{place}", re.escape(bare)), "places.yaml")


def _name(place: Place) -> str:
    return place.name or place.text
