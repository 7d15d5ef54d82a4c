"""From rows of an ACLED file (ours or any other of the 31 columns) back to bare incidents.

Rows of ours that are the days of one incident (``ML-2013-0001.1``, ``.2`` ...) become one incident again; every other row is one.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO

from communique.exports.projection import UnreadableError
from communique.exports.projections.acled.actors import by_name, rules
from communique.exports.projections.acled.dates import EACH_DAY
from communique.exports.projections.acled.facts import facts
from communique.exports.projections.acled.kinds import crosswalk
from communique.exports.projections.acled.places import COLUMNS
from communique.exports.projections.acled.told import RULE, told
from communique.exports.projections.row_files import Row, read_rows
from communique.model import (
    Actor,
    Chosen,
    DatePrecision,
    Incident,
    Place,
    Precision,
    Source,
    Status,
    TollAccount,
    When,
)

DAY_OF = re.compile(r"(.+)\.(\d+)")
YEARS = re.compile(r" \(\d{4}-(?:\d{4})?\)(?= |$)")
COUNTRY = re.compile(r".* (?:\((?P<brackets>[^()\d]+)\)|of (?:the )?(?P<state>[^()]+))")
PRECISIONS: Mapping[str, Precision] = {"1": "town", "2": "district", "3": "region"}
DAYS_OF_ONE = frozenset(("event_id_cnty", "event_date", "year", "fatalities"))


def read(stream: BinaryIO) -> Iterator[Incident]:
    """The incidents of a file, as they come. Raises ``UnreadableError``."""
    for group in _groups(_rows(stream)):
        yield _incident(group)


def _rows(stream: BinaryIO) -> Iterator[Row]:
    for row, line in read_rows(stream, facts().columns, "ACLED's"):
        _refuse(row, line)
        yield row


def _refuse(row: Row, line: int) -> None:
    """Raise ``UnreadableError`` for a row that the record cannot hold."""
    readable = (
        ("event_date", _is_date),
        ("time_precision", facts().time.__contains__),
        ("sub_event_type", facts().kinds.__contains__),
        ("inter1", facts().inter.__contains__),
        ("inter2", {"", *facts().inter}.__contains__),
        ("geo_precision", facts().geo.__contains__),
        ("latitude", _is_number),
        ("longitude", _is_number),
        ("iso", str.isdecimal),
        ("fatalities", str.isdecimal),
        ("timestamp", lambda value: not value or value.isdecimal()),
    )
    for column, fits in readable:
        if not fits(row[column]):
            raise UnreadableError(
                f"line {line}: {column} is {row[column]!r}, which ACLED does not have; mend or take out the row"
            )


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    return not value or re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def _groups(rows: Iterator[Row]) -> Iterator[Sequence[Row]]:
    """The rows of one incident together: those that follow each other by number and day and are the same in all else."""
    group: list[Row] = []
    for row in rows:
        if group and not _follows(group[-1], row, len(group)):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _follows(last: Row, row: Row, number: int) -> bool:
    before, after = DAY_OF.fullmatch(last["event_id_cnty"]), DAY_OF.fullmatch(row["event_id_cnty"])
    if not before or not after or before[1] != after[1] or (before[2], after[2]) != (str(number), str(number + 1)):
        return False
    next_day = date.fromisoformat(last["event_date"]) + timedelta(days=1)
    same = all(last[column] == row[column] for column in facts().columns if column not in DAYS_OF_ONE)
    return same and row["event_date"] == next_day.isoformat()


def _incident(group: Sequence[Row]) -> Incident:
    row = group[0]
    many = DAY_OF.fullmatch(row["event_id_cnty"]) if len(group) > 1 else None
    sources = _sources(row)
    return Incident(
        id=many[1] if many else row["event_id_cnty"],
        type=_type(row),
        status=_plain("actual"),
        certainty=Chosen(),
        date=_date(group),
        place=_place(row),
        initiators=_side(row, "1"),
        recipients=_side(row, "2"),
        tolls=(_dead(sum(int(each["fatalities"]) for each in group)),),
        weapon=Chosen(),
        count=Chosen(),
        publishers=len(sources),
        last_updated=_updated(row),
        sources=sources,
    )


def _plain(status: Status) -> Chosen[Status]:
    return Chosen(value=status, rule=RULE)


def _type(row: Row) -> Chosen[str]:
    columns = ("disorder_type", "event_type", "sub_event_type", "tags")
    return told(crosswalk().back[row["sub_event_type"]], {column: row[column] for column in columns})


def _date(group: Sequence[Row]) -> Chosen[When]:
    first, last = group[0]["event_date"], group[-1]["event_date"]
    columns = {column: group[0][column] for column in ("event_date", "time_precision")}
    if len(group) > 1:
        return told(When(start=first, end=last, precision="days"), {**columns, EACH_DAY: "yes"})
    start, end, precision = _stretch(date.fromisoformat(first), columns["time_precision"])
    return told(When(start=start.isoformat(), end=end.isoformat(), precision=precision), columns)


def _stretch(day: date, precision: str) -> tuple[date, date, DatePrecision]:
    """What ACLED's day stands for: itself, the middle of a week, or a day of a month."""
    if precision == "1":
        return day, day, "day"
    if precision == "2":
        return day - timedelta(days=3), day + timedelta(days=3), "week"
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]), "month"


def _place(row: Row) -> Chosen[Place]:
    point = row["latitude"] and row["longitude"]
    place = Place(
        text=row["location"],
        name=row["location"],
        admin1=row["admin1"] or None,
        country=row["country"] or None,
        precision=PRECISIONS[row["geo_precision"]] if point else "country",
        latitude=float(row["latitude"]) if point else None,
        longitude=float(row["longitude"]) if point else None,
    )
    return told(place, {column: row[column] for column in COLUMNS})


def _side(row: Row, number: str) -> Chosen[tuple[Actor, ...]]:
    main, beside, inter = row[f"actor{number}"], row[f"assoc_actor_{number}"], row[f"inter{number}"]
    names = [main, *(name.strip() for name in beside.split(";"))]
    actors = tuple(_actor(name, inter if name == main else "") for name in names if name)
    columns = {f"actor{number}": main, f"assoc_actor_{number}": beside, f"inter{number}": inter}
    both = {column: row[column] for column in ("interaction", "civilian_targeting")} if number == "1" else {}
    return told(actors or None, {**columns, **both})


def _actor(name: str, inter: str) -> Actor:
    """An actor by its ACLED name, the regime years taken off; of the type of the column where it is the main one."""
    plain = YEARS.sub("", name)
    kind = by_name(plain) or (rules().back[inter] if inter else None)
    found = COUNTRY.fullmatch(plain)
    return Actor(text=name, name=plain, kind=kind, country=(found["brackets"] or found["state"]) if found else None)


def _dead(number: int) -> TollAccount:
    return TollAccount(outcome="killed", low=number, best=number, high=number, rule=RULE, event="", figures=())


def _sources(row: Row) -> tuple[Source, ...]:
    names = [name.strip() for name in row["source"].split(";")]
    return tuple(
        Source(report=f"{row['event_id_cnty']}#{number}", events=(), publisher=name)
        for number, name in enumerate(names, 1)
        if name
    )


def _updated(row: Row) -> str | None:
    return datetime.fromtimestamp(int(row["timestamp"]), UTC).date().isoformat() if row["timestamp"] else None
