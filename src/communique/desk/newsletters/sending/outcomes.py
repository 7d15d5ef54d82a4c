"""What the server's reply means for a delivery, and when one that was put off is tried again."""

from datetime import datetime, timedelta

from communique.desk.newsletters.models import Delivery
from communique.desk.newsletters.sending.ledger import Outcome
from communique.desk.newsletters.smtp.transport import Reply

State = Delivery.State
WAITS = tuple(timedelta(minutes=m) for m in (5, 15, 30, 60, 120, 240, 480, 720, 1440))
"""After each try that was put off. The server is asked for two days (RFC 5321, 4.5.4.1, advises four to five for letters; a
briefing is old by then), and twice in the first half hour, as greylisting wants it."""


def outcome(delivery: int, reply: Reply, attempts: int, at: datetime) -> Outcome:
    """Taken, refused, or put off; the tenth time it is put off is the last. ``attempts``: those before this one."""
    if reply.accepted:
        return Outcome(delivery, State.ACCEPTED, reply.code, reply.words)
    if reply.for_now and attempts < len(WAITS):
        return Outcome(delivery, State.DEFERRED, reply.code, reply.words, at + WAITS[attempts])
    return Outcome(delivery, State.FAILED, reply.code, reply.words)
