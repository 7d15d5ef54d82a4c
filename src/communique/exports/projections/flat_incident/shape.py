"""What a map may draw of an incident: a point for a site or town, a circle for a district or region, nothing for a country."""

from dataclasses import dataclass
from typing import Literal

from communique.exports.projections.flat_incident.circle import Point, Ring, circle
from communique.exports.projections.flat_incident.row import AREAS, EXACT, Row


@dataclass(frozen=True, slots=True)
class Shape:
    """A point, rings, or neither; ``note`` says in plain words what is drawn and what it does not tell."""

    kind: Literal["point", "area", "none"]
    note: str
    point: Point | None = None
    rings: tuple[Ring, ...] = ()


def shape(row: Row) -> Shape:
    """The shape of a row's place."""
    precision, name = row["place_precision"], row["place"] or row["country"]
    if precision is None:
        return Shape("none", "No report tells the place: nothing is drawn.")
    if precision in EXACT:
        return _point(row)
    if precision in AREAS:
        return _area(row, f"Somewhere in {name} ({precision})")
    return Shape("none", f"Somewhere in {name}: nothing is drawn, since no point stands for a {precision}.")


def _point(row: Row) -> Shape:
    latitude, longitude, km = row["latitude"], row["longitude"], row["accuracy_km"]
    if not isinstance(latitude, float | int) or not isinstance(longitude, float | int):
        return Shape("none", f"{row['place']}: nothing is drawn, since its coordinates are not known.")
    within = f", good to about {km:g} km" if isinstance(km, float | int) else ""
    return Shape("point", f"A point for the {row['place_precision']}{within}.", point=(longitude, latitude))


def _area(row: Row, where: str) -> Shape:
    latitude, longitude, km = row["area_latitude"], row["area_longitude"], row["accuracy_km"]
    if not (isinstance(latitude, float | int) and isinstance(longitude, float | int) and isinstance(km, float | int)):
        return Shape("none", f"{where}: nothing is drawn, since its extent is not known.")
    rings = circle(latitude, longitude, km)
    if not rings:
        return Shape("none", f"{where}: nothing is drawn, since no circle can be drawn of its extent.")
    return Shape("area", f"{where}: the circle of {km:g} km marks the area and is not its border.", rings=rings)
