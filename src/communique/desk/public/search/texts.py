"""What is looked through: of a report its title, publisher and text; of an incident what its events say, and their words."""

from collections.abc import Iterable, Iterator, Sequence

from communique.desk.archive.countries import name_of
from communique.desk.public.search.words import words
from communique.model import Event, Report

MOST = 200_000
"""Characters of a text that the index keeps: PostgreSQL holds a megabyte of words and places a row."""


def of_report(report: Report) -> str:
    """The words of a report."""
    return _keys((report.title or "", report.publisher or "", report.text))


def of_incident(name: str, events: Sequence[Event]) -> str:
    """The words of an incident, of the events given and of no other."""
    return _keys((name, *dict.fromkeys(part for event in events for part in _told(event) if part)))


def _told(event: Event) -> Iterator[str | None]:
    yield event.type.replace("-", " ")
    if event.place:
        yield from (event.place.name, event.place.text, event.place.admin1, name_of(event.place.country))
    for actor in (*event.initiators, *event.recipients):
        yield from (actor.name, actor.text)
    yield event.weapon
    yield event.quote
    yield from event.mentions


def _keys(texts: Iterable[str]) -> str:
    return " ".join(word.key for word in words("\n".join(texts)[:MOST]))
