"""One self-contained HTML page: the report with its events marked, each record beside it, every value linked to its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from jinja2 import Environment, PackageLoader

from communique.exports.flat import figure
from communique.exports.segments import Segment, segments
from communique.exports.table import provenance, where
from communique.model import Actor, Event, Report

FAMILIES = {
    "fighting": "armed-clash territory-regained territory-captured air-strike shelling bombing suicide-bombing "
    "grenade-attack chemical-attack",
    "violence": "attack sexual-violence abduction looting-destruction displacement",
    "crowd": "protest protest-intervention protest-excessive-force riot",
    "words": "threat demand accusation refusal claim-of-responsibility talks promise agreement sanction",
}
"""Four colours for forty types, and a fifth for the rest; every mark also carries its type in words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a record: what it is, what it says, the evidence it rests on and the rule that made it."""

    label: str
    value: str
    ref: str | None
    rule: str | None


class HtmlWriter:
    """Writes the head at the first report, a section a report, and the foot at the end."""

    def __init__(self, out: TextIO) -> None:
        loader = PackageLoader("communique.exports", "templates")
        self._templates = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
        self._out = out
        self._count = 0
        out.write(self._templates.get_template("head.html").render())

    def add(self, report: Report, events: Sequence[Event]) -> None:
        """Write one report's section."""
        self._count += 1
        parts = segments(report, events)
        self._out.write(
            self._templates.get_template("report.html").render(
                number=self._count,
                report=report,
                provenance=provenance(report),
                events=events,
                segments=parts,
                targets=_targets(parts),
                lines=_lines,
                family=family,
                apart=[item for item in report.boilerplate if item.start is None],
            )
        )

    def close(self) -> None:
        """Write the foot."""
        self._out.write(self._templates.get_template("foot.html").render())


def family(event_type: str) -> str:
    """The colour family of a type."""
    return next((name for name, types in FAMILIES.items() if event_type in types.split()), "other")


def _targets(parts: Sequence[Segment]) -> dict[str, int]:
    """For each evidence reference the offset of the first stretch that it covers."""
    targets: dict[str, int] = {}
    for part in parts:
        for ref in part.refs:
            targets.setdefault(ref, part.start)
    return targets


def _lines(event: Event) -> list[Line]:
    """The values of a record, in the codebook's order; what is not given says so."""
    found = [
        *_actors(event, "initiators", "who", event.initiators),
        *_actors(event, "recipients", "to whom", event.recipients),
        _line(event, "where", where(event.place) or "not given", "place.text"),
        _line(event, "when", _when(event), "date"),
        _line(event, "status", f"{event.status}, {event.certainty}", "status"),
    ]
    if event.attribution:
        cue = f" ({event.attribution.cue})" if event.attribution.cue else ""
        found.append(_line(event, "says", event.attribution.source + cue, "attribution.source"))
    for index, toll in enumerate(event.tolls):
        words = f"{toll.outcome} {figure(toll.low, toll.high)}" + (f", says {toll.source}" if toll.source else "")
        found.append(_line(event, "toll", words, f"tolls[{index}].text"))
    if event.weapon:
        found.append(_line(event, "weapon", event.weapon, "weapon"))
    if event.count > 1:
        found.append(_line(event, "count", str(event.count), "count"))
    if event.aggregate:
        found.append(_line(event, "aggregate", "a summary over many happenings or a long time", "aggregate"))
    return found


def _line(event: Event, label: str, value: str, path: str) -> Line:
    return Line(label, value, path if path in event.evidence else None, event.rules.get(path))


def _actors(event: Event, side: str, label: str, actors: Sequence[Actor]) -> list[Line]:
    if not actors:
        return [Line(label, "not given", None, None)]
    return [
        _line(
            event,
            label,
            (actor.name or f"“{actor.text}”") + (", alleged" if actor.alleged else ""),
            f"{side}[{i}].text",
        )
        for i, actor in enumerate(actors)
    ]


def _when(event: Event) -> str:
    date = event.date
    if date.start is None and date.end is None:
        return f"not given (“{date.text}”)" if date.text else "not given"
    span = date.start if date.start == date.end else f"{date.start or '…'} to {date.end or '…'}"
    return f"{span} ({date.precision})"
