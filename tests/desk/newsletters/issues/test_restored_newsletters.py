"""A desk that was put back mails nothing by itself: it does not know what went out after the backup."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from desk.newsletters.issues.an_issue import an_issue
from desk.newsletters.people import a_list, a_subscriber

from communique.desk.archive.models import Change
from communique.desk.newsletters.issues.approving import approve
from communique.desk.newsletters.models import Delivery, Issue, MailingList
from communique.desk.newsletters.restoring import hold_due, mark
from communique.desk.newsletters.sending.freezing import freeze
from communique.desk.newsletters.sending.holders import new_holder

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
State = Issue.State


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path


def held() -> int:
    return hold_due(NOW, "test", Event())


def test_what_was_approved_or_begun_waits_for_a_person_and_says_why() -> None:
    approved, freezing, sending = an_issue(), an_issue(), an_issue()
    for issue in (approved, freezing, sending):
        a_subscriber("ann@mail.example", issue.list)
        approve(issue, None, NOW)
    freeze(sending, NOW, new_holder())
    freeze(freezing, NOW, new_holder())
    Issue.objects.filter(pk=freezing.pk).update(state=State.FREEZING)
    mark("2026-11-20T08:00:00+00:00")
    assert held() == 3
    states = [Issue.objects.get(pk=each.pk).state for each in (approved, freezing, sending)]
    assert states == [State.DRAFT, State.DRAFT, State.PAUSED]
    assert all("as of 2026-11-20" in each.trouble for each in Issue.objects.all())
    assert set(Delivery.objects.values_list("issue", flat=True)) == {sending.pk}


def test_no_list_sends_by_itself_any_more_and_its_history_says_so() -> None:
    a_list("river", automatic=True)
    mark("2026-11-20T08:00:00+00:00")
    held()
    assert not MailingList.objects.get().automatic
    assert "put back" in Change.objects.get(subject="list", field="automatic").why


def test_it_is_done_once_and_on_no_desk_that_was_not_put_back() -> None:
    a_list("river", automatic=True)
    assert held() == 0
    mark("2026-11-20T08:00:00+00:00")
    assert [held(), held()] == [1, 0]
    MailingList.objects.update(automatic=True)
    assert held() == 0, "what somebody decided after it was undone"


def test_a_hold_that_failed_is_made_before_anything_is_mailed(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    a_list("river", automatic=True)
    mark("2026-11-20T08:00:00+00:00")
    with monkeypatch.context() as broken:
        broken.setattr("communique.desk.newsletters.restoring.note", None)
        with pytest.raises(TypeError):
            held()
    assert MailingList.objects.get().automatic, "half of it was kept"
    assert held() == 1
    assert settings.NEWSLETTER_STEPS[0] == "communique.desk.newsletters.restoring.hold_due"
