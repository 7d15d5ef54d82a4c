"""A record as rows of label and values, each value with the field path of the words it was read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.exports.flat import figure
from communique.exports.table import where
from communique.model import Actor, Event, Place, Toll, When

SENTENCE_SHOWN = 60
"""Characters of a further sentence that are shown; its link leads to the whole."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a value says, its field path (null where nothing was read), and the report's words where they differ."""

    text: str
    path: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its values. Without a value the row says that the report does not give it."""

    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Loss:
    """A toll with its source beside it."""

    outcome: str
    figure: Value
    who: str | None
    source: Value | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value is what it is: its path, the rule or list entry, and the words, each null where there is none."""

    path: str
    rule: str | None
    words: str | None


def rows(event: Event) -> list[Row]:
    """The rows in the codebook's order. Who, to whom, where and when always stand; the others where given."""
    always = [
        Row("who", _actors("initiators", event.initiators)),
        Row("to whom", _actors("recipients", event.recipients)),
        Row("where", _place(event.place)),
        Row("when", _date(event.date)),
    ]
    return [*always, *(row for row in _if_given(event) if row.values)]


def _actors(side: str, actors: Sequence[Actor]) -> tuple[Value, ...]:
    return tuple(
        Value(
            (actor.name or "not identified") + (", alleged" if actor.alleged else ""), f"{side}[{i}].text", actor.text
        )
        for i, actor in enumerate(actors)
    )


def _place(place: Place | None) -> tuple[Value, ...]:
    if place is None:
        return ()
    return (Value(where(place), "place.text", place.text if place.text != place.name else None),)


def _date(date: When) -> tuple[Value, ...]:
    if date.start is None and date.end is None:
        return (Value("not resolved", "date", date.text),) if date.text else ()
    span = date.start if date.start == date.end else f"{date.start or '…'} to {date.end or '…'}"
    return (Value(f"{span} ({date.precision})", "date", date.text),)


def _if_given(event: Event) -> Iterator[Row]:
    said = event.attribution
    source = (Value(said.source, "attribution.source"),) if said else ()
    cue = (Value(f"“{said.cue}”", "attribution.cue"),) if said and said.cue else ()
    yield Row("says", source + cue)
    yield Row("weapon", (Value(event.weapon, "weapon"),) if event.weapon else ())
    yield Row("count", (Value(f"{event.count:,} like happenings", "count"),) if event.count != 1 else ())
    summary = Value("many happenings, or a long time", "aggregate")
    yield Row("summary", (summary,) if event.aggregate else ())
    yield Row("also told", tuple(_sentence(i, text) for i, text in enumerate(event.mentions)))
    yield Row("status", (Value(event.status, "status"), Value(event.certainty, "certainty")))


def _sentence(index: int, text: str) -> Value:
    flat = " ".join(text.split())
    shown = flat if len(flat) <= SENTENCE_SHOWN else flat[:SENTENCE_SHOWN].rsplit(" ", 1)[0] + " …"
    return Value(f"“{shown}”", f"mentions[{index}]")


def losses(event: Event) -> list[Loss]:
    """The tolls, those of one outcome together, so that figures that disagree stand next to each other."""
    together = sorted(
        enumerate(event.tolls), key=lambda item: [toll.outcome for toll in event.tolls].index(item[1].outcome)
    )
    return [_loss(index, toll) for index, toll in together]


def _loss(index: int, toll: Toll) -> Loss:
    shown = Value(figure(toll.low, toll.high), f"tolls[{index}].text", toll.text)
    return Loss(toll.outcome, shown, toll.who, Value(toll.source, f"tolls[{index}].source") if toll.source else None)


def reasons(event: Event, text: str) -> list[Reason]:
    """Every value that a rule made or that words stand behind, in the order it was found."""
    return [
        Reason(path, event.rules.get(path), text[slice(*event.evidence[path])] if path in event.evidence else None)
        for path in dict.fromkeys([*event.evidence, *event.rules])
        if path != "quote"
    ]
