"""Issues as campaigns: to the right people, once, whatever goes wrong on the way."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from desk.newsletters.mailchimp.meeting import Meeting, an_issue, meet, no_night
from desk.newsletters.people import a_list
from django.utils import timezone
from fakes.mailchimp.account import Fault
from fakes.mailchimp.answers import Problem

from communique.desk.newsletters.changing import leave, pause
from communique.desk.newsletters.mailchimp.campaigns import ask_test
from communique.desk.newsletters.mailchimp.stepping import quarter
from communique.desk.newsletters.models import Issue, MailingList, Remote, Subscriber

pytestmark = pytest.mark.django_db
ANN, BEN, CID = "ann@mail.example", "ben@mail.example", "cid@mail.example"
State = Issue.State
SOON = timedelta(minutes=3)


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Meeting:
    return meet(monkeypatch, settings)


@pytest.fixture
def sahel(there: Meeting) -> MailingList:
    """Ann and Ben get it, Cid another."""
    sahel, horn = a_list("sahel"), a_list("horn")
    there.joins(ANN, sahel, horn)
    there.joins(BEN, sahel)
    there.joins(CID, horn)
    there.works()
    no_night()
    return sahel


def again(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def mailed(there: Meeting) -> list[str]:
    return sorted(address for address, _ in there.account.campaigns.mail)


def only(there: Meeting) -> dict[str, Any]:
    [campaign] = there.account.campaigns.campaigns.values()
    return campaign


def test_an_issue_goes_to_those_who_have_its_interest_and_is_sent_when_mailchimp_says_so(
    there: Meeting, sahel: MailingList
) -> None:
    issue = an_issue(sahel)
    there.works()
    assert mailed(there) == [ANN, BEN]
    assert again(issue).state == State.SENDING
    there.account.campaigns.come_due()
    there.works(later=SOON)
    done = again(issue)
    assert (done.state, done.audience, done.left_out) == (State.SENT, 2, {})
    assert done.finished_at is not None
    there.works(5, later=2 * SOON)
    assert mailed(there) == [ANN, BEN]
    assert len(there.account.campaigns.campaigns) == 1


def test_tracking_is_sent_explicitly_off_and_the_footer_is_ours(there: Meeting, sahel: MailingList) -> None:
    an_issue(sahel)
    there.works()
    campaign = only(there)
    assert campaign["tracking"] == dict.fromkeys(
        ["opens", "html_clicks", "text_clicks", "goal_tracking", "ecomm360"], False
    )
    assert campaign["settings"]["auto_footer"] is False
    assert campaign["settings"]["subject_line"] == "Three incidents in Sahel"
    assert campaign["settings"]["reply_to"] == "desk@news.example"
    html = there.account.campaigns.content["camp1"]["html"]
    assert html.count("*|UNSUB|*") == 1
    assert "cid:" not in html
    assert "https://pictures.example/1.png" in html


def test_counting_is_on_where_the_list_counts(there: Meeting, sahel: MailingList) -> None:
    MailingList.objects.filter(pk=sahel.pk).update(counts_opens=True)
    an_issue(MailingList.objects.get(pk=sahel.pk))
    there.works()
    assert only(there)["tracking"]["opens"] is True


def test_where_mailchimp_counts_all_the_same_nobody_is_mailed_and_the_editor_is_told(
    there: Meeting, sahel: MailingList
) -> None:
    there.account.campaigns.always_counts = True
    issue = an_issue(sahel)
    there.works()
    assert (again(issue).state, mailed(there)) == (State.DRAFT, [])
    assert "promised that nobody does" in again(issue).trouble


def test_where_mailchimp_counts_and_the_list_does_it_goes(there: Meeting, sahel: MailingList) -> None:
    there.account.campaigns.always_counts = True
    MailingList.objects.filter(pk=sahel.pk).update(counts_opens=True)
    an_issue(MailingList.objects.get(pk=sahel.pk))
    there.works()
    assert mailed(there) == [ANN, BEN]


def test_a_template_without_the_way_out_gets_one(there: Meeting, sahel: MailingList) -> None:
    an_issue(sahel, html="<html><body>News</body></html>", text="News", images={})
    there.works()
    filled = there.account.campaigns.content["camp1"]
    assert "*|UNSUB|*" in filled["html"]
    assert "*|HTML:LIST_ADDRESS_HTML|*" in filled["html"]
    assert "*|UNSUB|*" in filled["plain_text"]


@pytest.mark.parametrize("path", [r"/campaigns$", "/content", "/actions/send", "/send-checklist", "/file-manager"])
@pytest.mark.parametrize("kind", ["lost", "cut", 500, 429, "refused"])
def test_nobody_gets_it_twice_whatever_is_lost_on_the_way(
    there: Meeting, sahel: MailingList, path: str, kind: str | int
) -> None:
    issue = an_issue(sahel)
    there.account.faults = [Fault(kind, path=path, times=6)]
    for later in range(0, 4000, 150):
        there.works(1, later=timedelta(seconds=later))
        no_night()
    there.account.campaigns.come_due()
    there.works(later=timedelta(hours=2))
    assert mailed(there) == [ANN, BEN]
    assert again(issue).state == State.SENT
    assert len(there.account.campaigns.campaigns) == 1


@pytest.mark.parametrize("end", ["answered", "lost", "killed"])
def test_it_is_not_asked_for_again_while_mailchimp_does_not_show_yet_that_it_sends(
    there: Meeting, sahel: MailingList, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    asked: list[str] = []

    def _send(name: str) -> None:
        asked.append(name)
        if end == "killed":
            raise KeyboardInterrupt

    monkeypatch.setattr(there.account.campaigns, "send", _send)
    there.account.faults = [Fault("lost", path="/actions/send")] if end == "lost" else []
    an_issue(sahel)
    with suppress(KeyboardInterrupt):
        there.works()
    there.works(5, later=timedelta(seconds=40))
    there.works(5, later=timedelta(seconds=100))
    assert asked == ["camp1"]


def test_scheduled_ahead_it_stands_on_the_quarter_hour(there: Meeting, sahel: MailingList) -> None:
    due = timezone.now() + timedelta(hours=5, minutes=7)
    issue = an_issue(sahel, due)
    there.works()
    assert only(there)["status"] == "schedule"
    assert only(there)["send_time"] == quarter(due).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    assert again(issue).state == State.APPROVED
    assert there.account.of("POST", "/actions/send") == []


def test_another_time_is_another_quarter_hour(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel, timezone.now() + timedelta(hours=5))
    there.works()
    due = timezone.now() + timedelta(hours=9)
    Issue.objects.filter(pk=issue.pk).update(due_at=due)
    there.works()
    assert only(there)["send_time"] == quarter(due).strftime("%Y-%m-%dT%H:%M:%S+00:00")


@pytest.mark.parametrize("state", [State.CANCELLED, State.DRAFT, State.PAUSED])
def test_what_is_called_back_is_taken_from_the_schedule(there: Meeting, sahel: MailingList, state: str) -> None:
    issue = an_issue(sahel, timezone.now() + timedelta(hours=5))
    there.works()
    Issue.objects.filter(pk=issue.pk).update(state=state)
    there.works()
    assert only(there)["status"] == "save"


def test_a_schedule_whose_answer_was_lost_is_seen(there: Meeting, sahel: MailingList) -> None:
    there.account.faults = [Fault("lost", path="/actions/schedule")]
    an_issue(sahel, timezone.now() + timedelta(hours=5))
    there.works(4, later=timedelta(minutes=1))
    assert only(there)["status"] == "schedule"
    assert len(there.account.of("POST", "/actions/schedule")) == 1


def test_approved_anew_it_is_filled_anew(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel, timezone.now() + timedelta(hours=5))
    there.works()
    Issue.objects.filter(pk=issue.pk).update(
        approved_at=timezone.now(), subject="Four incidents", text="Four. *|UNSUB|*"
    )
    there.works()
    assert only(there)["status"] == "schedule"
    assert only(there)["settings"]["subject_line"] == "Four incidents"
    assert there.account.campaigns.content["camp1"]["plain_text"] == "Four. *|UNSUB|*"


def test_who_left_a_moment_ago_is_out_before_it_goes(there: Meeting, sahel: MailingList) -> None:
    leave(Subscriber.objects.get(address=BEN), [sahel], "footer")
    pause(Subscriber.objects.get(address=CID), timezone.now().date() + timedelta(days=2), "preferences")
    an_issue(sahel)
    there.works()
    assert mailed(there) == [ANN]


def test_it_waits_while_somebody_who_left_cannot_be_taken_out(there: Meeting, sahel: MailingList) -> None:
    ben = Subscriber.objects.get(address=BEN)
    leave(ben, [sahel], "footer")
    there.account.faults = [Fault(400, method="PATCH", path="/members/")]
    issue = an_issue(sahel)
    there.works()
    assert mailed(there) == []
    assert again(issue).state == State.APPROVED
    ben.remote_task.refresh_from_db()
    there.works(later=timedelta(days=8))
    assert mailed(there) == [ANN]


def test_a_check_list_with_errors_gives_it_back_to_the_editors(
    there: Meeting, sahel: MailingList, monkeypatch: Any
) -> None:
    wrong = {
        "is_ready": False,
        "items": [{"type": "error", "id": 1, "heading": "From", "details": "Verify the domain."}],
    }
    monkeypatch.setattr(there.account.campaigns, "checklist", lambda name: wrong)
    issue = an_issue(sahel)
    there.works()
    found = again(issue)
    assert found.state == State.DRAFT
    assert "Verify the domain." in found.trouble
    assert mailed(there) == []


def test_a_list_without_readers_is_sent_to_nobody_and_asks_nothing(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(a_list("lake"))
    there.works()
    found = again(issue)
    assert (found.state, found.audience) == (State.SENT, 0)
    assert there.account.campaigns.campaigns == {}


def test_a_campaign_that_is_gone_while_it_is_sent_is_not_made_anew(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel)
    there.works()
    there.account.campaigns.campaigns.clear()
    there.works(later=SOON)
    found = again(issue)
    assert found.state == State.PAUSED
    assert "cannot be told" in found.trouble
    assert there.account.campaigns.campaigns == {}


def test_a_draft_that_somebody_deleted_there_is_made_anew(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel)
    Remote.objects.create(thing="issue", ours=str(issue.pk), theirs="deleted", state={"status": "save"})
    there.works()
    assert mailed(there) == [ANN, BEN]


def test_a_test_is_mailed_by_mailchimp_and_goes_to_nobody_else(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel, state=State.DRAFT)
    ask_test(issue, "editor@desk.example")
    there.works()
    assert there.account.campaigns.tests == [("editor@desk.example", "camp1", "html")]
    assert mailed(there) == []
    assert again(issue).state == State.DRAFT
    Issue.objects.filter(pk=issue.pk).update(state=State.APPROVED, due_at=timezone.now())
    there.works()
    assert mailed(there) == [ANN, BEN]
    assert len(there.account.campaigns.campaigns) == 1


def test_called_back_too_late_it_says_so(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel)
    there.works()
    Issue.objects.filter(pk=issue.pk).update(state=State.CANCELLED)
    there.works(later=SOON)
    found = again(issue)
    assert found.state == State.CANCELLED
    assert "after Mailchimp had begun" in found.trouble


def test_reports_are_read_back_and_complaints_stop_their_address(there: Meeting, sahel: MailingList) -> None:
    issue = an_issue(sahel)
    there.works()
    there.account.campaigns.come_due()
    there.works()
    there.works(later=SOON)
    there.account.campaigns.reports["camp1"] = {
        "unsubscribed": 1,
        "opens": {"opens_total": 9, "unique_opens": 2, "open_rate": 1.0},
    }
    there.account.campaigns.abuse["camp1"] = [BEN]
    there.works(later=timedelta(hours=1, minutes=10))
    report = Remote.objects.get(thing="issue", ours=str(issue.pk)).state["report"]
    assert report == {"sent": 2, "hard": 0, "soft": 0, "unsubscribed": 1, "complaints": 1}
    assert Subscriber.objects.get(address=BEN).state == "complained"
    assert again(issue).opens == 0


def test_by_our_own_server_no_campaign_is_made_and_a_scheduled_one_is_called_back(
    there: Meeting, sahel: MailingList, settings: Any
) -> None:
    an_issue(sahel, timezone.now() + timedelta(hours=5))
    there.works()
    settings.PLATFORM = "smtp"
    an_issue(sahel)
    there.works()
    assert there.account.campaigns.campaigns == {}
    assert mailed(there) == []


def test_a_refusal_to_send_pauses_it_with_its_words(there: Meeting, sahel: MailingList, monkeypatch: Any) -> None:
    def _send(name: str) -> None:
        raise Problem(400, "Bad Request", "Your account is under review.")

    monkeypatch.setattr(there.account.campaigns, "send", _send)
    issue = an_issue(sahel)
    there.works()
    found = again(issue)
    assert found.state == State.PAUSED
    assert "under review" in found.trouble


def test_a_refusal_because_it_is_being_sent_already_is_none(
    there: Meeting, sahel: MailingList, monkeypatch: Any
) -> None:
    send = there.account.campaigns.send

    def _send(name: str) -> None:
        if there.account.campaigns.mail:
            send(name)
        send(name)
        send(name)

    monkeypatch.setattr(there.account.campaigns, "send", _send)
    issue = an_issue(sahel)
    there.works()
    assert again(issue).state == State.SENDING
    assert mailed(there) == [ANN, BEN]
