"""An incident in plain words for a terminal: what is preferred, who claims what, what contradicts, how the toll went."""

from collections.abc import Iterator
from typing import TypeVar

from communique.exports.table import where
from communique.incidents.contradicting import number
from communique.model import Actor, Chosen, Incident, Place, Source, TollAccount, When

T = TypeVar("T")


def summary(incident: Incident) -> str:
    """Several lines, without the last line's end."""
    return "\n".join(_lines(incident))


def _lines(incident: Incident) -> Iterator[str]:
    yield f"{incident.id}  {incident.type.value}  {incident.status.value}, {incident.certainty.value}"
    if incident.formerly:
        yield f"  formerly  {', '.join(incident.formerly)}"
    yield f"  who       {_actors(incident.initiators)}"
    yield f"  to whom   {_actors(incident.recipients)}"
    yield f"  where     {_place(incident.place)}"
    yield f"  when      {_date(incident.date)}"
    for account in incident.tolls:
        yield from _toll(account)
    reports = len(incident.sources)
    yield (
        f"  told by   {incident.publishers} independent {'publisher' if incident.publishers == 1 else 'publishers'} in "
        f"{reports} {'report' if reports == 1 else 'reports'}, first {incident.first_reported or 'on a day not given'}, "
        f"last {incident.last_updated or 'on a day not given'}"
    )
    for each in incident.contradictions:
        yield f"  against   {each.field}: {each.words}"
    for source in incident.sources:
        yield from _source(incident, source)


def _source(incident: Incident, source: Source) -> Iterator[str]:
    repeats = f", repeats {source.reprint_of}" if source.reprint_of else ""
    wire = f", by {source.wire}" if source.wire else ""
    house = source.publisher or source.report
    yield f"  - {source.published or 'no date'}  {house}{wire}{repeats}"
    for event in incident.events:
        if event.id in source.events:
            yield f"      “{event.quote}”  [{event.id}]"


def _actors(chosen: Chosen[tuple[Actor, ...]]) -> str:
    if chosen.value is None:
        return "not told"
    return "; ".join(f"{actor.name or actor.text}{' (alleged)' if actor.alleged else ''}" for actor in chosen.value)


def _place(chosen: Chosen[Place]) -> str:
    return where(chosen.value) if chosen.value is not None else "not told"


def _date(chosen: Chosen[When]) -> str:
    date = chosen.value
    if date is None:
        return "not told"
    days = str(date.start) if date.start == date.end else f"{date.start or '?'} to {date.end or '?'}"
    return f"{days} ({date.precision})"


def _toll(account: TollAccount) -> Iterator[str]:
    low, best, high = (str(value) if value is not None else "?" for value in (account.low, account.best, account.high))
    yield f"  {account.outcome}  low {low}, best {best}, high {high}: {account.rule}"
    if len(account.figures) > 1:
        for figure in account.figures:
            gone = "" if figure.stands else ", overtaken"
            yield (
                f"      {figure.published or 'no date'}  {number(figure.low, figure.high)}"
                f"{f' ({figure.said_by})' if figure.said_by else ''}{gone}"
            )
