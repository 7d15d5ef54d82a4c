"""Read the POLECAT columns back as bare incidents."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.crosswalks.back import type_of_plover
from communique.exports.projections.crosswalks.bare import Read, bare
from communique.exports.projections.crosswalks.coding import Coded
from communique.exports.projections.crosswalks.entities import Entity, side_read
from communique.exports.projections.crosswalks.places import Located, place_read
from communique.exports.projections.crosswalks.times import when_read
from communique.exports.projections.polecat.columns import WITHIN, columns, unlisted
from communique.model import Incident, Source

FORM = "POLECAT"
Cells = Mapping[str, str]
NULLS = ("", "None")
"""The release writes ``None`` for what is not known; ours is empty."""
CLASSES = ("S", "P", "A", "L")
"""What stands as the feature where there is no code: its GeoNames class."""


def read(lines: BinaryIO) -> Iterator[Incident]:
    """An incident a row. Raises ``UnreadableError`` where the header is not the release's or a row cannot be read."""
    text = io.TextIOWrapper(lines, encoding="utf-8", newline="")
    try:
        rows = csv.reader(text, delimiter="\t")
        header = next(rows, [])
        if tuple(header) != columns():
            raise UnreadableError(
                "line 1 is not the header of POLECAT's 40 columns; write the file with --format polecat"
            )
        for row in rows:
            yield _incident(row, rows.line_num)
    finally:
        text.detach()


def _incident(row: list[str], number: int) -> Incident:
    if len(row) != len(columns()):
        raise UnreadableError(f"line {number} has {len(row)} cells, not {len(columns())}; is it cut off?")
    cells = {name: "" if cell in NULLS else cell for name, cell in zip(columns(), row, strict=True)}
    try:
        return bare(_read(cells))
    except (KeyError, ValueError) as error:
        raise UnreadableError(f"line {number} is no PLOVER 2.0 event: {error}") from error


def _read(cells: Cells) -> Read:
    mode, contexts = cells["Event Mode"], cells["Contexts"]
    coded = Coded(
        event=cells["Event Type"],
        modes=(mode,) if mode else (),
        contexts=tuple(part.strip() for part in contexts.split(";")) if contexts else (),
    )
    actors, recipients = _entities(cells, "Actor"), _entities(cells, "Recipient")
    return Read(
        form=FORM,
        id=cells["Event ID"],
        type=type_of_plover(coded.event, coded.modes, len(actors) > 1 and not recipients),
        codes=coded.codes,
        when=when_read(cells["Event Date"], None),
        place=place_read(_located(cells)),
        initiators=side_read(actors, FORM),
        recipients=side_read(recipients, FORM),
        first_reported=cells["Publication Date"] or None,
        last_updated=cells["Publication Date"] or None,
        sources=_sources(cells),
    )


def _entities(cells: Cells, side: str) -> list[Entity]:
    names = (f"{side} Name", f"{side} Country", f"Primary {side} Sector", f"{side} Sectors", f"{side} Name Raw")
    many = max(cells[name].count(";") + bool(cells[name]) for name in names)
    found = zip(*(unlisted(cells[name], many) for name in names), strict=True)
    return [
        Entity(
            name=name,
            code=code,
            sectors=tuple((sectors or primary or "").split(WITHIN)) if sectors or primary else (),
            text=raw,
        )
        for name, code, primary, sectors, raw in found
    ]


def _located(cells: Cells) -> Located:
    feature = cells["Feature Type"] or None
    by_class = feature in CLASSES
    return Located(
        extracted_place=cells["Raw Placename"] or None,
        resolved_place=cells["Placename"] or None,
        geonameid=int(cells["GeoNames ID"]) if cells["GeoNames ID"] else None,
        lat=float(cells["Latitude"]) if cells["Latitude"] else None,
        lon=float(cells["Longitude"]) if cells["Longitude"] else None,
        city=cells["City"] or None,
        district=cells["District"] or None,
        province=cells["Province"] or None,
        country_code=cells["Country"] or None,
        feature_class=feature if by_class else "L" if feature == "RGN" else None,
        feature_code=None if by_class else feature,
    )


def _sources(cells: Cells) -> tuple[Source, ...]:
    """The report that the row names; rows of one publisher are not taken for one report."""
    publisher, published = cells["Source"] or None, cells["Publication Date"] or None
    if publisher is None and published is None:
        return ()
    return (Source(report=cells["Event ID"], events=(), publisher=publisher, published=published),)
