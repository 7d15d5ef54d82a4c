"""The second reading: begun from the machine's record or from an empty one, never from the first person's."""

from typing import Any

import msgspec
from django.db import transaction

from communique.desk.accounts.models import User
from communique.desk.archive.changing import ChangeRefused
from communique.desk.archive.changing.correcting import Spans, changed, check
from communique.desk.review.models import Item, Reading, Sample
from communique.model import Event as Record
from communique.model import When

Judgement, Turn = Reading.Judgement, Reading.Turn
KEPT = ("anchor", "quote")


def begun(item: Item, who: User) -> Reading:
    """This person's second reading of an item, begun where nobody began it. Raises ``ChangeRefused`` for the first reader."""
    if item.readings.filter(turn=Turn.FIRST, who=who).exists():
        raise ChangeRefused("You read this event first; somebody else reads it the second time.")
    start = {"who": who, "packed": msgspec.json.encode(first_page(item))}
    reading, _ = Reading.objects.get_or_create(item=item, turn=Turn.SECOND, defaults=start)
    if reading.who_id != who.pk:
        raise ChangeRefused("Somebody else began to read this event.")
    return reading


def first_page(item: Item) -> Record:
    """What the second reader begins with."""
    event = item.event
    machine = event.as_read
    return blank(event.record) if item.sample.blank or machine is None else machine


def blank(record: Record) -> Record:
    """A record without any value but the words that name the event. Its type is empty and has to be given."""
    evidence = {path: span for path, span in record.evidence.items() if path in KEPT}
    return Record(
        id=record.id,
        report=record.report,
        type="",
        anchor=record.anchor,
        quote=record.quote,
        date=When(),
        evidence=evidence,
    )


def correct(item: Item, who: User, field: str, value: Any, spans: Spans) -> Reading:
    """Give a field of one's own reading another value; nobody's record is changed by it. Raises ``ChangeRefused``."""
    with transaction.atomic():
        reading = _open(item, who)
        record = changed(
            reading.record, field, value, spans, dict.fromkeys(spans or [field], f"read by {who.username}")
        )
        if record.type:
            check(record, item.event.report.record.text)
        reading.packed = msgspec.json.encode(record)
        reading.save()
        return reading


def finish(item: Item, who: User, judgement: str) -> Reading:
    """Accept or reject; the reading stays as it is from then on. Raises ``ChangeRefused``."""
    if judgement not in (Judgement.ACCEPTED, Judgement.REJECTED):
        raise ChangeRefused("Accept or reject.")
    with transaction.atomic():
        reading = _open(item, who)
        if judgement == Judgement.ACCEPTED and not reading.record.type:
            raise ChangeRefused("Give the type first.")
        reading.judgement = judgement
        reading.save()
        return reading


def _open(item: Item, who: User) -> Reading:
    begun(item, who)
    reading = Reading.objects.select_for_update(of=("self",)).get(item=item, turn=Turn.SECOND)
    if reading.judgement != Judgement.OPEN:
        raise ChangeRefused("You finished reading this event.")
    return reading


def next_item(sample: Sample, who: User, after: int = 0) -> Item | None:
    """The next item that this person may read and nobody else reads."""
    rest = sample.items.filter(pk__gt=after).exclude(readings__in=Reading.objects.filter(turn=Turn.FIRST, who=who))
    others = Reading.objects.filter(turn=Turn.SECOND).exclude(who=who, judgement=Judgement.OPEN)
    return rest.exclude(readings__in=others).order_by("pk").first()
