"""Who acts and on whom, after PLOVER's rules."""

from communique.exports.projections.crosswalks.coding import type_codes
from communique.exports.projections.crosswalks.entities import FORMS, Entity, entities
from communique.exports.projections.crosswalks.told import codes_told
from communique.model import Actor, Incident

Sides = tuple[tuple[Entity, ...], tuple[Entity, ...]]


def turned(incident: Incident) -> bool:
    """Whether the actor stands among the recipients: no initiator is of the kinds that act in this type, a recipient is."""
    row = type_codes().get(incident.type.value or "")
    if row is None or not row.first:
        return False
    return not _any(incident.initiators.value, row.first) and _any(incident.recipients.value, row.first)


def _any(actors: tuple[Actor, ...] | None, kinds: frozenset[str]) -> bool:
    return any(actor.kind in kinds for actor in actors or ())


def two_sided(incident: Incident) -> bool:
    """Whether the type is of several sides that all act: violence of two sides, deals and talks."""
    row = type_codes().get(incident.type.value or "")
    return row is not None and row.parties == "all"


def plover_sides(incident: Incident) -> Sides:
    """PLOVER's ``actor`` and ``recipient``: all parties of a two-sided happening are actors, in the order of the report.

    What was read from a PLOVER or POLECAT file stands as it stood there.
    """
    given = entities(incident.initiators), entities(incident.recipients)
    if codes_told(incident.type, *FORMS) is not None:
        return given
    if two_sided(incident):
        return (*given[0], *given[1]), ()
    return (given[1], given[0]) if turned(incident) else given
