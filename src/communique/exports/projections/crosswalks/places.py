"""From a place to the columns of PLOVER and POLECAT, with its precision in GeoNames words, and back."""

import functools
from collections.abc import Mapping

import msgspec

from communique.exports.projections.crosswalks.countries import country_code, country_name
from communique.exports.projections.crosswalks.files import CrosswalkError, read_yaml
from communique.model import Place, Precision

NO_POINT: frozenset[Precision] = frozenset(("country", "unknown"))
"""No coordinates are written for these: a point would stand for no place anyone named."""


class Feature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How exact a place is: PLOVER's resolution (5 sub-city to 1 country), class and code of a GeoNames feature."""

    resolution: int | None
    class_: str | None = msgspec.field(name="class")
    code: str | None


class Located(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """PLOVER's location object, in the manual's order of keys."""

    extracted_place: str | None = None
    resolved_place: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    country_code: str | None = None
    feature_class: str | None = None
    feature_code: str | None = None
    resolution: int | None = None


@functools.cache
def features() -> Mapping[str, Feature]:
    """The words of each precision. Raises ``CrosswalkError`` where the file cannot be read."""
    try:
        return msgspec.convert(read_yaml("places.yaml"), dict[str, Feature])
    except msgspec.ValidationError as error:
        raise CrosswalkError(f"places.yaml: {error}") from error


def located(place: Place) -> Located:
    """The location object of a place. Nothing is filled in that the place does not say."""
    landscape = place.precision == "region" and place.admin1 is None
    feature = features()["landscape" if landscape else place.precision]
    point = place.precision not in NO_POINT
    return Located(
        extracted_place=place.text or None,
        resolved_place=place.name,
        geonameid=place.geonameid,
        lat=place.latitude if point else None,
        lon=place.longitude if point else None,
        city=place.name if place.precision == "town" else None,
        district=place.name if place.precision == "district" else None,
        province=place.admin1,
        country=place.country,
        country_code=country_code(place.country),
        feature_class=feature.class_,
        feature_code=feature.code,
        resolution=_resolution(place, feature, landscape),
    )


def _resolution(place: Place, feature: Feature, landscape: bool) -> int | None:
    """A landscape inside one country is as exact as a province; one of no country has no resolution."""
    return features()["region"].resolution if landscape and place.country else feature.resolution


def place_read(found: Located) -> Place | None:
    """The place that a location object stands for; null where it says nothing."""
    if found == Located():
        return None
    return Place(
        text=found.extracted_place or found.resolved_place or "",
        name=found.resolved_place,
        admin1=found.province,
        country=found.country or country_name(found.country_code),
        precision=precision_read(found.feature_class, found.feature_code, found.resolution),
        latitude=found.lat,
        longitude=found.lon,
        geonameid=found.geonameid,
    )


def precision_read(feature_class: str | None, code: str | None, resolution: int | None) -> Precision:
    """Our precision of a feature: by its code, else its class, else PLOVER's resolution."""
    names: tuple[Precision, ...] = ("site", "town", "district", "region", "country")
    if (feature_class, code) == (features()["landscape"].class_, features()["landscape"].code):
        return "region"
    for key, given in (("code", code), ("resolution", resolution), ("class_", feature_class)):
        found = next((name for name in names if given is not None and getattr(features()[name], key) == given), None)
        if found:
            return found
    return "unknown"
