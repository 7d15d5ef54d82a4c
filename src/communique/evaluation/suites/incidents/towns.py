"""Whether our place is the register's town: by name, without what either writes round it."""

import re

from communique.model import Place

COMPASS = "north|south|east|west|northern|southern|eastern|western"
KINDS = "city|county|township|parish|borough"
ROUND = re.compile(rf"\s*\(.*?\)|\b(?:city of|town of|{COMPASS})\b|\b(?:{KINDS})$")


def same_town(place: Place, city: str, state: str) -> bool:
    """One name of both, also the register's second one in brackets ("Austin (Round Rock)"); in another state is another town."""
    if place.admin1 is not None and plain(place.admin1) != plain(state):
        return False
    inside = re.findall(r"\((.*?)\)", city)
    return bool(names(place) & {plain(city), *(plain(name) for name in inside)})


def names(place: Place) -> set[str]:
    """The place's names, plain."""
    return {plain(name) for name in (place.name, place.text) if name} - {""}


def plain(name: str) -> str:
    """Lower case, without brackets, points of the compass and the word for what it is."""
    return " ".join(re.sub(r"[^\w\s]", "", ROUND.sub("", name.lower())).split())
