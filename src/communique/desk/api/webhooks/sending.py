"""Send what is due: a step of the worker. A message that may have got through is sent again, under the same id."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q

from communique.desk.api.models import Delivery, Endpoint
from communique.desk.api.webhooks.posting import Answered, post
from communique.desk.api.webhooks.signing import signed

WAITS = tuple(timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400))
"""After each try that failed, as Standard Webhooks proposes; the tenth failure is the last."""
HELD = timedelta(minutes=2)
"""For which a worker has a message to itself; when it was killed, another sends it then."""
LONGEST_REST = timedelta(hours=1)
"""Between two tries of any message to an address that fails."""
PATIENCE = timedelta(days=3)
"""For which nothing may get through to an address; it is told no more then, until somebody looks at it."""
GONE = 410
"""An address that wants no more messages."""
AT_ONCE = 20


def send_due(now: datetime, limit: int = AT_ONCE, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send messages that are due; how many were tried. An address that failed rests, so that it holds up no other."""
    awake = Q(endpoint__rest_until=None) | Q(endpoint__rest_until__lte=now)
    waiting = Delivery.objects.filter(awake, state=Delivery.State.WAITING, due_at__lte=now)
    due = waiting.filter(endpoint__active=True, endpoint__removed_at=None).order_by("due_at", "pk")
    failed: set[int] = set()
    tried = 0
    for row in list(due.select_related("endpoint")[:limit]):
        if stopping():
            break
        if row.endpoint_id not in failed and _mine(row, now):
            tried += 1
            if not send(row, now):
                failed.add(row.endpoint_id)
    return tried


def _mine(row: Delivery, now: datetime) -> bool:
    """Take it, unless another worker did."""
    waiting = Delivery.objects.filter(pk=row.pk, state=Delivery.State.WAITING, due_at=row.due_at)
    return bool(waiting.update(due_at=now + HELD, attempts=F("attempts") + 1, tried_at=now))


def send(row: Delivery, now: datetime) -> bool:
    """Send one message, and write down what came of it."""
    body = row.body.encode()
    answered = post(row.endpoint.url, signed(row.endpoint.secret, row.name, int(now.timestamp()), body), body)
    if answered.error:
        _failed(row, answered, now)
    else:
        delivered = {"state": Delivery.State.DELIVERED, "due_at": None, "status": answered.status, "error": ""}
        Delivery.objects.filter(pk=row.pk).update(**delivered)
        Endpoint.objects.filter(pk=row.endpoint_id).update(failing_since=None, failures=0, rest_until=None, error="")
    return not answered.error


def _failed(row: Delivery, answered: Answered, now: datetime) -> None:
    last = row.attempts >= len(WAITS)
    Delivery.objects.filter(pk=row.pk).update(
        state=Delivery.State.FAILED if last else Delivery.State.WAITING,
        due_at=None if last else now + WAITS[row.attempts],
        status=answered.status,
        error=answered.error,
    )
    _rest(Endpoint.objects.get(pk=row.endpoint_id), answered, now)


def _rest(endpoint: Endpoint, answered: Answered, now: datetime) -> None:
    """Leave an address alone for a while; for good where nothing got through for long, until somebody looks at it."""
    since = endpoint.failing_since or now
    over = now - since >= PATIENCE or answered.status == GONE
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=since,
        failures=endpoint.failures + 1,
        rest_until=now + min(WAITS[min(endpoint.failures, len(WAITS) - 1)], LONGEST_REST),
        error=answered.error,
        active=endpoint.active and not over,
    )
