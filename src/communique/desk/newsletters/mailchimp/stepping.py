"""What is to be done next with an issue and its campaign. Nothing here asks or writes anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from communique.desk.newsletters.models import Issue

State = Issue.State
QUARTER = timedelta(minutes=15)
"""Mailchimp schedules on the quarter hour only."""
MARGIN = timedelta(minutes=2)
"""Before a quarter hour, in which it is too late to schedule."""
LOOK_AGAIN = timedelta(minutes=2)
"""After a request to send whose answer was lost, before it is repeated: by then the campaign's status tells."""
RELEASED = {State.DRAFT, State.APPROVED, State.SENDING, State.PAUSED}
RUNNING, OVER = {"sending", "canceling", "paused"}, {"canceled", "archived"}


class Step(StrEnum):
    """``started``, ``finished``, ``late``: what the campaign's status says is written down here. ``release``: the campaign, never
    sent, is deleted there, so that another platform may have the issue."""

    NOTHING = "nothing"
    CREATE = "create"
    FILL = "fill"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    SEND = "send"
    STARTED = "started"
    FINISHED = "finished"
    LATE = "late"
    LOST = "lost"
    RELEASE = "release"


@dataclass(frozen=True)
class Seen:
    """``status`` of the campaign, empty where there is none; ``filled``: whether it has what was approved; ``slot``: when it is
    scheduled for; ``sent_at``: when it was asked to send."""

    status: str
    filled: bool = False
    slot: datetime | None = None
    sent_at: datetime | None = None


def quarter(at: datetime) -> datetime:
    """The quarter hour at or after a time."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + -(-(at - day) // QUARTER) * QUARTER


def next_step(state: str, due_at: datetime | None, at: datetime, seen: Seen, *, leaving: bool = False) -> Step:
    """``state`` is the issue's; ``leaving``: another platform sends from now on."""
    if seen.status in RUNNING:
        return {State.APPROVED: Step.STARTED, State.SENDING: Step.NOTHING}.get(State(state), Step.LATE)
    if seen.status == "sent":
        return Step.FINISHED if state in (State.APPROVED, State.SENDING) else Step.LATE
    if seen.status in OVER:
        return Step.LOST if state in (State.APPROVED, State.SENDING) else Step.NOTHING
    if seen.status == "schedule":
        right = (
            not leaving
            and state == State.APPROVED
            and seen.filled
            and due_at is not None
            and seen.slot == quarter(due_at)
        )
        return Step.NOTHING if right else Step.UNSCHEDULE
    if (leaving or state == State.SENDING) and seen.sent_at is not None and at - seen.sent_at < LOOK_AGAIN:
        return Step.NOTHING
    if leaving:
        return Step.RELEASE if state in RELEASED else Step.NOTHING
    if state == State.SENDING:
        return Step.SEND
    if state != State.APPROVED or due_at is None:
        return Step.NOTHING
    return _outward(due_at, at, seen)


def _outward(due_at: datetime, at: datetime, seen: Seen) -> Step:
    """Of an approved issue whose campaign is a draft, or is none yet."""
    if not seen.status:
        return Step.CREATE
    if not seen.filled:
        return Step.FILL
    if due_at <= at:
        return Step.SEND
    return Step.SCHEDULE if quarter(due_at) - at > MARGIN else Step.NOTHING
