"""Incidents made by hand for the tests of UCDP GED, and the rows that are written of them."""

import csv
import io
from collections.abc import Sequence

from communique.exports.projection import Outcome
from communique.exports.projections.ucdp_ged import PROJECTION
from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Actor, Event, Incident, Origin, Place, Toll, When

ARMY = Actor(text="soldiers", name="Military Forces of Mali", kind="state-forces", country="Mali")
POLICE = Actor(text="police", name="Police Forces of Mali", kind="police", country="Mali")
FRENCH = Actor(text="French troops", name="Military Forces of France", kind="external-forces", country="France")
NIGER = Actor(text="Nigerien troops", name="Military Forces of Niger", kind="external-forces", country="Niger")
REBELS = Actor(text="fighters", name="Ansar Dine", kind="rebel-group", country="Mali")
OTHERS = Actor(text="herdsmen", name="Fulani Ethnic Militia", kind="identity-militia", country="Mali")
GUNMEN = Actor(text="gunmen", name="Unidentified Armed Group (Mali)", kind="armed-group", country="Mali")
VILLAGERS = Actor(text="villagers", name="Civilians (Mali)", kind="civilians", country="Mali")
CROWD = Actor(text="marchers", name="Protesters (Mali)", kind="protesters", country="Mali")
MOB = Actor(text="a mob", name="Rioters (Mali)", kind="rioters", country="Mali")
TOWN = Place(
    text="Gossi", name="Gossi", admin1="Tombouctou", country="Mali", precision="town", latitude=15.8, longitude=-1.3
)
DAY = When(start="2014-05-06", end="2014-05-06", precision="day", text="on Tuesday")


def killed(low: int | None, high: int | None = None, who: str | None = None, source: str | None = None) -> Toll:
    """A toll of dead."""
    return Toll(outcome="killed", who=who, low=low, high=high, text="killed", source=source)


SEVEN = (killed(7, 7),)


def told(
    type: str,  # noqa: A002
    initiators: Sequence[Actor] = (),
    recipients: Sequence[Actor] = (),
    *,
    report: str = "r1",
    publisher: str | None = "Gossi Post",
    published: str | None = "2014-05-20",
    wire: str | None = None,
    title: str | None = "Fight at Gossi; seven dead",
    **fields: object,
) -> Told:
    """One event in a report of its own; seven dead where no toll is given."""
    values: dict[str, object] = {"date": DAY, "place": TOWN, "tolls": SEVEN} | fields
    event = Event(
        id=f"{report}:0-2",
        report=report,
        type=type,
        anchor="It",
        quote="It happened.",
        initiators=tuple(initiators),
        recipients=tuple(recipients),
        **values,  # type: ignore[arg-type]
    )
    return Told(event, Origin(report=report, publisher=publisher, published=published, wire=wire, title=title))


def made(*args: object, id: str = "ML-2014-0001", **fields: object) -> Incident:  # noqa: A002
    """An incident of one event."""
    return compose(id, [told(*args, **fields)])  # type: ignore[arg-type]


def written(*incidents: Incident) -> tuple[bytes, Outcome]:
    """The file and what the writer says of it."""
    out = io.BytesIO()
    outcome = PROJECTION.write(incidents, out)
    return out.getvalue(), outcome


def parsed(content: bytes) -> list[dict[str, str]]:
    """The rows of a file."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def rows(*incidents: Incident) -> list[dict[str, str]]:
    """The rows that are written."""
    return parsed(written(*incidents)[0])


def row(*args: object, **fields: object) -> dict[str, str]:
    """The only row of an incident of one event."""
    (only,) = rows(made(*args, **fields))
    return only


def reason(*args: object, **fields: object) -> str:
    """Why an incident of one event is left out."""
    content, outcome = written(made(*args, **fields))
    assert not parsed(content)
    (left,) = outcome.left_out
    assert (left.incident, outcome.incidents, outcome.rows) == ("ML-2014-0001", 1, 0)
    return left.reason


def cells(found: dict[str, str], columns: str) -> list[str]:
    """The cells of the columns, named with spaces between."""
    return [found[column] for column in columns.split()]
