"""What is told of a change."""

import secrets
from datetime import datetime

import msgspec

from communique.desk.api.answers.incidents import IncidentBrief
from communique.desk.api.briefs import page
from communique.desk.api.models import Delivery, Endpoint

Type = Delivery.Type


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """``incident`` is null where it was withdrawn; ``into`` is then the incident that it was merged into, if it was.
    ``stamp`` tells which of two messages is the later. ``api`` is where to read the whole incident."""

    id: str
    basis: str
    stamp: int
    incident: IncidentBrief | None
    into: str | None
    api: str


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a message. ``timestamp`` is when the change was seen; ``data`` is null in a test."""

    type: str
    timestamp: datetime
    data: Change | None


def change_of(name: str, basis: str, stamp: int, incident: IncidentBrief | None, into: str | None) -> Change:
    """What is told of an incident."""
    return Change(
        id=name, basis=basis, stamp=stamp, incident=incident, into=into, api=page("api:getIncident", into or name)
    )


def delivery(endpoint: Endpoint, kind: Type, change: Change | None, at: datetime) -> Delivery:
    """A message as a row, not saved."""
    body = msgspec.json.encode(Message(type=kind, timestamp=at, data=change)).decode()
    return Delivery(
        name=f"msg_{secrets.token_hex(12)}",
        endpoint=endpoint,
        type=kind,
        incident=change.id if change else "",
        body=body,
        due_at=at,
    )
