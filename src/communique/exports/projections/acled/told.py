"""The columns that a value was read from, kept in its rule, so that they come out the same when it is written again."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from communique.model import Chosen, Event, Incident

T = TypeVar("T")
RULE = "read from an ACLED file"


def told(value: T | None, columns: Mapping[str, str]) -> Chosen[T]:
    """A value read from columns of an ACLED file."""
    return Chosen(value=value, rule=f"{RULE}: {json.dumps(dict(columns), ensure_ascii=False)}")


def columns_told(chosen: Chosen[Any]) -> dict[str, str]:
    """The columns that a value was read from; none where it was not read from an ACLED file."""
    if not chosen.rule.startswith(f"{RULE}: "):
        return {}
    columns: dict[str, str] = json.loads(chosen.rule[len(RULE) + 2 :])
    return columns


def event_of(incident: Incident, event: str | None) -> Event | None:
    """The event of an id; null for none and for a bare incident."""
    return next((each for each in incident.events if each.id == event), None)
