"""From rows of a GED file (ours or any other with the 49 columns) back to bare incidents, one a row."""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.row_files import Row, read_rows
from communique.exports.projections.ucdp_ged import dates, deaths, places, sides
from communique.exports.projections.ucdp_ged.checking import moment
from communique.exports.projections.ucdp_ged.countries import countries
from communique.exports.projections.ucdp_ged.files import facts
from communique.exports.projections.ucdp_ged.parties import CIVILIANS, GOVERNMENT, GROUP, rules
from communique.exports.projections.ucdp_ged.told import RULE, rule, told
from communique.exports.projections.ucdp_ged.types import types
from communique.model import Actor, Chosen, Incident, Place, Source, TollAccount, When

HELD = frozenset((*dates.COLUMNS, *places.COLUMNS, *sides.COLUMNS_A, *sides.COLUMNS_B, *deaths.COLUMNS))
"""The columns that the date, the place, the sides and the toll hold; the type holds the others."""


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a file, as they come. Raises ``UnreadableError``."""
    for row in _rows(stream):
        yield _incident(row)


def _rows(stream: BinaryIO) -> Iterator[Row]:
    for row, line in read_rows(stream, facts().columns, "GED's"):
        _refuse(row, line)
        yield row


def _refuse(row: Row, line: int) -> None:
    """Raise ``UnreadableError`` for a row that the record cannot hold."""
    readable: tuple[tuple[str, Callable[[str], object]], ...] = (
        ("relid", lambda value: bool(value or row["id"])),
        ("date_start", moment),
        ("date_end", moment),
        ("date_prec", facts().date_prec.__contains__),
        ("type_of_violence", facts().type_of_violence.__contains__),
        ("where_prec", facts().where_prec.__contains__),
        ("latitude", _is_degrees),
        ("longitude", _is_degrees),
        ("number_of_sources", lambda value: re.fullmatch(r"-1|\d+", value)),
        *((column, str.isdecimal) for column in ("best", "high", "low")),
    )
    for column, fits in readable:
        if not fits(row[column]):
            raise UnreadableError(
                f"line {line}: {column} is {row[column]!r}, which GED does not have; mend or take out the row"
            )


def _is_degrees(value: str) -> bool:
    return not value or re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def _incident(row: Row) -> Incident:
    found = _sources(row)
    published = sorted(source.published for source in found if source.published)
    own = {column: row[column] for column in facts().columns if column not in HELD}
    return Incident(
        id=row["relid"] or row["id"],
        type=told(types().back[row["type_of_violence"]], own),
        status=Chosen(value="actual", rule=RULE),
        certainty=Chosen(),
        date=_date(row),
        place=_place(row),
        initiators=_side(row, "side_a", sides.COLUMNS_A),
        recipients=_side(row, "side_b", sides.COLUMNS_B),
        tolls=(_dead(row),),
        weapon=Chosen(),
        count=Chosen(),
        aggregate=row["event_clarity"] == "2",
        publishers=max(int(row["number_of_sources"]), 0),
        first_reported=published[0] if published else None,
        last_updated=published[-1] if published else None,
        sources=found,
    )


def _date(row: Row) -> Chosen[When]:
    when = When(start=row["date_start"][:10], end=row["date_end"][:10], precision=dates.rules().back[row["date_prec"]])
    return told(when, {column: row[column] for column in dates.COLUMNS})


def _place(row: Row) -> Chosen[Place]:
    point = row["latitude"] and row["longitude"]
    place = Place(
        text=row["where_description"] or row["where_coordinates"] or row["country"],
        name=row["where_coordinates"] or None,
        admin1=row["adm_1"] or None,
        country=_country(row["country"]),
        precision=places.rules().back[row["where_prec"]],
        latitude=float(row["latitude"]) if point else None,
        longitude=float(row["longitude"]) if point else None,
    )
    return told(place, {column: row[column] for column in places.COLUMNS})


def _country(name: str) -> str | None:
    """Our name of a country of UCDP's: the first row that has it, which is the state itself; UCDP's where none has it."""
    return next((each.country for each in countries().values() if each.ucdp == name), name or None)


def _side(row: Row, side: str, columns: tuple[str, ...]) -> Chosen[tuple[Actor, ...]]:
    return told((_actor(row[side]),), {column: row[column] for column in columns})


def _actor(name: str) -> Actor:
    before = rules().government.format(country="")
    if name.startswith(before):
        country = _country(name.removeprefix(before))
        return Actor(text=name, name=f"{before}{country}", kind=rules().back[GOVERNMENT], country=country)
    if name == rules().civilians:
        return Actor(text=name, name=name, kind=rules().back[CIVILIANS])
    ours = {theirs: own for own, theirs in reversed(rules().names.items())}
    return Actor(text=name, name=ours.get(name, name), kind=rules().back[GROUP])


def _dead(row: Row) -> TollAccount:
    """The account of the dead; an event of UCDP's whose best is 0 (a high alone) keeps it."""
    low, best, high = (int(row[column]) for column in ("low", "best", "high"))
    columns = {column: row[column] for column in deaths.COLUMNS}
    return TollAccount(outcome="killed", low=low, best=best, high=high, rule=rule(columns), event="", figures=())


def _sources(row: Row) -> tuple[Source, ...]:
    """The reports, where office, date and headline are told of the same number of them."""
    parts = [row[column].split(";") for column in ("source_office", "source_date", "source_headline") if row[column]]
    number = len(parts[0]) if parts and len({len(each) for each in parts}) == 1 else 0
    listed = [
        row[column].split(";") if row[column] else [""] * number
        for column in ("source_office", "source_date", "source_headline")
    ]
    return tuple(
        Source(
            report=f"{row['relid'] or row['id']}#{place}",
            events=(),
            publisher=office.strip() or None,
            published=day.strip() or None,
            title=title.strip() or None,
        )
        for place, (office, day, title) in enumerate(zip(*listed, strict=False), 1)
        if number
    )
