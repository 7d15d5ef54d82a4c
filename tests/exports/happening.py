"""Incidents of one event made by hand, for the tests of PLOVER, POLECAT and CAMEO."""

import io
import json
from collections.abc import Iterable

from communique.exports.projection import Outcome, Projection
from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Actor, Event, Incident, Origin, Place, Toll, When

ARMY = Actor(text="soldiers", name="Military Forces of Mali", kind="state-forces", country="Mali")
FRENCH = Actor(text="French troops", name="Military Forces of France", kind="external-forces", country="France")
REBELS = Actor(text="fighters", name="Ansar Dine", kind="rebel-group", country="Mali")
POLICE = Actor(text="police", name="Police Forces of Mali", kind="police", country="Mali")
CROWD = Actor(text="marchers", name="Protesters (Mali)", kind="protesters", country="Mali")
VILLAGERS = Actor(text="villagers", name="Civilians (Mali)", kind="civilians", country="Mali")
MILITIA = Actor(text="militiamen", name="Pro-Government Militia (Mali)", kind="political-militia", country="Mali")
TOWN = Place(
    text="Gossi", name="Gossi", admin1="Tombouctou", country="Mali", precision="town", latitude=15.8, longitude=-1.3
)
DAY = When(start="2013-05-06", end="2013-05-06", precision="day", text="on Monday")


def happening(
    type: str,  # noqa: A002
    initiators: Iterable[Actor] = (),
    recipients: Iterable[Actor] = (),
    *,
    anchor: str = "it",
    id: str = "ML-2013-0001",  # noqa: A002
    report: str = "r1",
    publisher: str | None = "Gossi Post",
    published: str | None = "2013-05-07",
    date: When = DAY,
    place: Place | None = TOWN,
    tolls: Iterable[Toll] = (),
    **fields: object,
) -> Incident:
    """An incident of one event of one report."""
    event = Event(
        id=f"{report}:0-{len(anchor)}",
        report=report,
        type=type,
        anchor=anchor,
        quote=f"What happened was {anchor}.",
        initiators=tuple(initiators),
        recipients=tuple(recipients),
        date=date,
        place=place,
        tolls=tuple(tolls),
        **fields,  # type: ignore[arg-type]
    )
    return compose(id, [Told(event, Origin(report=report, publisher=publisher, published=published))])


def toll(outcome: str, number: int) -> Toll:
    """A plain number of people."""
    return Toll(outcome=outcome, low=number, high=number, text=str(number))  # type: ignore[arg-type]


def written(form: Projection, *incidents: Incident) -> tuple[bytes, Outcome]:
    """What a format writes of incidents."""
    out = io.BytesIO()
    outcome = form.write(incidents, out)
    return out.getvalue(), outcome


def records(form: Projection, *incidents: Incident) -> list[dict[str, object]]:
    """The JSON objects of the lines that are written."""
    return [json.loads(line) for line in written(form, *incidents)[0].splitlines()]


def rows(form: Projection, *incidents: Incident) -> list[dict[str, str]]:
    """The rows of a tab-separated file by column."""
    header, *lines = written(form, *incidents)[0].decode().splitlines()
    return [dict(zip(header.split("\t"), line.split("\t"), strict=True)) for line in lines]


def again(form: Projection, data: bytes) -> bytes:
    """What is written of what was read."""
    return written(form, *form.read(io.BytesIO(data)))[0]
