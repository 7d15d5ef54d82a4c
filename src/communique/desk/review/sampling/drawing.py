"""Draw a sample by its seed, and keep what the first person decided."""

import random

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.models import Change, Event
from communique.desk.review.models import Item, Reading, Sample
from communique.desk.review.queue.filters import Filter
from communique.desk.review.queue.walking import rows

JUDGED = (Event.State.ACCEPTED, Event.State.REJECTED)
MOST = 2_000
"""Events of a sample: more than a person reads, and enough for an interval of two per cent."""


def draw(name: str, seed: int, share: float, chosen: Filter, by: User, *, blank: bool) -> Sample:
    """A sample of the share (0 to 1) of the events that a person judged and that the filters leave; at least one.

    Raises ``ChangeRefused`` where there is none.
    """
    if not 0 < share <= 1:
        raise ChangeRefused("Give the share in per cent, above 0 and up to 100.")
    pool = sorted(pk for state in JUDGED for pk in _judged(chosen, by, state))
    if not pool:
        raise ChangeRefused("No event that a person judged fits these filters.")
    size = min(MOST, max(1, round(share * len(pool))))
    drawn = sorted(random.Random(seed).sample(pool, size))
    with transaction.atomic():
        sample = Sample.objects.create(name=name, seed=seed, share=share, filters=chosen.to_query(), blank=blank, by=by)
        _keep(sample, drawn)
    return sample


def _judged(chosen: Filter, by: User, state: Event.State) -> list[int]:
    judged = Change.objects.filter(
        subject=Change.Subject.EVENT, subject_id=OuterRef("name"), field="state", who__isnull=False
    )
    return list(rows(chosen, by, state).filter(Exists(judged)).values_list("pk", flat=True))


def _keep(sample: Sample, drawn: list[int]) -> None:
    last = Change.objects.filter(subject=Change.Subject.EVENT, subject_id=OuterRef("name"), field="state")
    events = Event.objects.annotate(judge=Subquery(last.order_by("-pk").values("who")[:1])).in_bulk(drawn)
    items = Item.objects.bulk_create([Item(sample=sample, event_id=pk) for pk in drawn])
    Reading.objects.bulk_create([_first(item, events[item.event_id]) for item in items])


def _first(item: Item, event: Event) -> Reading:
    accepted = event.state == Event.State.ACCEPTED
    judgement = Reading.Judgement.ACCEPTED if accepted else Reading.Judgement.REJECTED
    judge: int = event.judge  # type: ignore[attr-defined]  # annotated above
    return Reading(item=item, turn=Reading.Turn.FIRST, who_id=judge, judgement=judgement, packed=event.packed)
