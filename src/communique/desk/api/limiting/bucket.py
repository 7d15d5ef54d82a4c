"""A token bucket in one number: the moment at which it will be full again.

A request takes by moving that moment one step on, where it lies no further ahead than the bucket is deep. One statement does
it (the "virtual scheduling" of ITU-T I.371, known as GCRA), so that processes never take the same token twice.
"""

import time
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F, FloatField, Value
from django.db.models.functions import Cast, Greatest

from communique.desk.api.limiting.waiting import Busy, impatient
from communique.desk.api.models import Bucket

WINDOW_S = 60
"""In which as many requests are granted as a bucket is deep, steadily; as many at once after a rest."""
FORGOTTEN_AFTER_S = 3600
"""A bucket that has been full for so long is no different from a new one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a request is granted, how many more are at once, and in how many seconds the next one is (0: now)."""

    granted: bool
    left: int
    wait_s: float
    depth: int


def take(key: str, depth: int) -> Taken:
    """Take one of a bucket of ``depth`` requests a minute. Where the database is too busy to count, it is granted: reading
    never waits for who writes."""
    try:
        with impatient():
            return _take(key, depth, time.time())
    except Busy:
        return Taken(True, depth, 0.0, depth)


def _take(key: str, depth: int, now: float) -> Taken:
    step = WINDOW_S / depth
    latest = now + WINDOW_S - step
    rows = Bucket.objects.filter(key=key, full_at__lte=latest)
    full_at = Greatest(F("full_at"), Cast(Value(now), FloatField())) + step
    if not rows.update(full_at=full_at) and not _begun(key, now + step, now):
        full = Bucket.objects.get(key=key).full_at
        if full > latest:
            return Taken(False, 0, full - latest, depth)
        rows.update(full_at=full_at)
    full = Bucket.objects.get(key=key).full_at
    return Taken(True, max(0, int((now + WINDOW_S - full) / step + 1e-6)), 0.0, depth)


def _begun(key: str, full_at: float, now: float) -> bool:
    """Make a bucket; false where it is there. Those that nobody takes from any longer go."""
    if Bucket.objects.filter(key=key).exists():
        return False
    Bucket.objects.filter(full_at__lt=now - FORGOTTEN_AFTER_S).delete()
    try:
        with transaction.atomic():
            Bucket.objects.create(key=key, full_at=full_at)
    except IntegrityError:  # another process made it just now
        return False
    return True
