"""One connection's share of an issue: claim some deliveries, hand their messages over one by one, write down what came of each."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from time import monotonic

from communique.desk.newsletters.models import Delivery, Issue
from communique.desk.newsletters.sending import pacing
from communique.desk.newsletters.sending.consent import consenting
from communique.desk.newsletters.sending.judging import Run, keep, resumed
from communique.desk.newsletters.sending.lanes import Lane
from communique.desk.newsletters.sending.ledger import Claimed, Outcome, Step, Wanted, claim, hasty, release, stepping
from communique.desk.newsletters.sending.outcomes import outcome
from communique.desk.newsletters.smtp.addressing import Mail
from communique.desk.newsletters.smtp.compiling import Compiled, Reader
from communique.desk.newsletters.smtp.errors import OutcomeUnknown, ServerRefuses, ServerUnavailable
from communique.desk.newsletters.smtp.transport import Connection

State = Delivery.State
AT_ONCE = 200
LOOK_S = 0.25
"""Between two looks at whether the issue was paused or cancelled."""


class Trouble(RuntimeError):  # noqa: N818  what it is
    """The issue's messages come to nothing; the message says how."""


@dataclass(slots=True)
class Job:
    """What is to be sent, and until when."""

    issue: Issue
    mail: Compiled
    lanes: tuple[Lane, ...]
    until: float
    """By ``monotonic``."""
    stopping: threading.Event
    sent: int = 0
    looked: float = field(default_factory=monotonic)

    def ended(self) -> bool:
        """Whether to stop: it is time, or the issue is not to be sent any more."""
        now = monotonic()
        if self.stopping.is_set() or now >= self.until:
            return True
        if now - self.looked >= LOOK_S:
            self.looked = now
            return not Issue.objects.filter(pk=self.issue.pk, state=Issue.State.SENDING).exists()
        return False


def send_some(job: Job, holder: str) -> int:
    """Send until the time is over or nothing is left; how many deliveries were dealt with.

    Raises ``ServerUnavailable``, ``ServerRefuses`` and ``Trouble``, each with nothing left undone in the ledger.
    """
    run = resumed(job.issue.pk)
    with hasty(), Connection() as connection, stepping(holder) as step:
        try:
            for batch, slots in _batches(job, holder):
                _send(job, connection, step, batch, slots, run)
        finally:
            release(holder)
            keep(run, over=bool(run.trouble()))
    return job.sent


def _batches(job: Job, holder: str) -> Iterator[tuple[list[Claimed], pacing.Slots]]:
    """Deliveries to send, lane by lane in turn: those put off that are due again, then new ones."""
    for state in (State.DEFERRED, State.PENDING):
        after = dict.fromkeys(job.lanes, 0)
        while after and not job.ended():
            idle = True
            for lane in list(after):
                slots = pacing.reserve(lane.rates, AT_ONCE, datetime.now(UTC))
                batch, last = _claimed(job, holder, lane, Wanted(job.issue.pk, state, after[lane]), slots)
                if batch:
                    idle = False
                    yield batch, slots
                if last is not None:
                    after[lane] = last
                elif slots.count:
                    del after[lane]
            if idle and after:
                job.stopping.wait(LOOK_S)


def _claimed(
    job: Job, holder: str, lane: Lane, wanted: Wanted, slots: pacing.Slots
) -> tuple[list[Claimed], int | None]:
    """Of those of a lane, as many as there are slots: who still wants it, and the last key; null: none was left, or no slot."""
    claimed = claim(replace(wanted, domains=lane.domains, but=lane.but), holder, slots.count) if slots.count else []
    batch = consenting(job.issue, claimed, holder) if claimed else []
    pacing.give_back(lane.rates, slots.count - len(batch))
    job.sent += len(claimed) - len(batch)
    return batch, claimed[-1].pk if claimed else None


def _send(job: Job, connection: Connection, step: Step, batch: list[Claimed], slots: pacing.Slots, run: Run) -> None:
    last: Outcome | None = None
    following: Mail | None = None
    for place, to in enumerate(batch):
        if run.trouble() or run.tired() or not (connection.announced or _wait(job, slots, place)):
            break
        mail = following or _mail(job, to)
        following = _mail(job, batch[place + 1]) if place + 1 < len(batch) else None
        if not step(last, to.pk):
            last = None
            connection.drop()  # it may wait for this message
            continue
        soon = None if slots.interval or job.ended() else following
        last = _handed_over(connection, step, to, mail, soon)
        run.add(last)
        job.sent += 1
    if last is not None:
        step(last)
    if run.trouble():
        raise Trouble(run.trouble())
    if run.tired():
        raise ServerUnavailable(run.words)


def _mail(job: Job, to: Claimed) -> Mail:
    return job.mail.of(Reader(to.address, to.subscriber, to.pk))


def _handed_over(connection: Connection, step: Step, to: Claimed, mail: Mail, following: Mail | None) -> Outcome:
    """What came of it. Where nothing was handed over, the delivery is put back before that is raised."""
    try:
        reply = connection.send(mail, following)
    except OutcomeUnknown as error:
        return Outcome(to.pk, State.UNKNOWN, None, str(error))
    except (ServerUnavailable, ServerRefuses):
        step(Outcome(to.pk, State.PENDING, None, ""))
        raise
    return outcome(to.pk, reply, to.attempts, datetime.now(UTC))


def _wait(job: Job, slots: pacing.Slots, place: int) -> bool:
    """Until the slot of the batch's message at that place; whether it is to be sent."""
    due = slots.start + place * slots.interval
    while not job.ended():
        left = (due - datetime.now(UTC)).total_seconds() if slots.interval else 0
        if left <= 0:
            return True
        job.stopping.wait(min(left, LOOK_S))
    return False
