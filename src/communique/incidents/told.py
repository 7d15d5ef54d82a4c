"""An event with its report in brief: what incidents are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from communique.model import Event, Origin

UNDATED = "9999"
"""Sorts after every date: a report without a date is told last."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event and where it was told."""

    event: Event
    origin: Origin


def in_order(members: Iterable[Told]) -> tuple[Told, ...]:
    """In order of publication; of one day by the event's id, so that the order of arrival never matters."""
    return tuple(sorted(members, key=lambda told: (told.origin.published or UNDATED, told.event.id)))
