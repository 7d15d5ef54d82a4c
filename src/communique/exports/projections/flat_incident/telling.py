"""A row told in plain words: a title, and a summary of sentences. Made of the row's values only."""

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, get_args

import yaml

from communique.exports.flat import figure
from communique.exports.projections.flat_incident.lists import BETWEEN
from communique.exports.projections.flat_incident.row import EXACT, OUTCOMES, Row, column_of
from communique.model import DatePrecision, Status


class TellingError(ValueError):
    """Words that cannot be used; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Words:
    """Names of types, the words between a type and those it was done to, and the words of precisions and statuses."""

    kinds: Mapping[str, str]
    towards: Mapping[str, str]
    others: str
    dates: Mapping[str, str]
    statuses: Mapping[str, str]


ENDS = ("low", "best", "high")
PARTS = frozenset(("kinds", "others", "types", "dates", "statuses"))


@functools.cache
def words() -> Words:
    """The packaged words, ``data/telling.yaml``. Raises ``TellingError``."""
    source = resources.files("communique.exports.projections.flat_incident") / "data" / "telling.yaml"
    return parse(yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def parse(data: Any) -> Words:
    """Words of parsed YAML. Raises ``TellingError``."""
    if not isinstance(data, dict) or set(data) != PARTS:
        raise TellingError(f"give {', '.join(sorted(PARTS))}, and nothing else")
    unknown = (set(data["statuses"]) - set(get_args(Status))) | (set(data["dates"]) - set(get_args(DatePrecision)))
    if unknown:
        raise TellingError(f"{', '.join(sorted(unknown))}: no status and no precision of a date")
    towards = [(name, word) for word, types in data["types"].items() for name in types]
    if len(dict(towards)) != len(towards):
        raise TellingError("types: a type stands twice")
    return Words(data["kinds"], dict(towards), data["others"], data["dates"], data["statuses"])


def title(row: Row) -> str:
    """ "Ansar Dine: abduction of Civilians (Mali), Gao, Mali, 2013-01-16"."""
    known, kind = words(), str(row["type"])
    what = known.kinds.get(kind, kind.replace("-", " "))
    whom = f" {known.towards.get(kind, known.others)} {_listed(row['recipients'])}" if row["recipients"] else ""
    who = f"{_listed(row['initiators'])}: " if row["initiators"] else ""
    told = who + what + whom
    parts = [told[:1].upper() + told[1:], where(row), when(row)]
    status = known.statuses.get(str(row["status"]))
    return ", ".join(part for part in parts if part) + (f" ({status})" if status else "")


def _listed(cell: object) -> str:
    return str(cell).replace(BETWEEN, ", ")


def where(row: Row) -> str:
    """Place, region and country, each once; empty where not known."""
    return ", ".join(str(part) for part in dict.fromkeys((row["place"], row["admin1"], row["country"])) if part)


def when(row: Row) -> str:
    """The day, or the days from and to with "…" for an end that is open; empty where not known."""
    start, end = row["date_start"], row["date_end"]
    if start is None and end is None:
        return ""
    return str(start) if start == end else f"{start or '…'} to {end or '…'}"


def summary(row: Row) -> tuple[str, ...]:
    """Sentences: what, how certain, where, when, losses, who tells it, what contradicts."""
    return tuple(_sentences(row))


def _sentences(row: Row) -> Iterator[str]:
    yield title(row) + "."
    if row["certainty"] == "hedged":
        yield "The reports do not say it as a fact."
    yield _place(row)
    precision = row["date_precision"]
    yield f"Date known to {words().dates.get(str(precision), precision)}." if precision else "No report tells the date."
    if row["aggregate"]:
        yield "A summary of many happenings or a long time, not one happening."
    losses = [found for outcome in OUTCOMES if (found := _loss(row, outcome, column_of(outcome)))]
    if losses:
        yield f"Losses: {', '.join(losses)}."
    yield from _telling(row)


def _place(row: Row) -> str:
    precision, km = row["place_precision"], row["accuracy_km"]
    if precision is None:
        return "No report tells the place."
    within = f", good to about {km:g} km" if isinstance(km, float | int) else ""
    return f"Place known to the {precision}{within if precision in EXACT else ' only'}."


def _loss(row: Row, outcome: str, name: str) -> str:
    """ "killed 61 (40 to 61)": the preferred figure, then the least and the greatest that stand, where they say more."""
    low, best, high = (value if isinstance(value := row[f"{name}_{end}"], int) else None for end in ENDS)
    if low is None and best is None and high is None:
        return ""
    span = figure(low, high)
    if best is None or low == best == high or (None in (low, high) and best in (low, high)):
        return f"{outcome.replace('-', ' ')} {span}"
    return f"{outcome.replace('-', ' ')} {best:,} ({span})"


def _telling(row: Row) -> Iterator[str]:
    if isinstance(row["publishers"], int):
        publishers, reports = _counted(row["publishers"], "independent publisher"), _counted(row["reports"], "report")
        yield f"Told by {publishers} in {reports}{_dates(row)}."
    if row["contradictions"]:
        yield f"The reports contradict each other: {row['contradictions']}."


def reports(row: Row) -> str:
    """The reports in a line; empty where none is known."""
    return f"Reports: {row['sources']}." if row["sources"] else ""


def _counted(number: object, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _dates(row: Row) -> str:
    first, last = row["first_reported"], row["last_updated"]
    if first is None:
        return ""
    return f", on {first}" if first == last else f", from {first} to {last}"
