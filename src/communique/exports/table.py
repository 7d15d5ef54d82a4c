"""A table for the terminal: what, who, where, when, and the words it came from."""

from collections.abc import Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from communique.exports.flat import figure
from communique.model import Actor, Event, Place, Report, When

NARROW = 80
"""Columns of a terminal that says nothing of its width."""


class TableWriter:
    """A block a report, a paragraph an event, the quoted evidence under it."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, width=None if out.isatty() else 100, highlight=False, soft_wrap=False)

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Print one report's events, or that there are none."""
        console = self._console
        console.rule(Text(report.title or report.source or report.id, style="bold"), align="left", characters="─")
        console.print(Text(provenance(report), style="dim"))
        if not events:
            console.print(Text("No event in this report.\n"))
        for number, event in enumerate(events, 1):
            console.print(_event(number, event))

    def close(self) -> None:
        """Nothing stands at the end of the table."""


def provenance(report: Report) -> str:
    """Where a report comes from and how its date is known, in a line."""
    dated = (
        f"published {report.published} ({report.published_from})" if report.published else "publication date not known"
    )
    kept_apart = f"{len(report.boilerplate)} passages kept apart" if report.boilerplate else ""
    return " · ".join(part for part in (report.publisher, report.source, dated, kept_apart) if part)


def _event(number: int, event: Event) -> Text:
    text = Text()
    text.append(f"{number:>3}  ", style="dim")
    text.append(event.type, style="bold cyan")
    text.append(f" “{_one_line(event.anchor)}”", style="bold")
    text.append(_qualities(event) + "\n")
    for label, value in lines(event):
        text.append(f"     {label:<10}", style="dim")
        text.append(value + "\n")
    before, _, after = event.quote.partition(event.anchor)
    text.append("     “")
    text.append(_one_line(before))
    text.append(_one_line(event.anchor), style="bold reverse")
    text.append(_one_line(after) + "”\n")
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split(" ")).replace("\n", " ")


def _qualities(event: Event) -> str:
    words: list[str] = [
        word for word, default in ((event.status, "actual"), (event.certainty, "stated")) if word != default
    ]
    words += ["aggregate"] if event.aggregate else []
    words += [f"{event.count} times"] if event.count > 1 else []
    return "  (" + ", ".join(words) + ")" if words else ""


def lines(event: Event) -> list[tuple[str, str]]:
    """Label and value for each field the report gives."""
    given = [
        ("who", sides(event.initiators)),
        ("to whom", sides(event.recipients)),
        ("where", where(event.place)),
        ("when", when(event.date)),
        ("tolls", "; ".join(f"{t.outcome} {figure(t.low, t.high)} (“{t.text}”)" for t in event.tolls)),
        ("weapon", event.weapon or ""),
        ("says", event.attribution.source if event.attribution else ""),
    ]
    return [(label, value) for label, value in given if value]


def sides(actors: Sequence[Actor]) -> str:
    """Names with the report's own words where they differ."""
    return "; ".join(_actor(actor) for actor in actors)


def _actor(actor: Actor) -> str:
    alleged = ", alleged" if actor.alleged else ""
    if actor.name is None:
        return f"“{actor.text}” (not identified{alleged})"
    return f"{actor.name} (“{actor.text}”{alleged})"


def where(place: Place | None) -> str:
    """Name, admin1, country and precision; coordinates where there are any."""
    if place is None:
        return ""
    parts = list(dict.fromkeys(part for part in (place.name or place.text, place.admin1, place.country) if part))
    point = (
        f" {place.latitude:.3f}, {place.longitude:.3f}"
        if place.latitude is not None and place.longitude is not None
        else ""
    )
    misspelt = f", “{place.text}” in the report" if place.match == "misspelt" else ""
    return f"{', '.join(parts)} ({place.precision}{misspelt}){point}"


def when(date: When) -> str:
    """The dates and the words; "not dated" is said by the empty string."""
    if date.start is None and date.end is None:
        return f"not resolved (“{date.text}”)" if date.text else ""
    span = date.start if date.start == date.end else f"{date.start or '…'} to {date.end or '…'}"
    return f"{span} ({date.precision}, “{date.text}”)"
