"""Which editor edits which field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from communique.desk.review.editing import actors, choices, dates, places, tolls
from communique.desk.review.editing.base import Editor, Subject

NEAR = "near"
"""The editor that is no field of its own: it sets the place."""
EDITORS: Mapping[str, type[Editor]] = MappingProxyType(
    {
        "type": choices.TypeEditor,
        "initiators": actors.InitiatorsEditor,
        "recipients": actors.RecipientsEditor,
        "place": places.PlaceEditor,
        NEAR: places.NearEditor,
        "date": dates.DateEditor,
        "tolls": tolls.TollsEditor,
        "status": choices.StatusEditor,
        "certainty": choices.CertaintyEditor,
        "attribution": choices.AttributionEditor,
        "weapon": choices.WeaponEditor,
        "count": choices.CountEditor,
        "aggregate": choices.AggregateEditor,
    }
)


def editor(name: str, subject: Subject, data: Any = None) -> Editor:
    """The editor of a name. Raises ``KeyError`` where there is none."""
    return EDITORS[name](subject, data)
