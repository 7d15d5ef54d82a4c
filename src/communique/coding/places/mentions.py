"""Makes the mention of a name that was resolved: its words, its precision, its coordinates, and why."""

import unicodedata
from math import asin, atan2, cos, degrees, radians, sin

from communique.coding.layers import PlaceMention
from communique.coding.places.grammar import Grammar
from communique.coding.places.names import Name
from communique.coding.places.ranking import Choice, within
from communique.coding.places.tokens import Tokens
from communique.gazetteer import Entry, Gazetteer
from communique.gazetteer.distance import EARTH_RADIUS_KM
from communique.gazetteer.normalise import normalise
from communique.model import Place, PlaceMatch, Precision

PRECISION: dict[str, Precision] = {
    "country": "country",
    "admin1": "region",
    "admin2": "district",
    "city": "town",
    "site": "site",
    "region": "region",
}
SCHOLARLY = frozenset("\u0304\u0323\u0327\u0331\u032e")
"""Combining macron, dots, cedilla: marks of transliteration, which no newspaper prints."""
SITE_KM = 15.0
"""How far from its town's middle a base, camp or airport named after it may well be."""
AROUND_KM = 25.0
"""What "the outskirts of" or "near" a town adds to its reach."""


def mention(name: Name, choice: Choice, tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar) -> PlaceMention:
    """The mention of a resolved name."""
    entry = choice.entry
    rule = f"gazetteer: {entry.name}, {entry.source}; " + ", ".join([*name.reasons[:3], *choice.reasons[:6]])
    if name.modifier or name.body:
        return PlaceMention(
            name.start, name.end, _context(entry, tokens.words(name.start, name.end)), rule, "adjective"
        )
    if not any(within(entry, container) for container in name.inside):
        name.container = None
    start, end = phrase(name, tokens, grammar)
    text = tokens.words(start, end)
    found = PlaceMention(name.start, name.end, _plain(name, entry, text, tokens), rule)
    for change in (_site, _compass, _around, _away):
        found = change(found, name, entry, tokens, gazetteer, grammar)
    return found


def _context(entry: Entry, text: str) -> Place:
    """A place that only says whose or what kind: a country without its point, any other with it."""
    return country(entry, text) if entry.kind == "country" else place(entry, text, plain_name(entry, text), "exact")


def country(entry: Entry, text: str) -> Place:
    """The country of an entry, as a place that has no point."""
    return Place(
        text=text,
        name=entry.country_name,
        country=entry.country_name,
        precision="country",
        geonameid=entry.geonameid if entry.kind == "country" else None,
        match="alias" if entry.alias else "exact",
    )


def _plain(name: Name, entry: Entry, text: str, tokens: Tokens) -> Place:
    match: PlaceMatch = "alias" if entry.alias else "exact"
    return place(entry, text, plain_name(entry, tokens.words(name.start, name.end)), match)


def place(entry: Entry, text: str, name: str, match: PlaceMatch) -> Place:
    """An entry as a place; a country has no point."""
    point = entry.kind != "country"
    return Place(
        text=text,
        name=name,
        admin1=entry.admin1,
        country=entry.country_name,
        precision=PRECISION[entry.kind],
        latitude=entry.latitude if point else None,
        longitude=entry.longitude if point else None,
        geonameid=entry.geonameid,
        accuracy_km=entry.accuracy_km if point and entry.latitude is not None else None,
        match=match,
    )


def plain_name(entry: Entry, words: str) -> str:
    """The name newspapers use: the gazetteer's, but the report's own where the gazetteer's is scholarly or a local one."""
    if entry.kind == "city" and entry.name == entry.admin1:
        return entry.name
    marks = unicodedata.normalize("NFD", entry.name)
    if SCHOLARLY.intersection(marks) or any(char in entry.name for char in "‘’ʻʼ`") or not marks.isprintable():
        return words
    if entry.kind in {"country", "admin1", "region"} or not entry.alias:
        return entry.name if not (entry.kind == "admin2" and normalise(entry.name) != normalise(words)) else words
    return words if entry.source == "geonames" and entry.country in LOCAL_SCRIPT else entry.name


LOCAL_SCRIPT = frozenset(
    "SY IQ YE LY EG SA JO LB DZ TN MA SD IR AF MR OM AE KW QA BH PS IL RU UA BY KZ GE AM CN KP KR JP".split()
)
"""Countries where GeoNames' main name is a transliteration, seldom the one that English newspapers use."""


def phrase(name: Name, tokens: Tokens, grammar: Grammar) -> tuple[int, int]:
    """The fullest phrase for the place: "the key Malian town of Diabaly", "Mosul, Iraq", "Helmand province"."""
    start, end = name.start, name.site[1] if name.site else name.end
    if name.noun_at is not None:
        start, end = min(start, name.noun_at), max(end, name.noun_at + 1)
    if name.compass is not None:
        start, end = min(start, name.compass), max(end, name.compass + 1)
        if name.compass >= name.end and tokens.pos[min(end, len(tokens) - 1)] == "NOUN":
            end = min(end + 1, len(tokens))
    while start > 0 and _describes(tokens, start - 1, name):
        start -= 1
    if start > 0 and tokens.lower[start - 1] in {"the", "a", "an"} and (start < name.start or end > name.end):
        start -= 1
    if name.container and tokens.at(end) in {",", "of", "("} and name.container[0] == end + 1:
        end = name.container[1] + (tokens.at(end) == "(" and tokens.at(name.container[1]) == ")")
    return start, end


