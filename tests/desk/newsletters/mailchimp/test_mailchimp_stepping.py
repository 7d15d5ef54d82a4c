"""What comes next for an issue and its campaign, case by case."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.newsletters.mailchimp.stepping import QUARTER, Seen, Step, next_step, quarter
from communique.desk.newsletters.models import Issue

AT = datetime(2026, 5, 4, 6, 50, tzinfo=UTC)
SLOT = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)
SOON, PAST = AT + timedelta(minutes=5), AT - timedelta(minutes=1)
State = Issue.State


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC)))
def test_a_quarter_hour_is_the_next_one_or_now(at: datetime) -> None:
    found = quarter(at)
    assert found >= at
    assert found - at < QUARTER
    assert found.minute in (0, 15, 30, 45)
    assert (found.second, found.microsecond) == (0, 0)


@pytest.mark.parametrize(
    ("state", "due_at", "seen", "step"),
    [
        (State.DRAFT, None, Seen(""), Step.NOTHING),
        (State.APPROVED, SLOT, Seen(""), Step.CREATE),
        (State.APPROVED, SLOT, Seen("save"), Step.FILL),
        (State.APPROVED, SLOT, Seen("save", filled=True), Step.SCHEDULE),
        (State.APPROVED, SOON, Seen("save", filled=True), Step.SCHEDULE),
        (State.APPROVED, PAST, Seen("save", filled=True), Step.SEND),
        (State.APPROVED, SLOT, Seen("schedule", filled=True, slot=SLOT), Step.NOTHING),
        (State.APPROVED, SLOT + QUARTER, Seen("schedule", filled=True, slot=SLOT), Step.UNSCHEDULE),
        (State.APPROVED, SLOT, Seen("schedule", filled=False, slot=SLOT), Step.UNSCHEDULE),
        (State.DRAFT, None, Seen("schedule", filled=True, slot=SLOT), Step.UNSCHEDULE),
        (State.CANCELLED, SLOT, Seen("schedule", filled=True, slot=SLOT), Step.UNSCHEDULE),
        (State.APPROVED, SLOT, Seen("sending", filled=True), Step.STARTED),
        (State.SENDING, SLOT, Seen("sending", filled=True), Step.NOTHING),
        (State.SENDING, SLOT, Seen("sent", filled=True), Step.FINISHED),
        (State.APPROVED, SLOT, Seen("sent", filled=True), Step.FINISHED),
        (State.SENDING, PAST, Seen("save", filled=True, sent_at=AT - timedelta(seconds=30)), Step.NOTHING),
        (State.SENDING, PAST, Seen("save", filled=True, sent_at=AT - timedelta(minutes=3)), Step.SEND),
        (State.PAUSED, PAST, Seen("save", filled=True, sent_at=AT - timedelta(minutes=3)), Step.NOTHING),
        (State.CANCELLED, PAST, Seen("save", filled=True), Step.NOTHING),
        (State.CANCELLED, PAST, Seen("sending", filled=True), Step.LATE),
        (State.CANCELLED, PAST, Seen("sent", filled=True), Step.LATE),
        (State.SENDING, PAST, Seen("canceled", filled=True), Step.LOST),
        (State.CANCELLED, PAST, Seen("canceled", filled=True), Step.NOTHING),
    ],
)
def test_each_case(state: str, due_at: datetime | None, seen: Seen, step: Step) -> None:
    assert next_step(state, due_at, AT, seen) == step


def test_right_before_a_quarter_hour_it_is_not_scheduled_any_more() -> None:
    late = SLOT - timedelta(minutes=1)
    assert next_step(State.APPROVED, SLOT, late, Seen("save", filled=True)) == Step.NOTHING
    assert next_step(State.APPROVED, SLOT, SLOT, Seen("save", filled=True)) == Step.SEND


@given(
    st.sampled_from(State.values),
    st.sampled_from(["", "save", "schedule", "sending", "sent", "canceled", "archived", "paused"]),
)
def test_nothing_is_sent_that_nobody_approved_or_that_is_on_its_way(state: str, status: str) -> None:
    step = next_step(state, PAST, AT, Seen(status, filled=True))
    if step in (Step.SEND, Step.SCHEDULE, Step.CREATE):
        assert state in (State.APPROVED, State.SENDING)
        assert status in ("", "save")
