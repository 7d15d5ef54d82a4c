"""An incident's fields: the preferred value, the rule that chose it, and every claim beside it with its words."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from django.utils.safestring import SafeString

from communique.desk.public.pages.quotes import quoted
from communique.desk.public.pages.wording import (
    NOT_GIVEN,
    actors_words,
    date_words,
    outcome_words,
    place_words,
    toll_words,
    type_words,
)
from communique.incidents.contradicting import number
from communique.model import Chosen, Event, Incident, Outcome, Source, TollAccount

OUTCOMES = frozenset(get_args(Outcome))
ONE_VALUE = "the only value given"
"""The rule by which ``communique.incidents.choosing`` says that all claims are the same."""
SHOWN = 25
"""Claims of a field that the page shows at once; all of them stand on the field's own page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: the value in words, its report, who said it (null: the report in its own voice) and its words."""

    value: str
    event: str
    source: Source | None
    said_by: str | None
    words: SafeString
    chosen: bool
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the incident. ``differ``: not all claims say the same; ``against``: what cannot all be true, in words."""

    name: str
    label: str
    value: str
    rule: str
    rows: tuple[Row, ...]
    total: int
    differ: bool
    against: str

    @property
    def is_given(self) -> bool:
        """Whether any report gives it."""
        return self.total > 0

    @property
    def is_open(self) -> bool:
        """Whether its claims are shown at once: they contradict each other, or are figures that differ."""
        return bool(self.against) or (self.differ and self.name in OUTCOMES)


@dataclass(frozen=True, slots=True)
class Known:
    """What the fields are made from: the incident, its events and its reports by the names of the events."""

    incident: Incident
    events: Mapping[str, Event]
    sources: Mapping[str, Source]
    shown: int | None = SHOWN


def known(incident: Incident, events: Sequence[Event], shown: int | None = SHOWN) -> Known:
    """Of an incident and the events of its basis. ``shown`` claims of each field, null: all."""
    sources = {event: source for source in incident.sources for event in source.events}
    return Known(incident, {event.id: event for event in events}, sources, shown)


def fields(of: Known, only: str | None = None) -> tuple[Field, ...]:
    """Every field in the codebook's order, or the one of a name."""
    return tuple(field for name, make in _makers(of.incident) if only in (None, name) and (field := make(of)))


def _makers(incident: Incident) -> Iterator[tuple[str, Callable[[Known], Field | None]]]:
    yield "type", lambda of: _field(of, "type", "What", of.incident.type, type_words)
    yield "status", lambda of: _field(of, "status", "Did it happen", of.incident.status, str)
    yield "certainty", lambda of: _field(of, "certainty", "How sure", of.incident.certainty, str)
    yield "initiators", lambda of: _field(of, "initiators", "Who", of.incident.initiators, actors_words)
    yield "recipients", lambda of: _field(of, "recipients", "To whom", of.incident.recipients, actors_words)
    yield "place", lambda of: _field(of, "place", "Where", of.incident.place, place_words)
    yield "date", lambda of: _field(of, "date", "When", of.incident.date, _date)
    for toll in incident.tolls:
        yield toll.outcome, functools.partial(_toll, toll)
    yield "weapon", lambda of: _field(of, "weapon", "Weapon", of.incident.weapon, str)
    yield "count", lambda of: _field(of, "count", "How many like happenings", of.incident.count, "{:,}".format)


def _date(when: Any) -> str:
    return date_words(when).removeprefix("on ")


def _field(of: Known, name: str, label: str, chosen: Chosen[Any], words: Callable[[Any], str]) -> Field | None:
    if chosen.value is None and name == "weapon":
        return None
    rows = tuple(
        _row(of, claim.event, words(claim.value), claim.said_by, name, claim.event == chosen.event)
        for claim in chosen.claims[: of.shown]
    )
    value = NOT_GIVEN if chosen.value is None else words(chosen.value)
    differ = bool(chosen.claims) and chosen.rule != ONE_VALUE
    return Field(name, label, value, chosen.rule, rows, len(chosen.claims), differ, _against(of, name))


def _toll(toll: TollAccount, of: Known) -> Field:
    rows = tuple(
        _row(
            of,
            figure.event,
            number(figure.low, figure.high),
            figure.said_by,
            "tolls",
            figure.event == toll.event,
            toll.outcome,
            not figure.stands,
        )
        for figure in toll.figures[: of.shown]
    )
    differ = len({(figure.low, figure.high) for figure in toll.figures}) > 1
    label = outcome_words(toll.outcome).capitalize()
    value = toll_words(toll).replace(f" {outcome_words(toll.outcome)}", "")
    return Field(toll.outcome, label, value, toll.rule, rows, len(toll.figures), differ, _against(of, toll.outcome))


def _row(
    of: Known,
    event: str,
    value: str,
    said_by: str | None,
    field: str,
    chosen: bool,
    outcome: str | None = None,
    overtaken: bool = False,
) -> Row:
    record = of.events.get(event)
    words = quoted(record, field, outcome) if record else SafeString("")
    return Row(value, event, of.sources.get(event), said_by, words, chosen, overtaken)


def _against(of: Known, name: str) -> str:
    return next((each.words for each in of.incident.contradictions if each.field == name), "")