def _describes(tokens: Tokens, at: int, name: Name) -> bool:
    if name.noun_at is None and name.compass is None:
        return False
    return (tokens.pos[at] in {"ADJ", "NOUN", "PROPN"} and not tokens.starts[at + 1]) or (
        tokens.text[at] == "-" and tokens.pos[at - 1] in {"ADJ", "NOUN", "PROPN", "ADV"}
    )


def _site(
    found: PlaceMention, name: Name, entry: Entry, tokens: Tokens, _gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention:
    """A building or the like named after its town: "Mosul airport"; the town's point, less exact."""
    if name.noun == "site" and entry.kind in {"city", "admin1", "admin2"}:
        if name.noun_at is not None and name.noun_at < name.start and not name.site:
            return found
        end = name.site[1] if name.site else (name.noun_at or name.end) + 1
        town = entry.kind == "city"
        return _changed(
            found,
            end=end,
            name=tokens.words(name.start, end),
            precision="site",
            accuracy_km=max(SITE_KM, entry.accuracy_km or 0.0) if town else None,
            **({} if town else {"latitude": None, "longitude": None}),
            geonameid=None,
        )
    if name.noun == "district" and entry.kind in {"city"} and (name.noun_at or 0) >= name.end:
        wide = max(AROUND_KM, entry.accuracy_km or 0.0)
        return _changed(found, precision="district", accuracy_km=wide)
    if name.site:
        return _changed(found, end=name.site[1], name=tokens.words(*name.site), geonameid=None, match="context")
    return found


def _compass(
    found: PlaceMention, name: Name, entry: Entry, tokens: Tokens, gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention:
    """A part of a place: "northern Mali" is a region of its own, "eastern Aleppo" the town still."""
    if name.compass is None or name.site or name.noun == "site":
        return found
    word = tokens.lower[name.compass]
    if tokens.at(name.compass + 1) == "-":
        word += tokens.at(name.compass + 2)
    whole = f"{grammar.compass.get(word, word.title())} {found.place.name}"
    start, end = min(name.start, name.compass), max(found.end, name.compass + 1)
    if entry.kind == "country":
        known = [other for other in gazetteer.lookup(whole) if other.kind == "region"]
        region = known[0] if known else None
        return _changed(
            found,
            start=start,
            end=end,
            name=whole,
            precision="region",
            latitude=region.latitude if region else None,
            longitude=region.longitude if region else None,
            accuracy_km=region.accuracy_km if region else None,
            geonameid=None,
        )
    if entry.kind == "city" and tokens.lower[name.compass] not in {"center", "centre"}:
        return _changed(found, start=start, end=end, name=whole)
    return _changed(found, start=start, end=end, name=whole, geonameid=None) if entry.kind != "city" else found


def _around(
    found: PlaceMention, name: Name, entry: Entry, tokens: Tokens, _gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention:
    """ "the outskirts of X", "near X": the name stays, the point is less exact."""
    before = name.start - 1
    edge = tokens.at(before) == "of" and tokens.at(before - 1) in grammar.edges
    if entry.kind != "city" or not (edge or tokens.at(before) in grammar.near or tokens.at(name.end) in grammar.edges):
        return found
    return _changed(found, accuracy_km=AROUND_KM + (found.place.accuracy_km or 0.0))


def _away(
    found: PlaceMention, name: Name, entry: Entry, tokens: Tokens, _gazetteer: Gazetteer, grammar: Grammar
) -> PlaceMention:
    """ "30 km south of X": the point moved so far, good to a third of the way."""
    before = name.start - 1
    if tokens.at(before) not in {"of", "from"} or tokens.at(before - 1) not in grammar.bearings:
        return found
    bearing = grammar.bearings[tokens.at(before - 1)]
    unit = before - 2
    if tokens.at(unit) not in grammar.units or found.place.latitude is None or found.place.longitude is None:
        return found
    number = number_at(tokens.at(unit - 1) if tokens.at(unit - 1) not in {"-", ")"} else tokens.at(unit - 2))
    if number is None:
        return found
    far = number * grammar.units[tokens.at(unit)]
    latitude, longitude = moved(found.place.latitude, found.place.longitude, bearing, far)
    accuracy = round(max(found.place.accuracy_km or 0.0, far / 3), 1)
    return _changed(
        found,
        text=tokens.words(unit - 1, name.end),
        precision="district",
        latitude=latitude,
        longitude=longitude,
        accuracy_km=accuracy,
        geonameid=None,
        match="context",
    )


def number_at(word: str) -> float | None:
    """A number in digits, null for anything else."""
    plain = word.replace(",", "")
    return float(plain) if plain.replace(".", "", 1).isdigit() else None


def moved(latitude: float, longitude: float, bearing: float, far: float) -> tuple[float, float]:
    """The point ``far`` km from another at a bearing in degrees from north, on a sphere."""
    angle, turn, phi = far / EARTH_RADIUS_KM, radians(bearing), radians(latitude)
    north = asin(sin(phi) * cos(angle) + cos(phi) * sin(angle) * cos(turn))
    east = atan2(sin(turn) * sin(angle) * cos(phi), cos(angle) - sin(phi) * sin(north))
    return round(degrees(north), 4), round((longitude + degrees(east) + 540) % 360 - 180, 4)


def _changed(
    found: PlaceMention, *, start: int | None = None, end: int | None = None, **fields: object
) -> PlaceMention:
    values = {key: getattr(found.place, key) for key in Place.__struct_fields__} | fields
    return PlaceMention(
        found.start if start is None else start,
        found.end if end is None else end,
        Place(**values),
        found.rule,
        found.kind,
        found.antecedent,
    )
