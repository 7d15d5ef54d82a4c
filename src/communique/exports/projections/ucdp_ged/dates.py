"""The date columns, by ``data/dates.yaml``."""

import functools
from datetime import date

import msgspec

from communique.exports.projections.row_files import NoRowError
from communique.exports.projections.ucdp_ged.files import DataError, facts, read_yaml
from communique.exports.projections.ucdp_ged.told import columns_told
from communique.model import DatePrecision, Incident, When

COLUMNS = ("year", "date_prec", "date_start", "date_end")


class Length(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A date_prec and the longest stretch that has it, in days."""

    most: int
    code: str


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``data/dates.yaml``."""

    lengths: tuple[Length, ...]
    back: dict[str, DatePrecision]
    form: str


@functools.cache
def rules() -> Rules:
    """Read once. Raises ``DataError``."""
    given = read_yaml("dates.yaml", Rules)
    if {each.code for each in given.lengths} != set(facts().date_prec) or set(given.back) != set(facts().date_prec):
        raise DataError("dates.yaml: the codes are not those of date_prec")
    return given


def date_columns(incident: Incident) -> dict[str, str]:
    """The date columns. Raises ``NoRowError`` where the date is not told, has an open end or is longer than a year."""
    found = columns_told(incident.date.rule)
    if found:
        return found
    when = incident.date.value or When()
    if when.start is None and when.end is None:
        raise NoRowError("the date is not told")
    if when.start is None or when.end is None:
        raise NoRowError("the date has an open end")
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    days = (end - start).days + 1
    code = next((each.code for each in rules().lengths if days <= each.most), None)
    if code is None:
        raise NoRowError("the date is known no better than to a stretch longer than a year")
    written = (rules().form.format(day=day.isoformat()) for day in (start, end))
    return dict(zip(COLUMNS, (str(start.year), code, *written), strict=True))
