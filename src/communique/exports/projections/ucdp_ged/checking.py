"""Test a CSV against GED's columns, value sets and rules: any GED file, ours or UCDP's.

>>> [problem.column for problem in check([{"relid": "ML-2013-0001"}])][:2]
['header', 'year']
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from communique.exports.projections.ucdp_ged.deaths import SIDES
from communique.exports.projections.ucdp_ged.files import facts
from communique.exports.projections.ucdp_ged.places import CELL, priogrid_gid
from communique.exports.projections.ucdp_ged.sides import ONE_SIDED, STATE_BASED

NEEDED = (
    "relid year type_of_violence conflict_name dyad_name side_a side_b number_of_sources where_prec country event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low"
).split()
IDS = (
    "id conflict_dset_id conflict_new_id dyad_dset_id dyad_new_id "
    "side_a_dset_id side_a_new_id side_b_dset_id side_b_new_id"
).split()
COUNTS = (*SIDES, "best", "high", "low")
WHOLE = (*IDS, *COUNTS, "year", "priogrid_gid", "country_id")
NATIONWIDE = ("6", "7")
NUMBER = re.compile(r"\d+")
DEGREES = re.compile(r"-?\d{1,3}(\.\d+)?")
STATES = re.compile(r"\d+(, ?\d+)*")
POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")
Row = Mapping[str, str]
Problems = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row (from 1; 0 is the header), in which column, in words."""

    row: int
    column: str
    words: str


def check(rows: Iterable[Row]) -> Iterator[Problem]:
    """Every problem of a file's rows, in order; none in a file that is GED's. Rows are read one by one."""
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        if number == 1 and tuple(row) != facts().columns:
            yield Problem(0, "header", f"not the {len(facts().columns)} columns in UCDP's order")
        for column, words in problems(row):
            yield Problem(number, column, words)
        column = "id" if row.get("id") else "relid"
        identity = f"{column} {row.get(column, '')}"
        if identity in seen:
            yield Problem(number, column, f"{identity!r} stands twice")
        seen.add(identity)


def problems(row: Row) -> Problems:
    """The columns of a row that are wrong, with what is wrong in words."""
    whole = {column: row.get(column) or "" for column in facts().columns}
    yield from ((column, "is empty") for column in NEEDED if not whole[column])
    wrong = [column for column in WHOLE if whole[column] and not NUMBER.fullmatch(whole[column])]
    yield from ((column, f"{whole[column]!r} is no whole number") for column in wrong)
    yield from _of_codes(whole)
    yield from _of_dates(whole)
    yield from _of_place(whole)
    yield from _of_sides(whole)
    if not any(column in wrong or not whole[column] for column in COUNTS):
        yield from _of_deaths(whole)


def _of_codes(row: Row) -> Problems:
    sets: Mapping[str, Iterable[str]] = {
        "type_of_violence": facts().type_of_violence,
        "where_prec": facts().where_prec,
        "date_prec": facts().date_prec,
        "event_clarity": facts().event_clarity,
        "region": ("", *facts().region),
        "active_year": ("", "0", "1", "False", "True", "FALSE", "TRUE"),
    }
    for column, allowed in sets.items():
        if row[column] and row[column] not in allowed:
            yield column, f"{row[column]!r} is none of UCDP's"
    if row["code_status"] and not re.match(r"Clear$|Check ", row["code_status"]):
        yield "code_status", f"{row['code_status']!r} is none of UCDP's"
    if row["number_of_sources"] and not re.fullmatch(r"-1|\d+", row["number_of_sources"]):
        yield "number_of_sources", f"{row['number_of_sources']!r} is neither a number nor -1"


def _of_dates(row: Row) -> Problems:
    ends = {column: moment(row[column]) for column in ("date_start", "date_end")}
    for column, found in ends.items():
        if row[column] and found is None:
            yield column, f"{row[column]!r} is no date (YYYY-MM-DD 00:00:00.000)"
    start, end = ends.values()
    if start is None or end is None:
        return
    if end < start:
        yield "date_end", "is before date_start"
    if row["date_prec"] == "1" and start != end:
        yield "date_prec", "is 1, an exact day, for more than one"
    if row["year"] not in (str(start.year), str(end.year)):
        yield "year", f"{row['year']!r} is not that of the dates"


def moment(text: str) -> datetime | None:
    """A date as GED writes it; null where it is none."""
    try:
        return datetime.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d 00:00:00\.000", text) else None
    except ValueError:
        return None


def _of_place(row: Row) -> Problems:
    wrong = [
        column
        for column, most in (("latitude", 90.0), ("longitude", 180.0))
        if row[column] and not (DEGREES.fullmatch(row[column]) and abs(float(row[column])) <= most)
    ]
    yield from ((column, f"{row[column]!r} is no degree") for column in wrong)
    for column in ("latitude", "longitude", "geom_wkt", "priogrid_gid"):
        if not row[column] and (row["where_prec"] not in NATIONWIDE or row["latitude"]):
            yield column, "is empty; only what is known no better than to a country has no point"
    if not wrong and row["latitude"] and row["longitude"]:
        yield from _of_point(row, float(row["latitude"]), float(row["longitude"]))


def _of_point(row: Row, latitude: float, longitude: float) -> Problems:
    found = POINT.fullmatch(row["geom_wkt"])
    if row["geom_wkt"] and (not found or (float(found[1]), float(found[2])) != (longitude, latitude)):
        yield "geom_wkt", f"{row['geom_wkt']!r} is not POINT ({longitude} {latitude})"
    cell = row["priogrid_gid"]
    right = priogrid_gid(latitude, longitude)
    if NUMBER.fullmatch(cell) and int(cell) != right and not _on_edge(latitude, longitude):
        yield "priogrid_gid", f"{cell!r} is not the cell of the point, {right}"


def _on_edge(latitude: float, longitude: float) -> bool:
    """Whether a point lies between two cells, so that either may be given."""
    return (latitude / CELL).is_integer() or (longitude / CELL).is_integer()


def _of_sides(row: Row) -> Problems:
    if row["dyad_name"] and row["dyad_name"] != f"{row['side_a']} - {row['side_b']}":
        yield "dyad_name", f"{row['dyad_name']!r} is not the two sides"
    if row["side_a"] and row["side_a"] == row["side_b"] and not re.fullmatch(r"XXX\d+", row["side_a"]):
        yield "side_b", "is side_a"
    if (row["type_of_violence"] == ONE_SIDED) != (row["side_b"] == "Civilians"):
        yield "side_b", "Civilians are the second side of one-sided violence, and of it alone"
    state = row["side_a"].startswith("Government of ")
    if row["type_of_violence"] == STATE_BASED and not state and not row["side_a"].startswith("XXX"):
        yield "side_a", "is no government; state-based violence has one"
    for column, side in (("gwnoa", "side_a"), ("gwnob", "side_b")):
        if row[column] and not STATES.fullmatch(row[column]):
            yield column, f"{row[column]!r} is no number of a state"
        if row[column] and not row[side].startswith("Government of "):
            yield column, "is the number of a state, and the side is none"


def _of_deaths(row: Row) -> Problems:
    low, best, high = (int(row[column]) for column in ("low", "best", "high"))
    if best != sum(int(row[column]) for column in SIDES):
        yield "best", "is not the sum of the four"
    if not low <= best <= high:
        yield "low" if low > best else "high", "low <= best <= high does not hold"
    if high < 1:
        yield "high", "is 0; an event has a death"
