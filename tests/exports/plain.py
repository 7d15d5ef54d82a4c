"""Helpers of the plain formats' tests: write, read, and an incident with any values."""

import io
from collections.abc import Iterable
from pathlib import Path

import msgspec

from communique.exports.projection import Outcome, Projection
from communique.model import Actor, Chosen, Contradiction, Incident, Place, Source, TollAccount, When

GOLDEN = Path(__file__).parent / "golden"


def written(projection: Projection, incidents: Iterable[Incident]) -> bytes:
    """The file."""
    return told(projection, incidents)[0]


def told(projection: Projection, incidents: Iterable[Incident]) -> tuple[bytes, Outcome]:
    """The file and what the writer says of it."""
    out = io.BytesIO()
    outcome = projection.write(incidents, out)
    assert not out.closed
    return out.getvalue(), outcome


def read(projection: Projection, content: bytes) -> list[Incident]:
    """The incidents of a file."""
    return list(projection.read(io.BytesIO(content)))


def chosen(value: object) -> Chosen:
    """A preferred value."""
    return Chosen() if value is None else Chosen(value=value, rule="test")


def made(**fields: object) -> Incident:
    """An incident with these preferred values and nothing else."""
    plain = {"type": "shelling", "status": "actual", "certainty": "stated", "count": 1} | fields
    names = ("type", "status", "certainty", "date", "place", "initiators", "recipients", "weapon", "count")
    given = {name: chosen(plain.pop(name, None)) for name in names}
    return Incident(id=str(plain.pop("id", "ML-2013-0001")), **given, **plain)


def toll(outcome: str, low: int | None, best: int | None, high: int | None) -> TollAccount:
    """Losses without their figures."""
    return TollAccount(outcome=outcome, low=low, best=best, high=high, rule="test", event="e", figures=())


def town(**fields: object) -> Place:
    """A town with a point."""
    plain = {
        "text": "Diabaly",
        "name": "Diabaly",
        "country": "Mali",
        "precision": "town",
        "latitude": 14.688,
        "longitude": -6.018,
        "accuracy_km": 5.0,
    }
    return Place(**(plain | fields))


HOSTILE = made(
    id="=cmd|' /C calc'!A0",
    formerly=("+1", "-2"),
    type="a-type-of-ours",
    date=When(start=None, end="2013-01-02", precision="span"),
    place=town(name="@Two\r\nlines\x00 & <b>\"'", admin1="-; x", country="\tTab\x0b"),
    initiators=(Actor(text="<script>alert(1)</script>; and, more (alleged)", alleged=True), Actor(text="]]>")),
    weapon="=1+1",
    publishers=2,
    first_reported="2013-01-03",
    last_updated="2013-01-04",
    contradictions=(Contradiction(field="killed", words="1: 2; 3", events=("e",)),),
    sources=(
        Source(
            report="r; 1", events=(), publisher='The "Post", Ltd', published="2013-01-03", url="javascript:alert(1)"
        ),
        Source(report="r2", events=(), wire="Re(u)ters", reprint_of="r 1", url="http://a.example/?a=1&b=<2>"),
    ),
)
"""Values that break files: formulas, markup, line ends, control characters, the signs that lists are joined with."""


def without_events(incident: Incident) -> Incident:
    """The incident as a file without events can hold it."""
    return msgspec.structs.replace(incident, events=())
