"""Incidents made by hand for the tests of ACLED, and the rows that are written of them."""

import csv
import io
from collections.abc import Sequence

from communique.exports.projection import Outcome
from communique.exports.projections.acled import PROJECTION
from communique.incidents.composing import compose
from communique.incidents.told import Told
from communique.model import Actor, Event, Incident, Origin, Place, Toll, When

ARMY = Actor(text="soldiers", name="Military Forces of Mali", kind="state-forces", country="Mali")
FRENCH = Actor(text="French troops", name="Military Forces of France", kind="external-forces", country="France")
REBELS = Actor(text="fighters", name="Ansar Dine", kind="rebel-group", country="Mali")
POLICE = Actor(text="police", name="Police Forces of Mali", kind="police", country="Mali")
CROWD = Actor(text="about 300 marchers", name="Protesters (Mali)", kind="protesters", country="Mali")
TEACHERS = Actor(text="teachers", name="Teachers (Mali)", kind="civilians", country="Mali")
VILLAGERS = Actor(text="villagers", name="Civilians (Mali)", kind="civilians", country="Mali")
RIOTERS = Actor(text="a mob", name="Rioters (Mali)", kind="rioters", country="Mali")
TOWN = Place(
    text="Gossi", name="Gossi", admin1="Tombouctou", country="Mali", precision="town", latitude=15.8, longitude=-1.3
)
DAY = When(start="2014-05-06", end="2014-05-06", precision="day", text="on Tuesday")


def told(
    type: str,  # noqa: A002
    initiators: Sequence[Actor] = (),
    recipients: Sequence[Actor] = (),
    *,
    quote: str = "It happened.",
    report: str = "r1",
    publisher: str | None = "Gossi Post",
    published: str | None = "2014-05-20",
    wire: str | None = None,
    **fields: object,
) -> Told:
    """One event in a report of its own."""
    values: dict[str, object] = {"anchor": quote.split()[0], "date": DAY, "place": TOWN} | fields
    event = Event(
        id=f"{report}:0-2",
        report=report,
        type=type,
        quote=quote,
        initiators=tuple(initiators),
        recipients=tuple(recipients),
        **values,  # type: ignore[arg-type]
    )
    return Told(event, Origin(report=report, publisher=publisher, published=published, wire=wire))


def made(*args: object, id: str = "ML-2014-0001", **fields: object) -> Incident:  # noqa: A002
    """An incident of one event."""
    return compose(id, [told(*args, **fields)])  # type: ignore[arg-type]


def killed(words: str, low: int | None, high: int | None = None, source: str | None = None) -> Toll:
    """A toll of dead in words."""
    return Toll(outcome="killed", low=low, high=high, text=words, source=source)


def stretch(start: str | None, end: str | None, precision: str, text: str) -> dict[str, object]:
    """The field of a date that is not one day."""
    return {"date": When(start=start, end=end, precision=precision, text=text)}  # type: ignore[arg-type]


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
    assert (outcome.incidents, outcome.rows) == (1, 0)
    (left,) = outcome.left_out
    assert left.incident == "ML-2014-0001"
    return left.reason
