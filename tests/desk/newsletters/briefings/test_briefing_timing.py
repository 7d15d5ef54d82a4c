"""Lists are due at their hour, by the clocks of their time zone."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from desk.newsletters.people import a_list, a_subscriber
from hypothesis import given
from hypothesis import strategies as st

from communique.desk.accounts.models import Organisation
from communique.desk.newsletters.briefings.due import compose_due
from communique.desk.newsletters.briefings.timing import last_due
from communique.desk.newsletters.models import Issue, MailingList, Subscription


def due(at: str, frequency: str = "daily", **of: object) -> str | None:
    found = last_due(MailingList(hour=7, timezone="Europe/Paris", **of), frequency, datetime.fromisoformat(at))
    return found.isoformat() if found else None


def test_a_daily_list_is_due_at_its_hour_in_summer_and_winter() -> None:
    assert due("2026-07-01T05:00+00:00") == "2026-07-01T05:00:00+00:00"
    assert due("2026-07-01T04:59+00:00") == "2026-06-30T05:00:00+00:00"
    assert due("2026-12-01T06:30+00:00") == "2026-12-01T06:00:00+00:00"


def test_a_weekly_list_is_due_on_its_day() -> None:
    assert due("2026-11-23T12:00+00:00", "weekly", weekday=0) == "2026-11-23T06:00:00+00:00"
    assert due("2026-11-22T12:00+00:00", "weekly", weekday=0) == "2026-11-16T06:00:00+00:00"
    assert due("2026-11-23T05:00+00:00", "weekly", weekday=0) == "2026-11-16T06:00:00+00:00"


def test_an_hour_that_clocks_leave_out_is_due_when_they_go_on_and_one_shown_twice_the_first_time() -> None:
    at_two = MailingList(hour=2, timezone="Europe/Paris")
    noon = datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    found = [last_due(at_two, "daily", at) for at in noon]
    assert found == [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 0, tzinfo=UTC)]


def test_a_list_by_hand_is_never_due() -> None:
    assert due("2026-11-23T12:00+00:00", "hand") is None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 23),
    st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Africa/Bamako", "Australia/Lord_Howe"]),
)
def test_the_last_due_moment_is_never_to_come_and_never_long_past(at: datetime, hour: int, zone: str) -> None:
    moment = last_due(MailingList(hour=hour, timezone=zone), "daily", at)
    assert moment is not None
    assert at - timedelta(hours=26) < moment <= at


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_what_is_due_is_composed_once_in_each_rhythm_that_somebody_wants() -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})
    mailing_list = a_list(hour=7)
    MailingList.objects.update(created_at=datetime(2024, 5, 1, tzinfo=UTC))
    subscriber = a_subscriber("ann@mail.example", mailing_list)
    Subscription.objects.filter(subscriber=subscriber).update(frequency="daily")
    at = datetime(2024, 5, 6, 8, tzinfo=UTC)
    assert compose_due(at - timedelta(hours=2), "test", Event()) == 0
    assert compose_due(at, "test", Event()) == 2
    assert compose_due(at + timedelta(minutes=1), "test", Event()) == 0
    assert sorted(Issue.objects.values_list("frequency", flat=True)) == ["daily", "weekly"]


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_a_filter_that_cannot_be_read_keeps_no_other_list_back() -> None:
    Organisation.objects.update_or_create(pk=1, defaults={"public_shows_unreviewed": True})
    a_list("broken", selection="type=picnic", frequency="event")
    a_list("sound", frequency="event")
    compose_due(datetime(2024, 5, 6, 8, tzinfo=UTC), "test", Event())
    assert set(Issue.objects.values_list("list__slug", flat=True)) == {"sound"}
