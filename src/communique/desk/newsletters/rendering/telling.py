"""An item of a briefing in words: what both bodies of a mail show of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.urls import reverse

from communique.desk.archive.families import families
from communique.desk.newsletters.briefings.content import Figure, Item, Said, Step
from communique.desk.newsletters.rendering.words import Words, phrases

GREY = "#7A7A7A"
ACTUAL = "actual"
"""The status of what simply happened, which needs no words."""


@dataclass(frozen=True, slots=True)
class Line:
    """``why`` is the sort of news in words, ``facts`` are label and value, ``steps`` what changed; ``colour`` is ``#RRGGBB``."""

    incident: str
    why: str
    title: str
    colour: str
    steps: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sure: tuple[str, ...]
    link: str


def line(item: Item, words: Words) -> Line:
    """In the words of a language. What no report gives is said to be not given, or left out where nothing hangs on it."""
    return Line(
        incident=item.incident,
        why=words.say(f"why.{item.why}"),
        title=words.beside((words.type(item.type), item.place or item.admin1 or _country(item, words))),
        colour=next((each.colour for each in families() if each.family == item.family), GREY),
        steps=tuple(_steps(item, words)),
        facts=tuple(_facts(item, words)),
        sure=tuple(_sure(item, words)),
        link=settings.BASE_URL + reverse("public:incident", args=[item.incident]),
    )


def _facts(item: Item, words: Words) -> Iterator[tuple[str, str]]:
    yield words.say("place"), _place([each for each in (item.place, item.admin1, item.country) if each], words)
    yield words.say("date"), _days([each for each in (item.start, item.end) if each], words)
    if item.initiators:
        yield words.say("by"), words.joined(item.initiators)
    if item.recipients:
        yield words.say("to"), words.joined(item.recipients)
    if item.weapon:
        yield words.say("weapon"), words.isolated(item.weapon)
    for measure, figure in item.tolls.items():
        yield words.say(f"toll.{measure}"), _figure(figure, words)
    if item.status != ACTUAL:
        yield words.say("status"), words.say(f"status.{item.status}")
    if item.said or not item.denied_by:
        yield words.say("said"), words.apart([_said(each, words) for each in item.said])
    if item.denied_by:
        yield words.say("denied"), words.joined(item.denied_by)


def _sure(item: Item, words: Words) -> Iterator[str]:
    """How far it is to be believed: publishers, contradictions, reserve, review."""
    if item.why == "withdrawn":
        yield words.say("withdrawn")
        return
    yield words.say("publishers", item.publishers)
    if item.contradictions:
        fields = dict.fromkeys(_field(each, words) for each in item.contradictions)
        yield words.say("contradictions", fields=words.joined(list(fields)))
    if item.certainty == "hedged":
        yield words.say("certainty.hedged")
    yield words.say(f"review.{item.review}")
    if item.outside:
        yield words.say("outside")


def _field(name: str, words: Words) -> str:
    """A field that reports differ on; a toll is named by its outcome."""
    return words.say(f"field.{name}" if f"field.{name}" in phrases() else f"toll.{name}")


def _steps(item: Item, words: Words) -> Iterator[str]:
    for step in item.steps:
        yield STEPS.get(step.name, _changed)(step, words)


def _toll(step: Step, words: Words) -> str:
    before, after = (_figure(_read(step.values[name]), words) for name in ("before", "after"))
    return words.say("step.toll", measure=words.say(f"toll.{step.values['measure']}"), before=before, after=after)


def _denied(step: Step, words: Words) -> str:
    return words.say("step.denied", by=words.joined(_texts(step.values["by"])))


def _merged(step: Step, words: Words) -> str:
    return words.say("step.merged", into=str(step.values["into"]))


def _changed(step: Step, words: Words) -> str:
    name = str(step.values["side"]) if step.name == "actor" else step.name
    before, after = (VALUES.get(name, _plain)(step.values[when], words) for when in ("before", "after"))
    return words.say("step.changed", field=words.say(f"field.{name}"), before=before, after=after)


def _plain(value: Any, words: Words) -> str:
    if value is None:
        return words.say("not-given")
    return words.number(value) if isinstance(value, int) else str(value)


def _of_words(prefix: str) -> Any:
    return lambda value, words: words.say(f"{prefix}.{value}")


def _figure(figure: Figure | None, words: Words) -> str:
    if figure is None:
        return words.say("not-given")
    ends = {end: _plain(getattr(figure, end), words) for end in ("low", "best", "high")}
    if figure.best is None:
        return words.say("figure.open", low=ends["low"], high=ends["high"])
    if figure.low == figure.best == figure.high:
        return words.say("figure.exact", best=ends["best"])
    return words.say("figure.range", low=ends["low"], best=ends["best"], high=ends["high"])


def _place(parts: list[str], words: Words) -> str:
    """Place, region and country; the last is its code."""
    if not parts:
        return words.say("not-given")
    *names, last = parts
    known = [*names, words.country(last) if len(last) == len("ML") and last.isupper() else last]
    return words.beside(dict.fromkeys(known))


def _days(days: list[date], words: Words) -> str:
    told = [words.date(each) for each in dict.fromkeys(days)]
    return words.say("between", first=told[0], last=told[-1]) if len(told) > 1 else words.joined(told)


def _country(item: Item, words: Words) -> str:
    return words.country(item.country) if item.country else words.say("nowhere")


def _said(said: Said, words: Words) -> str:
    if not said.attributed:
        return words.isolated(said.publisher)
    return words.say("said.citing", publisher=said.publisher, attributed=said.attributed)


def _read(value: Any) -> Figure | None:
    """A figure as the content keeps it."""
    return None if value is None else msgspec.convert(value, Figure)


def _texts(value: Any) -> list[str]:
    return [str(each) for each in value or ()]


STEPS: Mapping[str, Any] = {"toll": _toll, "denied": _denied, "merged": _merged}
"""Those that have a sentence of their own."""
VALUES: Mapping[str, Any] = {
    "type": lambda value, words: words.type(value),
    "status": _of_words("status"),
    "certainty": _of_words("certainty"),
    "review": _of_words("review"),
    "place": lambda value, words: _place(_texts(value), words),
    "date": lambda value, words: _days([date.fromisoformat(each) for each in _texts(value)], words),
    "initiators": lambda value, words: words.joined(_texts(value)),
    "recipients": lambda value, words: words.joined(_texts(value)),
}
