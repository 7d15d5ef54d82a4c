"""Days of an incident, and PLOVER's auxiliary modes from its status and its date against publication."""

import functools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import cast

from communique.exports.projections.crosswalks.files import read_yaml
from communique.model import DatePrecision, Incident, Status, When


@functools.cache
def _table() -> Mapping[str, object]:
    table: Mapping[str, object] = read_yaml("status.yaml")
    return table


def is_real(incident: Incident) -> bool:
    """Whether it happened or goes on."""
    return incident.status.value in cast("Sequence[str]", _table()["real"])


def auxiliary(incident: Incident) -> tuple[str, ...]:
    """The one of its status (``status.yaml``), else ``historical`` where it is older than its first report by a year."""
    by_status = cast("Mapping[str, str]", _table()["statuses"]).get(incident.status.value or "")
    if by_status:
        return (by_status,)
    return ("historical",) if _is_old(incident) else ()


def _is_old(incident: Incident) -> bool:
    when, first = incident.date.value, incident.first_reported
    last = when and (when.end or when.start)
    if not last or not first:
        return False
    return (date.fromisoformat(first[:10]) - date.fromisoformat(last)).days >= cast(
        "int", _table()["historical_after_days"]
    )


def status_back(modes: Sequence[str]) -> Status:
    """The status that auxiliary modes stand for; ``actual`` where there is none."""
    back = cast("Mapping[str, Status]", _table()["back"])
    return next((back[mode] for mode in modes if mode in back), "actual")


def days(when: When) -> Iterator[date]:
    """Each day from the start to the end. Both must be known."""
    assert when.start is not None
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end or when.start)
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def when_read(start: str, end: str | None, precision: str | None = None) -> When:
    """The date that a file gives. Without its precision: a day, days up to six, else a span."""
    if precision is None:
        long = (date.fromisoformat(end or start) - date.fromisoformat(start)).days
        precision = "day" if long == 0 else "days" if long < 6 else "span"
    stop = end or (None if precision == "span" else start)
    return When(start=start, end=stop, precision=cast("DatePrecision", precision))
