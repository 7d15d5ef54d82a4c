"""Which events a person decided on: they keep what the person made of them, whatever the machine reads later."""

from collections.abc import Sequence

from communique.desk.archive.linked import store
from communique.desk.archive.models import Change, Event

UNTOUCHED = (Event.State.NEW, Event.State.SUPERSEDED)
"""States that the machine alone gives."""


def decided(events: Sequence[Event]) -> frozenset[str]:
    """Names of the events that a person added, accepted, rejected, withdrew, corrected, merged, split or told apart."""
    names = [event.name for event in events]
    changes = Change.objects.filter(subject=Change.Subject.EVENT, subject_id__in=names, who__isnull=False)
    own = {event.name for event in events if _has_hand(event)}
    grouped = {name for decision in store().decisions() for name in decision.all}
    return frozenset(own | set(changes.values_list("subject_id", flat=True)) | (grouped & set(names)))


def _has_hand(event: Event) -> bool:
    return event.maker == Event.Maker.PERSON or event.machine is not None or event.state not in UNTOUCHED
