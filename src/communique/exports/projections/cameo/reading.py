"""Read the daily events back: the rows that share an incident are one bare incident."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import BinaryIO, cast

from communique.exports.projection import UnreadableError
from communique.exports.projections.cameo.actors import FORM, CameoActor, side_read
from communique.exports.projections.cameo.columns import BETWEEN, column_table, scores
from communique.exports.projections.crosswalks.back import type_of_cameo
from communique.exports.projections.crosswalks.bare import Read, bare
from communique.exports.projections.crosswalks.times import when_read
from communique.model import Incident, Place, Precision, Source

Cells = Mapping[str, str]


def read(lines: BinaryIO) -> Iterator[Incident]:
    """An incident for the rows of one id that follow each other. Raises ``UnreadableError`` on another file or a broken row."""
    text = io.TextIOWrapper(lines, encoding="utf-8", newline="")
    try:
        for number, rows in _grouped(text):
            try:
                yield bare(_read(rows))
            except (KeyError, ValueError) as error:
                raise UnreadableError(f"line {number} is no CAMEO event: {error}") from error
    finally:
        text.detach()


def _grouped(text: io.TextIOWrapper) -> Iterator[tuple[int, list[Cells]]]:
    """The rows of each incident, with the number of the first line of them."""
    columns = column_table().columns
    rows = csv.reader(text, delimiter="\t")
    if tuple(next(rows, [])) != columns:
        raise UnreadableError("line 1 is not the header of our daily events; write the file with --format cameo")
    for _, group in groupby(_cells(rows, columns), key=lambda each: each[1]["IncidentID"]):
        members = list(group)
        yield members[0][0], [cells for _, cells in members]


def _cells(rows: Iterator[list[str]], columns: Sequence[str]) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(rows, 2):
        if len(row) != len(columns):
            raise UnreadableError(f"line {number} has {len(row)} cells, not {len(columns)}; is it cut off?")
        yield number, dict(zip(columns, row, strict=True))


def _read(rows: Sequence[Cells]) -> Read:
    first, dates = rows[0], sorted(row["Date"] for row in rows)
    scores(first["EventCode"])  # a code without a value is no code of this table
    return Read(
        form=FORM,
        id=first["IncidentID"],
        type=type_of_cameo(first["EventCode"]),
        codes=first["EventCode"],
        when=when_read(_iso(dates[0]), _iso(dates[-1]), first["DatePrecision"] or None),
        place=_place(first),
        initiators=side_read(_side("Source", rows)),
        recipients=side_read(_side("Target", rows)),
        publishers=int(first["NumPublishers"] or 0),
        sources=_sources(first),
    )


def _iso(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _side(name: str, rows: Sequence[Cells]) -> tuple[CameoActor, ...]:
    parts = ("entity", "role", "attribute", "name")
    heads = [f"{name}Actor{part.title()}" for part in parts]
    found = (dict(zip(parts, (row[head] for head in heads), strict=True)) for row in rows)
    return tuple(dict.fromkeys(CameoActor(**each) for each in found))


def _place(cells: Cells) -> Place | None:
    if not cells["GeoPrecision"]:
        return None
    return Place(
        text=cells["LocationName"],
        name=cells["LocationName"] or None,
        admin1=cells["GeoStateName"] or None,
        country=cells["GeoCountryName"] or None,
        precision=cast("Precision", cells["GeoPrecision"]),
        latitude=float(cells["ActionLat"]) if cells["ActionLat"] else None,
        longitude=float(cells["ActionLong"]) if cells["ActionLong"] else None,
    )


def _sources(cells: Cells) -> tuple[Source, ...]:
    """As many reports as the row counts, with the addresses and publishers that it names; as many tellings."""
    urls, publishers = _parts(cells["URLs"]), _parts(cells["NewsSources"])
    many, tellings = int(cells["NumReports"] or 0), int(cells["NumEvents"] or 0)
    return tuple(
        Source(
            report=f"{cells['IncidentID']}.{number}",
            events=tuple(
                f"{cells['IncidentID']}.{number}.{event}" for event in range(1 if number else tellings - many + 1)
            ),
            publisher=publishers[number] if number < len(publishers) else None,
            url=urls[number] if number < len(urls) else None,
        )
        for number in range(many)
    )


def _parts(cell: str) -> list[str]:
    return cell.split(BETWEEN) if cell else []
