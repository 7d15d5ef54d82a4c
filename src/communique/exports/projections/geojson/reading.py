"""Read the features that we write: a feature a line is read as it comes, any other layout as a whole."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.flat_incident.back import incident as incident_of
from communique.exports.projections.flat_incident.cells import CellError, text, values
from communique.exports.projections.geojson.features import cells
from communique.model import Incident

RULE = "read from a GeoJSON file"
HEAD = b'{"type": "FeatureCollection", "features": ['
REMEDY = "give a GeoJSON FeatureCollection of `communique export`"


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a feature collection. Raises ``UnreadableError``."""
    first = stream.readline()
    features = _by_line(stream) if first.strip() == HEAD else _whole(first + stream.read())
    for place, found in features:
        try:
            yield incident_of(values(_texts(found)), RULE)
        except CellError as error:
            raise UnreadableError(f"{place}: {error}; correct the value") from error


def _texts(found: Mapping[str, object]) -> dict[str, str | None]:
    """Values as text, as every flat format has them. Raises ``CellError`` on a list or an object."""
    given = cells(found)
    for name, value in given.items():
        if not isinstance(value, str | int | float | None):
            raise CellError(f"property {name}: {str(value)[:80]} is not a plain value")
    return {name: text(value) for name, value in given.items()}  # type: ignore[arg-type]


def _by_line(stream: BinaryIO) -> Iterator[tuple[str, Mapping[str, object]]]:
    for number, line in enumerate(stream, 2):
        stripped = line.strip().removesuffix(b",")
        if stripped == b"]}":
            return
        yield _feature(f"line {number}", _loaded(f"line {number}", stripped))
    raise UnreadableError("the file ends within the collection; give the whole file")


def _whole(content: bytes) -> Iterator[tuple[str, Mapping[str, object]]]:
    found = _loaded("the file", content)
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise UnreadableError(f"no list 'features'; {REMEDY}")
    for number, each in enumerate(features, 1):
        yield _feature(f"feature {number}", each)


def _loaded(place: str, content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{place}: not JSON ({error}); {REMEDY}") from error


def _feature(place: str, found: object) -> tuple[str, Mapping[str, object]]:
    if not isinstance(found, dict) or found.get("type") != "Feature":
        raise UnreadableError(f"{place}: not a feature; {REMEDY}")
    return place, found
