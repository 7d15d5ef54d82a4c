"""A flat row as a feature of GeoJSON."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from communique.exports.families import family
from communique.exports.projections.flat_incident.circle import Ring
from communique.exports.projections.flat_incident.columns import names
from communique.exports.projections.flat_incident.row import Row
from communique.exports.projections.flat_incident.shape import Shape, shape
from communique.exports.projections.flat_incident.telling import title

Object: TypeAlias = dict[str, object]

OWN = ("title", "family", "geometry_kind", "geometry_note")
"""Properties for the map maker that no column has; made of the others, so not read back."""
IN_THE_GEOMETRY = frozenset(("id", "latitude", "longitude"))
COLUMNS = tuple(name for name in names() if name not in IN_THE_GEOMETRY)
PROPERTIES = (*OWN, *COLUMNS)


def feature(row: Row) -> Object:
    """The feature of a row: its geometry is null where no point or circle may stand for the place."""
    drawn = shape(row)
    own: Object = {
        "title": title(row),
        "family": family(str(row["type"])),
        "geometry_kind": drawn.kind,
        "geometry_note": drawn.note,
    }
    properties = own | {name: row[name] for name in COLUMNS}
    return {"type": "Feature", "id": row["id"], "geometry": geometry(drawn), "properties": properties}


def geometry(drawn: Shape) -> Object | None:
    """A ``Point``, a ``Polygon``, a ``MultiPolygon`` where the antimeridian cuts it, or null."""
    if drawn.point:
        return {"type": "Point", "coordinates": drawn.point}
    if len(drawn.rings) == 1:
        return {"type": "Polygon", "coordinates": drawn.rings}
    return {"type": "MultiPolygon", "coordinates": _each_alone(drawn.rings)} if drawn.rings else None


def _each_alone(rings: Sequence[Ring]) -> list[list[Ring]]:
    return [[ring] for ring in rings]


def cells(found: Mapping[str, object]) -> dict[str, object]:
    """The values of a feature's properties, id and point by column."""
    properties, drawn = found.get("properties"), found.get("geometry")
    values = dict(properties) if isinstance(properties, dict) else {}
    values["id"] = found.get("id", values.get("id"))
    point = drawn.get("coordinates") if isinstance(drawn, dict) and drawn.get("type") == "Point" else None
    if isinstance(point, list) and len(point) >= 2:
        values["longitude"], values["latitude"] = point[:2]
    return {name: values.get(name) for name in names()}
