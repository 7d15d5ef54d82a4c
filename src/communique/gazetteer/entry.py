"""What the gazetteer answers with."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["country", "admin1", "admin2", "city", "site", "region"]
KINDS: tuple[Kind, ...] = ("country", "admin1", "admin2", "city", "site", "region")
SOURCES = ("geonames", "supplement", "regions", "imported")


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer.

    ``country`` is ISO 3166-1 alpha-2 (``XK`` for Kosovo), null for a sea; ``admin1`` and ``admin2`` are English names.
    Coordinates are degrees (WGS 84), null for a country and for a division with no place known in it; ``accuracy_km`` is
    the radius round them within which the place lies or extends. ``alias`` tells that the name asked for is not the main
    one. ``countries`` are all that a region lies in. ``names`` is how many names in all languages GeoNames has for it,
    which tells how known it is in the world.
    """

    name: str
    geonameid: int | None
    country: str | None
    country_name: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: Kind
    accuracy_km: float | None
    source: str
    feature: str = ""
    alias: bool = False
    countries: tuple[str, ...] = ()
    names: int = 0

    @property
    def lies_in(self) -> tuple[str, ...]:
        """Every country that it lies in; none for a sea."""
        return self.countries or ((self.country,) if self.country else ())
