"""Test a CSV against ACLED's columns, value sets and rules: any ACLED export, ours or another.

>>> [problem.column for problem in check([{"event_id_cnty": "MLI1"}])][:2]
['header', 'event_date']
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from communique.exports.projections.acled.facts import (
    BATTLES,
    CIVILIANS,
    DEVELOPMENTS,
    PROTESTS,
    RIOTS,
    VIOLENCE,
    facts,
)

MAY_BE_EMPTY = frozenset(
    "assoc_actor_1 actor2 assoc_actor_2 inter2 civilian_targeting admin1 admin2 admin3 latitude longitude source "
    "source_scale notes tags timestamp".split()
)
DIGITS = re.compile(r"\d+")
DEGREES = re.compile(r"-?\d{1,3}(\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row (from 1; 0 is the header), in which column, in words."""

    row: int
    column: str
    words: str


def check(rows: Iterable[Mapping[str, str]]) -> Iterator[Problem]:
    """Every problem of a file's rows, in order; none in a file that is ACLED's. Rows are read one by one."""
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        if number == 1 and tuple(row) != facts().columns:
            yield Problem(0, "header", f"not the {len(facts().columns)} columns in ACLED's order")
        for column, words in problems(row):
            yield Problem(number, column, words)
        identity = row.get("event_id_cnty", "")
        if identity in seen:
            yield Problem(number, "event_id_cnty", f"{identity!r} stands twice")
        seen.add(identity)


def problems(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The columns of a row that are wrong, with what is wrong in words."""
    whole = {column: row.get(column) or "" for column in facts().columns}
    for column in facts().columns:
        if not whole[column] and column not in MAY_BE_EMPTY:
            yield column, "is empty"
    yield from _of_date(whole)
    yield from _of_type(whole)
    yield from _of_actors(whole)
    yield from _of_place(whole)
    yield from _of_numbers(whole)


def _of_date(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    day = _iso(row["event_date"])
    if row["event_date"] and day is None:
        yield "event_date", f"{row['event_date']!r} is no date (YYYY-MM-DD)"
    if day is not None and row["year"] != str(day.year):
        yield "year", f"{row['year']!r} is not the year of {row['event_date']}"
    yield from _among(row, "time_precision", facts().time)


def _of_type(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    kind = facts().kinds.get(row["sub_event_type"])
    if kind is None:
        yield "sub_event_type", f"{row['sub_event_type']!r} is none of ACLED's"
        return
    for column, right in (("event_type", kind.event), ("disorder_type", kind.disorder)):
        if row[column] != right:
            yield column, f"{row[column]!r} is not that of {kind.sub}: {right!r}"


def _of_actors(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    types = frozenset(facts().inter)
    yield from _among(row, "inter1", types)
    yield from _among(row, "inter2", types | {""})
    if bool(row["actor2"]) != bool(row["inter2"]):
        yield "inter2", "stands without actor2, or actor2 without it"
    if row["inter1"] in types and row["inter2"] in types | {""}:
        right = facts().interaction(row["inter1"], row["inter2"])
        if row["interaction"] != right:
            yield "interaction", f"{row['interaction']!r} is not that of the two types: {right!r}"
    yield from _of_targets(row)


def _of_targets(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    event, targeted = row["event_type"], row["civilian_targeting"]
    yield from _among(row, "civilian_targeting", frozenset(("", facts().targeting)))
    if event in (BATTLES, DEVELOPMENTS) and targeted:
        yield "civilian_targeting", f"never stands in {event}"
    if event == VIOLENCE and not targeted:
        yield "civilian_targeting", f"always stands in {event}"
    if event == VIOLENCE and row["inter2"] != CIVILIANS:
        yield "inter2", f"the target of {event} is always {CIVILIANS}"
    if event == BATTLES and CIVILIANS in (row["inter1"], row["inter2"]):
        yield "inter1" if row["inter1"] == CIVILIANS else "inter2", "civilians are no side of a battle"
    if event in (BATTLES, VIOLENCE) and not row["actor2"]:
        yield "actor2", f"is empty; {event} have two sides"
    for crowd in (PROTESTS, RIOTS):
        if event == crowd and not {row["inter1"], row["inter2"]} & {"Protesters", "Rioters"}:
            yield "inter1", f"no {'Protesters' if crowd == PROTESTS else 'Rioters'} in {crowd}"


def _of_place(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from _among(row, "region", frozenset(facts().regions.values()))
    yield from _among(row, "geo_precision", facts().geo)
    for column, most in (("latitude", 90.0), ("longitude", 180.0)):
        value = row[column]
        if not value and (row["event_type"] != DEVELOPMENTS or row["geo_precision"] != "3"):
            yield column, "is empty; only strategic developments of a whole country have no point"
        if value and not (DEGREES.fullmatch(value) and abs(float(value)) <= most):
            yield column, f"{value!r} is no degree of four decimals at most"


def _of_numbers(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column in ("iso", "fatalities", "timestamp"):
        if row[column] and not DIGITS.fullmatch(row[column]):
            yield column, f"{row[column]!r} is no whole number"


def _among(row: Mapping[str, str], column: str, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    if row[column] not in allowed:
        yield column, f"{row[column]!r} is none of ACLED's"


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
